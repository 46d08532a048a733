import text from "./firstScenario.yaml?raw";

/** What the page opens with: one Pod, five nodes that differ, and the Pods that were there before. */
export const firstScenario: string = text;

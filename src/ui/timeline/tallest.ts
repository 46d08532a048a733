/** What the page needs besides the timeline, for the stage to be readable, CSS pixels. */
const stageAndBars = 46 + 58 + 380;
const designed = 116;

/** As high as the timeline gets in this window, CSS pixels. */
export const tallest = (): number => Math.max(designed, innerHeight - stageAndBars);

declare module "virtual:first-beat" {
  /** The first scenario's journey with the scene of its first beat, computed when the page was built. */
  export function loadFirstBeat(): Promise<import("./firstBeat.ts").FirstBeat>;
}

declare module "virtual:scheduler-cases" {
  /** How many of upstream's golden cases the scheduler passes, as docs/conformance.md said when the page was built. */
  export const schedulerCases: number;
}

declare module "virtual:first-beat" {
  /** The first scenario's journey with the scene of its first beat, computed when the page was built. */
  export function loadFirstBeat(): Promise<import("./firstBeat.ts").FirstBeat>;
}

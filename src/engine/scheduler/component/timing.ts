import type { VirtualMillis } from "../../kernel/clock.ts";

/** How long the phases of an attempt take, in virtual milliseconds. Teaching values: upstream promises none of them. */
export const phaseTiming = {
  preFilter: 1,
  /** For each node, up to the cap: upstream asks 16 nodes at a time. */
  filterPerNode: 1,
  filterCap: 8,
  postFilter: 2,
  preScore: 1,
  scorePerPlugin: 1,
  selectHost: 1,
  assume: 1,
  reserve: 1,
  permit: 1,
} as const satisfies { [phase: string]: VirtualMillis };

/** How often a binding cycle looks whether its claims are bound, and for how long, in virtual milliseconds. */
export const volumeBindPoll: VirtualMillis = 1000;
export const volumeBindTimeout: VirtualMillis = 600_000;

import type { PreemptionCandidate } from "../framework/interface.ts";
import type { PodInfo } from "../framework/podInfo.ts";

/** Adds 2^31 to a priority, so that fewer victims of negative priority beat more. */
const shift = 2 ** 31;

/** When the earliest of the most important victims started. */
function earliestStart(victims: readonly PodInfo[]): number {
  const highest = Math.max(...victims.map(({ priority }) => priority));
  return Math.min(...victims.filter(({ priority }) => priority === highest).map(({ startTime }) => startTime));
}

/** What a candidate costs, by falling weight: the smallest is best. */
const costs: readonly ((candidate: PreemptionCandidate) => number)[] = [
  ({ pdbViolations }) => pdbViolations,
  ({ victims }) => victims[0]!.priority,
  ({ victims }) => victims.reduce((sum, { priority }) => sum + priority + shift, 0),
  ({ victims }) => victims.length,
  ({ victims }) => -earliestStart(victims),
];

/**
 * The candidates that remain after all criteria; more than one is a tie that upstream leaves to chance.
 *
 * Models pickOneNodeForPreemption of pkg/scheduler/framework/preemption (v1.34).
 */
export function bestCandidates(candidates: readonly PreemptionCandidate[]): readonly PreemptionCandidate[] {
  let remaining = candidates;
  for (const cost of costs) {
    if (remaining.length <= 1) break;
    const values = remaining.map(cost);
    const lowest = Math.min(...values);
    remaining = remaining.filter((_, i) => values[i] === lowest);
  }
  return remaining;
}

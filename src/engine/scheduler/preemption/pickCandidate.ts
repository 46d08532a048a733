import type { PreemptionCandidate } from "../framework/interface.ts";
import type { PodInfo } from "../framework/podInfo.ts";

/** Adds 2^31 to a priority, so that fewer victims of negative priority beat more. */
const shift = 2 ** 31;

/** When the earliest of the most important victims started. */
function earliestStart(victims: readonly PodInfo[]): number {
  const highest = Math.max(...victims.map(({ priority }) => priority));
  return Math.min(...victims.filter(({ priority }) => priority === highest).map(({ startTime }) => startTime));
}

/** What two candidates are compared by. */
export type PreemptionCriterion = "pdbViolations" | "highestPriority" | "prioritySum" | "victims" | "earliestStart";

/** What a candidate costs, by falling weight: the smallest is best. */
const costs: readonly (readonly [PreemptionCriterion, (candidate: PreemptionCandidate) => number])[] = [
  ["pdbViolations", ({ pdbViolations }) => pdbViolations],
  ["highestPriority", ({ victims }) => victims[0]!.priority],
  ["prioritySum", ({ victims }) => victims.reduce((sum, { priority }) => sum + priority + shift, 0)],
  ["victims", ({ victims }) => victims.length],
  ["earliestStart", ({ victims }) => -earliestStart(victims)],
];

/** One criterion, asked of the candidates that were left. */
export interface PreemptionRound {
  readonly criterion: PreemptionCriterion;
  /** Candidates in the order given, with what each costs: the smallest is best. */
  readonly costs: readonly { readonly candidate: PreemptionCandidate; readonly cost: number }[];
  readonly remaining: readonly PreemptionCandidate[];
}

/**
 * The criteria one after the other, until one candidate remains or none is left to ask; more than one at the end is a
 * tie that upstream leaves to chance.
 *
 * Models pickOneNodeForPreemption of pkg/scheduler/framework/preemption (v1.34).
 */
export function compareCandidates(candidates: readonly PreemptionCandidate[]): readonly PreemptionRound[] {
  const rounds: PreemptionRound[] = [];
  let left = candidates;
  for (const [criterion, cost] of costs) {
    if (left.length <= 1) break;
    const values = left.map(cost);
    const lowest = Math.min(...values);
    const remaining = left.filter((_, i) => values[i] === lowest);
    rounds.push({
      criterion,
      costs: left.map((candidate, i) => ({ candidate, cost: values[i]! })),
      remaining,
    });
    left = remaining;
  }
  return rounds;
}

/** The candidates that remain after all criteria. */
export function bestCandidates(candidates: readonly PreemptionCandidate[]): readonly PreemptionCandidate[] {
  return compareCandidates(candidates).at(-1)?.remaining ?? candidates;
}

import type { Job } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import type { VirtualMillis } from "../../kernel/clock.ts";
import { podsToDelete } from "../replicaset/deletionOrder.ts";
import { remainingBackoffOfIndex } from "./backoff.ts";
import { type FailureCounts, failureCountsAfter, indexOf } from "./indexes.ts";
import { isIndexed } from "./jobPods.ts";
import { specOf } from "./jobSpec.ts";
import { hasValidIndex, isCountedByPolicy, replacesOnlyFailed, type Tally } from "./tally.ts";

/** The most Pods that one pass makes or removes (MaxPodCreateDeletePerSync). */
const burst = 500;

/** How many Pods should run now. Models the beginning of manageJob (v1.34). */
export function wantedActive(job: Job, { active, succeeded }: Tally): number {
  const { parallelism = 1, completions, suspend } = specOf(job);
  if (suspend) return 0;
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(parallelism, completions - succeeded));
}

/** Pods that run without need: of an index twice or of none that the Job has, and those beyond the wanted number. */
export function surplusPods(job: Job, { active }: Tally, want: number, now: VirtualMillis): readonly Pod[] {
  const misplaced = isIndexed(job) ? misplacedPods(job, active, now) : [];
  const left = active.filter((pod) => !misplaced.includes(pod));
  const beyond = active.length - want - misplaced.length;
  const surplus = beyond > 0 ? [...misplaced, ...podsToDelete(left, left, beyond, now)] : misplaced;
  return specOf(job).suspend ? surplus : surplus.slice(0, burst);
}

/** Models appendDuplicatedIndexPodsForRemoval. */
function misplacedPods(job: Job, active: readonly Pod[], now: VirtualMillis): readonly Pod[] {
  const byIndex = new Map<number, Pod[]>();
  const misplaced: Pod[] = [];
  for (const pod of active) {
    if (!hasValidIndex(job, pod)) misplaced.push(pod);
    else byIndex.set(indexOf(pod) ?? 0, [...(byIndex.get(indexOf(pod) ?? 0) ?? []), pod]);
  }
  const twice = [...byIndex.values()].filter(({ length }) => length > 1);
  return [...misplaced, ...twice.flatMap((pods) => podsToDelete(pods, pods, pods.length - 1, now))];
}

/** How many Pods are missing; those that are on their way out hold their places when only ended ones are replaced. */
export function missingPods(job: Job, { active, terminating }: Tally, want: number): number {
  const held = replacesOnlyFailed(job) ? terminating.length : 0;
  return Math.max(0, Math.min(want - held - active.length, burst));
}

/** The completion indexes that nobody works on and that are not done, lowest first. Models firstPendingIndexes. */
export function pendingIndexes(job: Job, tally: Tally, count: number): readonly number[] {
  const busy = replacesOnlyFailed(job) ? [...tally.active, ...tally.terminating] : tally.active;
  const taken = new Set([...busy.map(indexOf), ...tally.succeededIndexes, ...(tally.failedIndexes ?? [])]);
  const { completions = 0 } = specOf(job);
  const pending: number[] = [];
  for (let index = 0; index < completions && pending.length < count; index++)
    if (!taken.has(index)) pending.push(index);
  return pending;
}

/** Of these indexes those whose back-off is over; else how long the first of them has to wait. */
export function dueIndexes(
  indexes: readonly number[],
  { delayed }: Tally,
  now: VirtualMillis,
): { readonly due: readonly number[]; readonly wait: VirtualMillis } {
  const waits = indexes.map((index) => remainingBackoffOfIndex(delayed.get(index), now));
  const due = indexes.filter((_, i) => waits[i] === 0);
  return { due, wait: due.length > 0 || waits.length === 0 ? 0 : Math.min(...waits) };
}

/** How often an index has failed before its next Pod. Models getNewIndexFailureCounts. */
export function failuresBefore(job: Job, index: number | null, { delayed }: Tally): FailureCounts {
  const last = index === null ? undefined : delayed.get(index);
  return last ? failureCountsAfter(last, isCountedByPolicy(job, last)) : { counted: 0, ignored: 0 };
}

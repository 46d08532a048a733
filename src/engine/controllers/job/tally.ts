import type { Job } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import type { VirtualMillis } from "../../kernel/clock.ts";
import { isActive, isFinished } from "../podState.ts";
import { finishedAt } from "./backoff.ts";
import { absoluteFailureCountOf, failureCountOf, indexOf, parseIndexes } from "./indexes.ts";
import { isIndexed, isTracked, phaseOf } from "./jobPods.ts";
import { specOf, statusOf } from "./jobSpec.ts";
import { policyVerdict } from "./podFailurePolicy.ts";

/** A Job's Pods as one pass sees them, and what they come to. Models syncJobCtx of pkg/controller/job (v1.34). */
export interface Tally {
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  readonly terminating: readonly Pod[];
  /** Pods that have ended and that no status has named yet. */
  readonly newSucceeded: readonly Pod[];
  readonly newFailed: readonly Pod[];
  readonly succeeded: number;
  readonly failed: number;
  readonly succeededIndexes: ReadonlySet<number>;
  /** Null when indexes have no back-off limit of their own. */
  readonly failedIndexes: ReadonlySet<number> | null;
  /** By index, the failed Pod that is kept until the one after it has taken over its count of failures. */
  readonly delayed: ReadonlyMap<number, Pod>;
  /** Whether the finalizer still holds the Pod: then it has not been counted. */
  isHeld(pod: Pod): boolean;
}

/** Being deleted, and not at its end. */
export const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined && !isFinished(pod);

/** True when a Pod is replaced only once it has ended, not as soon as it is being deleted. */
export const replacesOnlyFailed = (job: Job): boolean =>
  specOf(job).podReplacementPolicy === "Failed" || specOf(job).podFailurePolicy !== undefined;

/** Models isPodFailed: a Pod that is being deleted may never get to its end. */
export function countsAsFailed(job: Job, pod: Pod): boolean {
  if (phaseOf(pod) === "Failed") return true;
  return !replacesOnlyFailed(job) && pod.metadata.deletionTimestamp !== undefined && phaseOf(pod) !== "Succeeded";
}

/** Whether the failure policy lets a failed Pod count. */
export const isCountedByPolicy = (job: Job, pod: Pod): boolean => policyVerdict(job, pod)?.action !== "Ignore";

/** Whether the Pod works on an index that the Job has. */
export function hasValidIndex(job: Job, pod: Pod): boolean {
  const index = indexOf(pod);
  return index !== null && index < (specOf(job).completions ?? 0);
}

/** @param released Pods whose finalizer has been taken off, though the watch may not show it yet */
export function tallyOf(job: Job, pods: readonly Pod[], released: ReadonlySet<string>, now: VirtualMillis): Tally {
  const { succeeded = 0, failed = 0, uncountedTerminatedPods: uncounted = {} } = statusOf(job);
  const isHeld = (pod: Pod): boolean => isTracked(pod) && !released.has(pod.metadata.uid ?? "");
  const isCandidate = (pod: Pod): boolean => isHeld(pod) && (!isIndexed(job) || hasValidIndex(job, pod));
  const isNew = (pod: Pod, named: readonly string[] = []): boolean =>
    isCandidate(pod) && !named.includes(pod.metadata.uid ?? "");
  const newSucceeded = pods.filter((pod) => phaseOf(pod) === "Succeeded" && isNew(pod, uncounted.succeeded));
  const newFailed = pods.filter((pod) => countsAsFailed(job, pod) && isNew(pod, uncounted.failed));
  const counted = newFailed.filter((pod) => isCountedByPolicy(job, pod));
  const active = pods.filter(isActive);
  const succeededIndexes = isIndexed(job) ? succeededIndexesOf(job, pods) : new Set<number>();
  const failedIndexes =
    isIndexed(job) && specOf(job).backoffLimitPerIndex !== undefined ? failedIndexesOf(job, pods) : null;
  const settled = new Set([...succeededIndexes, ...(failedIndexes ?? []), ...active.map(indexOf)]);
  const failedNow = failedIndexes ? pods.filter((pod) => countsAsFailed(job, pod) && isCandidate(pod)) : [];
  return {
    pods,
    active,
    terminating: pods.filter(isTerminating),
    newSucceeded,
    newFailed,
    succeeded: isIndexed(job)
      ? succeededIndexes.size
      : succeeded + newSucceeded.length + (uncounted.succeeded?.length ?? 0),
    failed: failed + counted.length + (uncounted.failed?.length ?? 0),
    succeededIndexes,
    failedIndexes,
    delayed: lastFailures(
      failedNow.filter((pod) => !settled.has(indexOf(pod))),
      now,
    ),
    isHeld,
  };
}

const below =
  (job: Job) =>
  (index: number): boolean =>
    index < (specOf(job).completions ?? 0);

function succeededIndexesOf(job: Job, pods: readonly Pod[]): Set<number> {
  const ended = pods.filter((pod) => phaseOf(pod) === "Succeeded" && isTracked(pod) && hasValidIndex(job, pod));
  const known = [...parseIndexes(statusOf(job).completedIndexes)].filter(below(job));
  return new Set([...known, ...ended.map((pod) => indexOf(pod) ?? 0)]);
}

function failedIndexesOf(job: Job, pods: readonly Pod[]): Set<number> {
  const failed = pods.filter((pod) => isTracked(pod) && hasValidIndex(job, pod) && isLastOfIndex(job, pod));
  const known = [...parseIndexes(statusOf(job).failedIndexes)].filter(below(job));
  return new Set([...known, ...failed.map((pod) => indexOf(pod) ?? 0)]);
}

/** Models isIndexFailed. */
function isLastOfIndex(job: Job, pod: Pod): boolean {
  if (!countsAsFailed(job, pod)) return false;
  const action = policyVerdict(job, pod)?.action;
  if (action === "FailIndex") return true;
  return action !== "Ignore" && failureCountOf(pod) >= (specOf(job).backoffLimitPerIndex ?? 0);
}

/** Models getPodsWithDelayedDeletionPerIndex. */
function lastFailures(failed: readonly Pod[], now: VirtualMillis): Map<number, Pod> {
  const last = new Map<number, Pod>();
  for (const pod of failed) {
    const index = indexOf(pod) ?? 0;
    const known = last.get(index);
    const isLater =
      !known ||
      (absoluteFailureCountOf(known) <= absoluteFailureCountOf(pod) && finishedAt(pod, now) >= finishedAt(known, now));
    if (isLater) last.set(index, pod);
  }
  return last;
}

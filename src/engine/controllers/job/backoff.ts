import type { Pod } from "../../api/pod.ts";
import { type VirtualMillis, virtualTime } from "../../kernel/clock.ts";
import { conditionOf } from "../conditions.ts";
import { absoluteFailureCountOf } from "./indexes.ts";

/** Back-off before a failed Pod is replaced, in virtual milliseconds (DefaultJobPodFailureBackOff, MaxJobPodFailureBackOff). */
const baseBackoff: VirtualMillis = 10_000;
const maxBackoff: VirtualMillis = 600_000;

/** A Job's failures since its last success. The controller keeps them in its memory, not in the API. */
export interface BackoffRecord {
  readonly failures: number;
  readonly lastFailure: VirtualMillis;
}

export const noFailures: BackoffRecord = { failures: 0, lastFailure: 0 };

/** The record after Pods that have newly ended. Models newBackoffRecord of pkg/controller/job (v1.34). */
export function recordAfter(
  before: BackoffRecord,
  succeeded: readonly Pod[],
  failed: readonly Pod[],
  now: VirtualMillis,
): BackoffRecord {
  const failures = failed.map((pod) => finishedAt(pod, now));
  if (succeeded.length === 0) {
    if (failures.length === 0) return before;
    return { failures: before.failures + failures.length, lastFailure: Math.max(...failures) };
  }
  const lastSuccess = Math.max(...succeeded.map((pod) => finishedAt(pod, now)));
  const later = failures.filter((end) => end > lastSuccess);
  return later.length === 0 ? noFailures : { failures: later.length, lastFailure: Math.max(...later) };
}

/** Virtual milliseconds until a Pod may be made: 10 s after a failure, doubled by each one since the last success. */
export function remainingBackoff({ failures, lastFailure }: BackoffRecord, now: VirtualMillis): VirtualMillis {
  if (failures === 0) return 0;
  const delay = Math.min(baseBackoff * 2 ** (failures - 1), maxBackoff);
  return Math.max(0, lastFailure + delay - now);
}

/** The same for one index, whose failures stand on the Pod that failed last. Models getRemainingTimePerIndex. */
export function remainingBackoffOfIndex(lastFailed: Pod | undefined, now: VirtualMillis): VirtualMillis {
  if (!lastFailed) return 0;
  const failures = absoluteFailureCountOf(lastFailed) + 1;
  return remainingBackoff({ failures, lastFailure: finishedAt(lastFailed, now) }, now);
}

/**
 * When a Pod ended, in virtual milliseconds: when its last container did; else when it stopped being ready; else when its
 * deletion was asked for; else when it was made. Models getFinishedTime.
 */
export function finishedAt({ metadata, status }: Pod, now: VirtualMillis): VirtualMillis {
  const ends = (status?.containerStatuses ?? []).map(({ state }) => virtualTime(state?.terminated?.finishedAt ?? ""));
  if (ends.length > 0 && ends.every((end) => end !== null)) return Math.max(...ends);
  const ready = conditionOf(status?.conditions, "Ready");
  const since = ready?.status === "False" ? virtualTime(ready.lastTransitionTime ?? "") : null;
  if (since !== null) return since;
  const deadline = virtualTime(metadata.deletionTimestamp ?? "");
  if (deadline !== null) return deadline - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  return virtualTime(metadata.creationTimestamp ?? "") ?? now;
}

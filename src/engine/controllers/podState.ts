import type { Pod } from "../api/pod.ts";
import { type VirtualMillis, virtualTime } from "../kernel/clock.ts";
import { conditionOf } from "./conditions.ts";

/** Neither finished nor being deleted: what a controller counts. */
export function isActive(pod: Pod): boolean {
  return !isFinished(pod) && pod.metadata.deletionTimestamp === undefined;
}

export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
}

export function isReady(pod: Pod): boolean {
  return conditionOf(pod.status?.conditions, "Ready")?.status === "True";
}

/** When the Pod became ready, in virtual milliseconds; null when it is not. */
export function readySince(pod: Pod): VirtualMillis | null {
  const ready = conditionOf(pod.status?.conditions, "Ready");
  return ready?.status === "True" ? virtualTime(ready.lastTransitionTime ?? "") : null;
}

/** Ready for at least `minReadySeconds`. */
export function isAvailable(pod: Pod, minReadySeconds: number, now: VirtualMillis): boolean {
  if (!isReady(pod)) return false;
  if (minReadySeconds === 0) return true;
  const since = readySince(pod);
  return since !== null && since + minReadySeconds * 1000 <= now;
}

/** How long until a ready Pod becomes available, in virtual milliseconds; null when it is, or is not ready. */
export function untilAvailable(pod: Pod, minReadySeconds: number, now: VirtualMillis): VirtualMillis | null {
  const since = readySince(pod);
  if (since === null) return null;
  const left = since + minReadySeconds * 1000 - now;
  return left > 0 ? left : null;
}

import type { Namespace } from "../api/core.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { timestamp, type VirtualMillis } from "../kernel/clock.ts";

const phasesAtRest = new Set(["Succeeded", "Failed"]);

/** Seconds that a Pod gets to stop. Models pkg/registry/core/pod strategy.CheckGracefulDelete (v1.34). */
function podGrace(pod: Pod, asked: number | undefined): number {
  if (!pod.spec.nodeName || phasesAtRest.has(pod.status?.phase ?? "")) return 0;
  const grace = asked ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  return grace < 0 ? 1 : grace;
}

/**
 * What a DELETE makes of an object: gone, or marked and still there (a Pod in its grace period; anything with
 * finalizers; a Namespace, which is emptied first). A later DELETE can only shorten the grace.
 */
export function deleted(
  object: KubernetesObject,
  now: VirtualMillis,
  gracePeriodSeconds: number | undefined,
): KubernetesObject | null {
  const { metadata } = object;
  const grace = object.kind === "Pod" ? podGrace(object as Pod, gracePeriodSeconds) : 0;
  if (object.kind === "Namespace" && metadata.deletionTimestamp === undefined) {
    return {
      ...object,
      metadata: { ...metadata, deletionTimestamp: timestamp(now) },
      status: { ...(object as Namespace).status, phase: "Terminating" },
    } as Namespace;
  }
  if (object.kind === "Namespace") return object;
  if (grace === 0 && !metadata.finalizers?.length) return null;
  const left = metadata.deletionGracePeriodSeconds;
  if (left !== undefined && left <= grace) return object;
  return {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp: timestamp(now + grace * 1000),
      deletionGracePeriodSeconds: grace,
      generation: (metadata.generation ?? 1) + 1,
    },
  };
}

/** True when a write has taken the last hold off an object that was deleted: it then goes from the store. */
export function isReleased(object: KubernetesObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  if (deletionTimestamp === undefined || finalizers?.length) return false;
  if (object.kind === "Namespace") return !(object as Namespace).spec?.finalizers?.length;
  return !deletionGracePeriodSeconds;
}

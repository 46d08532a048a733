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

/** What the way of deleting leaves for the garbage collector to do first. */
const waiting = { Foreground: "foregroundDeletion", Orphan: "orphan", Background: undefined } as const;

/** The finalizers as the way of deleting wants them: it has the say over the garbage collector's, when it is given. */
function finalizersFor(
  finalizers: string[] | undefined,
  propagation: keyof typeof waiting | undefined,
): string[] | undefined {
  if (propagation === undefined) return finalizers;
  const added = waiting[propagation];
  const others = (finalizers ?? []).filter((name) => name !== waiting.Foreground && name !== waiting.Orphan);
  if (added !== undefined) return [...others, added];
  return others.length === 0 ? undefined : others;
}

/** Kinds whose dependants stay behind unless the request says else: as the first versions of the API had it. */
const orphaning = new Set(["Job", "ReplicationController"]);

/**
 * How an object is deleted when the request does not say. Models the strategies' DefaultGarbageCollectionPolicy and
 * shouldOrphanDependents of registry/generic/registry/store.go (v1.34).
 */
export function usualPropagation({ kind, metadata }: KubernetesObject): "Orphan" | undefined {
  const isHeld = metadata.finalizers?.some((name) => name === waiting.Foreground || name === waiting.Orphan);
  return orphaning.has(kind) && !isHeld ? "Orphan" : undefined;
}

/** What a deletion of Jobs is told that does not say what becomes of their Pods. Models pkg/registry/batch/job/storage (v1.34). */
export function deletionWarnings(kind: string, propagation: string | undefined): string[] {
  if (kind !== "Job" || propagation !== undefined) return [];
  return [
    "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning",
  ];
}

/**
 * What a DELETE makes of an object: gone, or marked and still there (a Pod in its grace period; anything with
 * finalizers; a Namespace, which is emptied first). A later DELETE can only shorten the grace.
 *
 * Models registry/rest/delete.go: BeforeDelete, and registry/generic/registry/store.go: Delete (v1.34).
 */
export function deleted(
  object: KubernetesObject,
  now: VirtualMillis,
  gracePeriodSeconds: number | undefined,
  propagation?: keyof typeof waiting,
): { readonly object: KubernetesObject; readonly gone: boolean } {
  const { metadata } = object;
  if (object.kind === "Namespace") {
    if (metadata.deletionTimestamp !== undefined) return { object, gone: false };
    const status = { ...(object as Namespace).status, phase: "Terminating" };
    const marked = { ...object, metadata: { ...metadata, deletionTimestamp: timestamp(now) }, status };
    return { object: marked, gone: false };
  }
  const grace = object.kind === "Pod" ? podGrace(object as Pod, gracePeriodSeconds) : 0;
  const finalizers = finalizersFor(metadata.finalizers, propagation);
  const gone = grace === 0 && !finalizers?.length;
  const left = metadata.deletionGracePeriodSeconds;
  if (left !== undefined && left <= grace) return { object, gone };
  const { generation } = metadata;
  const { finalizers: _, ...others } = metadata;
  const marked = {
    ...others,
    deletionTimestamp: timestamp(now + grace * 1000),
    deletionGracePeriodSeconds: grace,
    ...(generation !== undefined && { generation: metadata.deletionTimestamp ? generation : generation + 1 }),
    ...(finalizers && { finalizers }),
  };
  return { object: { ...object, metadata: marked }, gone };
}

/** True when a write has taken the last hold off an object that was deleted: it then goes from the store. */
export function isReleased(object: KubernetesObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  if (deletionTimestamp === undefined || finalizers?.length) return false;
  if (object.kind === "Namespace") return !(object as Namespace).spec?.finalizers?.length;
  return !deletionGracePeriodSeconds;
}

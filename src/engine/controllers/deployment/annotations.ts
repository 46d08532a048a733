import type { Deployment, ReplicaSet } from "../../api/apps.ts";
import { maxSurge, replicasOf } from "./arithmetic.ts";

export const revisionAnnotation = "deployment.kubernetes.io/revision";
const historyAnnotation = "deployment.kubernetes.io/revision-history";
const desiredAnnotation = "deployment.kubernetes.io/desired-replicas";
const maxAnnotation = "deployment.kubernetes.io/max-replicas";

/** The most characters of revision history that a ReplicaSet keeps. */
const historyLimit = 2000;

/** Annotations of a Deployment that its ReplicaSets do not take over, nor it from them when it is rolled back. */
export const notCopied: ReadonlySet<string> = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
  "deprecated.deployment.rollback.to",
]);

type Annotations = { [key: string]: string };

function numberIn(set: ReplicaSet, annotation: string): number | null {
  const value = Number(set.metadata.annotations?.[annotation] ?? "");
  return set.metadata.annotations?.[annotation] !== undefined && Number.isInteger(value) ? value : null;
}

export const revisionOf = (set: ReplicaSet): number => numberIn(set, revisionAnnotation) ?? 0;
/** How many replicas the Deployment wanted when it last scaled this set. */
export const desiredReplicas = (set: ReplicaSet): number | null => numberIn(set, desiredAnnotation);
export const maxReplicas = (set: ReplicaSet): number => numberIn(set, maxAnnotation) ?? 0;

export function replicasAnnotations(deployment: Deployment): Annotations {
  const desired = replicasOf(deployment);
  return { [desiredAnnotation]: String(desired), [maxAnnotation]: String(desired + maxSurge(deployment)) };
}

export function needsReplicasAnnotations(set: ReplicaSet, deployment: Deployment): boolean {
  return Object.entries(replicasAnnotations(deployment)).some(
    ([key, value]) => set.metadata.annotations?.[key] !== value,
  );
}

/**
 * The annotations of the new ReplicaSet: the Deployment's own, its revision, and the revisions it had before.
 *
 * Models SetNewReplicaSetAnnotations of pkg/controller/deployment/util (v1.34).
 */
export function newSetAnnotations(
  deployment: Deployment,
  known: { readonly [key: string]: string } | undefined,
  revision: number,
): Annotations {
  const annotations: Annotations = { ...known };
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (!notCopied.has(key)) annotations[key] = value;
  }
  const before = annotations[revisionAnnotation];
  if (Number(before ?? 0) >= revision) return annotations;
  annotations[revisionAnnotation] = String(revision);
  if (before !== undefined) {
    const history = annotations[historyAnnotation];
    const longer = history ? `${history},${before}` : before;
    if (longer.length <= historyLimit) annotations[historyAnnotation] = longer;
  }
  return annotations;
}

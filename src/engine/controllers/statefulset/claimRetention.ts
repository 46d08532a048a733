import type { StatefulSet } from "../../api/apps.ts";
import type { KubernetesObject, OwnerReference } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { PersistentVolumeClaim } from "../../api/storage.ts";
import { controllerReference } from "../objects.ts";

/**
 * Who owns the claim of a Pod, and so takes it along: the set where claims go with it, the Pod where they go when the set
 * is scaled below it, else nobody. Null: somebody else controls the claim, or all is as it should be.
 *
 * Models updateClaimOwnerRefForSetAndPod of pkg/controller/statefulset (v1.34).
 */
export function wantedOwners(
  set: StatefulSet,
  pod: Pod,
  isCondemned: boolean,
  { metadata }: PersistentVolumeClaim,
): readonly OwnerReference[] | null {
  const { whenDeleted = "Retain", whenScaled = "Retain" } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const owners = metadata.ownerReferences ?? [];
  const isOurs = ({ uid }: OwnerReference): boolean => uid === set.metadata.uid || uid === pod.metadata.uid;
  const others = owners.filter((owner) => !isOurs(owner));
  if (others.some(({ controller }) => controller)) return null;
  let owner: KubernetesObject | null = null;
  if (whenScaled === "Delete" && isCondemned) owner = pod;
  else if (whenDeleted === "Delete") owner = set;
  const ours = owners.filter(isOurs);
  const isRight = owner ? ours.length === 1 && ours[0]?.uid === owner.metadata.uid : ours.length === 0;
  return isRight ? null : [...others, ...(owner ? [controllerReference(owner)] : [])];
}

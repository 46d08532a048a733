import type { Node } from "../../../api/core.ts";
import { nanoQuantity } from "../../../api/podResources.ts";
import type { PersistentVolume, PersistentVolumeClaim } from "../../../api/storage.ts";
import { noLabels } from "../../framework/labels.ts";
import { NodeSelector } from "../../framework/nodeSelector.ts";
import { PodSelector } from "../../framework/podSelector.ts";
import { classOfClaim, classOfVolume } from "../../framework/volumeClaims.ts";

export const requestedStorage = (claim: PersistentVolumeClaim): bigint =>
  nanoQuantity(claim.spec?.resources?.requests?.storage ?? 0);

const capacityOf = (volume: PersistentVolume): bigint => nanoQuantity(volume.spec?.capacity?.storage ?? 0);

/** Whether a volume can be reached from a node. */
export function volumeFitsNode(volume: PersistentVolume, node: Node): boolean {
  const required = volume.spec?.nodeAffinity?.required;
  return !required || new NodeSelector(required.nodeSelectorTerms).matches(node);
}

function isBoundTo({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const reference = spec?.claimRef;
  if (!reference) return false;
  if (reference.name !== claim.metadata.name || reference.namespace !== claim.metadata.namespace) return false;
  return !reference.uid || reference.uid === claim.metadata.uid;
}

/**
 * The volume to bind to a claim on this node: one that is already meant for it, else the smallest that will do.
 *
 * Models FindMatchingVolume of k8s.io/component-helpers/storage/volume (v1.34).
 */
export function findMatchingVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  node: Node,
  taken: ReadonlySet<string>,
): PersistentVolume | null {
  const wanted = requestedStorage(claim);
  const className = classOfClaim(claim);
  const selector = claim.spec?.selector ? new PodSelector(claim.spec.selector) : null;
  const modes = claim.spec?.accessModes ?? [];
  let smallest: PersistentVolume | null = null;
  let smallestCapacity = 0n;
  for (const volume of volumes) {
    if (taken.has(volume.metadata.name ?? "")) continue;
    const bound = isBoundTo(volume, claim);
    if (volume.spec?.claimRef && !bound) continue;
    const capacity = capacityOf(volume);
    if (capacity < wanted) continue;
    if ((claim.spec?.volumeMode ?? "Filesystem") !== (volume.spec?.volumeMode ?? "Filesystem")) continue;
    if ((claim.spec?.volumeAttributesClassName ?? "") !== (volume.spec?.volumeAttributesClassName ?? "")) continue;
    if (volume.metadata.deletionTimestamp) continue;
    const reachable = volumeFitsNode(volume, node);
    // A volume that is meant for this claim decides: if the node cannot reach it, no other volume will do.
    if (bound) return reachable ? volume : null;
    if (volume.status?.phase !== "Available" || !reachable) continue;
    if (selector && !selector.matches(volume.metadata.labels ?? noLabels)) continue;
    if (classOfVolume(volume) !== className) continue;
    if (!modes.every((mode) => volume.spec?.accessModes?.includes(mode))) continue;
    if (smallest === null || capacity < smallestCapacity) {
      smallest = volume;
      smallestCapacity = capacity;
    }
  }
  return smallest;
}

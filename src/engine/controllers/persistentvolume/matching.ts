import { nanoQuantity } from "../../api/podResources.ts";
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "../../api/storage.ts";
import { selectorOf } from "../claim.ts";
import { nameOf } from "../objects.ts";

const classAnnotation = "volume.beta.kubernetes.io/storage-class";

export function classOf(object: PersistentVolume | PersistentVolumeClaim): string {
  return object.metadata.annotations?.[classAnnotation] ?? object.spec?.storageClassName ?? "";
}

const capacityOf = (volume: PersistentVolume): bigint => nanoQuantity(volume.spec?.capacity?.storage ?? 0);
const requestOf = (claim: PersistentVolumeClaim): bigint => nanoQuantity(claim.spec?.resources?.requests?.storage ?? 0);

export function isPromisedTo({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const reference = spec?.claimRef;
  if (!reference || reference.namespace !== claim.metadata.namespace || reference.name !== nameOf(claim)) return false;
  return !reference.uid || reference.uid === claim.metadata.uid;
}

/**
 * The volume that a claim gets: one that is promised to it, else the smallest that is large enough and otherwise fits.
 *
 * Models FindMatchingVolume of component-helpers/storage/volume (v1.34), for a claim without a node.
 */
export function volumeFor(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
): PersistentVolume | undefined {
  const promised = volumes.find((volume) => isPromisedTo(volume, claim));
  if (promised) return promised;
  const selects = claim.spec?.selector ? selectorOf(claim.spec.selector) : () => true;
  const fits = (volume: PersistentVolume): boolean =>
    !volume.spec?.claimRef &&
    !volume.metadata.deletionTimestamp &&
    classOf(volume) === classOf(claim) &&
    (volume.spec?.volumeMode ?? "Filesystem") === (claim.spec?.volumeMode ?? "Filesystem") &&
    (claim.spec?.accessModes ?? []).every((mode) => volume.spec?.accessModes?.includes(mode)) &&
    capacityOf(volume) >= requestOf(claim) &&
    selects(volume);
  return volumes.filter(fits).reduce<PersistentVolume | undefined>((best, volume) => {
    return best === undefined || capacityOf(volume) < capacityOf(best) ? volume : best;
  }, undefined);
}

/** Whether binding waits until a Pod that uses the claim has a node. */
export function waitsForConsumer(storageClass: StorageClass | undefined): boolean {
  return storageClass?.volumeBindingMode === "WaitForFirstConsumer";
}

/** A class whose volumes somebody makes; `kubernetes.io/no-provisioner` says that nobody does. */
export function isDynamic(storageClass: StorageClass | undefined): storageClass is StorageClass {
  return !!storageClass?.provisioner && storageClass.provisioner !== "kubernetes.io/no-provisioner";
}

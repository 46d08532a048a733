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

/** A bound claim that asks for more than it has. */
export const wantsToGrow = (claim: PersistentVolumeClaim): boolean =>
  claim.status?.phase === "Bound" && requestOf(claim) > nanoQuantity(claim.status.capacity?.storage ?? 0);

export function isPromisedTo({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const reference = spec?.claimRef;
  if (!reference || reference.namespace !== claim.metadata.namespace || reference.name !== nameOf(claim)) return false;
  return !reference.uid || reference.uid === claim.metadata.uid;
}

export const hasItsMode = (volume: PersistentVolume, claim: PersistentVolumeClaim): boolean =>
  (volume.spec?.volumeMode ?? "Filesystem") === (claim.spec?.volumeMode ?? "Filesystem");

const hasItsAccess = (volume: PersistentVolume, claim: PersistentVolumeClaim): boolean =>
  (claim.spec?.accessModes ?? []).every((mode) => volume.spec?.accessModes?.includes(mode));

const modesOf = ({ spec }: PersistentVolume): number => spec?.accessModes?.length ?? 0;

/**
 * The volume that a claim gets: of those with the fewest access modes beside the ones it wants, one that is promised to
 * it, else the smallest that is large enough and otherwise fits.
 *
 * Models findByClaim of pkg/controller/volume/persistentvolume and FindMatchingVolume of
 * component-helpers/storage/volume (v1.34), for a claim without a node.
 */
export function volumeFor(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
): PersistentVolume | undefined {
  const selects = claim.spec?.selector ? selectorOf(claim.spec.selector) : () => true;
  const fits = (volume: PersistentVolume): boolean =>
    !volume.metadata.deletionTimestamp &&
    hasItsMode(volume, claim) &&
    hasItsAccess(volume, claim) &&
    capacityOf(volume) >= requestOf(claim) &&
    (isPromisedTo(volume, claim) || (!volume.spec?.claimRef && classOf(volume) === classOf(claim) && selects(volume)));
  const rank = (volume: PersistentVolume): number => modesOf(volume) * 2 - Number(isPromisedTo(volume, claim));
  return volumes.filter(fits).reduce<PersistentVolume | undefined>((best, volume) => {
    if (best === undefined || rank(volume) < rank(best)) return volume;
    return rank(volume) === rank(best) && capacityOf(volume) < capacityOf(best) ? volume : best;
  }, undefined);
}

/** Why a claim cannot have the volume that it names, or null. Models checkVolumeSatisfyClaim (v1.34). */
export function mismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | null {
  if (volume.metadata.deletionTimestamp) return `the volume is marked for deletion "${nameOf(volume)}"`;
  if (capacityOf(volume) < requestOf(claim)) return "requested PV is too small";
  if (classOf(volume) !== classOf(claim)) return "storageClassName does not match";
  if (!hasItsMode(volume, claim)) return "incompatible volumeMode";
  return hasItsAccess(volume, claim) ? null : "incompatible accessMode";
}

/** Whether binding waits until a Pod that uses the claim has a node. */
export function waitsForConsumer(storageClass: StorageClass | undefined): boolean {
  return storageClass?.volumeBindingMode === "WaitForFirstConsumer";
}

/** A class whose volumes somebody makes; `kubernetes.io/no-provisioner` says that nobody does. */
export function isDynamic(storageClass: StorageClass | undefined): storageClass is StorageClass {
  return !!storageClass?.provisioner && storageClass.provisioner !== "kubernetes.io/no-provisioner";
}

import { compareQuantities } from "../../api/quantity.ts";
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "../../api/storage.ts";
import { isEqual } from "./equality.ts";
import type { Check } from "./fieldError.ts";
import { internalForm } from "./internalForm.ts";
import { validateFinalizersUpdate, validateMetadataUpdate } from "./metadata.ts";
import {
  persistentSources,
  validateClaim,
  validatePersistentVolume,
  validateStorageClass,
} from "./persistentVolume.ts";
import { unifiedDiff } from "./unifiedDiff.ts";

const immutable = "field is immutable";
const betaClass = "volume.beta.kubernetes.io/storage-class";

type ClaimSpec = NonNullable<PersistentVolumeClaim["spec"]>;

const print = (value: unknown, type: string): string => JSON.stringify(internalForm(value, type), null, 1);

/** Models ValidatePersistentVolumeClaimUpdate (v1.34). */
export function validateClaimUpdate(check: Check, claim: PersistentVolumeClaim, old: PersistentVolumeClaim): void {
  validateClaim(check, claim);
  validateMetadataUpdate(check.at("metadata"), claim.metadata, old.metadata);
  validateFinalizersUpdate(check.at("metadata"), claim.metadata);
  validateClaim(check, claim);
  const now: ClaimSpec = { ...claim.spec };
  const before: ClaimSpec = { ...old.spec };
  // A claim without a volume may still get one, and one without a class the default class.
  if (!before.volumeName && now.volumeName !== undefined) before.volumeName = now.volumeName;
  const beta = claim.metadata.annotations?.[betaClass];
  const oldBeta = old.metadata.annotations?.[betaClass];
  if (beta !== oldBeta) check.at("metadata", "annotations", betaClass).invalid(beta ?? "", immutable);
  if (before.storageClassName === undefined && (oldBeta === undefined || oldBeta === now.storageClassName))
    delete now.storageClassName;
  if (claim.status?.phase === "Bound") {
    const storage = old.spec?.resources?.requests?.storage;
    if (now.resources?.requests && storage !== undefined)
      now.resources = { ...now.resources, requests: { ...now.resources.requests, storage } };
    if (now.volumeAttributesClassName !== undefined) {
      delete now.volumeAttributesClassName;
      if (before.volumeAttributesClassName !== undefined)
        now.volumeAttributesClassName = before.volumeAttributesClassName;
    }
  }
  if (!isEqual(now, before)) {
    const difference = unifiedDiff(print(before, "ClaimSpec"), print(now, "ClaimSpec"));
    check
      .at("spec")
      .forbidden(
        `spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n${difference}`,
      );
  }
  validateSize(check.at("spec", "resources", "requests", "storage"), claim, old);
  if (claim.spec?.volumeMode !== old.spec?.volumeMode)
    check.at("volumeMode").invalid(claim.spec?.volumeMode, immutable);
  validateAttributesClass(check.at("spec", "volumeAttributesClassName"), claim, old);
}

/** A claim that could not grow may ask for less again, but not for less than it has. */
function validateSize(check: Check, claim: PersistentVolumeClaim, old: PersistentVolumeClaim): void {
  const size = claim.spec?.resources?.requests?.storage ?? "0";
  const isLess = compareQuantities(size, old.spec?.resources?.requests?.storage ?? "0") < 0;
  if (isLess && compareQuantities(size, old.status?.capacity?.storage ?? "0") <= 0)
    check.forbidden("field can not be less than status.capacity");
}

function validateAttributesClass(check: Check, claim: PersistentVolumeClaim, old: PersistentVolumeClaim): void {
  const now = claim.spec?.volumeAttributesClassName;
  if (old.spec?.volumeAttributesClassName === undefined || now === old.spec.volumeAttributesClassName) return;
  if (now === undefined) check.forbidden("update from non-nil value to nil is forbidden");
  else if (now === "") check.forbidden("update from non-nil value to an empty string is forbidden");
}

/** Models ValidatePersistentVolumeUpdate (v1.34). */
export function validatePersistentVolumeUpdate(check: Check, volume: PersistentVolume, old: PersistentVolume): void {
  validatePersistentVolume(check, volume);
  validateMetadataUpdate(check.at("metadata"), volume.metadata, old.metadata);
  const sourceOf = ({ spec = {} }: PersistentVolume): { [source: string]: unknown } =>
    Object.fromEntries(persistentSources.flatMap((name) => (spec[name] === undefined ? [] : [[name, spec[name]]])));
  if (!isEqual(sourceOf(volume), sourceOf(old))) {
    const difference = unifiedDiff(print(sourceOf(old), "VolumeSource"), print(sourceOf(volume), "VolumeSource"));
    check
      .at("spec", "persistentvolumesource")
      .forbidden(`spec.persistentvolumesource is immutable after creation\n${difference}`);
  }
  if (volume.spec?.volumeMode !== old.spec?.volumeMode)
    check.at("volumeMode").invalid(volume.spec?.volumeMode, immutable);
  const affinity = volume.spec?.nodeAffinity;
  if (old.spec?.nodeAffinity && !isEqual(affinity, old.spec.nodeAffinity))
    check
      .at("nodeAffinity")
      .invalid(
        affinity ? internalForm(affinity, "VolumeNodeAffinity") : undefined,
        `${immutable}, except for updating from beta label to GA`,
      );
}

/** Models ValidateStorageClassUpdate (v1.34). */
export function validateStorageClassUpdate(check: Check, storageClass: StorageClass, old: StorageClass): void {
  validateStorageClass(check, storageClass);
  validateMetadataUpdate(check.at("metadata"), storageClass.metadata, old.metadata);
  for (const field of ["parameters", "provisioner", "reclaimPolicy"] as const)
    if (!isEqual(storageClass[field] ?? {}, old[field] ?? {}))
      check.at(field).forbidden(`updates to ${field} are forbidden.`);
  if (storageClass.volumeBindingMode !== old.volumeBindingMode)
    check.at("volumeBindingMode").invalid(storageClass.volumeBindingMode, immutable);
}

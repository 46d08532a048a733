import { validateQualifiedName } from "../../api/names.ts";
import { canonicalQuantity, compareQuantities, valueBig } from "../../api/quantity.ts";
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "../../api/storage.ts";
import type { Fields } from "../defaulting/fields.ts";
import { validateAccessModes, validateClaimSpec } from "./claim.ts";
import type { Check } from "./fieldError.ts";
import { sortedKeys, subdomainName, validateMetadata } from "./metadata.ts";
import { validateNodeSelectorTerms } from "./scheduling.ts";
import { forbiddenAs, reportedAs, sourceRules } from "./volumeSources.ts";

export function validateClaim(check: Check, claim: PersistentVolumeClaim): void {
  validateMetadata(check.at("metadata"), claim.metadata, true, subdomainName);
  validateClaimSpec(check.at("spec"), claim.spec);
}

/** The sources in upstream's order. */
export const persistentSources: readonly string[] = [
  "hostPath",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "glusterfs",
  "flocker",
  "nfs",
  "rbd",
  "quobyte",
  "cephfs",
  "iscsi",
  "cinder",
  "fc",
  "flexVolume",
  "azureFile",
  "vsphereVolume",
  "photonPersistentDisk",
  "portworxVolume",
  "azureDisk",
  "scaleIO",
  "local",
  "storageos",
  "csi",
];

const reclaimPolicies: readonly string[] = ["Delete", "Recycle", "Retain"];

/** Models ValidatePersistentVolume (v1.34). */
export function validatePersistentVolume(check: Check, volume: PersistentVolume): void {
  validateMetadata(check.at("metadata"), volume.metadata, false, subdomainName);
  const at = check.at("spec");
  const spec = volume.spec ?? {};
  if (!spec.accessModes?.length) at.at("accessModes").required();
  validateAccessModes(at.at("accessModes"), spec.accessModes ?? []);
  validateCapacity(at.at("capacity"), spec.capacity);
  const policy = spec.persistentVolumeReclaimPolicy;
  if (policy && !reclaimPolicies.includes(policy))
    at.at("persistentVolumeReclaimPolicy").notSupported(policy, reclaimPolicies);
  if (spec.nodeAffinity) {
    const { required } = spec.nodeAffinity;
    if (required)
      validateNodeSelectorTerms(at.at("nodeAffinity", "required", "nodeSelectorTerms"), required.nodeSelectorTerms);
    else at.at("nodeAffinity", "required").required("must specify required node constraints");
  }
  validateSources(at, volume);
  const path = (spec.hostPath as { path?: string } | undefined)?.path;
  if (path !== undefined && /^\/+(\.\/*)*$/.test(path) && policy === "Recycle")
    at.at("persistentVolumeReclaimPolicy").forbidden("may not be 'recycle' for a hostPath mount of '/'");
  const { storageClassName, volumeMode, volumeAttributesClassName } = spec;
  if (storageClassName) at.at("storageClassName").invalidAll(storageClassName, subdomainName(storageClassName));
  if (volumeMode !== undefined && volumeMode !== "Block" && volumeMode !== "Filesystem")
    at.at("volumeMode").notSupported(volumeMode, ["Block", "Filesystem"]);
  if (volumeAttributesClassName === undefined) return;
  const attributes = at.at("volumeAttributesClassName");
  if (volumeAttributesClassName === "") attributes.required("an empty string is disallowed");
  else attributes.invalidAll(volumeAttributesClassName, subdomainName(String(volumeAttributesClassName)));
  if (!spec.csi) at.at("csi").required("has to be specified when using volumeAttributesClassName");
}

function validateCapacity(check: Check, capacity: NonNullable<PersistentVolume["spec"]>["capacity"]): void {
  const names = sortedKeys(capacity);
  if (names.length === 0) check.required();
  if (names.length !== 1 || names[0] !== "storage") {
    const shown = names.map((name) => [name, canonicalQuantity(capacity![name]!)]);
    check.notSupported(capacity ? Object.fromEntries(shown) : null, ["storage"]);
  }
  for (const name of names) {
    const quantity = capacity![name]!;
    const value = valueBig(quantity);
    if (value < 0n) check.key(name).invalid(Number(value), "must be a valid resource quantity");
    if (compareQuantities(quantity, "0") <= 0)
      check.key(name).invalid(canonicalQuantity(quantity), "must be greater than zero");
  }
}

function validateSources(check: Check, { metadata, spec = {} }: PersistentVolume): void {
  const owner = { name: metadata.name ?? "", isPersistent: true };
  let found = false;
  for (const name of persistentSources) {
    const source = spec[name];
    if (source === undefined || source === null) continue;
    // Upstream does not count what came before a flexVolume.
    if (found && name !== "flexVolume")
      check.at(forbiddenAs[name] ?? name).forbidden("may not specify more than 1 volume type");
    else {
      sourceRules[name]?.(check.at(reportedAs[name] ?? name), source as Fields, owner);
      if (name === "local" && !spec.nodeAffinity)
        check.at("nodeAffinity").required("Local volume requires node affinity");
    }
    found = true;
  }
  if (!found) check.required("must specify a volume type");
}

const parameterLimit = 256 * 1024;
const mostParameters = 512;

/** Models ValidateStorageClass (v1.34). */
export function validateStorageClass(check: Check, storageClass: StorageClass): void {
  validateMetadata(check.at("metadata"), storageClass.metadata, false, subdomainName);
  const { provisioner = "", parameters, reclaimPolicy, volumeBindingMode, allowedTopologies } = storageClass;
  if (!provisioner) check.at("provisioner").required(provisioner);
  else check.at("provisioner").invalidAll(provisioner, validateQualifiedName(provisioner.toLowerCase()));
  validateParameters(check.at("parameters"), parameters);
  if (reclaimPolicy && reclaimPolicy !== "Delete" && reclaimPolicy !== "Retain")
    check.at("reclaimPolicy").notSupported(reclaimPolicy, ["Delete", "Retain"]);
  if (!volumeBindingMode) check.at("volumeBindingMode").required();
  else if (volumeBindingMode !== "Immediate" && volumeBindingMode !== "WaitForFirstConsumer")
    check.at("volumeBindingMode").notSupported(volumeBindingMode, ["Immediate", "WaitForFirstConsumer"]);
  validateTopologies(check.at("allowedTopologies"), (allowedTopologies ?? []) as readonly TopologyTerm[]);
}

function validateParameters(check: Check, parameters: { readonly [key: string]: string } | undefined): void {
  const keys = sortedKeys(parameters);
  if (keys.length > mostParameters) check.tooLong(mostParameters);
  let size = 0;
  for (const key of keys) {
    if (key === "") check.invalid(key, `field can not be empty.`);
    size += key.length + (parameters?.[key]?.length ?? 0);
  }
  if (size > parameterLimit) check.tooLong(parameterLimit);
}

interface TopologyTerm {
  readonly matchLabelExpressions?: readonly { readonly key?: string; readonly values?: readonly string[] }[];
}

/** Models validateAllowedTopologies and ValidateTopologySelectorTerm (v1.34). */
function validateTopologies(check: Check, terms: readonly TopologyTerm[]): void {
  const seen = new Set<string>();
  terms.forEach(({ matchLabelExpressions = [] }, index) => {
    const keys = new Map<string, readonly string[]>();
    const before = check.errors.length;
    matchLabelExpressions.forEach(({ key = "", values = [] }, position) => {
      const at = check.at(index, "matchLabelExpressions", position);
      if (values.length === 0) at.at("values").required();
      values.forEach((value, place) => {
        if (values.indexOf(value) < place) at.at("values", place).duplicate(value);
      });
      at.at("key").invalidAll(key, validateQualifiedName(key));
      if (keys.has(key)) at.at("key").duplicate(key);
      keys.set(key, [...values].sort());
    });
    const term = JSON.stringify([...keys].sort());
    if (check.errors.length === before && seen.has(term)) check.at(index, "matchLabelExpressions").duplicate("");
    seen.add(term);
  });
}

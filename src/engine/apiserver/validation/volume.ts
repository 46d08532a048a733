import type { LabelSelector } from "../../api/meta.ts";
import { validateDNS1123Label, validateDNS1123Subdomain } from "../../api/names.ts";
import type { DownwardAPIVolumeFile, KeyToPath, Volume, VolumeProjection } from "../../api/pod.ts";
import { compareQuantities } from "../../api/quantity.ts";
import type { Fields } from "../defaulting/fields.ts";
import { validateClaimSpec } from "./claim.ts";
import { validateFieldRef, validateResourceFieldRef } from "./environment.ts";
import type { Check } from "./fieldError.ts";
import { validateAnnotations, validateLabelSelector, validateLabels } from "./metadata.ts";
import { validateNonReservedPath } from "./path.ts";
import { forbiddenAs, reportedAs, sourceRules, tooLongTarget, type VolumeOwner } from "./volumeSources.ts";

/** The sources in upstream's order. */
const sourceNames: readonly string[] = [
  "emptyDir",
  "hostPath",
  "gitRepo",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "secret",
  "nfs",
  "iscsi",
  "glusterfs",
  "flocker",
  "persistentVolumeClaim",
  "rbd",
  "cinder",
  "cephfs",
  "quobyte",
  "downwardAPI",
  "fc",
  "flexVolume",
  "configMap",
  "azureFile",
  "vsphereVolume",
  "photonPersistentDisk",
  "portworxVolume",
  "azureDisk",
  "storageos",
  "projected",
  "scaleIO",
  "csi",
  "ephemeral",
  "image",
];

function validateMode(check: Check, mode: number | undefined): void {
  if (mode !== undefined && (mode < 0 || mode > 0o777))
    check.invalid(mode, "must be a number between 0 and 0777 (octal), both inclusive");
}

function validateKeyToPath(check: Check, item: KeyToPath): void {
  if (!item.key) check.at("key").required();
  if (!item.path) check.at("path").required();
  validateNonReservedPath(check.at("path"), item.path ?? "");
  validateMode(check.at("mode"), item.mode);
}

function validateDownwardFile(check: Check, file: DownwardAPIVolumeFile): void {
  if (!file.path) check.at("path").required();
  validateNonReservedPath(check.at("path"), file.path ?? "");
  if (file.fieldRef) {
    validateFieldRef(check.at("fieldRef"), file.fieldRef, "volume");
    if (file.resourceFieldRef)
      check.invalid("resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
  } else if (file.resourceFieldRef) validateResourceFieldRef(check.at("resourceFieldRef"), file.resourceFieldRef, true);
  else check.required("one of fieldRef and resourceFieldRef is required");
  validateMode(check.at("mode"), file.mode);
}

interface TrustBundle {
  name?: string;
  signerName?: string;
  labelSelector?: LabelSelector;
  path?: string;
}

/** A bundle is named, or selected by its signer. Models validateProjectionSources (v1.34), without the rules of signers' names. */
function validateTrustBundle(check: Check, { name, signerName, labelSelector, path = "" }: TrustBundle): void {
  if (name !== undefined && signerName !== undefined)
    check.invalid(
      { Name: name, SignerName: signerName, LabelSelector: labelSelector ?? null, Optional: null, Path: path },
      "only one of name and signerName may be used",
    );
  else if (name !== undefined) {
    if (!name) check.at("name").required("must be a valid object name");
    if (!name.includes(":"))
      for (const why of validateDNS1123Subdomain(name))
        check.at("name").invalid(name, `not a valid clustertrustbundlename: ${why}`);
    if (labelSelector)
      check.at("labelSelector").invalid(labelSelector, "labelSelector must be unset if name is specified");
  } else if (signerName !== undefined) {
    if (!signerName) check.at("signerName").required("must be a valid signer name");
    validateLabelSelector(check.at("labelSelector"), labelSelector);
  } else check.required("either name or signerName must be specified");
  if (!path) check.at("path").required();
  validateNonReservedPath(check.at("path"), path);
}

function validateProjection(check: Check, at: Check, source: VolumeProjection, paths: Set<string>): void {
  let count = 0;
  const claimPath = (path: string | undefined, owner: string): void => {
    if (!path) return;
    if (paths.has(path)) check.invalid(owner, "conflicting duplicate paths");
    paths.add(path);
  };
  for (const name of ["secret", "configMap"] as const) {
    const projected = source[name];
    if (!projected) continue;
    count++;
    if (!projected.name) at.at(name, "name").required();
    (projected.items ?? []).forEach((item, index) => {
      validateKeyToPath(at.at(name, "items", index), item);
      claimPath(item.path, projected.name ?? "");
    });
  }
  if (source.downwardAPI) {
    count++;
    for (const file of source.downwardAPI.items ?? []) {
      validateDownwardFile(at.at("downwardAPI"), file);
      claimPath(file.path, file.path);
    }
  }
  if (source.serviceAccountToken) {
    count++;
    const token = at.at("serviceAccountToken");
    const { expirationSeconds = 3600, path } = source.serviceAccountToken;
    if (expirationSeconds < 600)
      token.at("expirationSeconds").invalid(expirationSeconds, "may not specify a duration less than 10 minutes");
    if (expirationSeconds > 2 ** 32)
      token.at("expirationSeconds").invalid(expirationSeconds, "may not specify a duration larger than 2^32 seconds");
    // Upstream's path of the path is the volume's, not the source's.
    if (path) validateNonReservedPath(check.at("path"), path);
    else check.at("path").required();
  }
  if (source.clusterTrustBundle) {
    count++;
    const bundle: TrustBundle = source.clusterTrustBundle;
    validateTrustBundle(at.at("clusterTrustBundle"), bundle);
    const { path = "" } = bundle;
    // Unlike the others', an empty path counts here.
    if (paths.has(path)) check.invalid(path, "conflicting duplicate paths");
    paths.add(path);
  }
  if (source.podCertificate) count++;
  if (count > 1) at.forbidden("may not specify more than 1 volume type per source");
}

function validateKeys(check: Check, source: { defaultMode?: number; items?: KeyToPath[] }): void {
  validateMode(check.at("defaultMode"), source.defaultMode);
  (source.items ?? []).forEach((item, index) => {
    validateKeyToPath(check.at("items", index), item);
  });
}

function validateClaimTemplate(
  check: Check,
  template: NonNullable<Volume["ephemeral"]>["volumeClaimTemplate"] | undefined,
): void {
  if (!template) {
    check.required();
    return;
  }
  const metadata = template.metadata ?? {};
  validateAnnotations(check.at("metadata", "annotations"), metadata.annotations);
  validateLabels(check.at("metadata", "labels"), metadata.labels);
  for (const [field, reported] of templateForbidden)
    if (!isUnset(metadata[field])) check.at("metadata", reported).forbidden("cannot be set");
  validateClaimSpec(check.at("spec"), template.spec);
}

const isUnset = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || value === 0 || (Array.isArray(value) && value.length === 0);

/** The other fields of metadata, in Go's order, as upstream derives their names. */
const templateForbidden = [
  ["name", "name"],
  ["generateName", "generateName"],
  ["namespace", "namespace"],
  ["uid", "uID"],
  ["resourceVersion", "resourceVersion"],
  ["generation", "generation"],
  ["creationTimestamp", "creationTimestamp"],
  ["deletionTimestamp", "deletionTimestamp"],
  ["deletionGracePeriodSeconds", "deletionGracePeriodSeconds"],
  ["ownerReferences", "ownerReferences"],
  ["finalizers", "finalizers"],
  ["managedFields", "managedFields"],
] as const;

function validateSource(check: Check, volume: Volume, name: string, owner: VolumeOwner): void {
  const at = check.at(reportedAs[name] ?? name);
  switch (name) {
    case "secret":
      if (!volume.secret!.secretName) at.at("secretName").required();
      validateKeys(at, volume.secret!);
      return;
    case "configMap":
      if (!volume.configMap!.name) at.at("name").required();
      validateKeys(at, volume.configMap!);
      return;
    case "downwardAPI":
      validateMode(at.at("defaultMode"), volume.downwardAPI!.defaultMode);
      for (const file of volume.downwardAPI!.items ?? []) validateDownwardFile(at, file);
      return;
    case "projected": {
      const paths = new Set<string>();
      validateMode(at.at("defaultMode"), volume.projected!.defaultMode);
      (volume.projected!.sources ?? []).forEach((source, index) => {
        validateProjection(at, at.at("sources", index), source, paths);
      });
      return;
    }
    case "ephemeral":
      validateClaimTemplate(at.at("volumeClaimTemplate"), volume.ephemeral!.volumeClaimTemplate);
      return;
    default:
      sourceRules[name]?.(at, volume[name] as Fields, owner);
  }
}

function validateVolumeSource(check: Check, volume: Volume, podName: string | undefined): void {
  let found = false;
  const owner = { name: podName === undefined ? "" : volume.name || " ", isPersistent: false };
  for (const name of sourceNames) {
    if (volume[name] === undefined || volume[name] === null) continue;
    if (name === "emptyDir") {
      const limit = volume.emptyDir!.sizeLimit;
      if (limit !== undefined && compareQuantities(limit, "0") < 0)
        check.at("emptyDir", "sizeLimit").forbidden("SizeLimit field must be a valid resource quantity");
    } else if (found) check.at(forbiddenAs[name] ?? name).forbidden("may not specify more than 1 volume type");
    else validateSource(check, volume, name, owner);
    if (name === "iscsi") validateInitiatorLength(check, volume);
    if (name === "ephemeral" && !found && podName && volume.name) {
      const claim = `${podName}-${volume.name}`;
      for (const error of validateDNS1123Subdomain(claim))
        check.at("name").invalid(volume.name, `PVC name ${JSON.stringify(claim)}: ${error}`);
    }
    found = true;
  }
  if (!found) check.required("must specify a volume type");
}

function validateInitiatorLength(check: Check, volume: Volume): void {
  const { initiatorName, targetPortal = "" } = volume.iscsi as { initiatorName?: string; targetPortal?: string };
  if (initiatorName !== undefined && `${volume.name}:${targetPortal}`.length > 64)
    check.at("name").invalid(volume.name, tooLongTarget);
}

/**
 * Checks the volumes and returns those without errors: mounts can only name these.
 * Models ValidateVolumes (v1.34).
 */
export function validateVolumes(
  check: Check,
  volumes: readonly Volume[] | undefined,
  podName: string | undefined,
): Map<string, Volume> {
  const good = new Map<string, Volume>();
  const created = new Set<string>();
  if (podName) for (const volume of volumes ?? []) if (volume.ephemeral) created.add(`${podName}-${volume.name}`);
  (volumes ?? []).forEach((volume, index) => {
    const at = check.at(index);
    const before = check.errors.length;
    const name = volume.name ?? "";
    validateVolumeSource(at, volume, podName);
    if (name) at.at("name").invalidAll(name, validateDNS1123Label(name));
    else at.at("name").required();
    if (good.has(name)) at.at("name").duplicate(name);
    if (check.errors.length === before) good.set(name, volume);
    const claimName = volume.persistentVolumeClaim?.claimName;
    if (claimName && created.has(claimName))
      at.at("persistentVolumeClaim", "claimName").invalid(
        claimName,
        "must not reference a PVC that gets created for an ephemeral volume",
      );
  });
  return good;
}

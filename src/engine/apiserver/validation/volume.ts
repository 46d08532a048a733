import { validateDNS1123Label, validateDNS1123Subdomain } from "../../api/names.ts";
import type { DownwardAPIVolumeFile, KeyToPath, Volume, VolumeProjection } from "../../api/pod.ts";
import { compareQuantities } from "../../api/quantity.ts";
import { validateClaimSpec } from "./claim.ts";
import { validateFieldRef, validateResourceFieldRef } from "./environment.ts";
import type { Check } from "./fieldError.ts";

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

/** Sources of which only the presence of some fields is checked. */
const requiredFields: { readonly [source: string]: readonly string[] } = {
  gitRepo: ["repository"],
  glusterfs: ["endpoints", "path"],
  rbd: ["monitors", "image"],
  cinder: ["volumeID"],
  cephfs: ["monitors"],
  flexVolume: ["driver"],
  azureFile: ["secretName", "shareName"],
  vsphereVolume: ["volumePath"],
  photonPersistentDisk: ["pdID"],
  portworxVolume: ["volumeID"],
  scaleIO: ["gateway", "system", "volumeName"],
  persistentVolumeClaim: ["claimName"],
  quobyte: ["registry", "volume"],
};

const hostPathTypes: readonly string[] = [
  "",
  "BlockDevice",
  "CharDevice",
  "Directory",
  "DirectoryOrCreate",
  "File",
  "FileOrCreate",
  "Socket",
];

function validateNoBacksteps(check: Check, path: string): void {
  if (path.split("/").includes("..")) check.invalid(path, "must not contain '..'");
}

/** A path inside a volume: relative, and never upwards. */
export function validateDescendingPath(check: Check, path: string): void {
  if (path.startsWith("/")) check.invalid(path, "must be a relative path");
  validateNoBacksteps(check, path);
}

function validateNonReservedPath(check: Check, path: string): void {
  validateDescendingPath(check, path);
  if (path.startsWith("..") && !path.startsWith("../")) check.invalid(path, "must not start with '..'");
}

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
  if (source.clusterTrustBundle || source.podCertificate) count++;
  if (count > 1) at.forbidden("may not specify more than 1 volume type per source");
}

function validateSource(check: Check, volume: Volume, name: string): void {
  const at = check.at(name);
  switch (name) {
    case "hostPath": {
      const { path, type } = volume.hostPath!;
      if (!path) {
        at.at("path").required();
        return;
      }
      validateNoBacksteps(at.at("path"), path);
      if (type !== undefined && !hostPathTypes.includes(type)) at.at("type").notSupported(type, hostPathTypes);
      return;
    }
    case "gcePersistentDisk":
    case "awsElasticBlockStore": {
      const isGCE = name === "gcePersistentDisk";
      const where = isGCE ? check.at("persistentDisk") : at;
      const disk = volume[name] as { pdName?: string; volumeID?: string; partition?: number };
      if (!(isGCE ? disk.pdName : disk.volumeID)) where.at(isGCE ? "pdName" : "volumeID").required();
      const partition = disk.partition ?? 0;
      if (partition < 0 || partition > 255)
        where.at("partition").invalid(partition, "must be between 0 and 255, inclusive");
      return;
    }
    case "secret":
    case "configMap": {
      const source = volume[name]!;
      const field = name === "secret" ? "secretName" : "name";
      if (!(source as { [field: string]: unknown })[field]) at.at(field).required();
      validateMode(at.at("defaultMode"), source.defaultMode);
      (source.items ?? []).forEach((item, index) => {
        validateKeyToPath(at.at("items", index), item);
      });
      return;
    }
    case "nfs": {
      const { server, path = "" } = volume.nfs!;
      if (!server) at.at("server").required();
      if (!path) at.at("path").required();
      if (!path.startsWith("/")) at.at("path").invalid(path, "must be an absolute path");
      return;
    }
    case "iscsi": {
      const { targetPortal, iqn, lun = 0 } = volume.iscsi!;
      if (!targetPortal) at.at("targetPortal").required();
      if (!iqn) at.at("iqn").required();
      else if (!/^(iqn|eui|naa)/.test(iqn))
        at.at("iqn").invalid(iqn, "must be valid format starting with iqn, eui, or naa");
      else if (!/^(iqn\.\d{4}-\d{2}\.([\w-.]+)(:[\w-.,;=]+)?|eui\.[0-9a-fA-F]{16}|naa\.[0-9a-fA-F]{32})$/.test(iqn))
        at.at("iqn").invalid(iqn, "must be valid format");
      if (lun < 0 || lun > 255) at.at("lun").invalid(lun, "must be between 0 and 255, inclusive");
      return;
    }
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
    case "csi": {
      const { driver } = volume.csi!;
      if (!driver) at.at("driver").required();
      else {
        if (driver.length > 63) at.at("driver").tooLong(63);
        at.at("driver").invalidAll(driver, validateDNS1123Subdomain(driver.toLowerCase()));
      }
      return;
    }
    case "ephemeral": {
      const template = volume.ephemeral!.volumeClaimTemplate;
      if (template) validateClaimSpec(at.at("volumeClaimTemplate", "spec"), template.spec);
      else at.at("volumeClaimTemplate").required();
      return;
    }
    default:
      for (const field of requiredFields[name] ?? []) {
        const value = (volume[name] as { [field: string]: unknown })[field];
        if (!value || (Array.isArray(value) && value.length === 0)) at.at(field).required();
      }
  }
}

/** Upstream names two sources differently when one is too many. */
const misnamed: { readonly [source: string]: string } = { cephfs: "cephFS", downwardAPI: "downwarAPI" };

function validateVolumeSource(check: Check, volume: Volume, podName: string | undefined): void {
  let found = false;
  for (const name of sourceNames) {
    if (volume[name] === undefined || volume[name] === null) continue;
    if (name === "emptyDir") {
      const limit = volume.emptyDir!.sizeLimit;
      if (limit !== undefined && compareQuantities(limit, "0") < 0)
        check.at("emptyDir", "sizeLimit").forbidden("SizeLimit field must be a valid resource quantity");
    } else if (found) check.at(misnamed[name] ?? name).forbidden("may not specify more than 1 volume type");
    else validateSource(check, volume, name);
    if (name === "ephemeral" && !found && podName && volume.name) {
      const claim = `${podName}-${volume.name}`;
      for (const error of validateDNS1123Subdomain(claim))
        check.at("name").invalid(volume.name, `PVC name ${JSON.stringify(claim)}: ${error}`);
    }
    found = true;
  }
  if (!found) check.required("must specify a volume type");
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

import { validateDNS1123Label, validateDNS1123Subdomain } from "../../api/names.ts";
import { type Fields, recordAt } from "../defaulting/fields.ts";
import type { Check } from "./fieldError.ts";
import { validateDescendingPath, validateNoBacksteps } from "./path.ts";

/** Whose volume it is: some sources of PersistentVolumes name a namespace too. */
export interface VolumeOwner {
  readonly name: string;
  readonly isPersistent: boolean;
}

type SourceRule = (check: Check, source: Fields, owner: VolumeOwner) => void;

const text = (source: Fields | undefined, field: string): string => String(source?.[field] ?? "");
const number = (source: Fields, field: string): number => Number(source[field] ?? 0);
const isEmpty = (value: unknown): boolean => !value || (Array.isArray(value) && value.length === 0);

function requireFields(check: Check, source: Fields, ...fields: readonly string[]): void {
  for (const field of fields) if (isEmpty(source[field])) check.at(field).required();
}

const needs =
  (...fields: readonly string[]): SourceRule =>
  (check, source) =>
    requireFields(check, source, ...fields);

/** A reference to a Secret; that of a PersistentVolume is in a namespace. */
function validateSecretRef(check: Check, source: Fields, { isPersistent }: VolumeOwner): void {
  const secret = recordAt(source, "secretRef");
  if (secret) requireFields(check.at("secretRef"), secret, "name", ...(isPersistent ? ["namespace"] : []));
}

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

const hostPath: SourceRule = (check, source) => {
  const path = text(source, "path");
  if (!path) {
    check.at("path").required();
    return;
  }
  validateNoBacksteps(check.at("path"), path);
  const { type } = source;
  if (typeof type === "string" && !hostPathTypes.includes(type)) check.at("type").notSupported(type, hostPathTypes);
};

const disk =
  (field: string): SourceRule =>
  (check, source) => {
    requireFields(check, source, field);
    const partition = number(source, "partition");
    // Zero is allowed all the same: upstream's text is about partitions that are numbered.
    if (partition < 0 || partition > 255)
      check.at("partition").invalid(partition, "must be between 1 and 255, inclusive");
  };

const qualifiedNames: { readonly [prefix: string]: RegExp } = {
  iqn: /iqn\.\d{4}-\d{2}\.([A-Za-z0-9-.]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[A-Za-z0-9]{16}$/,
  naa: /^naa.[A-Za-z0-9]{32}$/,
};

function validateQualifiedInitiator(check: Check, name: string, unknownPrefix: string): void {
  const format = qualifiedNames[name.slice(0, 3)];
  if (!format) check.invalid(name, unknownPrefix);
  else if (!format.test(name)) check.invalid(name, "must be valid format");
}

/** Upstream's words, full stop and all. */
export const tooLongTarget =
  "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.";

const iscsi: SourceRule = (check, source, { isPersistent, name }) => {
  const portal = text(source, "targetPortal");
  const hasInitiator = source.initiatorName !== undefined;
  const isTooLong = hasInitiator && `${name}:${portal}`.length > 64;
  const unknownPrefix = isPersistent ? "must be valid format" : "must be valid format starting with iqn, eui, or naa";
  requireFields(check, source, "targetPortal");
  if (isTooLong && isPersistent) check.at("targetportal").invalid(portal, tooLongTarget);
  const iqn = text(source, "iqn");
  if (iqn) validateQualifiedInitiator(check.at("iqn"), iqn, unknownPrefix);
  else check.at("iqn").required();
  const lun = number(source, "lun");
  if (lun < 0 || lun > 255) check.at("lun").invalid(lun, "must be between 0 and 255, inclusive");
  const secret = recordAt(source, "secretRef");
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !secret) check.at("secretRef").required();
  if (isPersistent && secret) requireFields(check.at("secretRef"), secret, "name");
  if (hasInitiator) validateQualifiedInitiator(check.at("initiatorname"), text(source, "initiatorName"), unknownPrefix);
};

const glusterfs: SourceRule = (check, source, { isPersistent }) => {
  requireFields(check, source, "endpoints", "path");
  const { endpointsNamespace } = source;
  if (!isPersistent || typeof endpointsNamespace !== "string") return;
  const at = check.at("endpointsNamespace");
  if (endpointsNamespace) at.invalidAll(endpointsNamespace, validateDNS1123Label(endpointsNamespace));
  else at.invalid("", "if the endpointnamespace is set, it must be a valid namespace name");
};

const flocker: SourceRule = (check, source) => {
  const name = text(source, "datasetName");
  const uuid = text(source, "datasetUUID");
  if (!name && !uuid) check.required("one of datasetName and datasetUUID is required");
  if (name && uuid) check.invalid("resource", "datasetName and datasetUUID can not be specified simultaneously");
  if (name.includes("/")) check.at("datasetName").invalid(name, "must not contain '/'");
};

const nfs: SourceRule = (check, source) => {
  requireFields(check, source, "server", "path");
  const path = text(source, "path");
  if (!path.startsWith("/")) check.at("path").invalid(path, "must be an absolute path");
};

const quobyte: SourceRule = (check, source) => {
  const registry = text(source, "registry");
  const pairs = "must be a host:port pair or multiple pairs separated by commas";
  if (!registry) check.at("registry").required(pairs);
  else if (text(source, "tenant").length >= 65)
    check.at("tenant").required("must be a UUID and may not exceed a length of 64 characters");
  else
    for (const pair of registry.split(","))
      if (!/^([^:]*|\[[^\]]*\]):[^:]*$/.test(pair)) check.at("registry").invalid(registry, pairs);
  requireFields(check, source, "volume");
};

const fibreChannel: SourceRule = (check, source) => {
  const names = Array.isArray(source.targetWWNs) ? source.targetWWNs : [];
  const ids = Array.isArray(source.wwids) ? source.wwids : [];
  const at = check.at("targetWWNs");
  if (names.length === 0 && ids.length === 0) at.required("must specify either targetWWNs or wwids, but not both");
  if (names.length > 0 && ids.length > 0) at.invalid(names, "targetWWNs and wwids can not be specified simultaneously");
  if (names.length === 0) return;
  const { lun } = source;
  if (typeof lun !== "number") check.at("lun").required("lun is required if targetWWNs is specified");
  else if (lun < 0 || lun > 255) check.at("lun").invalid(lun, "must be between 0 and 255, inclusive");
};

const flexVolume: SourceRule = (check, source) => {
  requireFields(check, source, "driver");
  for (const key of Object.keys(recordAt(source, "options") ?? {}).sort()) {
    const [namespace = ""] = key.split("/");
    if (/\.(kubernetes|k8s)\.io$/.test(`.${namespace.toLowerCase()}`))
      check.at("options").key(key).invalid(key, "kubernetes.io and k8s.io namespaces are reserved");
  }
};

const azureFile: SourceRule = (check, source, { isPersistent }) => {
  requireFields(check, source, "secretName", "shareName");
  if (isPersistent && source.secretNamespace === "") check.at("secretNamespace").required();
};

const cachingModes: readonly string[] = ["None", "ReadOnly", "ReadWrite"];
const diskKinds: readonly string[] = ["Dedicated", "Managed", "Shared"];

const azureDisk: SourceRule = (check, source) => {
  requireFields(check, source, "diskName", "diskURI");
  const { cachingMode, kind } = source;
  const uri = text(source, "diskURI");
  if (typeof cachingMode === "string" && !cachingModes.includes(cachingMode))
    check.at("cachingMode").notSupported(cachingMode, cachingModes);
  if (typeof kind !== "string") return;
  if (!diskKinds.includes(kind)) check.at("kind").notSupported(kind, diskKinds);
  if (kind === "Managed" && !uri.startsWith("/subscriptions/"))
    check
      .at("diskURI")
      .notSupported(uri, [
        "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}",
      ]);
  if (kind !== "Managed" && !uri.startsWith("https://"))
    check
      .at("diskURI")
      .notSupported(uri, ["https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"]);
};

const storageos: SourceRule = (check, source, owner) => {
  const name = text(source, "volumeName");
  const namespace = text(source, "volumeNamespace");
  if (name) check.at("volumeName").invalidAll(name, validateDNS1123Label(name));
  else check.at("volumeName").required();
  if (namespace) check.at("volumeNamespace").invalidAll(namespace, validateDNS1123Label(namespace));
  validateSecretRef(check, source, owner);
};

const publishedSecrets = [
  "controllerPublishSecretRef",
  "controllerExpandSecretRef",
  "nodePublishSecretRef",
  "nodeExpandSecretRef",
];

export function validateDriverName(check: Check, driver: string): void {
  if (!driver) check.required();
  if (driver.length > 63) check.tooLong(63);
  check.invalidAll(driver, validateDNS1123Subdomain(driver.toLowerCase()));
}

const csi: SourceRule = (check, source, { isPersistent }) => {
  validateDriverName(check.at("driver"), text(source, "driver"));
  if (!isPersistent) {
    const secret = recordAt(source, "nodePublishSecretRef");
    if (!secret) return;
    const name = text(secret, "name");
    // Upstream's path of a bad name is the source's own.
    if (name) check.at("name").invalidAll(name, validateDNS1123Subdomain(name));
    else check.at("nodePublishSecretRef", "name").required();
    return;
  }
  requireFields(check, source, "volumeHandle");
  for (const field of publishedSecrets) {
    const secret = recordAt(source, field);
    if (!secret) continue;
    const name = text(secret, "name");
    const namespace = text(secret, "namespace");
    if (name) check.at(field, "name").invalidAll(name, validateDNS1123Subdomain(name));
    else check.at(field, "name").required();
    if (namespace) check.at(field, "namespace").invalidAll(namespace, validateDNS1123Label(namespace));
    else check.at(field, "namespace").required();
  }
};

const local: SourceRule = (check, source) => {
  const path = text(source, "path");
  if (path) validateNoBacksteps(check.at("path"), path);
  else check.at("path").required();
};

const gitRepo: SourceRule = (check, source) => {
  requireFields(check, source, "repository");
  validateDescendingPath(check.at("directory"), text(source, "directory"));
};

const cinder: SourceRule = (check, source, owner) => {
  requireFields(check, source, "volumeID");
  validateSecretRef(check, source, owner);
};

const image: SourceRule = (check, source, { name }) => {
  // A template may leave the reference to what makes Pods of it.
  if (name !== "") requireFields(check, source, "reference");
  check.at("pullPolicy").oneOf(text(source, "pullPolicy"), ["Always", "IfNotPresent", "Never"]);
};

/** What is checked of each source, by its field. Models validate*VolumeSource of pkg/apis/core/validation (v1.34). */
export const sourceRules: { readonly [source: string]: SourceRule } = {
  hostPath,
  gitRepo,
  gcePersistentDisk: disk("pdName"),
  awsElasticBlockStore: disk("volumeID"),
  nfs,
  iscsi,
  glusterfs,
  flocker,
  rbd: needs("monitors", "image"),
  cinder,
  cephfs: needs("monitors"),
  quobyte,
  fc: fibreChannel,
  flexVolume,
  azureFile,
  vsphereVolume: needs("volumePath"),
  photonPersistentDisk: needs("pdID"),
  portworxVolume: needs("volumeID"),
  azureDisk,
  storageos,
  scaleIO: needs("gateway", "system", "volumeName"),
  csi,
  local,
  image,
  persistentVolumeClaim: needs("claimName"),
};

/** Where upstream reports a source under another name than its field's. */
export const reportedAs: { readonly [source: string]: string } = { gcePersistentDisk: "persistentDisk" };

/** And where it does when a source is one too many. */
export const forbiddenAs: { readonly [source: string]: string } = { cephfs: "cephFS", downwardAPI: "downwarAPI" };

import type { ConfigMap, LimitRange, Namespace, Node, PriorityClass, ResourceQuota } from "../../api/core.ts";
import type { Quantity, ResourceList } from "../../api/meta.ts";
import { byteLength, validateConfigMapKey, validateLabelValue, validateQualifiedName } from "../../api/names.ts";
import { canonicalQuantity, compareQuantities } from "../../api/quantity.ts";
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "../../api/storage.ts";
import { validateAccessModes, validateClaimSpec } from "./claim.ts";
import type { Check } from "./fieldError.ts";
import { labelName, sortedKeys, subdomainName, validateMetadata } from "./metadata.ts";
import {
  validateContainerResourceName,
  validateQuotaResourceName,
  validateResourceList,
  validateResourceQuantity,
} from "./resources.ts";
import { validateNodeSelectorTerms, validateTaintEffect } from "./scheduling.ts";

/** Models ValidateNode (v1.34). Taints are reported under `metadata`, as upstream does. */
export function validateNode(check: Check, node: Node): void {
  validateMetadata(check.at("metadata"), node.metadata, false, subdomainName);
  const seen = new Set<string>();
  (node.spec?.taints ?? []).forEach((taint, index) => {
    const at = check.at("metadata", "taints", index);
    const { key = "", value = "", effect, timeAdded } = taint;
    at.at("key").invalidAll(key, validateQualifiedName(key));
    const errors = validateLabelValue(value);
    if (errors.length > 0) at.at("value").invalid(value, errors.join(";"));
    validateTaintEffect(at.at("effect"), effect);
    if (effect && seen.has(`${effect}/${key}`))
      at.duplicate(
        { Key: key, Value: value, Effect: effect, TimeAdded: timeAdded ?? null },
        "taints must be unique by key and effect pair",
      );
    seen.add(`${effect}/${key}`);
  });
  validateResourceList(check.at("status", "capacity"), node.status?.capacity);
  validateResourceList(check.at("status", "allocatable"), node.status?.allocatable);
}

const podSecurityLabel = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)(-version)?$/;

/** Models ValidateNamespace, and the PodSecurity plugin's check of its labels (v1.34). */
export function validateNamespace(check: Check, namespace: Namespace): void {
  validateMetadata(check.at("metadata"), namespace.metadata, false, labelName);
  for (const label of sortedKeys(namespace.metadata.labels)) {
    const match = podSecurityLabel.exec(label);
    const value = namespace.metadata.labels![label]!;
    if (!match) continue;
    const at = check.at("metadata", "labels").key(label);
    if (!match[2]) {
      if (!["privileged", "baseline", "restricted"].includes(value))
        at.invalid(value, "must be one of privileged, baseline, restricted");
    } else if (!/^(latest|v1\.(0|[1-9]\d*))$/.test(value)) at.invalid(value, 'must be "latest" or "v1.x"');
  }
}

export function validateClaim(check: Check, claim: PersistentVolumeClaim): void {
  validateMetadata(check.at("metadata"), claim.metadata, true, subdomainName);
  validateClaimSpec(check.at("spec"), claim.spec);
}

const volumeSources: readonly string[] = [
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

/** Models ValidatePersistentVolume (v1.34); of the sources only that there is exactly one. */
export function validatePersistentVolume(check: Check, volume: PersistentVolume): void {
  validateMetadata(check.at("metadata"), volume.metadata, false, subdomainName);
  const at = check.at("spec");
  const spec = volume.spec ?? {};
  if (!spec.accessModes?.length) at.at("accessModes").required();
  validateAccessModes(at.at("accessModes"), spec.accessModes ?? []);
  const names = sortedKeys(spec.capacity);
  if (names.length === 0) at.at("capacity").required();
  else if (names.length > 1 || names[0] !== "storage") at.at("capacity").notSupported(spec.capacity, ["storage"]);
  for (const name of names) {
    const quantity = spec.capacity![name]!;
    if (compareQuantities(quantity, "0") <= 0)
      at.at("capacity").key(name).invalid(canonicalQuantity(quantity), "must be greater than zero");
  }
  const policy = spec.persistentVolumeReclaimPolicy;
  if (policy && !["Delete", "Recycle", "Retain"].includes(policy))
    at.at("persistentVolumeReclaimPolicy").notSupported(policy, ["Delete", "Recycle", "Retain"]);
  const required = spec.nodeAffinity?.required;
  if (spec.nodeAffinity) {
    if (required)
      validateNodeSelectorTerms(at.at("nodeAffinity", "required", "nodeSelectorTerms"), required.nodeSelectorTerms);
    else at.at("nodeAffinity", "required").required("must specify required node constraints");
  }
  const sources = volumeSources.filter((source) => spec[source] !== undefined);
  for (const source of sources.slice(1)) at.at(source).forbidden("may not specify more than 1 volume type");
  if (sources.length === 0) at.required("must specify a volume type");
  if (spec.local && !spec.nodeAffinity) at.at("nodeAffinity").required("Local volume requires node affinity");
  const className = spec.storageClassName;
  if (className) at.at("storageClassName").invalidAll(className, subdomainName(className));
}

export function validateStorageClass(check: Check, storageClass: StorageClass): void {
  validateMetadata(check.at("metadata"), storageClass.metadata, false, subdomainName);
  if (!storageClass.provisioner) check.at("provisioner").required(storageClass.provisioner ?? "");
  else check.at("provisioner").invalidAll(storageClass.provisioner, labelKeyOf(storageClass.provisioner));
  const { reclaimPolicy, volumeBindingMode } = storageClass;
  if (reclaimPolicy && reclaimPolicy !== "Delete" && reclaimPolicy !== "Retain")
    check.at("reclaimPolicy").notSupported(reclaimPolicy, ["Delete", "Retain"]);
  if (!volumeBindingMode) check.at("volumeBindingMode").required();
  else if (volumeBindingMode !== "Immediate" && volumeBindingMode !== "WaitForFirstConsumer")
    check.at("volumeBindingMode").notSupported(volumeBindingMode, ["Immediate", "WaitForFirstConsumer"]);
}

const labelKeyOf = (name: string): string[] => validateQualifiedName(name.toLowerCase());

/** ConfigMaps and Secrets: keys are file names, and the whole stays below 1 MiB. */
export function validateConfigMap(check: Check, map: ConfigMap): void {
  validateMetadata(check.at("metadata"), map.metadata, true, subdomainName);
  let size = 0;
  for (const field of ["data", "binaryData"] as const) {
    for (const key of sortedKeys(map[field])) {
      const at = check.at(field).key(key);
      at.invalidAll(key, validateConfigMapKey(key));
      if (field === "data" && map.binaryData && Object.hasOwn(map.binaryData, key))
        at.invalid(key, "duplicate of key present in binaryData");
      size += byteLength(map[field]![key] ?? "");
    }
  }
  if (size > 1024 * 1024) check.at("").tooLong(1024 * 1024);
}

const systemPriorities: { readonly [name: string]: number } = {
  "system-cluster-critical": 2000000000,
  "system-node-critical": 2000001000,
};

/** Models ValidatePriorityClass (v1.34). */
export function validatePriorityClass(check: Check, priorityClass: PriorityClass): void {
  const { metadata, value = 0, preemptionPolicy } = priorityClass;
  validateMetadata(check.at("metadata"), metadata, false, subdomainName);
  const name = metadata.name ?? "";
  if (name.startsWith("system-")) {
    if (systemPriorities[name] !== value)
      check
        .at("metadata", "name")
        .forbidden(
          "priority class names with 'system-' prefix are reserved for system use only. error: " +
            (name in systemPriorities
              ? `value of ${name} PriorityClass must be ${systemPriorities[name]}`
              : `${name} is not a known system priority class`),
        );
  } else if (value > 1000000000)
    check.at("value").forbidden("maximum allowed value of a user defined priority is 1000000000");
  if (preemptionPolicy !== undefined)
    check.at("preemptionPolicy").oneOf(preemptionPolicy, ["PreemptLowerPriority", "Never"]);
}

const quotaScopes: readonly string[] = [
  "Terminating",
  "NotTerminating",
  "BestEffort",
  "NotBestEffort",
  "PriorityClass",
  "CrossNamespacePodAffinity",
  "VolumeAttributesClass",
];

/** Models ValidateResourceQuota (v1.34). */
export function validateResourceQuota(check: Check, quota: ResourceQuota): void {
  validateMetadata(check.at("metadata"), quota.metadata, true, subdomainName);
  const at = check.at("spec");
  const { hard, scopes = [] } = quota.spec ?? {};
  for (const name of sortedKeys(hard)) {
    validateQuotaResourceName(at.at("hard").key(name), name);
    validateResourceQuantity(at.at("hard").key(name), name, hard![name]!);
  }
  for (const scope of scopes) if (!quotaScopes.includes(scope)) at.at("scopes").invalid(scopes, "unsupported scope");
  for (const [one, other] of [
    ["BestEffort", "NotBestEffort"],
    ["Terminating", "NotTerminating"],
  ] as const)
    if (scopes.includes(one) && scopes.includes(other)) at.at("scopes").invalid(scopes, "conflicting scopes");
}

/** Models ValidateLimitRange (v1.34). */
export function validateLimitRange(check: Check, range: LimitRange): void {
  validateMetadata(check.at("metadata"), range.metadata, true, subdomainName);
  const types = new Set<string>();
  (range.spec?.limits ?? []).forEach((item, index) => {
    const at = check.at("spec", "limits", index);
    if (types.has(item.type)) at.at("type").duplicate(item.type);
    types.add(item.type);
    const lists = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"] as const;
    if (item.type === "Container") {
      for (const list of lists)
        for (const name of sortedKeys(item[list])) validateContainerResourceName(at.at(list).key(name), name);
    } else if (item.type === "Pod") {
      for (const list of ["default", "defaultRequest"] as const)
        if (Object.keys(item[list] ?? {}).length > 0)
          at.at(list).forbidden(`may not be specified when \`type\` is 'Pod'`);
    }
    const names = [...new Set(lists.flatMap((list) => Object.keys(item[list] ?? {})))].sort();
    for (const name of names) validateLimitOrder(at, name, item);
  });
}

function validateLimitOrder(
  check: Check,
  name: string,
  {
    min,
    max,
    defaultRequest,
    default: limit,
  }: { [list: string]: ResourceList | undefined | string } & {
    min?: ResourceList;
    max?: ResourceList;
    default?: ResourceList;
    defaultRequest?: ResourceList;
  },
): void {
  const above = (a: Quantity | undefined, b: Quantity | undefined): boolean =>
    a !== undefined && b !== undefined && compareQuantities(a, b) > 0;
  const refuse = (list: string, value: Quantity, detail: string): void =>
    check.at(list).key(name).invalid(canonicalQuantity(value), detail);
  const text = (list: ResourceList | undefined): string => canonicalQuantity(list?.[name] ?? "0");
  if (above(min?.[name], max?.[name]))
    refuse("min", min![name]!, `min value ${text(min)} is greater than max value ${text(max)}`);
  if (above(min?.[name], defaultRequest?.[name]))
    refuse(
      "defaultRequest",
      defaultRequest![name]!,
      `min value ${text(min)} is greater than default request value ${text(defaultRequest)}`,
    );
  if (above(defaultRequest?.[name], max?.[name]))
    refuse(
      "defaultRequest",
      defaultRequest![name]!,
      `default request value ${text(defaultRequest)} is greater than max value ${text(max)}`,
    );
  if (above(defaultRequest?.[name], limit?.[name]))
    refuse(
      "defaultRequest",
      defaultRequest![name]!,
      `default request value ${text(defaultRequest)} is greater than default limit value ${text(limit)}`,
    );
  if (above(min?.[name], limit?.[name]))
    refuse("default", min![name]!, `min value ${text(min)} is greater than default value ${text(limit)}`);
  if (above(limit?.[name], max?.[name]))
    refuse("default", limit![name]!, `default value ${text(limit)} is greater than max value ${text(max)}`);
}

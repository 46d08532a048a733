import type { ConfigMap, Namespace, Node, PriorityClass } from "../../api/core.ts";
import { byteLength, validateConfigMapKey, validateLabelValue, validateQualifiedName } from "../../api/names.ts";
import { fromBase64 } from "../defaulting/base64.ts";
import type { Check } from "./fieldError.ts";
import { isCIDR, isIPv6 } from "./ipAddress.ts";
import { labelName, sortedKeys, subdomainName, validateMetadata } from "./metadata.ts";
import { validateResourceList } from "./resources.ts";
import { validateTaintEffect } from "./scheduling.ts";

/** Models ValidateNode (v1.34). Taints are reported under `metadata`, as upstream does. */
export function validateNode(check: Check, node: Node): void {
  validateMetadata(check.at("metadata"), node.metadata, false, subdomainName);
  validateTaints(check, node);
  validateNodeResources(check, node);
  validatePodRanges(check.at("spec", "podCIDRs"), node.spec?.podCIDRs ?? []);
}

export function validateNodeResources(check: Check, node: Node): void {
  validateResourceList(check.at("status", "capacity"), node.status?.capacity);
  validateResourceList(check.at("status", "allocatable"), node.status?.allocatable);
}

function validatePodRanges(check: Check, ranges: readonly string[]): void {
  ranges.forEach((range, index) => {
    if (!isCIDR(range)) check.at(index).invalid(range, cidrError);
  });
  if (ranges.length < 2) return;
  const isDual =
    ranges.some((range) => isIPv6(range.split("/")[0] ?? "")) && ranges.some((range) => !range.includes(":"));
  if (!isDual || ranges.length > 2) check.invalid(ranges, "may specify no more than one CIDR for each IP family");
  ranges.forEach((range, index) => {
    if (ranges.indexOf(range) < index) check.at(index).duplicate(range);
  });
}

export function validateTaints(check: Check, node: Node): void {
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
}

/** Models validation.IsValidCIDR (v1.34). */
export const cidrError = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

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
      const value = map[field]![key] ?? "";
      size += field === "binaryData" ? fromBase64(value).length : byteLength(value);
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

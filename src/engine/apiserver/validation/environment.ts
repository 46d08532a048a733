import type { Quantity } from "../../api/meta.ts";
import {
  validateConfigMapKey,
  validateDNS1123Subdomain,
  validateEnvVarName,
  validateQualifiedName,
} from "../../api/names.ts";
import type { Container, EnvVar } from "../../api/pod.ts";
import { canonicalQuantity, compareQuantities } from "../../api/quantity.ts";
import type { Check } from "./fieldError.ts";
import { withoutDash } from "./metadata.ts";

const environmentFields: readonly string[] = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];
const volumeFields: readonly string[] = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
];
/** Fields that the downward API can name at all; which of them are allowed depends on where it is used. */
const knownFields: readonly string[] = [
  ...environmentFields,
  "metadata.annotations",
  "metadata.labels",
  "spec.restartPolicy",
  "spec.schedulerName",
  "status.phase",
];
const containerResources: readonly string[] = [
  "limits.cpu",
  "limits.ephemeral-storage",
  "limits.memory",
  "requests.cpu",
  "requests.ephemeral-storage",
  "requests.memory",
];
const byteDivisors = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

/** Models validateObjectFieldSelector (v1.34). */
export function validateFieldRef(
  check: Check,
  reference: { apiVersion?: string; fieldPath?: string },
  where: "environment" | "volume",
): void {
  const { apiVersion, fieldPath } = reference;
  if (!apiVersion) {
    check.at("apiVersion").required();
    return;
  }
  if (!fieldPath) {
    check.at("fieldPath").required();
    return;
  }
  const refuse = (why: string): void => check.at("fieldPath").invalid(fieldPath, `error converting fieldPath: ${why}`);
  if (apiVersion !== "v1") {
    refuse(`unsupported pod version: ${apiVersion}`);
    return;
  }
  const subscripted = /^(.*)\['(.*)'\]$/.exec(fieldPath);
  if (subscripted) {
    const [, path, key = ""] = subscripted;
    if (path !== "metadata.annotations" && path !== "metadata.labels") {
      refuse(`field label does not support subscript: ${fieldPath}`);
      return;
    }
    check.invalidAll(key, validateQualifiedName(path === "metadata.annotations" ? key.toLowerCase() : key));
    return;
  }
  if (!knownFields.includes(fieldPath)) {
    refuse(`field label not supported: ${fieldPath}`);
    return;
  }
  const allowed = where === "environment" ? environmentFields : volumeFields;
  if (!allowed.includes(fieldPath)) check.at("fieldPath").notSupported(fieldPath, allowed);
}

/** Models validateContainerResourceFieldSelector (v1.34). */
export function validateResourceFieldRef(
  check: Check,
  reference: { containerName?: string; resource?: string; divisor?: Quantity },
  inVolume: boolean,
): void {
  const { containerName, resource = "", divisor = "0" } = reference;
  const hugePages = /^(limits|requests)\.hugepages-/.test(resource);
  if (inVolume && !containerName) check.at("containerName").required();
  else if (!resource) check.at("resource").required();
  else if (!containerResources.includes(resource) && !hugePages)
    check.at("resource").notSupported(resource, containerResources);
  if (compareQuantities(divisor, "0") === 0) return;
  const text = canonicalQuantity(divisor);
  if (resource.endsWith(".cpu")) {
    if (text !== "1" && text !== "1m")
      check.at("divisor").invalid(resource, "only divisor's values 1m and 1 are supported with the cpu resource");
    return;
  }
  const what = hugePages
    ? "hugepages"
    : resource.endsWith(".memory")
      ? "memory"
      : resource.endsWith(".ephemeral-storage")
        ? "local ephemeral storage"
        : undefined;
  if (what && !byteDivisors.includes(text))
    check
      .at("divisor")
      .invalid(resource, `only divisor's values ${byteDivisors.join(", ")} are supported with the ${what} resource`);
}

function validateValueFrom(check: Check, variable: EnvVar): void {
  const source = variable.valueFrom;
  if (!source) return;
  let count = 0;
  if (source.fieldRef) {
    count++;
    validateFieldRef(check.at("fieldRef"), source.fieldRef, "environment");
  }
  if (source.resourceFieldRef) {
    count++;
    validateResourceFieldRef(check.at("resourceFieldRef"), source.resourceFieldRef, false);
  }
  for (const name of ["configMapKeyRef", "secretKeyRef"] as const) {
    const reference = source[name];
    if (!reference) continue;
    count++;
    const at = check.at(name);
    at.at("name").invalidAll(reference.name ?? "", validateDNS1123Subdomain(reference.name ?? ""));
    if (reference.key) at.at("key").invalidAll(reference.key, validateConfigMapKey(reference.key));
    else at.at("key").required();
  }
  if (count === 0)
    check.invalid("", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
  else if (variable.value) check.invalid("", "may not be specified when `value` is not empty");
  else if (count > 1) check.invalid("", "may not have more than one field specified at a time");
}

/** Models ValidateEnv and ValidateEnvFrom (v1.34). */
export function validateEnvironment(check: Check, container: Container): void {
  (container.env ?? []).forEach((variable, index) => {
    const at = check.at("env", index);
    if (variable.name) at.at("name").invalidAll(variable.name, validateEnvVarName(variable.name));
    else at.at("name").required();
    validateValueFrom(at.at("valueFrom"), variable);
  });
  (container.envFrom ?? []).forEach((source, index) => {
    const at = check.at("envFrom", index);
    if (source.prefix) at.at("prefix").invalidAll(source.prefix, validateEnvVarName(source.prefix));
    let count = 0;
    for (const name of ["configMapRef", "secretRef"] as const) {
      const reference = source[name];
      if (!reference) continue;
      count++;
      if (reference.name)
        at.at(name, "name").invalidAll(reference.name, validateDNS1123Subdomain(withoutDash(reference.name)));
      else at.at(name, "name").required();
    }
    if (count === 0) check.at("envFrom").invalid("", "must specify one of: `configMapRef` or `secretRef`");
    else if (count > 1) check.at("envFrom").invalid("", "may not have more than one field specified at a time");
  });
}

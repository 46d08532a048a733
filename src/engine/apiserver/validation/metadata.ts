import type { LabelSelector, ObjectMeta } from "../../api/meta.ts";
import {
  byteLength,
  validateDNS1035Label,
  validateDNS1123Label,
  validateDNS1123Subdomain,
  validateLabelValue,
  validateQualifiedName,
} from "../../api/names.ts";
import type { Check } from "./fieldError.ts";

export type NameRule = (name: string) => string[];
export const subdomainName: NameRule = validateDNS1123Subdomain;
export const labelName: NameRule = validateDNS1123Label;
export const serviceName: NameRule = validateDNS1035Label;

const annotationsLimit = 256 * 1024;
const standardFinalizers: readonly string[] = ["kubernetes", "orphan", "foregroundDeletion"];

export function sortedKeys(map: object | undefined): string[] {
  return Object.keys(map ?? {}).sort();
}

/** A name that may be a prefix: it may end with a dash, since what is generated goes on after it. */
export function withoutDash(name: string): string {
  return name.replace(/(?<=.)-$/, "a");
}

/** Models apimachinery's ValidateObjectMeta (v1.34). Maps are walked by key. */
export function validateMetadata(check: Check, metadata: ObjectMeta, namespaced: boolean, rule: NameRule): void {
  const { generateName, name, namespace } = metadata;
  if (generateName) check.at("generateName").invalidAll(generateName, rule(withoutDash(generateName)));
  if (name) check.at("name").invalidAll(name, rule(name));
  else check.at("name").required("name or generateName is required");
  if (namespaced) {
    if (namespace) check.at("namespace").invalidAll(namespace, validateDNS1123Label(namespace));
    else check.at("namespace").required();
  } else if (namespace) check.at("namespace").forbidden("not allowed on this type");
  validateLabels(check.at("labels"), metadata.labels);
  validateAnnotations(check.at("annotations"), metadata.annotations);
  validateOwners(check.at("ownerReferences"), metadata);
  (metadata.finalizers ?? []).forEach((finalizer, index) => {
    const at = check.at("finalizers", index);
    at.invalidAll(finalizer, validateQualifiedName(finalizer));
    if (!finalizer.includes("/") && !standardFinalizers.includes(finalizer))
      at.invalid(finalizer, "name is neither a standard finalizer name nor is it fully qualified");
  });
}

function validateOwners(check: Check, { ownerReferences = [] }: ObjectMeta): void {
  // Upstream's paths carry no index here.
  for (const owner of ownerReferences) {
    if (!owner.apiVersion) check.at("apiVersion").invalid("", "version must not be empty");
    for (const field of ["kind", "name", "uid"] as const)
      if (!owner[field]) check.at(field).invalid("", "must not be empty");
  }
}

export function validateLabels(check: Check, labels: { readonly [key: string]: string } | undefined): void {
  for (const key of sortedKeys(labels)) {
    check.invalidAll(key, validateQualifiedName(key));
    check.invalidAll(labels![key], validateLabelValue(labels![key] ?? ""));
  }
}

export function validateAnnotations(check: Check, annotations: { readonly [key: string]: string } | undefined): void {
  let size = 0;
  for (const key of sortedKeys(annotations)) {
    check.invalidAll(key, validateQualifiedName(key.toLowerCase()));
    size += byteLength(key) + byteLength(annotations![key] ?? "");
  }
  if (size > annotationsLimit) check.tooLong(annotationsLimit);
}

/** Models metav1's ValidateLabelSelector (v1.34). */
export function validateLabelSelector(check: Check, selector: LabelSelector | null | undefined): void {
  if (!selector) return;
  validateLabels(check.at("matchLabels"), selector.matchLabels);
  (selector.matchExpressions ?? []).forEach((requirement, index) => {
    const at = check.at("matchExpressions", index);
    validateRequirementShape(at, requirement.operator, requirement.values);
    at.at("key").invalidAll(requirement.key ?? "", validateQualifiedName(requirement.key ?? ""));
    (requirement.values ?? []).forEach((value, position) => {
      at.at("values", position).invalidAll(value, validateLabelValue(value));
    });
  });
}

/** What label selectors and node selectors have in common. */
export function validateRequirementShape(
  check: Check,
  operator: string | undefined,
  values: readonly string[] | undefined,
  numeric = false,
): void {
  const count = values?.length ?? 0;
  if (operator === "In" || operator === "NotIn") {
    if (count === 0) check.at("values").required("must be specified when `operator` is 'In' or 'NotIn'");
  } else if (operator === "Exists" || operator === "DoesNotExist") {
    if (count > 0) check.at("values").forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
  } else if (numeric && (operator === "Gt" || operator === "Lt")) {
    if (count !== 1) check.at("values").required("must be specified single value when `operator` is 'Lt' or 'Gt'");
  } else check.at("operator").invalid(operator ?? "", "not a valid selector operator");
}

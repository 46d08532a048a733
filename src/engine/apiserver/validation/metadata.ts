import type { LabelSelector, ObjectMeta } from "../../api/meta.ts";
import {
  byteLength,
  escapeText,
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

type Owner = NonNullable<ObjectMeta["ownerReferences"]>[number];

const annotationsLimit = 256 * 1024;
const standardFinalizers: readonly string[] = ["kubernetes", "orphan", "foregroundDeletion"];

export function sortedKeys(map: object | undefined): string[] {
  return Object.keys(map ?? {}).sort();
}

/** A name that may be a prefix: it may end with a dash, since what is generated goes on after it. */
export function withoutDash(name: string): string {
  return name.length > 1 && name.endsWith("-") ? `${name.slice(0, -2)}a` : name;
}

/** Models apimachinery's ValidateObjectMeta (v1.34), and the core API's for finalizers. Maps are walked by key. */
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
  validateFinalizers(check.at("finalizers"), metadata.finalizers ?? []);
  validateFinalizersAreStandard(check.at("finalizers"), metadata.finalizers ?? []);
}

/** Models ValidateFinalizers (v1.34). */
function validateFinalizers(check: Check, finalizers: readonly string[]): void {
  finalizers.forEach((finalizer, index) => {
    check.at(index).invalidAll(finalizer, validateQualifiedName(finalizer));
  });
  if (finalizers.includes("orphan") && finalizers.includes("foregroundDeletion"))
    check.invalid(finalizers, "finalizer orphan and foregroundDeletion cannot be both set");
}

function validateStandard(check: Check, finalizer: string): void {
  if (!finalizer.includes("/") && !standardFinalizers.includes(finalizer))
    check.invalid(finalizer, "name is neither a standard finalizer name nor is it fully qualified");
}

function validateFinalizersAreStandard(check: Check, finalizers: readonly string[]): void {
  finalizers.forEach((finalizer, index) => {
    validateStandard(check.at(index), finalizer);
  });
}

/** Models the core API's validateFinalizerName (v1.34). */
export function validateFinalizerName(check: Check, finalizer: string): void {
  check.invalidAll(finalizer, validateQualifiedName(finalizer));
  validateStandard(check, finalizer);
}

/** What may not change in the metadata of an object that is there. Models ValidateObjectMetaUpdate (v1.34). */
export function validateMetadataUpdate(check: Check, metadata: ObjectMeta, old: ObjectMeta): void {
  const finalizers = metadata.finalizers ?? [];
  if (old.deletionTimestamp !== undefined) {
    const extra = finalizers.filter((finalizer) => !old.finalizers?.includes(finalizer)).sort();
    if (extra.length > 0)
      check
        .at("finalizers")
        .forbidden(
          `no new finalizers can be added if the object is being deleted, found new finalizers ${goStrings(extra)}`,
        );
  }
  for (const field of fixedFields)
    if (metadata[field] !== old[field]) check.at(field).invalid(metadata[field], "field is immutable");
  validateLabels(check.at("labels"), metadata.labels);
  validateAnnotations(check.at("annotations"), metadata.annotations);
  validateOwners(check.at("ownerReferences"), metadata);
}

/** What only the API server itself sets; names and places are held against the URL before. */
const fixedFields = ["uid", "deletionTimestamp", "deletionGracePeriodSeconds"] as const;

/** The further look at finalizers that the core API takes on updates. */
export function validateFinalizersUpdate(check: Check, metadata: ObjectMeta): void {
  validateFinalizersAreStandard(check.at("finalizers"), metadata.finalizers ?? []);
}

/** A list of texts as Go's %#v writes it. */
function goStrings(texts: readonly string[]): string {
  return `[]string{${texts.map(escapeText).join(", ")}}`;
}

function validateOwners(check: Check, { ownerReferences }: ObjectMeta): void {
  once(check, ownerReferences, () => validateEachOwner(check, ownerReferences));
}

function validateEachOwner(check: Check, ownerReferences: readonly Owner[] = []): void {
  let controller = "";
  // Upstream's paths carry no index here.
  for (const owner of ownerReferences) {
    const { apiVersion = "", kind = "", name = "", uid = "" } = owner;
    if (apiVersion === "" || apiVersion.endsWith("/"))
      check.at("apiVersion").invalid(apiVersion, "version must not be empty");
    for (const [field, value] of Object.entries({ kind, name, uid }))
      if (!value) check.at(field).invalid(value, "must not be empty");
    if (apiVersion === "v1" && kind === "Event")
      check.invalid(ownerForm(owner), "/v1, Kind=Event is disallowed from being an owner");
    if (!owner.controller) continue;
    const current = `${kind}/${name}`;
    if (controller)
      check.invalid(
        ownerReferences.map(ownerForm),
        `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${current}`,
      );
    else controller = current;
  }
}

/** An owner with its fields in Go's order. */
function ownerForm({ apiVersion = "", kind = "", name = "", uid = "", controller, blockOwnerDeletion }: Owner): object {
  return {
    apiVersion,
    kind,
    name,
    uid,
    ...(controller !== undefined && { controller }),
    ...(blockOwnerDeletion !== undefined && { blockOwnerDeletion }),
  };
}

/**
 * Labels, annotations and owners in which nothing was wrong, by the map or list itself: an object's versions have them in
 * common, and nobody changes them in place.
 */
const sound = new WeakSet<object>();

/** Looks at what is not known to be in order; what has no error now will have none later. */
function once(check: Check, value: object | undefined, look: () => void): void {
  if (value === undefined || sound.has(value)) return;
  const { length } = check.errors;
  look();
  if (check.errors.length === length) sound.add(value);
}

export function validateLabels(check: Check, labels: { readonly [key: string]: string } | undefined): void {
  once(check, labels, () => validateEachLabel(check, labels));
}

function validateEachLabel(check: Check, labels: { readonly [key: string]: string } | undefined): void {
  for (const key of sortedKeys(labels)) {
    check.invalidAll(key, validateQualifiedName(key));
    check.invalidAll(labels![key], validateLabelValue(labels![key] ?? ""));
  }
}

export function validateAnnotations(check: Check, annotations: { readonly [key: string]: string } | undefined): void {
  once(check, annotations, () => validateEachAnnotation(check, annotations));
}

function validateEachAnnotation(check: Check, annotations: { readonly [key: string]: string } | undefined): void {
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

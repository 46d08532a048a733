import type { Quantity, ResourceList } from "../../api/meta.ts";
import { validateDNS1123Label, validateQualifiedName } from "../../api/names.ts";
import type { ResourceRequirements } from "../../api/pod.ts";
import { canonicalQuantity, compareQuantities, milliValueBig, valueBig } from "../../api/quantity.ts";
import type { Check } from "./fieldError.ts";
import { sortedKeys } from "./metadata.ts";

const computeResources: readonly string[] = ["cpu", "memory", "ephemeral-storage"];
const countedObjects: readonly string[] = [
  "pods",
  "resourcequotas",
  "services",
  "replicationcontrollers",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "services.nodeports",
  "services.loadbalancers",
];
const quotaResources: readonly string[] = [
  ...computeResources,
  ...countedObjects,
  ...computeResources.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  "requests.storage",
];

const isHugePages = (name: string): boolean => name.startsWith("hugepages-");
const isQuotaHugePages = (name: string): boolean => isHugePages(name) || name.startsWith("requests.hugepages-");
export const isPodLevelResource = (name: string): boolean => name === "cpu" || name === "memory" || isHugePages(name);
const isNative = (name: string): boolean => !name.includes("/") || name.includes("kubernetes.io/");
const isExtended = (name: string): boolean =>
  !isNative(name) && !name.startsWith("requests.") && validateQualifiedName(`requests.${name}`).length === 0;
export const isOvercommittable = (name: string): boolean => isNative(name) && !isHugePages(name);

/** False when the name has been reported. Models validateResourceName (v1.34). */
export function validateResourceName(check: Check, name: string): boolean {
  const errors = validateQualifiedName(name);
  check.invalidAll(name, errors);
  if (errors.length > 0) return false;
  if (name.includes("/") || isStandardQuotaResource(name) || name === "storage") return true;
  check.invalid(name, "must be a standard resource type or fully qualified");
  return false;
}

/** Models helper.IsStandardQuotaResourceName (v1.34). */
export function isStandardQuotaResource(name: string): boolean {
  return quotaResources.includes(name) || isQuotaHugePages(name);
}

export function validateContainerResourceName(check: Check, name: string): void {
  validateResourceName(check, name);
  if (!name.includes("/")) {
    if (!computeResources.includes(name) && !isHugePages(name))
      check.invalid(name, "must be a standard resource for containers");
  } else if (!isNative(name) && !isExtended(name)) {
    check.invalid(name, "doesn't follow extended resource name standard");
  }
}

export function validatePodResourceName(check: Check, name: string): void {
  if (validateResourceName(check, name) && !isPodLevelResource(name))
    check.notSupported(name, ["cpu", "hugepages-", "memory"]);
}

export function validateQuotaResourceName(check: Check, name: string): void {
  validateResourceName(check, name);
  if (!name.includes("/") && !isStandardQuotaResource(name))
    check.invalid(name, "must be a standard resource for quota");
}

/** Amounts are not negative, and whole for whatever is counted in pieces. */
export function validateResourceQuantity(check: Check, name: string, quantity: Quantity): void {
  if (compareQuantities(quantity, "0") < 0)
    check.invalid(canonicalQuantity(quantity), "must be greater than or equal to 0");
  if ((countedObjects.includes(name) || isExtended(name)) && milliValueBig(quantity) % 1000n !== 0n)
    check.invalid(canonicalQuantity(quantity), "must be an integer");
}

export function validateResourceList(check: Check, list: ResourceList | undefined): void {
  for (const name of sortedKeys(list)) validateResourceQuantity(check.at(name), name, list![name]!);
}

function validateHugePages(check: Check, name: string, quantity: Quantity): void {
  const size = name.slice("hugepages-".length);
  const pageSize = valueBig(size);
  const divisible = pageSize > 0n && milliValueBig(size) % 1000n === 0n && valueBig(quantity) % pageSize === 0n;
  if (divisible) return;
  const text = canonicalQuantity(quantity);
  check.invalid(text, `${text} is not positive integer multiple of ${name}`);
}

/** Models ValidateContainerResourceRequirements and validatePodResourceRequirements (v1.34). */
export function validateResourceRequirements(
  check: Check,
  requirements: ResourceRequirements | undefined,
  claimNames: ReadonlySet<string>,
  validateName: (check: Check, name: string) => void = validateContainerResourceName,
): void {
  const limits = requirements?.limits ?? {};
  const requests = requirements?.requests ?? {};
  for (const name of sortedKeys(limits)) {
    const at = check.at("limits").key(name);
    validateName(at, name);
    validateResourceQuantity(at, name, limits[name]!);
    if (isHugePages(name)) validateHugePages(at, name, limits[name]!);
  }
  for (const name of sortedKeys(requests)) {
    const at = check.at("requests").key(name);
    const request = requests[name]!;
    validateName(at, name);
    validateResourceQuantity(at, name, request);
    const limit = limits[name];
    if (limit === undefined) {
      if (!isOvercommittable(name)) check.at("limits").required("Limit must be set for non overcommitable resources");
    } else {
      const order = compareQuantities(request, limit);
      const exceeds = `${name} limit of ${canonicalQuantity(limit)}`;
      if (order !== 0 && !isOvercommittable(name))
        check.at("requests").invalid(canonicalQuantity(request), `must be equal to ${exceeds}`);
      else if (order > 0)
        check.at("requests").invalid(canonicalQuantity(request), `must be less than or equal to ${exceeds}`);
    }
    if (isHugePages(name)) validateHugePages(at, name, request);
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes("cpu") && !names.includes("memory"))
    check.forbidden("HugePages require cpu or memory");
  validateClaims(check.at("claims"), requirements?.claims, claimNames);
}

function validateClaims(check: Check, claims: ResourceRequirements["claims"], claimNames: ReadonlySet<string>): void {
  const seen = new Set<string>();
  (claims ?? []).forEach(({ name, request }, index) => {
    const at = check.at(index);
    if (!name) {
      at.required();
      return;
    }
    if (seen.has(name)) at.duplicate(name);
    else {
      const key = request ? `${name}/${request}` : name;
      if (request) at.at("request").invalidAll(request, validateDNS1123Label(request));
      if (seen.has(key)) at.duplicate(key);
      // A whole claim also covers what has been taken of it one by one.
      else if (!request) for (const other of seen) if (other.startsWith(`${name}/`)) at.duplicate(name);
      seen.add(key);
    }
    if (!claimNames.has(name)) {
      const list = claimNames.size === 0 ? " which is empty" : `: ${[...claimNames].sort().join(", ")}`;
      at.notFound(name, `must be one of the names in pod.spec.resourceClaims${list}`);
    }
  });
}

import type { LimitRange, ResourceQuota } from "../../api/core.ts";
import type { Quantity, ResourceList } from "../../api/meta.ts";
import { validateQualifiedName } from "../../api/names.ts";
import { canonicalQuantity, compareQuantities, milliValueBig } from "../../api/quantity.ts";
import type { Check } from "./fieldError.ts";
import { sortedKeys, subdomainName, validateMetadata } from "./metadata.ts";
import {
  isOvercommittable,
  isStandardQuotaResource,
  validateContainerResourceName,
  validateQuotaResourceName,
  validateResourceName,
  validateResourceQuantity,
} from "./resources.ts";

const scopes: readonly string[] = [
  "Terminating",
  "NotTerminating",
  "BestEffort",
  "NotBestEffort",
  "PriorityClass",
  "CrossNamespacePodAffinity",
  "VolumeAttributesClass",
];
const conflicting = [
  ["BestEffort", "NotBestEffort"],
  ["NotTerminating", "Terminating"],
] as const;

const podResources: readonly string[] = [
  "pods",
  ...["cpu", "memory"].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
];
const claimResources: readonly string[] = ["persistentvolumeclaims", "requests.storage"];

/** What a scope can be said of. Models helper.IsResourceQuotaScopeValidForResource (v1.34). */
function isScopeFor(scope: string, resource: string): boolean {
  switch (scope) {
    case "Terminating":
    case "NotTerminating":
    case "NotBestEffort":
    case "PriorityClass":
    case "CrossNamespacePodAffinity":
      return podResources.includes(resource);
    case "BestEffort":
      return resource === "pods";
    case "VolumeAttributesClass":
      return claimResources.includes(resource);
    default:
      return true;
  }
}

/** Models ValidateResourceQuota (v1.34). */
export function validateResourceQuota(check: Check, quota: ResourceQuota): void {
  validateMetadata(check.at("metadata"), quota.metadata, true, subdomainName);
  validateQuotaSpec(check.at("spec"), quota.spec ?? {});
}

function validateQuotaSpec(check: Check, spec: NonNullable<ResourceQuota["spec"]>): void {
  const { hard, scopes: asked = [] } = spec;
  const names = sortedKeys(hard);
  for (const name of names) {
    validateQuotaResourceName(check.at("hard").key(name), name);
    validateResourceQuantity(check.at("hard").key(name), name, hard![name]!);
  }
  const at = check.at("scopes");
  for (const scope of asked) {
    if (!scopes.includes(scope)) at.invalid(asked, "unsupported scope");
    for (const name of names)
      if (isStandardQuotaResource(name) && !isScopeFor(scope, name))
        at.invalid(asked, "unsupported scope applied to resource");
  }
  for (const [one, other] of conflicting)
    if (asked.includes(one) && asked.includes(other)) at.invalid(asked, "conflicting scopes");
  if (spec.scopeSelector) validateScopeSelector(check.at("scopeSelector", "matchExpressions"), spec, names);
}

const alwaysThere: readonly string[] = [
  "BestEffort",
  "NotBestEffort",
  "Terminating",
  "NotTerminating",
  "CrossNamespacePodAffinity",
];

/** Upstream's paths name no requirement. */
function validateScopeSelector(check: Check, spec: NonNullable<ResourceQuota["spec"]>, names: readonly string[]): void {
  const requirements = spec.scopeSelector?.matchExpressions ?? [];
  const shown = {
    MatchExpressions: requirements.map(({ scopeName, operator, values }) => ({
      ScopeName: scopeName,
      Operator: operator,
      Values: values ?? null,
    })),
  };
  for (const { scopeName = "", operator = "", values = [] } of requirements) {
    if (!scopes.includes(scopeName)) check.at("scopeName").invalid(scopeName, "unsupported scope");
    for (const name of names)
      if (isStandardQuotaResource(name) && !isScopeFor(scopeName, name))
        check.invalid(shown, "unsupported scope applied to resource");
    if (alwaysThere.includes(scopeName) && operator !== "Exists")
      check
        .at("operator")
        .invalid(
          operator,
          "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
        );
    if (operator === "In" || operator === "NotIn") {
      if (values.length === 0)
        check.at("values").required("must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
    } else if (operator === "Exists" || operator === "DoesNotExist") {
      if (values.length > 0)
        check
          .at("values")
          .invalid(values, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
    } else check.at("operator").invalid(operator, "not a valid selector operator");
  }
  const named = requirements.map(({ scopeName }) => scopeName);
  for (const [one, other] of conflicting)
    if (named.includes(one) && named.includes(other)) check.invalid(spec.scopes ?? null, "conflicting scopes");
}

/** A quota's scopes are there to stay. Models ValidateResourceQuotaUpdate (v1.34). */
export function validateResourceQuotaUpdate(check: Check, quota: ResourceQuota, old: ResourceQuota): void {
  validateQuotaSpec(check.at("spec"), quota.spec ?? {});
  const now = new Set(quota.spec?.scopes);
  const before = new Set(old.spec?.scopes);
  if (now.size !== before.size || [...now].some((scope) => !before.has(scope)))
    check.at("spec", "scopes").invalid(quota.spec?.scopes ?? null, "field is immutable");
}

type Limit = NonNullable<LimitRange["spec"]>["limits"][number];

const lists = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"] as const;
const standardTypes: readonly string[] = ["Container", "PersistentVolumeClaim", "Pod"];

/** Models ValidateLimitRange (v1.34). */
export function validateLimitRange(check: Check, range: LimitRange): void {
  validateMetadata(check.at("metadata"), range.metadata, true, subdomainName);
  const types = new Set<string>();
  (range.spec?.limits ?? []).forEach((limit, index) => {
    const at = check.at("spec", "limits", index);
    const { type = "" } = limit;
    const errors = validateQualifiedName(type);
    at.at("type").invalidAll(type, errors);
    if (errors.length === 0 && !type.includes("/") && !standardTypes.includes(type))
      at.at("type").invalid(type, "must be a standard limit type or fully qualified");
    if (types.has(type)) at.at("type").duplicate(type);
    types.add(type);
    validateLimit(at, limit);
  });
}

function validateLimit(check: Check, limit: Limit): void {
  const isOfPods = limit.type === "Pod" || limit.type === "Container";
  const counted: Limit = { ...limit };
  for (const list of lists) {
    if (limit.type === "Pod" && (list === "default" || list === "defaultRequest")) {
      if (Object.keys(limit[list] ?? {}).length > 0)
        check.at(list).forbidden(`may not be specified when \`type\` is 'Pod'`);
      delete counted[list];
      continue;
    }
    if (list === "maxLimitRequestRatio" && limit.type === "PersistentVolumeClaim")
      if (limit.min?.storage === undefined && limit.max?.storage === undefined)
        check.at("limits").required("either minimum or maximum storage value is required, but neither was provided");
    for (const name of sortedKeys(limit[list])) {
      const at = check.at(list).key(name);
      if (isOfPods) validateContainerResourceName(at, name);
      else validateResourceName(at, name);
    }
  }
  const names = [...new Set(lists.flatMap((list) => Object.keys(counted[list] ?? {})))].sort();
  for (const name of names) validateLimitOrder(check, name, counted);
}

const above = (a: Quantity | undefined, b: Quantity | undefined): boolean =>
  a !== undefined && b !== undefined && compareQuantities(a, b) > 0;

function validateLimitOrder(check: Check, name: string, limit: Limit): void {
  const { min, max, defaultRequest, default: usual } = limit;
  const refuse = (list: string, value: Quantity, detail: string): void =>
    check.at(list).key(name).invalid(canonicalQuantity(value), detail);
  const text = (list: ResourceList | undefined): string => canonicalQuantity(list?.[name] ?? "0");
  const least = min?.[name];
  const most = max?.[name];
  const request = defaultRequest?.[name];
  const given = usual?.[name];
  if (above(least, most)) refuse("min", least!, `min value ${text(min)} is greater than max value ${text(max)}`);
  if (above(least, request))
    refuse(
      "defaultRequest",
      request!,
      `min value ${text(min)} is greater than default request value ${text(defaultRequest)}`,
    );
  if (above(request, most))
    refuse(
      "defaultRequest",
      request!,
      `default request value ${text(defaultRequest)} is greater than max value ${text(max)}`,
    );
  if (above(request, given))
    refuse(
      "defaultRequest",
      request!,
      `default request value ${text(defaultRequest)} is greater than default limit value ${text(usual)}`,
    );
  if (above(least, given))
    refuse("default", least!, `min value ${text(min)} is greater than default value ${text(usual)}`);
  if (above(given, most))
    refuse("default", most!, `default value ${text(usual)} is greater than max value ${text(max)}`);
  validateRatio(check, name, limit);
  if (
    !isOvercommittable(name) &&
    given !== undefined &&
    request !== undefined &&
    compareQuantities(given, request) !== 0
  )
    refuse(
      "defaultRequest",
      request,
      `default value ${text(usual)} must equal to defaultRequest value ${text(defaultRequest)} in ${name}`,
    );
}

/** How far the limit may be above the request. */
function validateRatio(check: Check, name: string, { min, max, maxLimitRequestRatio }: Limit): void {
  const ratio = maxLimitRequestRatio?.[name];
  if (ratio === undefined) return;
  const at = check.at("maxLimitRequestRatio").key(name);
  const text = canonicalQuantity(ratio);
  if (compareQuantities(ratio, "1") < 0) at.invalid(text, `ratio ${text} is less than 1`);
  const least = min?.[name];
  const most = max?.[name];
  if (least === undefined || most === undefined) return;
  const limit = Number(milliValueBig(most)) / Number(milliValueBig(least));
  if (Number(milliValueBig(ratio)) / 1000 > limit)
    at.invalid(text, `ratio ${text} is greater than max/min = ${limit.toFixed(6)}`);
}

import type { LabelSelectorRequirement } from "../../api/meta.ts";
import {
  validateDNS1123Label,
  validateDNS1123Subdomain,
  validateLabelValue,
  validateQualifiedName,
} from "../../api/names.ts";
import type {
  Affinity,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
  Toleration,
  TopologySpreadConstraint,
} from "../../api/pod.ts";
import type { Check } from "./fieldError.ts";
import { validateLabelSelector, validateRequirementShape } from "./metadata.ts";

const taintEffects: readonly string[] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
const inclusionPolicies: readonly string[] = ["Honor", "Ignore"];

export function validateTaintEffect(check: Check, effect: string | undefined): void {
  check.oneOf(effect, taintEffects);
}

/** Models ValidateTolerations (v1.34). */
export function validateTolerations(check: Check, tolerations: readonly Toleration[]): void {
  tolerations.forEach(({ key, operator = "", value = "", effect = "", tolerationSeconds }, index) => {
    const at = check.at(index);
    if (key) at.at("key").invalidAll(key, validateQualifiedName(key));
    else if (operator !== "Exists")
      at.at("operator").invalid(
        operator,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      );
    if (tolerationSeconds !== undefined && effect !== "NoExecute")
      at.at("effect").invalid(effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
    if (operator === "Equal" || operator === "") {
      const errors = validateLabelValue(value);
      if (errors.length > 0) at.at("operator").invalid(value, errors.join(";"));
    } else if (operator === "Exists") {
      if (value) at.at("operator").invalid(value, "value must be empty when `operator` is 'Exists'");
    } else at.at("operator").notSupported(operator, ["Equal", "Exists"]);
    if (effect) validateTaintEffect(at.at("effect"), effect);
  });
}

function validateFieldRequirement(check: Check, { key, operator, values = [] }: LabelSelectorRequirement): void {
  if (operator === "In" || operator === "NotIn") {
    if (values.length !== 1)
      check.at("values").required("must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
  } else check.at("operator").invalid(operator ?? "", "not a valid selector operator");
  if (key !== "metadata.name") {
    check.at("key").invalid(key ?? "", "not a valid field selector key");
    return;
  }
  values.forEach((value, index) => {
    check.at("values", index).invalidAll(value, validateDNS1123Subdomain(value));
  });
}

/** Values must be label values only where they are required to match: a preference with others just never matches. */
function validateNodeSelectorTerm(check: Check, term: NodeSelectorTerm | undefined, checkValues: boolean): void {
  (term?.matchExpressions ?? []).forEach((requirement, index) => {
    const at = check.at("matchExpressions", index);
    const { key = "", operator, values } = requirement;
    validateRequirementShape(at, operator, values, true);
    at.at("key").invalidAll(key, validateQualifiedName(key));
    if (checkValues) {
      (values ?? []).forEach((value, position) => {
        at.at("values", position).invalidAll(value, validateLabelValue(value));
      });
    }
  });
  (term?.matchFields ?? []).forEach((requirement, index) => {
    validateFieldRequirement(check.at("matchFields", index), requirement);
  });
}

export function validateNodeSelectorTerms(check: Check, terms: readonly NodeSelectorTerm[] | undefined): void {
  if (!terms?.length) {
    check.required("must have at least one node selector term");
    return;
  }
  terms.forEach((term, index) => {
    validateNodeSelectorTerm(check.at(index), term, true);
  });
}

function validateWeight(check: Check, weight: number | undefined): void {
  const value = weight ?? 0;
  if (value < 1 || value > 100) check.at("weight").invalid(value, "must be in the range 1-100");
}

function validateQualifiedNames(check: Check, keys: readonly string[], hasSelector: boolean): void {
  if (keys.length === 0) return;
  if (!hasSelector) {
    check.forbidden("must not be specified when labelSelector is not set");
    return;
  }
  keys.forEach((key, index) => {
    check.at(index).invalidAll(key, validateQualifiedName(key));
  });
}

/**
 * By now the strategy has merged the keys into the selector: a key that is in it twice was in the user's selector too.
 * Models validateMatchLabelKeysAndMismatchLabelKeys (v1.34).
 */
function validateMergedKeys(check: Check, term: PodAffinityTerm | TopologySpreadConstraint, mismatch: string[]): void {
  const { labelSelector, matchLabelKeys = [] } = term;
  validateQualifiedNames(check.at("matchLabelKeys"), matchLabelKeys, !!labelSelector);
  validateQualifiedNames(check.at("mismatchLabelKeys"), mismatch, !!labelSelector);
  const seen = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key } of labelSelector?.matchExpressions ?? []) {
    const index = matchLabelKeys.lastIndexOf(key);
    if (index >= 0 && seen.has(key)) check.at(index).invalid(key, "exists in both matchLabelKeys and labelSelector");
    seen.add(key);
  }
  matchLabelKeys.forEach((key, index) => {
    if (mismatch.includes(key))
      check.at("matchLabelKeys", index).invalid(key, "exists in both matchLabelKeys and mismatchLabelKeys");
  });
}

function validatePodAffinityTerm(check: Check, term: PodAffinityTerm): void {
  validateLabelSelector(check.at("labelSelector"), term.labelSelector);
  validateLabelSelector(check.at("namespaceSelector"), term.namespaceSelector);
  for (const namespace of term.namespaces ?? [])
    check.at("namespace").invalidAll(namespace, validateDNS1123Label(namespace));
  validateMergedKeys(check, term, term.mismatchLabelKeys ?? []);
  const key = term.topologyKey ?? "";
  if (!key) check.at("topologyKey").required("can not be empty");
  check.at("topologyKey").invalidAll(key, validateQualifiedName(key));
}

function validatePodAffinity(check: Check, affinity: PodAffinity | undefined): void {
  (affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).forEach((term, index) => {
    validatePodAffinityTerm(check.at("requiredDuringSchedulingIgnoredDuringExecution", index), term);
  });
  (affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).forEach((weighted, index) => {
    const at = check.at("preferredDuringSchedulingIgnoredDuringExecution", index);
    validateWeight(at, weighted.weight);
    validatePodAffinityTerm(at.at("podAffinityTerm"), weighted.podAffinityTerm ?? {});
  });
}

/** Models validateAffinity (v1.34). */
export function validateAffinity(check: Check, affinity: Affinity | undefined): void {
  const node = affinity?.nodeAffinity;
  const required = node?.requiredDuringSchedulingIgnoredDuringExecution;
  const nodeCheck = check.at("nodeAffinity");
  if (required)
    validateNodeSelectorTerms(
      nodeCheck.at("requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"),
      required.nodeSelectorTerms,
    );
  (node?.preferredDuringSchedulingIgnoredDuringExecution ?? []).forEach((term, index) => {
    const at = nodeCheck.at("preferredDuringSchedulingIgnoredDuringExecution", index);
    validateWeight(at, term.weight);
    validateNodeSelectorTerm(at.at("preference"), term.preference, false);
  });
  validatePodAffinity(check.at("podAffinity"), affinity?.podAffinity);
  validatePodAffinity(check.at("podAntiAffinity"), affinity?.podAntiAffinity);
}

/** Models validateTopologySpreadConstraints (v1.34). */
export function validateSpreadConstraints(check: Check, constraints: readonly TopologySpreadConstraint[]): void {
  constraints.forEach((constraint, index) => {
    const at = check.at(index);
    const { maxSkew = 0, topologyKey = "", whenUnsatisfiable = "", minDomains } = constraint;
    if (maxSkew <= 0) at.at("maxSkew").invalid(maxSkew, "must be greater than zero");
    if (!topologyKey) at.at("topologyKey").required("can not be empty");
    if (whenUnsatisfiable !== "DoNotSchedule" && whenUnsatisfiable !== "ScheduleAnyway")
      at.at("whenUnsatisfiable").notSupported(whenUnsatisfiable, ["DoNotSchedule", "ScheduleAnyway"]);
    const repeated = constraints
      .slice(index + 1)
      .some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable);
    if (repeated) at.at("{topologyKey, whenUnsatisfiable}").duplicate(`{${topologyKey}, ${whenUnsatisfiable}}`);
    if (minDomains !== undefined) {
      if (minDomains <= 0) at.at("minDomains").invalid(minDomains, "must be greater than zero");
      if (whenUnsatisfiable !== "DoNotSchedule")
        at.at("minDomains").invalid(
          minDomains,
          `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`,
        );
    }
    for (const field of ["nodeAffinityPolicy", "nodeTaintsPolicy"] as const) {
      const policy = constraint[field];
      if (policy !== undefined && !inclusionPolicies.includes(policy))
        at.at(field).notSupported(policy, inclusionPolicies);
    }
    validateMergedKeys(at, constraint, []);
    validateLabelSelector(at.at("labelSelector"), constraint.labelSelector);
  });
}

import type { LabelSelector } from "../../api/meta.ts";
import { validateDNS1035Label, validatePathSegment, validateQualifiedName } from "../../api/names.ts";
import { compileCel } from "../cel/compile.ts";
import type { Check } from "./fieldError.ts";
import { validateLabelSelector } from "./metadata.ts";

/** What webhooks and policies have in common. Models pkg/apis/admissionregistration/validation (v1.34). */

export interface AdmissionRule {
  readonly apiGroups?: readonly string[];
  readonly apiVersions?: readonly string[];
  readonly operations?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly scope?: string;
}

export interface MatchCondition {
  readonly name?: string;
  readonly expression?: string;
}

const scopes: readonly string[] = ["*", "Cluster", "Namespaced"];
const operationNames: readonly string[] = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];
const mostConditions = 64;

/** A list that must not be empty, and in which `*` stands alone. */
function validateWildcards(check: Check, list: readonly string[], others: string): void {
  if (list.length === 0) check.required();
  if (list.length > 1 && list.includes("*")) check.invalid(list, `if '*' is present, must not specify other ${others}`);
}

export function validateRule(check: Check, rule: AdmissionRule): void {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule;
  validateWildcards(check.at("operations"), operations, "operations");
  operations.forEach((operation, index) => {
    if (!operationNames.includes(operation)) check.at("operations", index).notSupported(operation, operationNames);
  });
  validateWildcards(check.at("apiGroups"), apiGroups, "API groups");
  validateWildcards(check.at("apiVersions"), apiVersions, "API versions");
  apiVersions.forEach((version, index) => {
    if (version === "") check.at("apiVersions", index).required();
  });
  validateResources(check.at("resources"), resources);
  if (scope !== undefined && !scopes.includes(scope)) check.at("scope").notSupported(scope, scopes);
}

function validateResources(check: Check, resources: readonly string[]): void {
  if (resources.length === 0) check.required();
  const all = new Set<string>();
  const everywhere = new Set<string>();
  resources.forEach((resource, index) => {
    const at = check.at(index);
    if (resource === "") at.required();
    const slash = resource.indexOf("/");
    if (slash < 0) return;
    const [owner, sub] = [resource.slice(0, slash), resource.slice(slash + 1)];
    if (all.has(owner)) at.invalid(resource, `if '${owner}/*' is present, must not specify ${resource}`);
    if (everywhere.has(sub)) at.invalid(resource, `if '*/${sub}' is present, must not specify ${resource}`);
    if (sub === "*") all.add(owner);
    if (owner === "*") everywhere.add(sub);
  });
  if (resources.length > 1 && resources.includes("*/*"))
    check.invalid(resources, "if '*/*' is present, must not specify other resources");
  // Only the last plain resource counts, as upstream has it.
  const plain = resources.filter((resource) => resource !== "" && !resource.includes("/")).at(-1);
  if (resources.includes("*") && plain !== undefined && plain !== "*")
    check.invalid(resources, "if '*' is present, must not specify other resources without subresources");
}

export function validateNamedRule(check: Check, rule: AdmissionRule): void {
  const { resourceNames = [] } = rule;
  resourceNames.forEach((name, index) => {
    const at = check.at("resourceNames", index);
    at.invalidAll(name, validatePathSegment(name));
    if (resourceNames.indexOf(name) < index) at.duplicate(name);
  });
  validateRule(check, rule);
}

export function validateOptionalSelector(check: Check, selector: LabelSelector | undefined): void {
  if (selector) validateLabelSelector(check, selector);
}

/** An expression that has to come to a value of one of some types, or of any; what would not be evaluated here is refused. */
export function validateExpression(
  check: Check,
  expression: string,
  types: readonly string[] | "any",
  hasParams: boolean,
): void {
  const compiled = compileCel(expression, hasParams);
  if ("unsupported" in compiled)
    check.invalid(expression, `${compiled.unsupported} is outside the subset of CEL that is simulated`);
  else if ("problem" in compiled) check.invalid(expression, compiled.problem);
  else if (types !== "any" && !types.includes(compiled.type)) {
    const wanted = types.length === 1 ? `${types[0]}` : `one of [${types.join(" ")}]`;
    check.invalid(expression, `must evaluate to ${wanted} but got ${compiled.type}`);
  }
}

export function validateMatchConditions(check: Check, conditions: readonly MatchCondition[], hasParams: boolean): void {
  if (conditions.length > mostConditions) check.tooMany(conditions.length, mostConditions);
  conditions.forEach(({ name = "", expression = "" }, index) => {
    const at = check.at(index);
    const trimmed = expression.trim();
    if (trimmed === "") at.at("expression").required();
    else validateExpression(at.at("expression"), trimmed, ["bool"], hasParams);
    if (name === "") at.at("name").required();
    else at.at("name").invalidAll(name, validateQualifiedName(name));
    if (name !== "" && conditions.findIndex((other) => other.name === name) < index) at.at("name").duplicate(name);
  });
}

const reviewVersions: readonly string[] = ["v1", "v1beta1"];

export function validateReviewVersions(check: Check, versions: readonly string[]): void {
  const known = reviewVersions.join(", ");
  if (versions.length === 0) {
    check.required(`must specify one of ${known}`);
    return;
  }
  versions.forEach((version, index) => {
    if (versions.indexOf(version) < index) check.at(index).invalid(version, "duplicate version");
    else check.at(index).invalidAll(version, validateDNS1035Label(version));
  });
  if (!versions.some((version) => reviewVersions.includes(version)))
    check.invalid(versions, `must include at least one of ${known}`);
}

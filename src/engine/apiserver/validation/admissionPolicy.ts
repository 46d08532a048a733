import type { KubernetesObject, LabelSelector } from "../../api/meta.ts";
import {
  validateDNS1035Label,
  validateDNS1123Subdomain,
  validatePathSegment,
  validateQualifiedName,
} from "../../api/names.ts";
import {
  type AdmissionRule,
  type MatchCondition,
  validateExpression,
  validateMatchConditions,
  validateNamedRule,
} from "./admissionRules.ts";
import type { Check } from "./fieldError.ts";
import { subdomainName, validateLabelSelector, validateMetadata } from "./metadata.ts";

interface MatchResources {
  readonly matchPolicy?: string;
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly resourceRules?: readonly AdmissionRule[];
  readonly excludeResourceRules?: readonly AdmissionRule[];
}

interface Validation {
  readonly expression?: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
}

interface AuditAnnotation {
  readonly key?: string;
  readonly valueExpression?: string;
}

interface PolicySpec {
  readonly failurePolicy?: string;
  readonly paramKind?: { readonly apiVersion?: string; readonly kind?: string };
  readonly matchConstraints?: MatchResources;
  readonly matchConditions?: readonly MatchCondition[];
  readonly variables?: readonly { readonly name?: string; readonly expression?: string }[];
  readonly validations?: readonly Validation[];
  readonly auditAnnotations?: readonly AuditAnnotation[];
}

export interface AdmissionPolicy extends KubernetesObject {
  readonly spec?: PolicySpec;
}

const failurePolicies: readonly string[] = ["Fail", "Ignore"];
const matchPolicies: readonly string[] = ["Equivalent", "Exact"];
const reasons: readonly string[] = ["Forbidden", "Invalid", "RequestEntityTooLarge"];
const mostAnnotations = 20;
const longestAnnotation = 5 * 1024;

/** Models ValidateValidatingAdmissionPolicy (v1.34). */
export function validateAdmissionPolicy(check: Check, { metadata, spec = {} }: AdmissionPolicy): void {
  validateMetadata(check.at("metadata"), metadata, false, subdomainName);
  const at = check.at("spec");
  const { failurePolicy, paramKind, matchConstraints, validations = [], auditAnnotations = [] } = spec;
  const hasParams = paramKind !== undefined;
  if (failurePolicy === undefined) at.at("failurePolicy").required();
  else if (!failurePolicies.includes(failurePolicy))
    at.at("failurePolicy").notSupported(failurePolicy, failurePolicies);
  if (paramKind) validateParamKind(at.at("paramKind"), paramKind);
  if (matchConstraints) {
    validateMatchResources(at.at("matchConstraints"), matchConstraints);
    if (!matchConstraints.resourceRules?.length) at.at("matchConstraints", "resourceRules").required();
  } else at.at("matchConstraints").required();
  validateMatchConditions(at.at("matchConditions"), spec.matchConditions ?? [], hasParams);
  (spec.variables ?? []).forEach(({ name = "", expression = "" }, index) => {
    const variable = at.at("variables", index);
    if (name.trim() === "") variable.at("name").required("name is not specified");
    else if (!/^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name))
      variable.at("name").invalid(name, "name is not a valid CEL identifier");
    if (expression.trim() === "") variable.at("expression").required("expression is not specified");
    else validateExpression(variable.at("expression"), expression, "any", hasParams);
  });
  if (validations.length === 0 && auditAnnotations.length === 0) {
    const why = "validations or auditAnnotations must contain at least one item";
    at.at("validations").required(why);
    at.at("auditAnnotations").required(why);
    return;
  }
  for (const [index, validation] of validations.entries())
    validateValidation(at.at("validations", index), validation, hasParams);
  if (auditAnnotations.length > mostAnnotations)
    at.at("auditAnnotations").invalid(auditAnnotations, `must not have more than ${mostAnnotations} auditAnnotations`);
  auditAnnotations.forEach((annotation, index) => {
    const entry = at.at("auditAnnotations", index);
    validateAnnotation(entry, metadata.name ?? "", annotation, hasParams);
    if (auditAnnotations.findIndex(({ key }) => key === annotation.key) < index)
      entry.at("key").duplicate(annotation.key);
  });
}

function validateParamKind(check: Check, { apiVersion = "", kind = "" }: NonNullable<PolicySpec["paramKind"]>): void {
  const at = check.at("apiVersion");
  const parts = apiVersion.split("/");
  if (apiVersion === "") at.required();
  else if (parts.length > 2) at.invalid(apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
  else {
    const [group = "", version = ""] = parts.length === 2 ? parts : ["", apiVersion];
    const groupErrors = group === "" ? [] : validateDNS1123Subdomain(group);
    if (groupErrors.length > 0) at.invalid(group, groupErrors.join(","));
    const versionErrors = validateDNS1035Label(version);
    if (version === "") at.invalid(apiVersion, "version must be specified");
    else if (versionErrors.length > 0) at.invalid(version, versionErrors.join(","));
  }
  const kindErrors = validateDNS1035Label(kind.toLowerCase());
  if (kind === "") check.at("kind").required();
  else if (kindErrors.length > 0)
    check.at("kind").invalid(kind, `may have mixed case, but should otherwise match: ${kindErrors.join(",")}`);
}

function validateMatchResources(check: Check, match: MatchResources): void {
  const { matchPolicy, resourceRules = [], excludeResourceRules = [] } = match;
  if (matchPolicy === undefined) check.at("matchPolicy").required();
  else if (!matchPolicies.includes(matchPolicy)) check.at("matchPolicy").notSupported(matchPolicy, matchPolicies);
  for (const field of ["namespaceSelector", "objectSelector"] as const) {
    const selector = match[field];
    if (selector) validateLabelSelector(check.at(field), selector);
    else check.at(field).required();
  }
  for (const [index, rule] of resourceRules.entries()) validateNamedRule(check.at("resourceRules", index), rule);
  for (const [index, rule] of excludeResourceRules.entries())
    validateNamedRule(check.at("excludeResourceRules", index), rule);
}

function validateValidation(check: Check, validation: Validation, hasParams: boolean): void {
  const { expression = "", message = "", messageExpression = "", reason } = validation;
  if (expression.trim() === "") check.at("expression").required("expression is not specified");
  else validateExpression(check.at("expression"), expression, ["bool"], hasParams);
  const at = check.at("messageExpression");
  if (messageExpression !== "" && messageExpression.trim() === "")
    at.invalid(messageExpression, "must be non-empty if specified");
  else if (messageExpression !== "") validateExpression(at, messageExpression, ["string"], hasParams);
  if (message !== "" && message.trim() === "")
    check.at("message").invalid(message, "message must be non-empty if specified");
  else if (/[\n\r]/.test(message.trim())) check.at("message").invalid(message, "message must not contain line breaks");
  if (reason !== undefined && !reasons.includes(reason)) check.at("reason").notSupported(reason, reasons);
}

function validateAnnotation(check: Check, policy: string, annotation: AuditAnnotation, hasParams: boolean): void {
  const { key = "", valueExpression = "" } = annotation;
  if (policy !== "") check.at("key").invalidAll(`${policy}/${key}`, validateQualifiedName(`${policy}/${key}`));
  else check.at("key").invalidAll(key, validateQualifiedName(key));
  const at = check.at("valueExpression");
  if (valueExpression.trim() === "") at.required("valueExpression is not specified");
  else if (valueExpression.trim().length > longestAnnotation)
    at.required(`must not exceed ${longestAnnotation} bytes in length`);
  else validateExpression(at, valueExpression, ["string", "null_type"], hasParams);
}

export interface PolicyBinding extends KubernetesObject {
  readonly spec?: {
    readonly policyName?: string;
    readonly paramRef?: {
      readonly name?: string;
      readonly namespace?: string;
      readonly selector?: LabelSelector;
      readonly parameterNotFoundAction?: string;
    };
    readonly matchResources?: MatchResources;
    readonly validationActions?: readonly string[];
  };
}

const actions: readonly string[] = ["Audit", "Deny", "Warn"];
const notFoundActions: readonly string[] = ["Deny", "Allow"];

/** Models ValidateValidatingAdmissionPolicyBinding (v1.34). */
export function validatePolicyBinding(check: Check, { metadata, spec = {} }: PolicyBinding): void {
  validateMetadata(check.at("metadata"), metadata, false, subdomainName);
  const at = check.at("spec");
  const { policyName = "", paramRef, matchResources, validationActions = [] } = spec;
  if (policyName === "") at.at("policyName").required();
  else at.at("policyName").invalidAll(policyName, validateDNS1123Subdomain(policyName));
  if (paramRef) validateParamRef(at.at("paramRef"), paramRef);
  if (matchResources) validateMatchResources(at.at("matchResources"), matchResources);
  validateActions(at.at("validationActions"), validationActions);
}

type ParamRef = NonNullable<NonNullable<PolicyBinding["spec"]>["paramRef"]>;

function validateParamRef(check: Check, { name = "", selector, parameterNotFoundAction }: ParamRef): void {
  if (name !== "") {
    check.at("name").invalidAll(name, validatePathSegment(name));
    if (selector) check.at("name").forbidden("name and selector are mutually exclusive");
  }
  if (selector) {
    validateLabelSelector(check.at("selector"), selector);
    if (name !== "") check.at("selector").forbidden("name and selector are mutually exclusive");
  }
  if (name === "" && !selector) check.required("one of name or selector must be specified");
  const at = check.at("parameterNotFoundAction");
  if (!parameterNotFoundAction) at.required();
  else if (!notFoundActions.includes(parameterNotFoundAction))
    at.notSupported(parameterNotFoundAction, notFoundActions);
}

function validateActions(check: Check, given: readonly string[]): void {
  given.forEach((action, index) => {
    if (!actions.includes(action)) check.at(index).notSupported(action, actions);
    if (given.indexOf(action) < index) check.at(index).duplicate(action);
  });
  if (given.includes("Deny") && given.includes("Warn"))
    check.invalid(
      given,
      "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)",
    );
  if (given.length === 0) check.required("at least one validation action is required");
}

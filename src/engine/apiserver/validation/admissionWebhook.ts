import type { KubernetesObject, LabelSelector } from "../../api/meta.ts";
import { validateDNS1123Subdomain } from "../../api/names.ts";
import {
  type AdmissionRule,
  type MatchCondition,
  validateMatchConditions,
  validateOptionalSelector,
  validateReviewVersions,
  validateRule,
} from "./admissionRules.ts";
import type { Check } from "./fieldError.ts";
import { subdomainName, validateMetadata } from "./metadata.ts";

interface Service {
  readonly name?: string;
  readonly namespace?: string;
  readonly path?: string;
  readonly port?: number;
}

interface Webhook {
  readonly name?: string;
  readonly clientConfig?: { readonly url?: string; readonly service?: Service };
  readonly rules?: readonly AdmissionRule[];
  readonly failurePolicy?: string;
  readonly matchPolicy?: string;
  readonly sideEffects?: string;
  readonly timeoutSeconds?: number;
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly reinvocationPolicy?: string;
  readonly matchConditions?: readonly MatchCondition[];
  readonly admissionReviewVersions?: readonly string[];
}

export interface WebhookConfiguration extends KubernetesObject {
  readonly webhooks?: readonly Webhook[];
}

const choices = {
  failurePolicy: ["Fail", "Ignore"],
  matchPolicy: ["Equivalent", "Exact"],
  reinvocationPolicy: ["IfNeeded", "Never"],
} as const;

const sideEffectClasses = ["None", "NoneOnDryRun"];

/** Models ValidateValidatingWebhookConfiguration and its mutating twin (v1.34). */
export function validateWebhookConfiguration(check: Check, { metadata, webhooks = [] }: WebhookConfiguration): void {
  validateMetadata(check.at("metadata"), metadata, false, subdomainName);
  webhooks.forEach((webhook, index) => {
    const at = check.at("webhooks", index);
    validateWebhook(at, webhook);
    validateReviewVersions(at.at("admissionReviewVersions"), webhook.admissionReviewVersions ?? []);
    const { name } = webhook;
    if (name && webhooks.findIndex((other) => other.name === name) < index) at.at("name").duplicate(name);
  });
}

function validateWebhook(check: Check, webhook: Webhook): void {
  validateFullName(check.at("name"), webhook.name ?? "");
  for (const [index, rule] of (webhook.rules ?? []).entries()) validateRule(check.at("rules", index), rule);
  const choose = (field: keyof typeof choices): void => {
    const value = webhook[field];
    const known: readonly string[] = choices[field];
    if (value !== undefined && !known.includes(value)) check.at(field).notSupported(value, known);
  };
  choose("failurePolicy");
  choose("matchPolicy");
  const { sideEffects, timeoutSeconds } = webhook;
  if (sideEffects === undefined)
    check.at("sideEffects").required(`must specify one of ${sideEffectClasses.join(", ")}`);
  else if (!sideEffectClasses.includes(sideEffects))
    check.at("sideEffects").notSupported(sideEffects, sideEffectClasses);
  if (timeoutSeconds !== undefined && (timeoutSeconds > 30 || timeoutSeconds < 1))
    check.at("timeoutSeconds").invalid(timeoutSeconds, "the timeout value must be between 1 and 30 seconds");
  validateOptionalSelector(check.at("namespaceSelector"), webhook.namespaceSelector);
  validateOptionalSelector(check.at("objectSelector"), webhook.objectSelector);
  choose("reinvocationPolicy");
  const { url, service } = webhook.clientConfig ?? {};
  const at = check.at("clientConfig");
  if ((url === undefined) === (service === undefined)) at.required("exactly one of url or service is required");
  else if (url !== undefined) validateUrl(at.at("url"), url);
  else if (service) validateService(at.at("service"), service);
  validateMatchConditions(check.at("matchConditions"), webhook.matchConditions ?? [], false);
}

/** Models IsFullyQualifiedName of apimachinery (v1.34). */
function validateFullName(check: Check, name: string): void {
  if (name === "") {
    check.required();
    return;
  }
  const errors = validateDNS1123Subdomain(name);
  if (errors.length > 0) check.invalid(name, errors.join(","));
  else if (name.split(".").length < 3)
    check.invalid(name, "should be a domain with at least three segments separated by dots");
}

const form = "; desired format: https://host[/path]";

/** Models ValidateWebhookURL (v1.34). */
function validateUrl(check: Check, text: string): void {
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text)?.[1]?.toLowerCase() ?? "";
  const [, authority = "", rest = ""] = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/([^/?#]*)(.*)$/.exec(text) ?? [];
  if (scheme !== "https") check.invalid(scheme, `'https' is the only allowed URL scheme${form}`);
  if (authority.replace(/^.*@/, "") === "") check.invalid(authority, `host must be specified${form}`);
  const user = /^(.*)@/.exec(authority)?.[1];
  if (user !== undefined) check.invalid(user, "user information is not permitted in the URL");
  const fragment = /#(.+)$/.exec(rest)?.[1];
  if (fragment !== undefined) check.invalid(fragment, "fragments are not permitted in the URL");
  const query = /\?([^#]+)/.exec(rest)?.[1];
  if (query !== undefined) check.invalid(query, "query parameters are not permitted in the URL");
}

/** Models ValidateWebhookService (v1.34). */
function validateService(check: Check, { name = "", namespace = "", path, port }: Service): void {
  if (name === "") check.at("name").required("service name is required");
  if (namespace === "") check.at("namespace").required("service namespace is required");
  if (port !== undefined && (port < 1 || port > 65535))
    check.at("port").invalid(port, "port is not valid: must be between 1 and 65535, inclusive");
  if (path === undefined) return;
  const at = check.at("path");
  if (!path.startsWith("/")) at.invalid(path, "must start with a '/'");
  if (path === "" || path === "/") return;
  if (path === "//") {
    at.invalid(path, "segment[0] may not be empty");
    return;
  }
  const steps = path.slice(1).split("/");
  // The end may be a slash.
  const segments = steps.at(-1) === "" ? steps.slice(0, -1) : steps;
  segments.forEach((step, index) => {
    if (step === "") at.invalid(path, `segment[${index}] may not be empty`);
    else for (const error of validateDNS1123Subdomain(step)) at.invalid(path, `segment[${index}]: ${error}`);
  });
}

import {
  validateDNS1035Label,
  validateDNS1123Label,
  validateDNS1123Subdomain,
  validateHTTPPath,
  validatePathSegment,
  validatePortName,
  validatePortNumber,
  validateWildcardDNS1123Subdomain,
} from "../../api/names.ts";
import type {
  HTTPIngressPath,
  Ingress,
  IngressBackend,
  IngressClass,
  IngressRule,
  TypedLocalObjectReference,
} from "../../api/networking.ts";
import { ingressClassAnnotation } from "../../api/networking.ts";
import type { Check } from "./fieldError.ts";
import { isIPAddress } from "./ipAddress.ts";
import { subdomainName, validateMetadata } from "./metadata.ts";

/** Ingress and IngressClass. Models pkg/apis/networking/validation (v1.34). */

const pathTypes: readonly string[] = ["Exact", "ImplementationSpecific", "Prefix"];
const forbiddenSequences = ["//", "/./", "/../", "%2f", "%2F"];
const forbiddenEndings = ["/..", "/."];
const scopes: readonly string[] = ["Cluster", "Namespace"];
const longestController = 250;

const isWildcard = (host: string): boolean => host.includes("*");

function hostErrors(host: string): string[] {
  return isWildcard(host) ? validateWildcardDNS1123Subdomain(host) : validateDNS1123Subdomain(host);
}

/** What holds for a new Ingress as well as for a changed one. */
export function validateIngress(check: Check, ingress: Ingress): void {
  const at = check.at("spec");
  const { defaultBackend, rules, tls = [], ingressClassName } = ingress.spec ?? {};
  if (!rules?.length && !defaultBackend)
    at.invalid(rules ?? null, "either `defaultBackend` or `rules` must be specified");
  if (defaultBackend) validateBackend(at.at("defaultBackend"), defaultBackend);
  for (const [index, rule] of (rules ?? []).entries()) validateRule(at.at("rules", index), rule);
  tls.forEach(({ hosts = [], secretName }, index) => {
    const entry = at.at("tls", index);
    for (const [position, host] of hosts.entries()) entry.at("hosts", position).invalidAll(host, hostErrors(host));
    if (secretName) entry.at("secretName").invalidAll(secretName, validateDNS1123Subdomain(secretName));
  });
  if (ingressClassName !== undefined)
    at.at("ingressClassName").invalidAll(ingressClassName, validateDNS1123Subdomain(ingressClassName));
}

/** A new Ingress names its class in one way: an update may still say both. */
export function validateNewIngress(check: Check, ingress: Ingress): void {
  const { metadata, spec } = ingress;
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
  validateIngress(check, ingress);
  const annotated = metadata.annotations?.[ingressClassAnnotation];
  if (annotated !== undefined && spec?.ingressClassName !== undefined)
    check
      .at("annotations", ingressClassAnnotation)
      .invalid(annotated, "can not be set when the class field is also set");
}

function validateRule(check: Check, { host, http }: IngressRule): void {
  if (host) {
    if (isIPAddress(host)) check.at("host").invalid(host, "must be a DNS name, not an IP address");
    check.at("host").invalidAll(host, hostErrors(host));
  }
  if (!http) return;
  if (!http.paths?.length) check.at("http", "paths").required();
  for (const [index, path] of (http.paths ?? []).entries()) validatePath(check.at("http", "paths", index), path);
}

function validatePath(check: Check, { path = "", pathType, backend = {} }: HTTPIngressPath): void {
  if (pathType === undefined) {
    check.at("pathType").required("pathType must be specified");
    return;
  }
  if (!pathTypes.includes(pathType)) check.at("pathType").notSupported(pathType, pathTypes);
  else if (pathType === "ImplementationSpecific") {
    if (path && !path.startsWith("/")) check.at("path").invalid(path, "must be an absolute path");
  } else {
    if (!path.startsWith("/")) check.at("path").invalid(path, "must be an absolute path");
    for (const sequence of forbiddenSequences)
      if (path.includes(sequence)) check.at("path").invalid(path, `must not contain '${sequence}'`);
    for (const ending of forbiddenEndings)
      if (path.endsWith(ending)) check.at("path").invalid(path, `cannot end with '${ending}'`);
  }
  validateBackend(check.at("backend"), backend);
}

function validateBackend(check: Check, { service, resource }: IngressBackend): void {
  if (resource && service) check.invalid("", "cannot set both resource and service backends");
  else if (resource) validateReference(check.at("resource"), resource);
  else if (!service) check.invalid("", "resource or service backend is required");
  else {
    const { name, port = {} } = service;
    if (!name) check.at("service", "name").required();
    else check.at("service", "name").invalidAll(name, validateDNS1035Label(name));
    if (port.name && port.number) check.invalid("", "cannot set both port name & port number");
    else if (port.name) check.at("service", "port", "name").invalidAll(port.name, validatePortName(port.name));
    else if (port.number)
      check.at("service", "port", "number").invalidAll(port.number, validatePortNumber(port.number));
    else check.required("port name or number is required");
  }
}

function validateReference(check: Check, reference: TypedLocalObjectReference): void {
  const { apiGroup } = reference;
  if (apiGroup !== undefined) check.at("apiGroup").invalidAll(apiGroup, validateDNS1123Subdomain(apiGroup));
  for (const field of ["kind", "name"] as const) {
    const value = reference[field];
    if (!value) check.at(field).required(`${field} is required`);
    else check.at(field).invalidAll(value, validatePathSegment(value));
  }
}

/** An IngressClass: who it is for, and where its parameters are. */
export function validateIngressClass(check: Check, { metadata, spec = {} }: IngressClass): void {
  validateMetadata(check.at("metadata"), metadata, false, subdomainName);
  const at = check.at("spec");
  validateController(at.at("controller"), spec.controller ?? "");
  const { parameters } = spec;
  if (!parameters) return;
  const reference = at.at("parameters");
  validateReference(reference, parameters);
  const { scope, namespace } = parameters;
  if (scope === undefined) reference.at("scope").required();
  else if (!scopes.includes(scope)) reference.at("scope").notSupported(scope, scopes);
  else if (scope === "Cluster") {
    if (namespace !== undefined) reference.at("namespace").forbidden("`parameters.scope` is set to 'Cluster'");
  } else if (namespace === undefined) {
    reference.at("namespace").required("`parameters.scope` is set to 'Namespace'");
  } else reference.at("namespace").invalidAll(namespace, validateDNS1123Label(namespace));
}

/** A domain, a slash, and a path: `k8s.io/ingress-nginx`. */
function validateController(check: Check, controller: string): void {
  if (controller.length > longestController) check.tooLong(longestController);
  if (controller === "") {
    check.required();
    return;
  }
  const slash = controller.indexOf("/");
  const [domain, path] = [controller.slice(0, Math.max(0, slash)), controller.slice(slash + 1)];
  if (slash < 0 || domain === "" || path === "") {
    check.invalid(controller, 'must be a domain-prefixed path (such as "acme.io/foo")');
    return;
  }
  check.invalidAll(domain, validateDNS1123Subdomain(domain));
  check.invalidAll(path, validateHTTPPath(path));
}

/** What a class is for is there to stay. */
export function validateIngressClassUpdate(check: Check, { spec }: IngressClass, { spec: old }: IngressClass): void {
  if (spec?.controller !== old?.controller)
    check.at("spec", "controller").invalid(spec?.controller ?? "", "field is immutable");
}

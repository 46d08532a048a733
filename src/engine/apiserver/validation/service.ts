import type { Secret, Service, ServicePort } from "../../api/core.ts";
import {
  validateConfigMapKey,
  validateDNS1123Label,
  validateDNS1123Subdomain,
  validatePortNumber,
  validateQualifiedName,
} from "../../api/names.ts";
import { fromBase64 } from "../defaulting/base64.ts";
import { readJson } from "../http/jsonText.ts";
import { isFields } from "../patch/mergePatch.ts";
import { cidrError } from "./cluster.ts";
import type { Check } from "./fieldError.ts";
import { ipError, isCIDR, isIPAddress, isIPv6 } from "./ipAddress.ts";
import { serviceName, sortedKeys, subdomainName, validateLabels, validateMetadata } from "./metadata.ts";
import { validatePort } from "./probe.ts";

type Spec = NonNullable<Service["spec"]>;

const types: readonly string[] = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
const protocols: readonly string[] = ["SCTP", "TCP", "UDP"];
const families: readonly string[] = ["IPv4", "IPv6"];
const familyPolicies: readonly string[] = ["PreferDualStack", "RequireDualStack", "SingleStack"];
const trafficPolicies: readonly string[] = ["Cluster", "Local"];
const sourceRanges = "service.beta.kubernetes.io/load-balancer-source-ranges";
const longestAffinity = 86400;

export const isHeadless = (spec: Spec): boolean =>
  spec.clusterIP === "None" || (spec.clusterIPs?.length === 1 && spec.clusterIPs[0] === "None");

/** The addresses that a Service asks for; the first of them may stand alone. */
const addressesOf = ({ clusterIP, clusterIPs }: Spec): string[] => clusterIPs ?? (clusterIP ? [clusterIP] : []);

/** Models ValidateServiceCreate (v1.34). */
export function validateService(check: Check, service: Service): void {
  validateMetadata(check.at("metadata"), service.metadata, true, serviceName);
  validateServiceSpec(check, service);
}

/** What holds for a Service at any time, metadata aside. */
export function validateServiceSpec(check: Check, service: Service): void {
  const { spec = {}, metadata } = service;
  const at = check.at("spec");
  const ports = spec.ports ?? [];
  const { type } = spec;
  const hints = metadata.annotations?.["service.kubernetes.io/topology-aware-hints"];
  const mode = metadata.annotations?.["service.kubernetes.io/topology-mode"];
  if (hints !== undefined && mode !== undefined && hints !== mode)
    check
      .at("metadata", "annotations")
      .key("service.kubernetes.io/topology-mode")
      .invalid(mode, "must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified");
  if (ports.length === 0 && !isHeadless(spec) && type !== "ExternalName") at.at("ports").required();
  if ((type === "LoadBalancer" || type === "NodePort") && isHeadless(spec))
    at.at("clusterIPs", 0).invalid("None", `may not be set to 'None' for ${type} services`);
  if (type === "ExternalName") validateExternalName(at, spec);
  validatePorts(at.at("ports"), ports);
  validateLabels(at.at("selector"), spec.selector);
  validateAffinity(at, spec);
  if (type !== "ExternalName") validateAddresses(at, spec);
  ((spec.externalIPs as string[] | undefined) ?? []).forEach((address, index) => {
    const place = at.at("externalIPs", index);
    if (isIPAddress(address)) validateUsualAddress(place, address);
    else place.invalid(address, ipError);
  });
  at.at("type").oneOf(type, types);
  validateRepeatedPorts(at.at("ports"), ports, type);
  validateBalancer(check, service);
  validateTraffic(at, spec);
}

function validateExternalName(check: Check, spec: Spec): void {
  for (const field of ["clusterIPs", "ipFamilies"] as const)
    if (field === "clusterIPs" ? addressesOf(spec).length > 0 : (spec[field]?.length ?? 0) > 0)
      check.at(field).forbidden("may not be set for ExternalName services");
  if (spec.ipFamilyPolicy !== undefined)
    check.at("ipFamilyPolicy").forbidden("may not be set for ExternalName services");
  const name = (spec.externalName ?? "").replace(/\.$/, "");
  if (name) check.at("externalName").invalidAll(name, validateDNS1123Subdomain(name));
  else check.at("externalName").required();
}

function validatePorts(check: Check, ports: readonly ServicePort[]): void {
  const names = new Set<string>();
  ports.forEach(({ name = "", port = 0, protocol, targetPort, appProtocol }, index) => {
    const at = check.at(index);
    if (ports.length > 1 && !name) at.at("name").required();
    else if (name) {
      at.at("name").invalidAll(name, validateDNS1123Label(name));
      if (names.has(name)) at.at("name").duplicate(name);
      names.add(name);
    }
    at.at("port").invalidAll(port, validatePortNumber(port));
    at.at("protocol").oneOf(protocol, protocols);
    validatePort(at.at("targetPort"), targetPort);
    if (appProtocol !== undefined) at.at("appProtocol").invalidAll(appProtocol, validateQualifiedName(appProtocol));
  });
}

/** Node ports and ports are each there once for a protocol. */
function validateRepeatedPorts(check: Check, ports: readonly ServicePort[], type: string | undefined): void {
  if (type === "ClusterIP")
    ports.forEach(({ nodePort }, index) => {
      if (nodePort) check.at(index, "nodePort").forbidden("may not be used when `type` is 'ClusterIP'");
    });
  const first = (index: number, same: (other: ServicePort) => boolean): boolean => ports.findIndex(same) === index;
  ports.forEach(({ nodePort, protocol }, index) => {
    if (nodePort && !first(index, (other) => other.nodePort === nodePort && other.protocol === protocol))
      check.at(index, "nodePort").duplicate(nodePort);
  });
  ports.forEach(({ port = 0, protocol = "" }, index) => {
    if (first(index, (other) => (other.port ?? 0) === port && (other.protocol ?? "") === protocol)) return;
    check
      .at(index)
      .duplicate({ Name: "", Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 });
  });
}

interface AffinityConfig {
  readonly clientIP?: { readonly timeoutSeconds?: number };
}

function validateAffinity(check: Check, spec: Spec): void {
  const { sessionAffinity } = spec;
  const config = spec.sessionAffinityConfig as AffinityConfig | undefined;
  check.at("sessionAffinity").oneOf(sessionAffinity, ["ClientIP", "None"]);
  const at = check.at("sessionAffinityConfig");
  if (sessionAffinity === "None" && config) at.forbidden("must not be set when session affinity is None");
  if (sessionAffinity !== "ClientIP") return;
  const why = "when session affinity type is ClientIP";
  const seconds = config?.clientIP?.timeoutSeconds;
  if (!config) at.required(why);
  else if (!config.clientIP) at.at("clientIP").required(why);
  else if (seconds === undefined) at.at("clientIP", "timeoutSeconds").required(why);
  else if (seconds <= 0 || seconds > longestAffinity)
    at.at("clientIP", "timeoutSeconds").invalid(seconds, `must be greater than 0 and less than ${longestAffinity}`);
}

/** Models ValidateServiceClusterIPsRelatedFields (v1.34). */
export function validateAddresses(check: Check, spec: Spec): void {
  const { clusterIP, clusterIPs, ipFamilies = [], ipFamilyPolicy } = spec;
  const addresses = addressesOf(spec);
  const at = check.at("clusterIPs");
  if (clusterIP && clusterIPs && clusterIPs[0] !== clusterIP)
    at.invalid(clusterIPs, "first value must match `clusterIP`");
  if (!clusterIP && clusterIPs?.length) at.invalid(clusterIPs, "must be empty when `clusterIP` is not specified");
  ipFamilies.forEach((family, index) => {
    if (!families.includes(family)) check.at("ipFamilies", index).notSupported(family, families);
    if (ipFamilies.indexOf(family) < index) check.at("ipFamilies", index).duplicate(family);
  });
  if (ipFamilyPolicy !== undefined && !familyPolicies.includes(ipFamilyPolicy))
    check.at("ipFamilyPolicy").notSupported(ipFamilyPolicy, familyPolicies);
  const before = check.errors.length;
  addresses.forEach((address, index) => {
    if (index === 0 && address === "None") {
      if (addresses.length > 1) at.invalid(addresses, "'None' must be the first and only value");
    } else if (!isIPAddress(address)) at.at(index).invalid(address, ipError);
  });
  const isBad = check.errors.length > before;
  if (addresses.length > 2) at.invalid(addresses, "may only hold up to 2 values");
  if (isBad) return;
  const sixes = addresses.filter(isIPv6).length;
  if (addresses.length > 1 && (sixes === 0 || sixes === addresses.length))
    at.invalid(addresses, "may specify no more than one IP for each IP family");
  if (isHeadless(spec)) return;
  addresses.slice(0, ipFamilies.length).forEach((address, index) => {
    const family = ipFamilies[index];
    if (families.includes(family ?? "") && (family === "IPv6") !== isIPv6(address))
      at.at(index).invalid(address, `expected an ${family} value as indicated by \`ipFamilies[${index}]\``);
  });
}

/** Models ValidateNonSpecialIP (v1.34). */
export function validateUsualAddress(check: Check, address: string): void {
  const text = address.toLowerCase();
  if (/^0+(\.0+){3}$/.test(text) || /^[0:]+$/.test(text)) check.invalid(address, `may not be unspecified (${address})`);
  if (text.startsWith("127.") || /^(0*:)+0*1$/.test(text))
    check.invalid(address, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
  if (text.startsWith("169.254.") || /^fe[89ab][0-9a-f]:/.test(text))
    check.invalid(address, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
  if (text.startsWith("224.0.0.") || /^ff[0-9a-f]2:/.test(text))
    check.invalid(address, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
}

const onlyBalancer = "may only be used when `type` is 'LoadBalancer'";

/** What only a Service of type LoadBalancer may say. */
function validateBalancer(check: Check, { metadata, spec = {} }: Service): void {
  const at = check.at("spec");
  const isBalancer = spec.type === "LoadBalancer";
  const ranges = spec.loadBalancerSourceRanges as string[] | undefined;
  const annotated = metadata.annotations?.[sourceRanges];
  if (ranges?.length) {
    // Upstream's path is not the field's name.
    const place = at.at("LoadBalancerSourceRanges");
    if (!isBalancer) place.forbidden(onlyBalancer);
    ranges.forEach((range, index) => {
      if (!isCIDR(range.trim())) place.at(index).invalid(range.trim(), cidrError);
    });
  } else if (annotated !== undefined) {
    const place = check.at("metadata", "annotations").key(sourceRanges);
    if (!isBalancer) place.forbidden(onlyBalancer);
    if (annotated.trim() !== "")
      for (const range of annotated
        .trim()
        .split(",")
        .map((text) => text.trim()))
        if (!isCIDR(range)) place.invalid(range, cidrError);
  }
  if (spec.allocateLoadBalancerNodePorts !== undefined && !isBalancer)
    at.at("allocateLoadBalancerNodePorts").forbidden(onlyBalancer);
  validateBalancerClass(at, spec);
}

export function validateBalancerClass(check: Check, { type, loadBalancerClass }: Spec): void {
  if (typeof loadBalancerClass !== "string") return;
  const at = check.at("loadBalancerClass");
  if (type === "LoadBalancer") at.invalidAll(loadBalancerClass, validateQualifiedName(loadBalancerClass));
  else at.forbidden(onlyBalancer);
}

const distributions: readonly string[] = ["PreferClose", "PreferSameNode", "PreferSameZone"];

/** Models validateServiceExternalTrafficPolicy and its neighbours (v1.34). */
function validateTraffic(check: Check, spec: Spec): void {
  const { type, externalTrafficPolicy: policy, internalTrafficPolicy: inner } = spec;
  const isOutside =
    type === "LoadBalancer" ||
    type === "NodePort" ||
    (type === "ClusterIP" && ((spec.externalIPs as string[] | undefined)?.length ?? 0) > 0);
  const at = check.at("externalTrafficPolicy");
  if (isOutside) at.oneOf(policy, trafficPolicies);
  else if (policy) at.invalid(policy, "may only be set for externally-accessible services");
  const healthPort = (spec.healthCheckNodePort as number | undefined) ?? 0;
  const needsHealth = type === "LoadBalancer" && policy === "Local";
  if (healthPort !== 0 && !needsHealth)
    check
      .at("healthCheckNodePort")
      .invalid(healthPort, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
  else if (healthPort !== 0) check.at("healthCheckNodePort").invalidAll(healthPort, validatePortNumber(healthPort));
  if (inner !== undefined && !trafficPolicies.includes(inner))
    check.at("internalTrafficPolicy").notSupported(inner, trafficPolicies);
  const { trafficDistribution } = spec;
  if (typeof trafficDistribution === "string" && !distributions.includes(trafficDistribution))
    check.at("trafficDistribution").notSupported(trafficDistribution, distributions);
}

const mostBytes = 1024 * 1024;

/** Models ValidateSecret (v1.34). */
export function validateSecret(check: Check, secret: Secret): void {
  validateMetadata(check.at("metadata"), secret.metadata, true, subdomainName);
  let size = 0;
  const data = secret.data ?? {};
  const at = check.at("data");
  for (const key of sortedKeys(data)) {
    at.key(key).invalidAll(key, validateConfigMapKey(key));
    size += fromBase64(data[key] ?? "").length;
  }
  if (size > mostBytes) at.tooLong(mostBytes);
  const has = (key: string): boolean => Object.hasOwn(data, key);
  switch (secret.type) {
    case "kubernetes.io/service-account-token":
      if (!secret.metadata.annotations?.["kubernetes.io/service-account.name"])
        check.at("metadata", "annotations").key("kubernetes.io/service-account.name").required();
      return;
    case "kubernetes.io/dockercfg":
      validateDockerConfig(at.key(".dockercfg"), data[".dockercfg"]);
      return;
    case "kubernetes.io/dockerconfigjson":
      validateDockerConfig(at.key(".dockerconfigjson"), data[".dockerconfigjson"]);
      return;
    case "kubernetes.io/basic-auth":
      if (has("username") || has("password")) return;
      at.key("username").required();
      at.key("password").required();
      return;
    case "kubernetes.io/ssh-auth":
      if (!data["ssh-privatekey"]) at.key("ssh-privatekey").required();
      return;
    case "kubernetes.io/tls":
      for (const key of ["tls.crt", "tls.key"]) if (!has(key)) at.key(key).required();
  }
}

function validateDockerConfig(check: Check, encoded: string | undefined): void {
  if (encoded === undefined) {
    check.required();
    return;
  }
  const json = readJson(fromBase64(encoded));
  const refuse = (why: string): void => check.invalid("<secret contents redacted>", why);
  if ("problem" in json) refuse(json.problem);
  else if (json.value !== null && !isFields(json.value))
    refuse(`json: cannot unmarshal ${goType(json.value)} into Go value of type map[string]interface {}`);
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}

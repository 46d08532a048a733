import type { Secret, Service } from "../../api/core.ts";
import {
  byteLength,
  validateConfigMapKey,
  validateDNS1123Label,
  validateDNS1123Subdomain,
  validatePortNumber,
} from "../../api/names.ts";
import { fromBase64 } from "../defaulting/base64.ts";
import { readJson } from "../http/jsonText.ts";
import type { Check } from "./fieldError.ts";
import { isIPAddress } from "./ipAddress.ts";
import { serviceName, sortedKeys, subdomainName, validateLabels, validateMetadata } from "./metadata.ts";
import { validatePort } from "./probe.ts";

const types: readonly string[] = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
const protocols: readonly string[] = ["SCTP", "TCP", "UDP"];
const nodePortRange = { first: 30000, last: 32767 };

/** Models ValidateServiceCreate, and the allocator's check of node ports (v1.34). */
export function validateService(check: Check, service: Service): void {
  validateMetadata(check.at("metadata"), service.metadata, true, serviceName);
  const at = check.at("spec");
  const spec = service.spec ?? {};
  const ports = spec.ports ?? [];
  const isHeadless = spec.clusterIP === "None";
  if (ports.length === 0 && !isHeadless && spec.type !== "ExternalName") at.at("ports").required();
  if (spec.type === "LoadBalancer" && isHeadless)
    at.at("clusterIPs").at(0).invalid("None", "may not be set to 'None' for LoadBalancer services");
  if (spec.type === "NodePort" && isHeadless)
    at.at("clusterIPs").at(0).invalid("None", "may not be set to 'None' for NodePort services");
  if (spec.type === "ExternalName") {
    if (!spec.externalName) at.at("externalName").required();
    else
      at.at("externalName").invalidAll(
        spec.externalName,
        validateDNS1123Subdomain(spec.externalName.replace(/\.$/, "")),
      );
  }
  validatePorts(at.at("ports"), ports, isHeadless);
  validateLabels(at.at("selector"), spec.selector);
  if (!spec.sessionAffinity) at.at("sessionAffinity").required();
  else if (spec.sessionAffinity !== "ClientIP" && spec.sessionAffinity !== "None")
    at.at("sessionAffinity").notSupported(spec.sessionAffinity, ["ClientIP", "None"]);
  if (spec.clusterIP && !isHeadless && !isIPAddress(spec.clusterIP))
    at.at("clusterIPs", 0).invalid(spec.clusterIP, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
  at.at("type").oneOf(spec.type, types);
  if (spec.type === "NodePort" || spec.type === "LoadBalancer") {
    ports.forEach(({ nodePort }, index) => {
      if (nodePort && (nodePort < nodePortRange.first || nodePort > nodePortRange.last))
        at.at("ports", index, "nodePort").invalid(
          nodePort,
          `provided port is not in the valid range. The range of valid ports is ${nodePortRange.first}-${nodePortRange.last}`,
        );
    });
  } else {
    ports.forEach(({ nodePort }, index) => {
      if (nodePort) at.at("ports", index, "nodePort").forbidden("may not be used when `type` is 'ClusterIP'");
    });
  }
}

function validatePorts(
  check: Check,
  ports: NonNullable<NonNullable<Service["spec"]>["ports"]>,
  isHeadless: boolean,
): void {
  const names = new Set<string>();
  const taken = new Set<string>();
  ports.forEach((entry, index) => {
    const at = check.at(index);
    const { name = "", port = 0, protocol, targetPort } = entry;
    if (ports.length > 1 && !name) at.at("name").required();
    else if (name) {
      at.at("name").invalidAll(name, validateDNS1123Label(name));
      if (names.has(name)) at.at("name").duplicate(name);
      names.add(name);
    }
    at.at("port").invalidAll(port, validatePortNumber(port));
    at.at("protocol").oneOf(protocol, protocols);
    validatePort(at.at("targetPort"), targetPort);
    if (isHeadless) return;
    const key = `${protocol}/${port}`;
    if (taken.has(key))
      at.duplicate({ Name: "", Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 });
    taken.add(key);
  });
}

/** Models ValidateSecret (v1.34); contents are looked at only for being there. */
export function validateSecret(check: Check, secret: Secret): void {
  validateMetadata(check.at("metadata"), secret.metadata, true, subdomainName);
  let size = 0;
  const data = { ...secret.data, ...secret.stringData };
  for (const key of sortedKeys(data)) {
    check.at("data").key(key).invalidAll(key, validateConfigMapKey(key));
    size += byteLength(data[key] ?? "");
  }
  if (size > 1024 * 1024) check.at("data").tooLong(1024 * 1024);
  const needed: { readonly [type: string]: readonly string[] } = {
    "kubernetes.io/dockercfg": [".dockercfg"],
    "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
    "kubernetes.io/ssh-auth": ["ssh-privatekey"],
    "kubernetes.io/tls": ["tls.crt", "tls.key"],
  };
  for (const key of needed[secret.type ?? ""] ?? [])
    if (!Object.hasOwn(data, key)) check.at("data").key(key).required();
    else if (key.startsWith(".docker")) validateDockerConfig(check.at("data").key(key), data[key] ?? "");
}

function validateDockerConfig(check: Check, encoded: string): void {
  const json = readJson(fromBase64(encoded));
  if ("problem" in json) check.invalid("<secret contents redacted>", json.problem);
}

import type { KubernetesObject, ResourceList } from "../../api/meta.ts";
import {
  validateDNS1123Label,
  validateDNS1123Subdomain,
  validatePortNumber,
  validateQualifiedName,
} from "../../api/names.ts";
import type { PodTemplateSpec, Toleration } from "../../api/pod.ts";
import type { Check } from "./fieldError.ts";
import { ipError, isIPAddress, isIPv4, isIPv6 } from "./ipAddress.ts";
import { subdomainName, validateLabels, validateMetadata } from "./metadata.ts";
import { validatePodTemplate } from "./pod.ts";
import { validateResourceRequirements } from "./resources.ts";
import { validateTolerations } from "./scheduling.ts";
import { validateUsualAddress } from "./service.ts";

const protocols: readonly string[] = ["SCTP", "TCP", "UDP"];

/** Kinds of which only the metadata is checked here. */
export function validateNamed(check: Check, { metadata }: KubernetesObject): void {
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
}

interface Lease extends KubernetesObject {
  spec?: { leaseDurationSeconds?: number; leaseTransitions?: number };
}

/** Models ValidateLease (v1.34). */
export function validateLease(check: Check, { metadata, spec = {} }: Lease): void {
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
  const { leaseDurationSeconds: duration, leaseTransitions: transitions } = spec;
  if (duration !== undefined && duration <= 0)
    check.at("spec", "leaseDurationSeconds").invalid(duration, "must be greater than 0");
  if (transitions !== undefined && transitions < 0)
    check.at("spec", "leaseTransitions").invalid(transitions, "must be greater than or equal to 0");
}

interface RuntimeClass extends KubernetesObject {
  handler?: string;
  overhead?: { podFixed?: ResourceList };
  scheduling?: { nodeSelector?: { [key: string]: string }; tolerations?: Toleration[] };
}

/** Models ValidateRuntimeClass (v1.34). */
export function validateRuntimeClass(
  check: Check,
  { metadata, handler = "", overhead, scheduling }: RuntimeClass,
): void {
  validateMetadata(check.at("metadata"), metadata, false, subdomainName);
  check.at("handler").invalidAll(handler, validateDNS1123Label(handler));
  if (overhead)
    validateResourceRequirements(check.at("overhead", "podFixed"), { limits: overhead.podFixed ?? {} }, new Set());
  if (!scheduling) return;
  validateLabels(check.at("scheduling", "nodeSelector"), scheduling.nodeSelector);
  const tolerations = scheduling.tolerations ?? [];
  validateTolerations(check.at("scheduling", "tolerations"), tolerations);
  const texts = tolerations.map((toleration) => JSON.stringify(toleration));
  tolerations.forEach((toleration, index) => {
    if (texts.indexOf(texts[index] ?? "") < index) check.at("scheduling", "tolerations", index).duplicate(toleration);
  });
}

interface Address {
  ip?: string;
  hostname?: string;
  nodeName?: string;
}

interface EndpointPort {
  name?: string;
  port?: number;
  protocol?: string;
  appProtocol?: string;
}

interface Endpoints extends KubernetesObject {
  subsets?: { addresses?: Address[]; notReadyAddresses?: Address[]; ports?: EndpointPort[] }[];
}

/** Models ValidateEndpoints (v1.34). */
export function validateEndpoints(check: Check, endpoints: Endpoints): void {
  validateNamed(check, endpoints);
  (endpoints.subsets ?? []).forEach(({ addresses = [], notReadyAddresses = [], ports = [] }, index) => {
    const at = check.at("subsets", index);
    if (addresses.length + notReadyAddresses.length === 0)
      at.required("must specify `addresses` or `notReadyAddresses`");
    for (const [list, items] of Object.entries({ addresses, notReadyAddresses }))
      items.forEach((address, position) => {
        validateAddress(at.at(list, position), address);
      });
    ports.forEach(({ name, port = 0, protocol, appProtocol }, position) => {
      const place = at.at("ports", position);
      if (ports.length > 1 && !name) place.at("name").required();
      else if (name) place.at("name").invalidAll(name, validateDNS1123Label(name));
      place.at("port").invalidAll(port, validatePortNumber(port));
      place.at("protocol").oneOf(protocol, protocols);
      if (appProtocol !== undefined)
        place.at("appProtocol").invalidAll(appProtocol, validateQualifiedName(appProtocol));
    });
  });
}

function validateAddress(check: Check, { ip = "", hostname, nodeName }: Address): void {
  const at = check.at("ip");
  const isAddress = isIPAddress(ip);
  if (!isAddress) at.invalid(ip, ipError);
  if (hostname) check.at("hostname").invalidAll(hostname, validateDNS1123Label(hostname));
  if (nodeName !== undefined) check.at("nodeName").invalidAll(nodeName, validateDNS1123Subdomain(nodeName));
  if (isAddress) validateUsualAddress(at, ip);
  else at.invalid(ip, "must be a valid IP address");
}

interface EndpointSlice extends KubernetesObject {
  addressType?: string;
  endpoints?: { addresses?: string[]; hostname?: string; nodeName?: string }[];
  ports?: EndpointPort[];
}

const addressTypes: readonly string[] = ["FQDN", "IPv4", "IPv6"];
const mostEndpoints = 1000;
const mostAddresses = 100;

/** Models ValidateEndpointSlice (v1.34), without topology hints. */
export function validateEndpointSlice(check: Check, slice: EndpointSlice): void {
  validateNamed(check, slice);
  const { addressType = "", endpoints = [], ports = [] } = slice;
  if (!addressType) check.at("addressType").required();
  else if (!addressTypes.includes(addressType)) check.at("addressType").notSupported(addressType, addressTypes);
  if (endpoints.length > mostEndpoints) check.at("endpoints").tooMany(endpoints.length, mostEndpoints);
  endpoints.forEach(({ addresses = [], hostname, nodeName }, index) => {
    const at = check.at("endpoints", index);
    if (addresses.length === 0) at.at("addresses").required("must contain at least 1 address");
    else if (addresses.length > mostAddresses) at.at("addresses").tooMany(addresses.length, mostAddresses);
    addresses.forEach((address, position) => {
      const place = at.at("addresses", position);
      if (addressType === "FQDN") place.invalidAll(address, validateDNS1123Subdomain(address.replace(/\.$/, "")));
      else if (addressType === "IPv4" && !isIPv4(address)) place.invalid(address, "must be a valid IPv4 address");
      else if (addressType === "IPv6" && !isIPv6(address)) place.invalid(address, "must be a valid IPv6 address");
      else if (addressTypes.includes(addressType)) validateUsualAddress(place, address);
    });
    if (nodeName !== undefined) at.at("nodeName").invalidAll(nodeName, validateDNS1123Subdomain(nodeName));
    if (hostname !== undefined) at.at("hostname").invalidAll(hostname, validateDNS1123Label(hostname));
  });
  ports.forEach(({ name = "", protocol, appProtocol }, index) => {
    const at = check.at("ports", index);
    if (name) at.at("name").invalidAll(name, validateDNS1123Label(name));
    if (ports.findIndex((other) => (other.name ?? "") === name) < index) at.at("name").duplicate(name);
    at.at("protocol").oneOf(protocol, protocols);
    if (appProtocol !== undefined) at.at("appProtocol").invalidAll(appProtocol, validateQualifiedName(appProtocol));
  });
}

interface PodTemplate extends KubernetesObject {
  template?: PodTemplateSpec;
}

/** Models ValidatePodTemplate (v1.34). */
export function validatePodTemplateObject(check: Check, object: PodTemplate): void {
  validateNamed(check, object);
  validatePodTemplate(check.at("template"), object.template ?? { spec: { containers: [] } });
}

interface ControllerRevision extends KubernetesObject {
  data?: unknown;
  revision?: number;
}

/** Models ValidateControllerRevision (v1.34). */
export function validateControllerRevision(check: Check, revision: ControllerRevision): void {
  validateNamed(check, revision);
  if (revision.data === undefined || revision.data === null) check.at("data").required("data is mandatory");
  check.at("revision").nonNegative(revision.revision);
}

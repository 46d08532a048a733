import type { KubernetesObject, LabelSelector } from "../../api/meta.ts";
import { validatePortName } from "../../api/names.ts";
import type { Check } from "./fieldError.ts";
import { isCIDR, isIPv4 } from "./ipAddress.ts";
import {
  subdomainName,
  validateFinalizersUpdate,
  validateLabelSelector,
  validateMetadata,
  validateMetadataUpdate,
} from "./metadata.ts";

interface Port {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}

interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr?: string; readonly except?: readonly string[] };
}

export interface NetworkPolicy extends KubernetesObject {
  readonly spec?: {
    readonly podSelector?: LabelSelector;
    readonly ingress?: readonly { readonly ports?: readonly Port[]; readonly from?: readonly Peer[] }[];
    readonly egress?: readonly { readonly ports?: readonly Port[]; readonly to?: readonly Peer[] }[];
    readonly policyTypes?: readonly string[];
  };
}

const protocols = ["TCP", "UDP", "SCTP"];
const highestPort = 65_535;
const mostTypes = 2;

/** Models ValidateNetworkPolicyPort (v1.34). */
function validatePort(check: Check, { protocol, port, endPort }: Port): void {
  if (protocol !== undefined && !protocols.includes(protocol)) check.at("protocol").notSupported(protocol, protocols);
  if (port === undefined) {
    if (endPort !== undefined)
      check.at("endPort").invalid(endPort, "may not be specified when `port` is not specified");
    return;
  }
  if (typeof port === "string") {
    if (endPort !== undefined) check.at("endPort").invalid(endPort, "may not be specified when `port` is non-numeric");
    check.at("port").invalidAll(port, validatePortName(port));
    return;
  }
  const range = (value: number): string[] =>
    value < 1 || value > highestPort ? [`must be between 1 and ${highestPort}, inclusive`] : [];
  check.at("port").invalidAll(port, range(port));
  if (endPort === undefined) return;
  if (endPort < port) check.at("endPort").invalid(endPort, "must be greater than or equal to `port`");
  check.at("endPort").invalidAll(endPort, range(endPort));
}

function addressOf(cidr: string): { readonly address: bigint; readonly length: number; readonly bits: number } {
  const [text = "", length = "0"] = cidr.split("/");
  if (isIPv4(text)) {
    const address = text.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
    return { address, length: Number(length), bits: 32 };
  }
  const [head = "", tail] = text.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const filled = [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0"), ...after];
  return {
    address: filled.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n),
    length: Number(length),
    bits: 128,
  };
}

/** Whether one range lies in the other and is smaller. */
function isStrictlyWithin(inner: string, outer: string): boolean {
  const [a, b] = [addressOf(inner), addressOf(outer)];
  const shift = BigInt(b.bits - b.length);
  return a.bits === b.bits && a.length > b.length && a.address >> shift === b.address >> shift;
}

const notCidr = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

/** Models ValidateIPBlock (v1.34). */
function validateBlock(check: Check, { cidr = "", except = [] }: NonNullable<Peer["ipBlock"]>): void {
  if (cidr === "") {
    check.at("cidr").required();
    return;
  }
  if (!isCIDR(cidr)) {
    check.at("cidr").invalid(cidr, notCidr);
    return;
  }
  except.forEach((range, index) => {
    const at = check.at("except", index);
    if (!isCIDR(range)) at.invalid(range, notCidr);
    else if (!isStrictlyWithin(range, cidr)) at.invalid(range, "must be a strict subset of `cidr`");
  });
}

/** Models ValidateNetworkPolicyPeer (v1.34). */
function validatePeer(check: Check, { podSelector, namespaceSelector, ipBlock }: Peer): void {
  if (podSelector) validateLabelSelector(check.at("podSelector"), podSelector);
  if (namespaceSelector) validateLabelSelector(check.at("namespaceSelector"), namespaceSelector);
  if (ipBlock) validateBlock(check.at("ipBlock"), ipBlock);
  if (!podSelector && !namespaceSelector && !ipBlock) check.required("must specify a peer");
  else if (ipBlock && (podSelector || namespaceSelector))
    check.forbidden("may not specify both ipBlock and another peer");
}

function validateRule(
  check: Check,
  side: "from" | "to",
  ports: readonly Port[] = [],
  peers: readonly Peer[] = [],
): void {
  ports.forEach((port, index) => {
    validatePort(check.at("ports", index), port);
  });
  peers.forEach((peer, index) => {
    validatePeer(check.at(side, index), peer);
  });
}

/** Models ValidateNetworkPolicySpec (v1.34). */
function validateSpec(
  check: Check,
  { podSelector, ingress = [], egress = [], policyTypes = [] }: NonNullable<NetworkPolicy["spec"]>,
): void {
  validateLabelSelector(check.at("podSelector"), podSelector);
  ingress.forEach(({ ports, from }, index) => {
    validateRule(check.at("ingress", index), "from", ports, from);
  });
  egress.forEach(({ ports, to }, index) => {
    validateRule(check.at("egress", index), "to", ports, to);
  });
  if (policyTypes.length > mostTypes) {
    check.at("policyTypes").invalid(policyTypes, "may not specify more than two policyTypes");
    return;
  }
  policyTypes.forEach((type, index) => {
    if (type !== "Ingress" && type !== "Egress")
      check.at("policyTypes", index).notSupported(type, ["Ingress", "Egress"]);
  });
}

/** Models ValidateNetworkPolicy of pkg/apis/networking/validation (v1.34). */
export function validateNetworkPolicy(check: Check, policy: NetworkPolicy): void {
  validateMetadata(check.at("metadata"), policy.metadata, true, subdomainName);
  validateSpec(check.at("spec"), policy.spec ?? {});
}

export function validateNetworkPolicyUpdate(check: Check, policy: NetworkPolicy, old: NetworkPolicy): void {
  validateMetadataUpdate(check.at("metadata"), policy.metadata, old.metadata);
  validateFinalizersUpdate(check.at("metadata"), policy.metadata);
  validateSpec(check.at("spec"), policy.spec ?? {});
}

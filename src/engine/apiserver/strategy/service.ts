import type { Service, ServicePort } from "../../api/core.ts";
import type { Random } from "../../kernel/random.ts";
import { Check, type FieldError } from "../validation/fieldError.ts";
import { validateAddresses } from "../validation/service.ts";

type Spec = NonNullable<Service["spec"]>;

/** Where addresses and ports come from: what others have, and chance. */
export interface Allocation {
  readonly others: readonly Service[];
  readonly random: Random;
}

const firstNodePort = 30_000;
const nodePorts = 2768;
/** 10.96.0.0/16, as kubeadm sets it up; the first addresses are left to fixed ones. */
const firstHost = 256;
const hosts = 65_000;

function nextFree<T>(size: number, random: Random, make: (index: number) => T, taken: ReadonlySet<T>): T {
  const start = Math.floor(random.next() * size);
  for (let step = 0; step < size; step++) {
    const candidate = make((start + step) % size);
    if (!taken.has(candidate)) return candidate;
  }
  throw new Error("the range is full");
}

function clusterIP({ others, random }: Allocation): string {
  const taken = new Set(others.map(({ spec }) => spec?.clusterIP ?? ""));
  const make = (index: number): string => `10.96.${(firstHost + index) >> 8}.${(firstHost + index) & 255}`;
  return nextFree(hosts, random, make, taken);
}

const dualStack = "RequireDualStack";

/** What is asked of the families of addresses and cannot be: this cluster has IPv4 only. */
function familyProblems(check: Check, spec: Spec): void {
  validateAddresses(check, spec);
  if (check.errors.length > 0) return;
  const { ipFamilies = [], ipFamilyPolicy, clusterIPs = [] } = spec;
  const at = check.at("ipFamilyPolicy");
  if (ipFamilyPolicy === "SingleStack") {
    const must = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
    if (clusterIPs.length === 2) at.invalid(ipFamilyPolicy, `${must} cluster IPs are specified`);
    if (ipFamilies.length === 2) at.invalid(ipFamilyPolicy, `${must} IP families are specified`);
  }
  const isBare = spec.clusterIP === "None" && Object.keys(spec.selector ?? {}).length === 0;
  if (check.errors.length > 0 || isBare) return;
  const isDual = clusterIPs.length === 2 || ipFamilies.length === 2;
  const policy = ipFamilyPolicy ?? (isDual ? dualStack : "SingleStack");
  if (policy === dualStack) at.invalid(policy, "this cluster is not configured for dual-stack services");
  ipFamilies.forEach((family, index) => {
    if (family === "IPv6") check.at("ipFamilies", index).invalid(family, "not configured on this cluster");
  });
}

/** Why a Service's own address cannot be had. */
function addressProblem(check: Check, { clusterIP = "" }: Spec, others: readonly Service[]): void {
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(clusterIP)) return;
  const refuse = (why: string): void =>
    check.at("clusterIPs").invalid([clusterIP], `failed to allocate IP ${clusterIP}: ${why}`);
  if (!clusterIP.startsWith("10.96.")) refuse("the provided network does not match the current range");
  else if (others.some((other) => other.spec?.clusterIP === clusterIP)) refuse("provided IP is already allocated");
}

const lastNodePort = firstNodePort + nodePorts - 1;

/** The first of its node ports that cannot be had. */
function portProblem(check: Check, { ports = [], type }: Spec, others: readonly Service[]): void {
  if (type !== "NodePort" && type !== "LoadBalancer") return;
  const taken = usedPorts(others);
  const isOut = (port: number): boolean => port < firstNodePort || port > lastNodePort;
  const index = ports.findIndex(({ nodePort }) => nodePort && (isOut(nodePort) || taken.has(nodePort)));
  const wanted = ports[index]?.nodePort;
  if (!wanted) return;
  const why = isOut(wanted)
    ? `provided port is not in the valid range. The range of valid ports is ${firstNodePort}-${lastNodePort}`
    : "provided port is already allocated";
  check.at("ports", index, "nodePort").invalid(wanted, why);
}

/**
 * Why the addresses and ports that a Service asks for cannot be had; empty when they can. The API server looks at this
 * before anything else of the Service.
 *
 * Models allocateCreate of pkg/registry/core/service/storage/alloc.go (v1.34).
 */
export function allocationErrors({ spec = {} }: Service, others: readonly Service[]): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.type === "ExternalName") return errors;
  const check = new Check(errors, ["spec"]);
  familyProblems(check, spec);
  if (errors.length === 0) addressProblem(check, spec, others);
  if (errors.length === 0) portProblem(check, spec, others);
  return errors;
}

function usedPorts(services: readonly Service[]): Set<number> {
  return new Set(
    services.flatMap(({ spec }) => [
      ...(spec?.ports ?? []).flatMap(({ nodePort }) => nodePort ?? []),
      ...(typeof spec?.healthCheckNodePort === "number" ? [spec.healthCheckNodePort] : []),
    ]),
  );
}

function withNodePorts(ports: readonly ServicePort[], { random }: Allocation, taken: Set<number>): ServicePort[] {
  return ports.map((port) => {
    if (port.nodePort) return port;
    const nodePort = nextFree(nodePorts, random, (index) => firstNodePort + index, taken);
    taken.add(nodePort);
    return { ...port, nodePort };
  });
}

/**
 * Gives a Service its addresses and ports: a cluster IP unless it is headless or only a name, node ports for what is
 * reached from outside. What it has already it keeps.
 *
 * Models pkg/registry/core/service/storage/alloc.go (v1.34), for a cluster with IPv4 only.
 */
export function allocateService(service: Service, allocation: Allocation, old?: Service): Service {
  const { spec = {} } = service;
  if (spec.type === "ExternalName") return service;
  const kept = old?.spec?.type === "ExternalName" ? undefined : old?.spec;
  const address = spec.clusterIP || kept?.clusterIP || clusterIP(allocation);
  const isHeadless = address === "None";
  const bothFamilies = isHeadless && !spec.selector;
  const isOutside =
    spec.type === "NodePort" || (spec.type === "LoadBalancer" && spec.allocateLoadBalancerNodePorts !== false);
  const taken = usedPorts(allocation.others);
  const checksHealth = spec.type === "LoadBalancer" && spec.externalTrafficPolicy === "Local";
  const ports = isOutside && spec.ports ? withNodePorts(spec.ports, allocation, taken) : spec.ports;
  return {
    ...service,
    spec: {
      ...spec,
      ...(ports && { ports }),
      clusterIP: address,
      clusterIPs: spec.clusterIPs ?? kept?.clusterIPs ?? [address],
      ipFamilies: spec.ipFamilies ?? kept?.ipFamilies ?? (bothFamilies ? ["IPv4", "IPv6"] : ["IPv4"]),
      ipFamilyPolicy:
        spec.ipFamilyPolicy ?? kept?.ipFamilyPolicy ?? (bothFamilies ? "RequireDualStack" : "SingleStack"),
      ...(checksHealth && {
        healthCheckNodePort:
          spec.healthCheckNodePort ||
          kept?.healthCheckNodePort ||
          nextFree(nodePorts, allocation.random, (index) => firstNodePort + index, taken),
      }),
    },
  };
}

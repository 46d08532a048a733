import type { Service, ServicePort } from "../../api/core.ts";
import type { Random } from "../../kernel/random.ts";

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

/** Why the addresses and ports that a new Service asks for cannot be had, with the field; null when they can. */
export function allocationProblem(
  { spec = {} }: Service,
  others: readonly Service[],
): { readonly field: string; readonly message: string } | null {
  const { clusterIP = "" } = spec;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(clusterIP)) {
    const refuse = (why: string) => ({
      field: "spec.clusterIPs",
      message: `Invalid value: ${JSON.stringify([clusterIP])}: failed to allocate IP ${clusterIP}: ${why}`,
    });
    if (!clusterIP.startsWith("10.96.")) return refuse("the provided network does not match the current range");
    if (others.some((other) => other.spec?.clusterIP === clusterIP)) return refuse("provided IP is already allocated");
  }
  const taken = usedPorts(others);
  const index = (spec.ports ?? []).findIndex(({ nodePort }) => nodePort !== undefined && taken.has(nodePort));
  if (index < 0) return null;
  const message = `Invalid value: ${spec.ports?.[index]?.nodePort}: provided port is already allocated`;
  return { field: `spec.ports[${index}].nodePort`, message };
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

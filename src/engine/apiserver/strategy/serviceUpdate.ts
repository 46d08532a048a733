import type { Service, ServicePort } from "../../api/core.ts";

type Spec = NonNullable<Service["spec"]>;

const isExternalName = ({ type }: Spec): boolean => type === "ExternalName";

const isOutside = ({ type, externalIPs }: Spec): boolean =>
  type === "LoadBalancer" || type === "NodePort" || (Array.isArray(externalIPs) && externalIPs.length > 0);

const needsNodePorts = ({ type, allocateLoadBalancerNodePorts }: Spec): boolean =>
  type === "NodePort" || (type === "LoadBalancer" && allocateLoadBalancerNodePorts !== false);

const needsHealthPort = ({ type, externalTrafficPolicy }: Spec): boolean =>
  type === "LoadBalancer" && externalTrafficPolicy === "Local";

const nodePortsOf = ({ ports = [] }: Spec): number[] => ports.flatMap(({ nodePort }) => nodePort || []);

/** Node ports that the client does not repeat are found again by the names of their ports. */
function withKnownPorts(spec: Spec, old: Spec): ServicePort[] {
  const wanted = new Set(nodePortsOf(spec));
  const used = new Set(nodePortsOf(old).filter((port) => wanted.has(port)));
  const byName = new Map((old.ports ?? []).map(({ name = "", nodePort }) => [name, nodePort]));
  return (spec.ports ?? []).map((port) => {
    const known = byName.get(port.name ?? "");
    if (port.nodePort || !known || used.has(known)) return port;
    used.add(known);
    return { ...port, nodePort: known };
  });
}

/** What was allocated stays, although the client does not repeat it. Models patchAllocatedValues (v1.34). */
function withAllocated(given: Spec, old: Spec): Spec {
  const spec = { ...given };
  if (!isExternalName(old) && !isExternalName(spec)) {
    if (!spec.clusterIP && old.clusterIP) spec.clusterIP = old.clusterIP;
    if (!spec.clusterIPs?.length && old.clusterIPs && spec.clusterIP === old.clusterIP)
      spec.clusterIPs = old.clusterIPs;
  }
  if (needsNodePorts(old) && needsNodePorts(spec) && spec.ports) spec.ports = withKnownPorts(spec, old);
  if (needsHealthPort(old) && needsHealthPort(spec) && !spec.healthCheckNodePort)
    spec.healthCheckNodePort = old.healthCheckNodePort;
  return spec;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * What no longer belongs to the new type goes, where the client did not touch it: else it is left for validation to
 * refuse. Models dropTypeDependentFields (v1.34).
 */
function withoutLeftovers(given: Spec, old: Spec): Spec {
  const spec = { ...given };
  const drop = (...fields: readonly (keyof Spec)[]): void => {
    for (const field of fields) if (isSame(spec[field], old[field])) delete spec[field];
  };
  if (!isExternalName(old) && isExternalName(spec)) {
    if (isSame(spec.clusterIP, old.clusterIP) && isSame(spec.clusterIPs, old.clusterIPs))
      drop("clusterIP", "clusterIPs");
    drop("ipFamilies", "ipFamilyPolicy");
  }
  if (needsNodePorts(old) && !needsNodePorts(spec) && isSame(nodePortsOf(spec).sort(), nodePortsOf(old).sort()))
    spec.ports = spec.ports?.map(({ nodePort: _, ...port }) => port);
  if (needsHealthPort(old) && !needsHealthPort(spec)) drop("healthCheckNodePort");
  if (old.type === "LoadBalancer" && spec.type !== "LoadBalancer")
    drop("allocateLoadBalancerNodePorts", "loadBalancerClass");
  if (isOutside(old) && !isOutside(spec)) drop("externalTrafficPolicy");
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)) as Spec;
}

/** Clients that know of one address only change that: the list follows. Models NormalizeClusterIPs (v1.34). */
function withNormalAddresses(given: Spec, old: Spec): Spec {
  if ((given.clusterIP ?? "") === (old.clusterIP ?? "") || !isSame(given.clusterIPs, old.clusterIPs)) return given;
  const { clusterIPs: _, ...spec } = given;
  return given.clusterIP ? { ...spec, clusterIPs: [given.clusterIP] } : spec;
}

/** A Service in the place of the old one. Models svcStrategy.PrepareForUpdate of pkg/registry/core/service (v1.34). */
export function prepareServiceUpdate(service: Service, { spec: old = {} }: Service): Service {
  const { spec = {}, status } = service;
  const next = withoutLeftovers(withAllocated(withNormalAddresses(spec, old), old), old);
  const isBalanced = next.type === "LoadBalancer" || !status?.loadBalancer;
  return { ...service, spec: next, ...(!isBalanced && { status: { ...status, loadBalancer: {} } }) };
}

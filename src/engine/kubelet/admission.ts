import type { Node } from "../api/core.ts";
import type { NodeSelectorTerm, Pod } from "../api/pod.ts";
import { milliOf, nanoQuantity, podRequests, unitsOf } from "../api/podResources.ts";
import { findUntoleratedTaint } from "../api/taints.ts";
import { isCritical, isStatic } from "./staticPods.ts";

export interface Rejection {
  readonly reason: string;
  readonly message: string;
}

/**
 * Whether the kubelet lets a bound Pod in; null: it does. `others` are the Pods that it has let in before.
 * Models the admit handlers of pkg/kubelet/lifecycle/predicate.go, pkg/kubelet/sysctl and of the eviction manager
 * (v1.34); left out: topology, limits of attached volumes, a node that shuts down.
 */
export function rejectionOf(pod: Pod, node: Node, others: readonly Pod[]): Rejection | null {
  return (
    pressure(pod, node) ??
    forbiddenSysctl(pod) ??
    otherSystem(pod) ??
    missingResource(pod, node, others) ??
    predicate("NodeAffinity", matchesNode(pod, node) ? null : "node(s) didn't match Pod's node affinity/selector") ??
    predicate(
      "NodePorts",
      portConflict(pod, others) ? "node(s) didn't have free ports for the requested pod ports" : null,
    ) ??
    predicate(
      "TaintToleration",
      !isStatic(pod) && findUntoleratedTaint(node.spec?.taints, pod.spec.tolerations, ["NoExecute"])
        ? "node(s) had taints that the pod didn't tolerate"
        : null,
    )
  );
}

function predicate(reason: string, why: string | null): Rejection | null {
  return why === null ? null : { reason, message: `Predicate ${reason} failed: ${why}` };
}

function pressure(pod: Pod, node: Node): Rejection | null {
  if (isCritical(pod)) return null;
  const conditions = ["MemoryPressure", "DiskPressure", "PIDPressure"].filter((wanted) =>
    node.status?.conditions?.some(({ type, status }) => type === wanted && status === "True"),
  );
  if (conditions.length === 0) return null;
  if (conditions.length === 1 && conditions[0] === "MemoryPressure") {
    if (pod.status?.qosClass !== "BestEffort") return null;
    const taint = { key: "node.kubernetes.io/memory-pressure", effect: "NoSchedule" };
    if (!findUntoleratedTaint([taint], pod.spec.tolerations, ["NoSchedule"])) return null;
  }
  return { reason: "Evicted", message: `The node had condition: [${conditions.join(" ")}]. ` };
}

/** What the containers of a Pod may set without harm to others. Models safe_sysctls.go. */
const safeSysctls: ReadonlySet<string> = new Set([
  "kernel.shm_rmid_forced",
  ...[
    ...["ip_local_port_range", "tcp_syncookies", "ping_group_range", "ip_unprivileged_port_start"],
    ...["ip_local_reserved_ports", "tcp_keepalive_time", "tcp_fin_timeout", "tcp_keepalive_intvl"],
    ...["tcp_keepalive_probes", "tcp_rmem", "tcp_wmem"],
  ].map((name) => `net.ipv4.${name}`),
]);

function forbiddenSysctl({ spec }: Pod): Rejection | null {
  const unsafe = spec.securityContext?.sysctls?.find(({ name }) => !safeSysctls.has(name.replaceAll("/", ".")));
  return unsafe ? { reason: "SysctlForbidden", message: `forbidden sysctl: "${unsafe.name}" not allowlisted` } : null;
}

/** Every kubelet here runs on Linux. */
function otherSystem({ spec }: Pod): Rejection | null {
  const wanted = spec.nodeSelector?.["kubernetes.io/os"];
  if (wanted !== undefined && wanted !== "linux")
    return {
      reason: "PodOSSelectorNodeLabelDoesNotMatch",
      message: "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label",
    };
  if (spec.os === undefined || spec.os.name === "linux") return null;
  return { reason: "PodOSNotSupported", message: "Failed to admit pod as the OS field doesn't match node OS" };
}

/** A resource of which the node has too little left for a Pod; amounts in 10^-9 of its unit. */
export interface Shortage {
  readonly resource: string;
  readonly requested: bigint;
  readonly used: bigint;
  readonly capacity: bigint;
}

const one = 1_000_000_000n;

/** What a Pod lacks on its node. Upstream ignores extended resources that the node does not name. */
export function shortages(pod: Pod, node: Node, others: readonly Pod[]): Shortage[] {
  const { allocatable = {} } = node.status ?? {};
  const held = others.map(podRequests);
  const wanted: Shortage[] = [...podRequests(pod)].flatMap(([resource, requested]) =>
    requested === 0n || allocatable[resource] === undefined
      ? []
      : [
          {
            resource,
            requested,
            used: held.reduce((sum, each) => sum + (each.get(resource) ?? 0n), 0n),
            capacity: nanoQuantity(allocatable[resource]),
          },
        ],
  );
  const room = { resource: "pods", requested: one, used: BigInt(others.length) * one };
  const pods = allocatable.pods === undefined ? [] : [{ ...room, capacity: nanoQuantity(allocatable.pods) }];
  return [...pods, ...wanted].filter(({ requested, used, capacity }) => requested + used > capacity);
}

/** An amount as the kubelet prints it: thousandths of cpu, whole units of everything else. */
export function figure(resource: string, nano: bigint): bigint {
  return BigInt(resource === "cpu" ? milliOf(nano) : unitsOf(nano));
}

function missingResource(pod: Pod, node: Node, others: readonly Pod[]): Rejection | null {
  const [first] = shortages(pod, node, others);
  if (!first) return null;
  const { resource } = first;
  const [requested, used, capacity] = [first.requested, first.used, first.capacity].map((nano) =>
    figure(resource, nano),
  );
  return {
    reason: `OutOf${resource}`,
    message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
  };
}

function matchesNode({ spec }: Pod, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  const selected = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return selected && (!required || required.nodeSelectorTerms.some((term) => matchesTerm(term, node)));
}

function matchesTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: Node): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  const matchesAll = (requirements: typeof matchExpressions, values: { readonly [key: string]: string }): boolean =>
    requirements.every(({ key, operator, values: wanted = [] }) => {
      const value = Object.hasOwn(values, key) ? values[key] : undefined;
      if (operator === "In") return value !== undefined && wanted.includes(value);
      if (operator === "NotIn") return value === undefined || !wanted.includes(value);
      if (operator === "Exists") return value !== undefined;
      if (operator === "DoesNotExist") return value === undefined;
      if (value === undefined || !/^-?\d+$/.test(value)) return false;
      return operator === "Gt" ? BigInt(value) > BigInt(wanted[0]) : BigInt(value) < BigInt(wanted[0]);
    });
  return (
    matchesAll(matchExpressions, node.metadata.labels ?? {}) &&
    matchesAll(matchFields, { "metadata.name": node.metadata.name ?? "" })
  );
}

function portConflict(pod: Pod, others: readonly Pod[]): boolean {
  const taken = others.flatMap(hostPorts);
  return hostPorts(pod).some((wanted) =>
    taken.some(
      ({ ip, protocol, port }) =>
        port === wanted.port &&
        protocol === wanted.protocol &&
        (ip === wanted.ip || ip === "0.0.0.0" || wanted.ip === "0.0.0.0"),
    ),
  );
}

function hostPorts({ spec }: Pod): { ip: string; protocol: string; port: number }[] {
  return [...(spec.initContainers ?? []).filter((c) => c.restartPolicy === "Always"), ...spec.containers].flatMap(
    ({ ports = [] }) =>
      ports
        .filter(({ hostPort }) => hostPort)
        .map(({ hostIP, protocol = "TCP", hostPort = 0 }) => ({ ip: hostIP || "0.0.0.0", protocol, port: hostPort })),
  );
}

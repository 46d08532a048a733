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
 * Models the admit handlers of pkg/kubelet/lifecycle/predicate.go and of the eviction manager (v1.34); left out:
 * preemption for critical Pods, operating system, sysctls, topology.
 */
export function rejectionOf(pod: Pod, node: Node, others: readonly Pod[]): Rejection | null {
  return (
    pressure(pod, node) ??
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

function missingResource(pod: Pod, node: Node, others: readonly Pod[]): Rejection | null {
  const allocatable = node.status?.allocatable;
  if (!allocatable) return null;
  const lack = (resource: string, requested: bigint, used: bigint, capacity: bigint): Rejection => ({
    reason: `OutOf${resource}`,
    message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
  });
  if (allocatable.pods !== undefined) {
    const capacity = nanoQuantity(allocatable.pods) / 1_000_000_000n;
    if (BigInt(others.length + 1) > capacity) return lack("pods", 1n, BigInt(others.length), capacity);
  }
  const held = others.map(podRequests);
  for (const [resource, requested] of podRequests(pod)) {
    // Upstream ignores extended resources that the node does not name.
    if (requested === 0n || allocatable[resource] === undefined) continue;
    const used = held.reduce((sum, each) => sum + (each.get(resource) ?? 0n), 0n);
    const capacity = nanoQuantity(allocatable[resource]);
    if (requested + used <= capacity) continue;
    const figure = (nano: bigint): bigint => BigInt(resource === "cpu" ? milliOf(nano) : unitsOf(nano));
    return lack(resource, figure(requested), figure(used), figure(capacity));
  }
  return null;
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

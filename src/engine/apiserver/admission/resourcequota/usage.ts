import type { Service } from "../../../api/core.ts";
import { kindOf } from "../../../api/kinds.ts";
import type { KubernetesObject, ResourceList } from "../../../api/meta.ts";
import type { Pod } from "../../../api/pod.ts";
import { addQuantities, canonicalQuantity } from "../../../api/quantity.ts";
import type { PersistentVolumeClaim } from "../../../api/storage.ts";
import { podAmounts } from "../limitranger/constraints.ts";

const podLevel = (resource: string): boolean =>
  resource === "cpu" || resource === "memory" || resource.startsWith("hugepages-");

/** What the Pod as a whole asks for: its own word outranks the sum over its containers, and its overhead comes on top. */
function podTotal(pod: Pod, side: "requests" | "limits"): ResourceList {
  const total = { ...podAmounts(pod)[side] };
  for (const [resource, amount] of Object.entries(pod.spec.resources?.[side] ?? {}))
    if (podLevel(resource)) total[resource] = amount;
  for (const [resource, amount] of Object.entries(pod.spec.overhead ?? {})) {
    const present = total[resource];
    if (present !== undefined) total[resource] = addQuantities(present, amount);
    else if (side === "requests") total[resource] = amount;
  }
  return total;
}

const compute = new Set(["cpu", "memory", "ephemeral-storage"]);
const isExtended = (resource: string): boolean =>
  resource.includes("/") && !resource.split("/")[0]?.endsWith("kubernetes.io");

/** Requests and limits under all the names by which quotas count them. */
export function computeUsage(requests: ResourceList, limits: ResourceList): ResourceList {
  const usage: ResourceList = { pods: "1" };
  for (const [resource, amount] of Object.entries(requests)) {
    const isPlain = compute.has(resource) || resource.startsWith("hugepages-");
    if (isPlain) usage[resource] = canonicalQuantity(amount);
    if (isPlain || isExtended(resource)) usage[`requests.${resource}`] = canonicalQuantity(amount);
  }
  for (const [resource, amount] of Object.entries(limits))
    if (compute.has(resource)) usage[`limits.${resource}`] = canonicalQuantity(amount);
  return usage;
}

function masked(usage: ResourceList, hard: ResourceList): ResourceList {
  return Object.fromEntries(Object.entries(usage).filter(([name]) => hard[name] !== undefined));
}

/**
 * What a Pod costs in the resources that a quota counts (`hard` names them).
 *
 * Models pkg/quota/v1/evaluator/core/pods.go (v1.34).
 */
export function podUsage(pod: Pod, hard: ResourceList): ResourceList {
  const usage = computeUsage(podTotal(pod, "requests"), podTotal(pod, "limits"));
  return masked({ ...usage, "count/pods": "1" }, hard);
}

/** Resources that a quota counts by their plain names; others only as `count/…`. */
export const plainCounts: ReadonlySet<string> = new Set([
  "configmaps",
  "persistentvolumeclaims",
  "replicationcontrollers",
  "resourcequotas",
  "secrets",
  "services",
]);

function serviceUsage({ spec }: Service): ResourceList {
  const ports = (spec?.ports ?? []).length;
  if (spec?.type === "NodePort") return { "services.nodeports": `${ports}` };
  if (spec?.type !== "LoadBalancer") return {};
  // Without allocation, only the node ports that somebody chose.
  const chosen = (spec.ports ?? []).filter(({ nodePort }) => nodePort).length;
  const allocated = spec.allocateLoadBalancerNodePorts === false ? chosen : ports;
  return { "services.loadbalancers": "1", "services.nodeports": `${allocated}` };
}

function claimUsage({ spec }: PersistentVolumeClaim): ResourceList {
  const storage = spec?.resources?.requests?.storage;
  const { storageClassName } = spec ?? {};
  const ofClass = storageClassName ? `${storageClassName}.storageclass.storage.k8s.io/` : "";
  return {
    ...(storage !== undefined && { "requests.storage": canonicalQuantity(storage) }),
    ...(ofClass && { [`${ofClass}persistentvolumeclaims`]: "1" }),
    ...(ofClass && storage !== undefined && { [`${ofClass}requests.storage`]: canonicalQuantity(storage) }),
  };
}

/**
 * What an object other than a Pod costs in the resources that a quota counts.
 *
 * Models pkg/quota/v1/evaluator/core (v1.34).
 */
export function objectUsage(object: KubernetesObject, hard: ResourceList): ResourceList {
  const kind = kindOf(object.apiVersion, object.kind);
  if (!kind) return {};
  const usage: ResourceList = {
    [`count/${kind.resource}${kind.group ? `.${kind.group}` : ""}`]: "1",
    ...(kind.group === "" && plainCounts.has(kind.resource) && { [kind.resource]: "1" }),
    ...(object.kind === "Service" && serviceUsage(object as Service)),
    ...(object.kind === "PersistentVolumeClaim" && claimUsage(object as PersistentVolumeClaim)),
  };
  return masked(usage, hard);
}

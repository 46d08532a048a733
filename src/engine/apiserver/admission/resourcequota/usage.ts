import type { Service } from "../../../api/core.ts";
import { kindOf } from "../../../api/kinds.ts";
import type { KubernetesObject, ResourceList } from "../../../api/meta.ts";
import type { Pod } from "../../../api/pod.ts";
import { podRequests } from "../../../api/podResources.ts";
import { addQuantities, canonicalQuantity } from "../../../api/quantity.ts";
import type { PersistentVolumeClaim } from "../../../api/storage.ts";

/** Limits of all containers; the largest init container where that is more. */
function podLimits(pod: Pod): ResourceList {
  const sum: ResourceList = {};
  for (const container of pod.spec.containers) {
    for (const [name, amount] of Object.entries(container.resources?.limits ?? {})) {
      sum[name] = sum[name] === undefined ? canonicalQuantity(amount) : addQuantities(sum[name], amount);
    }
  }
  return sum;
}

function nanoText(nano: bigint): string {
  return canonicalQuantity(nano % 1_000_000_000n === 0n ? `${nano / 1_000_000_000n}` : `${nano / 1_000_000n}m`);
}

/**
 * What a Pod costs in the resources that a quota counts (`hard` names them).
 *
 * Models pkg/quota/v1/evaluator/core/pods.go (v1.34).
 */
export function podUsage(pod: Pod, hard: ResourceList): ResourceList {
  const requests = podRequests(pod);
  const limits = podLimits(pod);
  const usage: ResourceList = {};
  for (const resource of Object.keys(hard)) {
    const name = resource.replace(/^requests\./, "");
    if (resource === "pods" || resource === "count/pods") usage[resource] = "1";
    else if (resource.startsWith("limits.")) {
      const amount = limits[resource.slice("limits.".length)];
      if (amount !== undefined) usage[resource] = amount;
    } else {
      const amount = requests.get(name);
      if (amount !== undefined)
        usage[resource] = name === "memory" || name === "ephemeral-storage" ? bytesText(pod, amount) : nanoText(amount);
    }
  }
  return usage;
}

/** Bytes keep the binary suffix that the sum allows. */
function bytesText(_pod: Pod, nano: bigint): string {
  const bytes = nano / 1_000_000_000n;
  for (const [suffix, unit] of [
    ["Gi", 1n << 30n],
    ["Mi", 1n << 20n],
    ["Ki", 1n << 10n],
  ] as const) {
    if (bytes > 0n && bytes % unit === 0n) return canonicalQuantity(`${bytes / unit}${suffix}`);
  }
  return canonicalQuantity(`${bytes}`);
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
  const allocated = spec.allocateLoadBalancerNodePorts === false ? 0 : ports;
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
  return Object.fromEntries(Object.entries(usage).filter(([name]) => hard[name] !== undefined));
}

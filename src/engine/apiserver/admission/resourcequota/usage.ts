import type { ResourceList } from "../../../api/meta.ts";
import type { Pod } from "../../../api/pod.ts";
import { podRequests } from "../../../api/podResources.ts";
import { addQuantities, canonicalQuantity } from "../../../api/quantity.ts";

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

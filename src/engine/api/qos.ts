import type { Quantity, ResourceList } from "./meta.ts";
import type { Pod } from "./pod.ts";
import { addQuantities, compareQuantities } from "./quantity.ts";

export type QOSClass = "Guaranteed" | "Burstable" | "BestEffort";

const considered = ["cpu", "memory"] as const;

function addPositive(total: Map<string, Quantity>, list: ResourceList | undefined): Set<string> {
  const names = new Set<string>();
  for (const name of considered) {
    const quantity = list?.[name];
    if (quantity === undefined || compareQuantities(quantity, "0") <= 0) continue;
    names.add(name);
    const present = total.get(name);
    total.set(name, present === undefined ? quantity : addQuantities(present, quantity));
  }
  return names;
}

/**
 * The quality-of-service class. With pod-level resources only these count; otherwise the sums over regular and init
 * containers, and Guaranteed asks of every container a limit for both cpu and memory.
 *
 * Models pkg/apis/core/v1/helper/qos (v1.34).
 */
export function qosClassOf(pod: Pod): QOSClass {
  const requests = new Map<string, Quantity>();
  const limits = new Map<string, Quantity>();
  const podLevel = pod.spec.resources;
  const holders = podLevel
    ? [{ resources: podLevel }]
    : [...(pod.spec.containers ?? []), ...(pod.spec.initContainers ?? [])];
  let everyoneIsLimited = true;
  for (const { resources } of holders) {
    addPositive(requests, resources?.requests);
    if (addPositive(limits, resources?.limits).size < considered.length) everyoneIsLimited = false;
  }
  if (requests.size === 0 && limits.size === 0) return "BestEffort";
  const isEqual =
    requests.size === limits.size &&
    [...requests].every(([name, request]) => {
      const limit = limits.get(name);
      return limit !== undefined && compareQuantities(request, limit) === 0;
    });
  return everyoneIsLimited && isEqual ? "Guaranteed" : "Burstable";
}

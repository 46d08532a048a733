import type { Quantity } from "../../api/meta.ts";
import { addQuantities, canonicalQuantity, compareQuantities, roundUpToMilli } from "../../api/quantity.ts";
import { ensureRecord, type Fields, recordAt, recordsAt } from "./fields.ts";

type Amounts = { [resource: string]: Quantity };

const amounts = (list: Fields | undefined): Amounts => (list ?? {}) as Amounts;

/** Stored resource lists hold canonical quantities, rounded up to thousandths (SetDefaults_ResourceList). */
export function roundResourceLists(parent: Fields | undefined, ...names: string[]): void {
  for (const name of names) {
    const list = recordAt(parent, name);
    if (!list) continue;
    for (const [resource, quantity] of Object.entries(list)) {
      if (typeof quantity === "string" || typeof quantity === "number") list[resource] = roundUpToMilli(quantity);
    }
  }
}

export function canonicalise(parent: Fields | undefined, name: string): void {
  const quantity = parent?.[name];
  if (parent && (typeof quantity === "string" || typeof quantity === "number"))
    parent[name] = canonicalQuantity(quantity);
}

/** On a Pod, not in a template: a missing request is its limit. */
export function requestsFromLimits(container: Fields): void {
  const limits = recordAt(recordAt(container, "resources"), "limits");
  if (!limits) return;
  const requests = ensureRecord(ensureRecord(container, "resources"), "requests");
  for (const [resource, quantity] of Object.entries(limits)) requests[resource] ??= quantity;
}

const isHugePages = (resource: string): boolean => resource.startsWith("hugepages-");
const isOvercommittable = (resource: string): boolean => resource === "cpu" || resource === "memory";

function add(total: Amounts, list: Amounts): void {
  for (const [resource, quantity] of Object.entries(list)) {
    const present = total[resource];
    total[resource] = present === undefined ? quantity : addQuantities(present, quantity);
  }
}

function raise(total: Amounts, list: Amounts): void {
  for (const [resource, quantity] of Object.entries(list)) {
    const present = total[resource];
    if (present === undefined || compareQuantities(quantity, present) > 0) total[resource] = quantity;
  }
}

/** What all containers ask for together: init containers one at a time, sidecars beside what follows them. */
export function aggregateContainers(spec: Fields, which: "requests" | "limits"): Amounts {
  const listOf = (container: Fields): Amounts => amounts(recordAt(recordAt(container, "resources"), which));
  const total: Amounts = {};
  for (const container of recordsAt(spec, "containers")) add(total, listOf(container));
  const sidecars: Amounts = {};
  const peak: Amounts = {};
  for (const container of recordsAt(spec, "initContainers")) {
    const isSidecar = container.restartPolicy === "Always";
    if (isSidecar) {
      add(total, listOf(container));
      add(sidecars, listOf(container));
      raise(peak, sidecars);
    } else {
      const beside: Amounts = { ...listOf(container) };
      add(beside, sidecars);
      raise(peak, beside);
    }
  }
  raise(total, peak);
  return total;
}

/** Pod-level resources: huge pages limits, then requests, are filled from the containers and from the limits. */
export function defaultPodLevelResources(spec: Fields): void {
  const resources = recordAt(spec, "resources");
  if (!resources) return;
  const limits: Amounts = { ...amounts(recordAt(resources, "limits")) };
  for (const [resource, quantity] of Object.entries(aggregateContainers(spec, "limits")))
    if (isHugePages(resource)) limits[resource] ??= quantity;
  if (Object.keys(limits).length === 0) return;
  resources.limits = limits;

  const requests: Amounts = { ...amounts(recordAt(resources, "requests")) };
  for (const [resource, quantity] of Object.entries(aggregateContainers(spec, "requests")))
    if (isOvercommittable(resource)) requests[resource] ??= quantity;
  for (const [resource, quantity] of Object.entries(limits))
    if (isOvercommittable(resource) || isHugePages(resource)) requests[resource] ??= quantity;
  if (Object.keys(requests).length > 0) resources.requests = requests;
}

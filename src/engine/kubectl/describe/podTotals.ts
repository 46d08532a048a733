import type { Quantity, ResourceList } from "../../api/meta.ts";
import type { Container, Pod } from "../../api/pod.ts";
import { addQuantities, compareQuantities } from "../../api/quantity.ts";

/** Amounts by resource, as the quantities that kubectl prints. */
type Totals = { [resource: string]: Quantity };

/** What Pods ask for and may use at most. */
export interface PodTotals {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

export function add(total: Totals, list: ResourceList | undefined): void {
  for (const [name, amount] of Object.entries(list ?? {}))
    total[name] = name in total ? addQuantities(total[name], amount) : amount;
}

function raise(total: Totals, list: ResourceList | undefined): void {
  for (const [name, amount] of Object.entries(list ?? {}))
    if (!(name in total) || compareQuantities(amount, total[name]) > 0) total[name] = amount;
}

/** Containers side by side, init containers one at a time beside the sidecars that came before. */
function sum(pod: Pod, of: (container: Container) => ResourceList | undefined): Totals {
  const total: Totals = {};
  for (const container of pod.spec.containers) add(total, of(container));
  const sidecars: Totals = {};
  const peak: Totals = {};
  for (const container of pod.spec.initContainers ?? []) {
    if (container.restartPolicy === "Always") {
      add(total, of(container));
      add(sidecars, of(container));
      raise(peak, sidecars);
    } else {
      const alone: Totals = {};
      add(alone, of(container));
      add(alone, sidecars);
      raise(peak, alone);
    }
  }
  raise(total, peak);
  return total;
}

/**
 * kubectl's own sums, which know nothing of pod-level resources. Models PodRequestsAndLimits of kubectl's
 * pkg/util/resource (v1.34).
 */
export function podTotals(pod: Pod): PodTotals {
  const { overhead } = pod.spec;
  const held = new Map(pod.status?.containerStatuses?.map(({ name, resources }) => [name, resources?.requests]));
  const requests = sum(pod, ({ name, resources }) => {
    const larger: Totals = {};
    add(larger, resources?.requests);
    raise(larger, held.get(name));
    return larger;
  });
  add(requests, overhead);
  const limits = sum(pod, ({ resources }) => resources?.limits);
  for (const [name, amount] of Object.entries(overhead ?? {}))
    if (name in limits && compareQuantities(limits[name], "0") !== 0)
      limits[name] = addQuantities(limits[name], amount);
  return { requests, limits };
}

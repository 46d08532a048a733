import type { PodDisruptionBudget } from "../../api/core.ts";
import { goSelector } from "../../api/selectorText.ts";

/** How many Pods a budget is about, and how many of them it wants healthy. */
export interface Expectation {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
}

/** A number, or a share of `total` rounded up. */
function scaled(value: number | string, total: number): number {
  if (typeof value === "number") return value;
  return Math.ceil((Number.parseInt(value, 10) * total) / 100);
}

/** True when the budget counts by the sizes of the Pods' controllers rather than by the Pods that there are. */
export function countsControllers({ spec }: PodDisruptionBudget): boolean {
  return spec?.maxUnavailable !== undefined || typeof spec?.minAvailable === "string";
}

/**
 * Models getExpectedPodCount of pkg/controller/disruption (v1.34). `pods` is how many match, `scale` what their
 * controllers are to have together.
 */
export function expectation({ spec }: PodDisruptionBudget, pods: number, scale: number): Expectation {
  if (spec?.maxUnavailable !== undefined) {
    const desiredHealthy = Math.max(0, scale - scaled(spec.maxUnavailable, scale));
    return { expectedPods: scale, desiredHealthy };
  }
  const minimum = spec?.minAvailable;
  if (typeof minimum === "string") return { expectedPods: scale, desiredHealthy: scaled(minimum, scale) };
  return minimum === undefined
    ? { expectedPods: 0, desiredHealthy: 0 }
    : { expectedPods: pods, desiredHealthy: minimum };
}

/** What is told when some Pods have no controller to be counted by. */
export function unmanagedMessage({ spec }: PodDisruptionBudget): string {
  return `Pods selected by this PodDisruptionBudget (selector: ${goSelector(spec?.selector ?? {})}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`;
}

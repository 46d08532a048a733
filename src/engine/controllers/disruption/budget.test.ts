import { describe, expect, it } from "vitest";
import type { PodDisruptionBudget } from "../../api/core.ts";
import { expectation } from "./budget.ts";

const budget = (spec: object) =>
  ({ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name: "b" }, spec }) as PodDisruptionBudget;

describe("expectation of a budget", () => {
  it.each([
    [{ minAvailable: 2 }, 3, 0, { expectedPods: 3, desiredHealthy: 2 }],
    [{ minAvailable: "50%" }, 3, 5, { expectedPods: 5, desiredHealthy: 3 }],
    [{ maxUnavailable: 1 }, 3, 5, { expectedPods: 5, desiredHealthy: 4 }],
    [{ maxUnavailable: "30%" }, 3, 10, { expectedPods: 10, desiredHealthy: 7 }],
    [{ maxUnavailable: 1 }, 1, 0, { expectedPods: 0, desiredHealthy: 0 }],
  ])("%j of %d Pods, scale %d", (spec, pods, scale, expected) => {
    expect(expectation(budget(spec), pods, scale)).toEqual(expected);
  });
});

import { describe, expect, it } from "vitest";
import type { Deployment, IntOrString, ReplicaSet } from "../../api/apps.ts";
import { fenceposts, newSetReplicas, oldSetScalings, proportionalSizes, scaledValue } from "./arithmetic.ts";

function deployment(replicas: number, maxSurge: IntOrString = "25%", maxUnavailable: IntOrString = "25%"): Deployment {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: {
      replicas,
      selector: {},
      template: { spec: { containers: [] } },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge, maxUnavailable } },
    },
  };
}

function set(name: string, replicas: number, available: number, created = "2030-01-01T00:00:00Z"): ReplicaSet {
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { name, creationTimestamp: created },
    spec: { replicas, selector: {} },
    status: { availableReplicas: available },
  };
}

describe("scaledValue", () => {
  it.each([
    [3, 10, "up", 3],
    ["25%", 4, "up", 1],
    ["25%", 10, "up", 3],
    ["25%", 10, "down", 2],
    ["25%", 3, "down", 0],
    ["100%", 7, "down", 7],
  ] as const)("%s of %d, rounded %s, is %d", (value, total, round, expected) => {
    expect(scaledValue(value, total, round)).toBe(expected);
  });
});

describe("fenceposts", () => {
  it.each([
    [10, "25%", "25%", 3, 2],
    [4, "25%", "25%", 1, 1],
    [3, "25%", "25%", 1, 0],
    [1, "25%", "25%", 1, 0],
    [5, 0, "0%", 0, 1],
    [5, 2, 0, 2, 0],
  ] as const)("%d replicas with %s and %s: surge %d, unavailable %d", (replicas, surge, down, up, unavailable) => {
    expect(fenceposts(deployment(replicas, surge, down))).toEqual({ surge: up, unavailable });
  });
});

describe("how large the new ReplicaSet may be", () => {
  it.each([
    ["no old one: all at once", 4, [], 0, 4],
    ["room for the surge only", 4, [set("old", 4, 4)], 0, 1],
    ["one old one is gone", 4, [set("old", 3, 3), set("new", 1, 1)], 1, 2],
    ["no room", 4, [set("old", 4, 4), set("new", 1, 0)], 1, 1],
    ["never more than wanted", 2, [set("new", 1, 1)], 1, 2],
  ] as const)("%s", (_name, replicas, sets, current, expected) => {
    expect(newSetReplicas(deployment(replicas), sets, current)).toBe(expected);
  });
});

describe("what old ReplicaSets may lose", () => {
  it.each([
    ["one may be unavailable", 4, set("new", 1, 0), [set("a", 4, 4)], [["a", 3]]],
    ["nothing below the floor", 3, set("new", 1, 0), [set("a", 3, 3)], []],
    ["one for each that became available", 3, set("new", 1, 1), [set("a", 3, 3)], [["a", 2]]],
    [
      "unhealthy ones first, the oldest set first",
      4,
      set("new", 1, 1),
      [set("b", 2, 2, "2030-01-01T00:00:02Z"), set("a", 2, 0, "2030-01-01T00:00:01Z")],
      [["a", 0]],
    ],
    [
      "unhealthy ones, then healthy ones of the same set",
      4,
      set("new", 2, 2),
      [set("a", 4, 3)],
      [
        ["a", 3],
        ["a", 1],
      ],
    ],
  ] as const)("%s", (_name, replicas, newSet, old, expected) => {
    expect(oldSetScalings(deployment(replicas), newSet, old)).toEqual(expected);
  });
});

describe("scaling in the middle of a rollout", () => {
  it.each([
    ["up from 10 to 15", 15, [set("old", 8, 8), set("new", 5, 0)], 13, { old: 12, new: 7 }],
    ["down from 10 to 5", 5, [set("old", 8, 8), set("new", 5, 0)], 13, { old: 4, new: 3 }],
    ["to 0", 0, [set("old", 3, 3), set("new", 1, 0)], 4, { old: 0, new: 0 }],
  ] as const)("%s", (_name, replicas, sets, before, expected) => {
    expect(Object.fromEntries(proportionalSizes(deployment(replicas), sets, () => before))).toEqual(expected);
  });
});

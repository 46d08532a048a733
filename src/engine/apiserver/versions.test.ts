import { describe, expect, it } from "vitest";
import { kindOf } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import { servedVersion, storedVersion } from "./versions.ts";

const metadata = { name: "web", namespace: "default" };
const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };
const autoscaler = (version: string, spec: object, status?: object): KubernetesObject =>
  ({
    apiVersion: `autoscaling/${version}`,
    kind: "HorizontalPodAutoscaler",
    metadata,
    spec: { scaleTargetRef, maxReplicas: 5, ...spec },
    ...(status && { status }),
  }) as KubernetesObject;
const cpu = (averageUtilization: number) => ({
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization } },
});
const memory = {
  type: "Resource",
  resource: { name: "memory", target: { type: "AverageValue", averageValue: "1Gi" } },
};
const old = kindOf("autoscaling/v1", "HorizontalPodAutoscaler")!;
const current = kindOf("autoscaling/v2", "HorizontalPodAutoscaler")!;

describe("storedVersion", () => {
  it.each([
    ["its one target", { targetCPUUtilizationPercentage: 50 }, cpu(50)],
    ["no target: 80 %", {}, cpu(80)],
  ])("keeps autoscaling/v1 as v2: %s", (_, spec, metric) => {
    expect(storedVersion(autoscaler("v1", spec))).toEqual(autoscaler("v2", { metrics: [metric] }));
  });

  it("leaves everything else as it is", () => {
    const stored = autoscaler("v2", { metrics: [cpu(50)] });
    expect(storedVersion(stored)).toBe(stored);
    const pod = { apiVersion: "v1", kind: "Pod", metadata } as KubernetesObject;
    expect(storedVersion(pod)).toBe(pod);
  });
});

describe("servedVersion", () => {
  const status = {
    currentReplicas: 2,
    desiredReplicas: 3,
    currentMetrics: [{ type: "Resource", resource: { name: "cpu", current: { averageUtilization: 71 } } }],
  };
  const stored = autoscaler("v2", { metrics: [memory, cpu(50)], behavior: { scaleDown: {} } }, status);
  const shown = autoscaler(
    "v1",
    { targetCPUUtilizationPercentage: 50 },
    { currentReplicas: 2, desiredReplicas: 3, currentCPUUtilizationPercentage: 71 },
  );

  it("shows what v1 has a field for", () => {
    expect(servedVersion(old, stored)).toEqual(shown);
  });

  it("shows each object of a list", () => {
    const list = { apiVersion: "v1", kind: "List", metadata: {}, items: [stored] } as unknown as KubernetesObject;
    expect(servedVersion(old, list)).toMatchObject({ items: [shown] });
  });

  it("shows the stored version as it is", () => {
    expect(servedVersion(current, stored)).toBe(stored);
  });
});

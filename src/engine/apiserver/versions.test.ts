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

const condition = { type: "AbleToScale", status: "True", lastTransitionTime: "2030-01-01T00:00:00Z", reason: "a<b" };
const annotation = "autoscaling.alpha.kubernetes.io";
const status = {
  currentReplicas: 2,
  desiredReplicas: 3,
  currentMetrics: [
    { type: "Resource", resource: { name: "cpu", current: { averageUtilization: 71, averageValue: "71m" } } },
  ],
  conditions: [condition],
};
const policies = [{ type: "Pods", value: 4, periodSeconds: 15 }];
const external = {
  type: "External",
  external: {
    metric: { name: "queue", selector: { matchLabels: { a: "b" } } },
    target: { type: "AverageValue", averageValue: "30" },
  },
};
const pods = { type: "Pods", pods: { metric: { name: "rps" }, target: { type: "AverageValue", averageValue: "1k" } } };
const object = {
  type: "Object",
  object: {
    describedObject: { kind: "Ingress", name: "main", apiVersion: "networking.k8s.io/v1" },
    metric: { name: "rps" },
    target: { type: "Value", value: "2k" },
  },
};
const ofContainer = {
  type: "ContainerResource",
  containerResource: { name: "cpu", container: "app", target: { type: "Utilization", averageUtilization: 60 } },
};

describe("servedVersion", () => {
  const stored = autoscaler(
    "v2",
    { metrics: [memory, external, pods, object, ofContainer, cpu(50)], behavior: { scaleDown: { policies } } },
    status,
  );
  const shown = {
    ...autoscaler(
      "v1",
      { targetCPUUtilizationPercentage: 50 },
      { currentReplicas: 2, desiredReplicas: 3, currentCPUUtilizationPercentage: 71 },
    ),
    metadata: {
      ...metadata,
      annotations: {
        [`${annotation}/metrics`]:
          '[{"type":"Resource","resource":{"name":"memory","targetAverageValue":"1Gi"}},{"type":"External","external":{"metricName":"queue","metricSelector":{"matchLabels":{"a":"b"}},"targetAverageValue":"30"}},{"type":"Pods","pods":{"metricName":"rps","targetAverageValue":"1k"}},{"type":"Object","object":{"target":{"kind":"Ingress","name":"main","apiVersion":"networking.k8s.io/v1"},"metricName":"rps","targetValue":"2k"}},{"type":"ContainerResource","containerResource":{"name":"cpu","targetAverageUtilization":60,"container":"app"}}]',
        [`${annotation}/current-metrics`]:
          '[{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":71,"currentAverageValue":"71m"}}]',
        [`${annotation}/behavior`]:
          '{"ScaleUp":null,"ScaleDown":{"StabilizationWindowSeconds":null,"SelectPolicy":null,"Policies":[{"Type":"Pods","Value":4,"PeriodSeconds":15}],"Tolerance":null}}',
        [`${annotation}/conditions`]:
          '[{"type":"AbleToScale","status":"True","lastTransitionTime":"2030-01-01T00:00:00Z","reason":"a\\u003cb"}]',
      },
    },
  };

  it("shows what v1 has a field for, and the rest in annotations", () => {
    expect(servedVersion(old, stored)).toEqual(shown);
  });

  it("loses nothing on the way there and back", () => {
    expect(storedVersion(servedVersion(old, stored))).toEqual(stored);
  });

  it("reads an annotation that is none as if it were not there", () => {
    const written = {
      ...autoscaler("v1", {}),
      metadata: { ...metadata, annotations: { [`${annotation}/metrics`]: "[" } },
    };
    expect(storedVersion(written)).toEqual(autoscaler("v2", { metrics: [cpu(80)] }));
  });

  it("shows each object of a list", () => {
    const list = { apiVersion: "v1", kind: "List", metadata: {}, items: [stored] } as unknown as KubernetesObject;
    expect(servedVersion(old, list)).toMatchObject({ items: [shown] });
  });

  it("shows the stored version as it is", () => {
    expect(servedVersion(current, stored)).toBe(stored);
  });
});

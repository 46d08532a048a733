import { describe, expect, it } from "vitest";
import type { MetricSpec } from "../../api/autoscaling.ts";
import type { Pod } from "../../api/pod.ts";
import { noAdapter, type PodMetrics } from "../options.ts";
import { measureMetric } from "./metricProposal.ts";

const pod = (name: string, request: string | undefined, spec: object = {}): Pod =>
  ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop" },
    spec: {
      containers: [{ name: "app", image: "x", ...(request && { resources: { requests: { memory: request } } }) }],
      ...spec,
    },
    status: { phase: "Running" },
  }) as Pod;

const uses = (memory: string, name = "app"): PodMetrics => ({
  at: 0,
  window: 0,
  containers: [{ name, usage: { memory } }],
});

const whole = (target: object): MetricSpec =>
  ({ type: "Resource", resource: { name: "memory", target } }) as unknown as MetricSpec;
const ofContainer = (container: string, target: object): MetricSpec =>
  ({ type: "ContainerResource", containerResource: { name: "memory", container, target } }) as unknown as MetricSpec;
const half = { type: "Utilization", averageUtilization: 50 };
const tenMi = { type: "AverageValue", averageValue: "10Mi" };

const measured = (spec: MetricSpec, pods: readonly Pod[], samples: readonly (PodMetrics | null)[]) =>
  measureMetric(spec, {
    pods,
    metrics: (asked) => samples[pods.indexOf(asked)] ?? null,
    adapter: noAdapter,
    namespace: "shop",
    currentReplicas: pods.length,
    statusReplicas: pods.length,
    now: 1_000_000,
  });

describe("what a metric asks for", () => {
  it.each([
    [
      "use of the request",
      whole(half),
      [pod("a", "10Mi")],
      [uses("10Mi")],
      2,
      "memory resource utilization (percentage of request)",
    ],
    [
      "use by container",
      ofContainer("app", half),
      [pod("a", "10Mi")],
      [uses("10Mi")],
      2,
      "memory container resource utilization (percentage of request)",
    ],
    ["an amount by container", ofContainer("app", tenMi), [pod("a", "10Mi")], [uses("30Mi")], 3, "memory resource"],
    [
      "use of what the Pod requests",
      whole(half),
      [pod("a", undefined, { resources: { requests: { memory: "20Mi" } } })],
      [uses("20Mi")],
      2,
      "memory resource utilization (percentage of request)",
    ],
  ])("%s", (_, spec, pods, samples, replicas, name) => {
    expect(measured(spec, pods, samples)).toMatchObject({ replicas, name });
  });

  const cannot = "unable to get metrics for resource memory";
  it.each([
    [
      "no Pods",
      whole(half),
      [],
      [],
      `failed to get memory utilization: ${cannot}: no metrics returned from resource metrics API`,
    ],
    [
      "no request",
      whole(half),
      [pod("a", undefined)],
      [uses("1Mi")],
      "failed to get memory utilization: missing request for memory in container app of Pod a",
    ],
    [
      "a request of nothing",
      whole(half),
      [pod("a", "0")],
      [uses("1Mi")],
      "failed to get memory utilization: no metrics returned matched known pods",
    ],
    [
      "requests of the Pod for something else",
      whole(half),
      [pod("a", undefined, { resources: { requests: { cpu: "1" } } })],
      [uses("1Mi")],
      "failed to get memory utilization: missing pod-level request for memory in Pod a",
    ],
    [
      "another container",
      ofContainer("app", half),
      [pod("a", "1Mi")],
      [uses("1Mi", "proxy")],
      `failed to get memory utilization: ${cannot}: failed to get container metrics: container app not present in metrics for pod shop/a`,
    ],
  ])("cannot be said: %s", (_, spec, pods, samples, cause) => {
    expect(measured(spec, pods, samples)).toMatchObject({ cause });
  });

  it("tells a failure by the container's name", () => {
    const { error } = measured(ofContainer("app", tenMi), [], []) as { error: string };
    expect(error).toBe(
      `failed to get app container metric value: failed to get memory usage: ${cannot}: no metrics returned from resource metrics API`,
    );
  });
});

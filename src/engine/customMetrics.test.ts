import { describe, expect, it } from "vitest";
import type { MetricSpec } from "./api/autoscaling.ts";
import type { Pod } from "./api/pod.ts";
import { noAdapter } from "./controllers/options.ts";
import { measureFromAdapter } from "./controllers/podautoscaler/customMetricProposal.ts";
import { adapterOf, type CustomMetric } from "./customMetrics.ts";

const pod = (name: string): Pod =>
  ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default", labels: { app: "web" } },
    spec: { containers: [{ name: "web", image: "nginx" }] },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  }) as Pod;
const pods = [pod("a"), pod("b")];

const from0 = (total: string) => [{ from: 0, total }];
const declared: readonly CustomMetric[] = [
  { name: "rps", pods: { app: "web" }, values: from0("40") },
  { name: "hits", object: { kind: "Ingress", name: "web" }, values: from0("90") },
  { name: "queue", external: { queue: "a" }, values: [...from0("30"), { from: 60_000, total: "60" }] },
  { name: "queue", external: { queue: "b" }, values: from0("500m") },
];

const value = (target: object) => ({ type: "Value", ...target });
const ofPods = (name: string, averageValue: string) =>
  ({ type: "Pods", pods: { metric: { name }, target: { type: "AverageValue", averageValue } } }) as MetricSpec;
const ofObject = (name: string, target: object) =>
  ({
    type: "Object",
    object: { describedObject: { kind: "Ingress", name: "web" }, metric: { name }, target: value(target) },
  }) as MetricSpec;
const ofExternal = (name: string, target: object, queue?: string) =>
  ({
    type: "External",
    external: {
      metric: { name, ...(queue && { selector: { matchLabels: { queue } } }) },
      target: value(target),
    },
  }) as MetricSpec;

const measured = (spec: MetricSpec, metrics: readonly CustomMetric[] = declared, now = 1000) =>
  measureFromAdapter(spec, {
    adapter: metrics.length > 0 ? adapterOf(metrics, { now: () => now, pods: () => pods }) : noAdapter,
    namespace: "default",
    pods,
    currentReplicas: 2,
    statusReplicas: 2,
  });

describe("a metric from an adapter asks for", () => {
  it.each([
    ["20 for each Pod, 10 wanted", ofPods("rps", "10"), 4, "pods metric rps", { averageValue: "20" }],
    ["20 for each Pod, 21 wanted", ofPods("rps", "21"), 2, "pods metric rps", { averageValue: "20" }],
    ["90 of an object, 30 wanted", ofObject("hits", { value: "30" }), 6, "Ingress metric hits", { value: "90" }],
    [
      "90 of an object, 20 for each Pod wanted",
      ofObject("hits", { averageValue: "20" }),
      5,
      "Ingress metric hits",
      { averageValue: "45" },
    ],
    ["30.5 in all queues", ofExternal("queue", { value: "10" }), 7, "external metric queue(nil)", { value: "30500m" }],
    [
      "30 in one queue",
      ofExternal("queue", { averageValue: "10" }, "a"),
      3,
      "external metric queue(&LabelSelector{MatchLabels:map[string]string{queue: a,},MatchExpressions:[]LabelSelectorRequirement{},})",
      { averageValue: "15" },
    ],
  ])("%s", (_, spec, replicas, name, current) => {
    const found = measured(spec);
    expect(found).toMatchObject({ replicas, name });
    const { type, ...parts } = "status" in found ? found.status : { type: "" };
    expect(Object.values(parts)).toMatchObject([{ current }]);
    expect(type).toBe(spec.type);
  });

  it("more when there is more", () => {
    expect(measured(ofExternal("queue", { averageValue: "10" }, "a"), declared, 60_000)).toMatchObject({ replicas: 6 });
  });
});

describe("a metric that an adapter lacks", () => {
  const fetch = "unable to fetch metrics from";
  it.each([
    [
      ofPods("rps", "1"),
      [],
      "FailedGetPodsMetric",
      `unable to get metric rps: ${fetch} custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered`,
    ],
    [
      ofPods("other", "1"),
      declared,
      "FailedGetPodsMetric",
      `unable to get metric other: ${fetch} custom metrics API: the server could not find the metric other for pods`,
    ],
    [
      ofObject("other", { value: "1" }),
      declared,
      "FailedGetObjectMetric",
      `unable to get metric other: Ingress on default web/${fetch} custom metrics API: the server could not find the metric other for ingress web`,
    ],
    [
      ofExternal("other", { value: "1" }),
      declared,
      "FailedGetExternalMetric",
      "unable to get external metric default/other/nil: no metrics returned from external metrics API",
    ],
    [
      ofExternal("queue", { value: "1" }),
      [],
      "FailedGetExternalMetric",
      `unable to get external metric default/queue/nil: ${fetch} external metrics API: no external metrics API (external.metrics.k8s.io) registered`,
    ],
  ])("%j of %j: %s", (spec, metrics, reason, cause) => {
    expect(measured(spec, metrics)).toMatchObject({ reason, cause });
  });
});

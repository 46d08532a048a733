import { describe, expect, it } from "vitest";
import type { Pod, TopologySpreadConstraint } from "../api/pod.ts";
import { decide, node, pod, verdicts } from "../scheduler/fixtures.ts";
import { explainSpread } from "./spread.ts";

const zoned = (name: string, zone: string, more: Parameters<typeof node>[1] = {}) =>
  node(name, { labels: { zone, ...more.labels }, ...more, ...(more.labels && { labels: { zone, ...more.labels } }) });

const running = (name: string, nodeName: string, app = "web"): Pod => pod(name, { labels: { app }, nodeName });

const spreading = (changes: Partial<TopologySpreadConstraint> = {}, more: Partial<Pod["spec"]> = {}): Pod =>
  pod("p", {
    labels: { app: "web" },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "zone",
        whenUnsatisfiable: "DoNotSchedule",
        labelSelector: { matchLabels: { app: "web" } },
        ...changes,
      },
    ],
    ...more,
  });

const cluster = [
  zoned("a1", "a"),
  zoned("a2", "a", { labels: { disk: "ssd" } }),
  zoned("b1", "b"),
  zoned("c1", "c", { taints: [{ key: "dedicated", value: "gpu", effect: "NoSchedule" as const }] }),
  node("lost"),
  running("w1", "a1"),
  running("w2", "a2"),
  running("w3", "b1"),
  running("other", "b1", "db"),
];

const told = (of: Pod) =>
  explainSpread(of, cluster).map(({ min, selfMatch, domains, withoutKey }) => ({
    min,
    selfMatch,
    withoutKey,
    domains: domains.map(
      ({ domain, counts, count, skew }) => `${domain}: ${counts ? `${count}, skew ${skew}` : "out"}`,
    ),
  }));

describe("the domains of a spread constraint", () => {
  it.each<[string, Pod, object]>([
    [
      "a tainted node counts by default: its zone is the minimum",
      spreading(),
      { min: 0, selfMatch: 1, withoutKey: ["lost"], domains: ["a: 2, skew 3", "b: 1, skew 2", "c: 0, skew 1"] },
    ],
    [
      "nodeTaintsPolicy Honor leaves it out",
      spreading({ nodeTaintsPolicy: "Honor" }),
      { min: 1, selfMatch: 1, domains: ["a: 2, skew 2", "b: 1, skew 1", "c: out"] },
    ],
    [
      "a node selector leaves out the nodes that it does not match",
      spreading({}, { nodeSelector: { disk: "ssd" } }),
      { min: 1, domains: ["a: 1, skew 1", "b: out", "c: out"] },
    ],
    [
      "nodeAffinityPolicy Ignore counts them all the same",
      spreading({ nodeAffinityPolicy: "Ignore" }, { nodeSelector: { disk: "ssd" } }),
      { min: 0, domains: ["a: 2, skew 3", "b: 1, skew 2", "c: 0, skew 1"] },
    ],
    [
      "fewer domains than minDomains: the minimum is 0",
      spreading({ nodeTaintsPolicy: "Honor", minDomains: 3 }),
      { min: 0, domains: ["a: 2, skew 3", "b: 1, skew 2", "c: out"] },
    ],
    [
      "a Pod that its own selector does not match",
      spreading({ labelSelector: { matchLabels: { app: "db" } } }),
      { min: 0, selfMatch: 0, domains: ["a: 0, skew 0", "b: 1, skew 1", "c: 0, skew 0"] },
    ],
  ])("%s", (_what, of, expected) => {
    expect(told(of)).toEqual([expect.objectContaining(expected)]);
  });

  it("names the Pods, and why a node is left out", () => {
    const [{ domains }] = explainSpread(spreading({ nodeTaintsPolicy: "Honor" }), cluster);
    expect(domains.flatMap(({ nodes }) => nodes)).toEqual([
      { node: "a1", leftOut: null, pods: ["w1"] },
      { node: "a2", leftOut: null, pods: ["w2"] },
      { node: "b1", leftOut: null, pods: ["w3"] },
      { node: "c1", leftOut: "taints", pods: [] },
    ]);
  });

  it("allows the nodes that the scheduler's filter passes", () => {
    const of = spreading({ nodeTaintsPolicy: "Honor" }, { tolerations: [{ operator: "Exists" }] });
    const [{ domains, maxSkew }] = explainSpread(of, cluster);
    const allowed = domains.filter(({ skew }) => skew <= maxSkew).flatMap(({ nodes }) => nodes.map((one) => one.node));
    const passed = Object.entries(verdicts(decide(of, cluster)))
      .filter(([, verdict]) => verdict === null)
      .map(([name]) => name);
    expect(allowed).toEqual(["c1"]);
    expect(passed).toEqual(["c1"]);
  });
});

describe("a Pod without constraints has its profile's", () => {
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", namespace: "default" },
    spec: { selector: { app: "web" } },
  };
  const listed = (schedulerName?: string) => ({
    profiles: [
      {
        ...(schedulerName && { schedulerName }),
        pluginConfig: [
          {
            name: "PodTopologySpread",
            args: {
              defaultingType: "List",
              defaultConstraints: [{ maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" }],
            },
          },
        ],
      },
    ],
  });
  const skews = (configuration?: object) =>
    explainSpread(pod("p", { labels: { app: "web" } }), [...cluster, service], configuration).map(
      ({ topologyKey, maxSkew }) => `${topologyKey} ${maxSkew}`,
    );
  it.each<[string, object | undefined, readonly string[]]>([
    ["the system's", undefined, ["kubernetes.io/hostname 3", "topology.kubernetes.io/zone 5"]],
    ["a list of its own", listed(), ["zone 1"]],
    ["not another scheduler's", listed("other"), ["kubernetes.io/hostname 3", "topology.kubernetes.io/zone 5"]],
  ])("%s", (_name, configuration, expected) => expect(skews(configuration)).toEqual(expected));
});

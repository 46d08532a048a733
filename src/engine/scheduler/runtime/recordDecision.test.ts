import { describe, expect, it } from "vitest";
import { decide, node, pod } from "../fixtures.ts";

const zone = "topology.kubernetes.io/zone";
const web = { app: "web" };
const labelSelector = { matchLabels: web };

describe("the operands of a decision", () => {
  it("give the arithmetic of NodeResourcesFit", () => {
    const { operands } = decide(pod("p", { cpu: "500m" }), [
      node("a"),
      node("b"),
      pod("e", { cpu: "1", nodeName: "a" }),
    ]);
    expect(operands.NodeResourcesFit?.a).toEqual({
      kind: "resources",
      strategy: "LeastAllocated",
      resources: [
        { name: "cpu", allocatable: 4000, requested: 1000, pod: 500, weight: 1, score: 62 },
        { name: "memory", allocatable: 8_589_934_592, requested: 209_715_200, pod: 209_715_200, weight: 1, score: 95 },
      ],
      score: 78,
    });
  });

  it("give what a refused node lacks", () => {
    const { operands } = decide(pod("p", { cpu: "4" }), [node("a"), node("b"), pod("e", { cpu: "1", nodeName: "a" })]);
    expect(operands.NodeResourcesFit?.a).toEqual({
      kind: "resources",
      strategy: "filter",
      resources: [
        { name: "pods", allocatable: 110, requested: 1, pod: 1 },
        { name: "cpu", allocatable: 4000, requested: 1000, pod: 4000 },
      ],
    });
  });

  it("give the counts behind a skew", () => {
    const spread = { topologyKey: zone, maxSkew: 1, whenUnsatisfiable: "DoNotSchedule", labelSelector };
    const { operands, filter } = decide(pod("p", { labels: web, topologySpreadConstraints: [spread] }), [
      node("a", { labels: { [zone]: "z1" } }),
      node("b", { labels: { [zone]: "z2" } }),
      pod("e", { labels: web, nodeName: "a" }),
    ]);
    expect(filter?.find((row) => row.node === "a")?.verdict?.plugin).toBe("PodTopologySpread");
    expect(operands.PodTopologySpread?.a).toEqual({
      kind: "spread",
      constraints: [
        { topologyKey: zone, domain: "z1", maxSkew: 1, count: 1, selfMatch: 1, min: 0, domains: { z1: 1, z2: 0 } },
      ],
    });
  });

  it("give the Pods behind an anti-affinity", () => {
    const podAntiAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname", labelSelector }],
    };
    const { operands } = decide(pod("p", { affinity: { podAntiAffinity } }), [
      node("a"),
      node("b"),
      pod("e", { labels: web, nodeName: "a" }),
    ]);
    expect(operands.InterPodAffinity?.a).toEqual({
      kind: "interPodAffinity",
      terms: [
        {
          term: "podAntiAffinity: app=web",
          topologyKey: "kubernetes.io/hostname",
          domain: "a",
          matches: 1,
          of: "incoming",
          anti: true,
        },
      ],
    });
  });

  it("add up to the total that decided", () => {
    const { score, total, best, chosen } = decide(pod("p", { cpu: "1" }), [node("a"), node("b", { cpu: "8" })]);
    const sumAt = (name: string) => score!.reduce((sum, row) => sum + row.weight * row.normalized[name]!, 0);
    expect(total).toEqual({ a: sumAt("a"), b: sumAt("b") });
    expect([best, chosen]).toEqual([["b"], "b"]);
  });
});

describe("what the attempt did not need", () => {
  it("is told all the same: every blocker of a node", () => {
    const tainted = node("a", { cpu: "1", taints: [{ key: "k", effect: "NoSchedule" }] });
    const { filter, filterAll } = decide(pod("p", { cpu: "2" }), [tainted]);
    expect(filter?.[0]?.verdict?.plugin).toBe("TaintToleration");
    expect(Object.keys(filterAll.a!)).toEqual(["TaintToleration", "NodeResourcesFit"]);
  });

  it("is told all the same: the scores of an only node", () => {
    const decision = decide(pod("p", { cpu: "1" }), [node("a")]);
    expect([decision.scoringSkipped, decision.best, decision.total?.a]).toEqual([true, ["a"], 473]);
  });
});

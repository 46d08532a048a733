import { describe, expect, it } from "vitest";
import { decide, node, pod } from "../../engine/scheduler/fixtures.ts";
import type { Block, Line } from "./arithmetic/model.ts";
import { arithmeticOf, normalisingOf } from "./arithmetic.ts";

const zone = "topology.kubernetes.io/zone";
const web = { app: "web" };
const labelSelector = { matchLabels: web };
const host = { containers: [{ name: "c", image: "i", ports: [{ containerPort: 80, hostPort: 80 }] }] };

/** A block as text: what comes from the Pod in asterisks, what holds with +, what does not with -. */
function told(blocks: readonly Block[]): string[] {
  const text = (line: Line): string => line.map((part) => (typeof part === "string" ? part : `*${part.own}*`)).join("");
  return blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case "formula":
        return [block.note ? `${block.text} (${block.note})` : block.text];
      case "sum":
        return block.lines.map(text);
      case "room":
        return block.rows.map(
          (row) => `${row.name}: *${row.own}* ${row.ok ? "≤" : ">"} ${row.from} − ${row.less} = ${row.rest}`,
        );
      case "facts":
        return block.facts.map(
          ({ text: said, detail, ok, word }) => `${ok ? "+" : "-"} ${said}${detail ? ` [${detail}]` : ""} ${word}`,
        );
      default:
        return [`note ${block.note}`];
    }
  });
}

type Case = readonly [string, Parameters<typeof decide>, "filter" | "score", string, readonly string[]];
const inZone = (name: string) => ({ labels: { [zone]: name } });
const skew = (whenUnsatisfiable: string, maxSkew = 1) => ({
  labels: web,
  topologySpreadConstraints: [{ topologyKey: zone, maxSkew, whenUnsatisfiable, labelSelector }],
});
const strategy = (scoringStrategy: object) => ({
  profiles: [{ pluginConfig: [{ name: "NodeResourcesFit", args: { scoringStrategy } }] }],
});

it.each<Case>([
  [
    "room that is short",
    [pod("p", { cpu: "3" }), [node("a"), pod("e", { cpu: "1500m", nodeName: "a" })]],
    "filter",
    "NodeResourcesFit",
    ["cpu: *3000m* > 4000m − 1500m = 2500m", "pods: *1* ≤ 110 − 1 = 109"],
  ],
  [
    "LeastAllocated",
    [pod("p", { cpu: "500m" }), [node("a"), node("b"), pod("e", { cpu: "1500m", nodeName: "a" })]],
    "score",
    "NodeResourcesFit",
    [
      "(allocatable − (requested + Pod)) × 100 ÷ allocatable (roundedDown)",
      "cpu (4000 − (1500 + *500*)) × 100 / 4000 = 50",
      "mem (8192 − (200 + *200*)) × 100 / 8192 = 95",
      "(50 + 95) / 2 = *72*",
    ],
  ],
  [
    "MostAllocated, with weights",
    [
      pod("p", { cpu: "1" }),
      [node("a"), node("b")],
      strategy({
        type: "MostAllocated",
        resources: [
          { name: "cpu", weight: 3 },
          { name: "memory", weight: 1 },
        ],
      }),
    ],
    "score",
    "NodeResourcesFit",
    [
      "(requested + Pod) × 100 ÷ allocatable (roundedDown)",
      "cpu (0 + *1000*) × 100 / 4000 = 25",
      "mem (0 + *200*) × 100 / 8192 = 2",
      "(25 × 3 + 2) / 4 = *19*",
    ],
  ],
  [
    "RequestedToCapacityRatio, on a piece of its curve",
    [
      pod("p", { cpu: "1" }),
      [node("a"), node("b")],
      strategy({
        type: "RequestedToCapacityRatio",
        resources: [{ name: "cpu", weight: 1 }],
        requestedToCapacityRatio: {
          shape: [
            { utilization: 0, score: 0 },
            { utilization: 50, score: 10 },
            { utilization: 100, score: 5 },
          ],
        },
      }),
    ],
    "score",
    "NodeResourcesFit",
    [
      "shape((requested + Pod) × 100 ÷ allocatable) (roundedDown)",
      "shape 0 % → 0, 50 % → 100, 100 % → 50",
      "cpu (0 + *1000*) × 100 / 4000 = 25 % → 0 + (100 − 0) × (25 − 0) / (50 − 0) = 50",
      "(50) / 1 = *50*",
    ],
  ],
  [
    "BalancedAllocation",
    [pod("p", { cpu: "2" }), [node("a"), node("b")]],
    "score",
    "NodeResourcesBalancedAllocation",
    [
      "(requested + Pod) ÷ allocatable; (1 − σ) × 100 (roundedDown)",
      "cpu (0 + *2000*) / 4000 = 0.5",
      "mem (0 + *0*) / 8192 = 0",
      "σ = |0.5 − 0| / 2 = 0.25",
      "(1 − 0.25) × 100 = *75*",
    ],
  ],
  [
    "a cordon",
    [pod("p"), [node("a", { unschedulable: true })]],
    "filter",
    "NodeUnschedulable",
    ["- spec.unschedulable: true cordoned", "- node.kubernetes.io/unschedulable:NoSchedule untolerated"],
  ],
  ["no node named", [pod("p"), [node("a")]], "filter", "NodeName", ["+ spec.nodeName: — anyNode"]],
  ["no taints", [pod("p"), [node("a")]], "filter", "TaintToleration", ["note noTaints"]],
  [
    "a taint that keeps out, and one that is tolerated",
    [
      pod("p", { tolerations: [{ key: "a", operator: "Exists" }] }),
      [
        node("a", {
          taints: [
            { key: "a", value: "1", effect: "NoSchedule" },
            { key: "b", effect: "NoExecute" },
          ],
        }),
      ],
    ],
    "filter",
    "TaintToleration",
    ["- b:NoExecute untolerated", "+ a=1:NoSchedule [a] tolerated"],
  ],
  [
    "taints to avoid",
    [pod("p"), [node("a", { taints: [{ key: "a", effect: "PreferNoSchedule" }] }), node("b")]],
    "score",
    "TaintToleration",
    ["- a:PreferNoSchedule untolerated", "1 − 0 = *1*"],
  ],
  [
    "a selector",
    [pod("p", { nodeSelector: { disk: "ssd", tier: "web" } }), [node("a", { labels: { disk: "hdd" } })]],
    "filter",
    "NodeAffinity",
    ["- disk In [ssd] [disk: hdd] noMatch", "- tier In [web] [tier: —] noMatch"],
  ],
  [
    "preferred terms",
    [
      pod("p", {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 30, preference: { matchExpressions: [{ key: "disk", operator: "Exists" }] } },
              { weight: 10, preference: { matchExpressions: [{ key: "gpu", operator: "Exists" }] } },
            ],
          },
        },
      }),
      [node("a", { labels: { disk: "hdd" } }), node("b")],
    ],
    "score",
    "NodeAffinity",
    ["+ disk Exists · 30 [disk: hdd] matches", "- gpu Exists · 10 [gpu: —] noMatch", "30 = *30*"],
  ],
  [
    "a port that is taken",
    [pod("p", host), [node("a"), pod("e", { ...host, nodeName: "a" })]],
    "filter",
    "NodePorts",
    ["- 0.0.0.0:80/TCP [default/e] taken"],
  ],
  [
    "a skew that is too large",
    [
      pod("p", skew("DoNotSchedule")),
      [node("a", inZone("z1")), node("b", inZone("z2")), pod("e", { labels: web, nodeName: "a" })],
    ],
    "filter",
    "PodTopologySpread",
    [`${zone} · maxSkew 1`, "z1: 1 · z2: 0", "- z1: 1 + 1 − 0 = 2 > 1 skewed"],
  ],
  [
    "a node without the topology's label",
    [pod("p", skew("DoNotSchedule")), [node("a")]],
    "filter",
    "PodTopologySpread",
    [`${zone} · maxSkew 1`, `- ${zone} labelMissing`],
  ],
  [
    "a wish to spread",
    [
      pod("p", skew("ScheduleAnyway", 2)),
      [node("a", inZone("z1")), node("b", inZone("z2")), pod("e", { labels: web, nodeName: "a" })],
    ],
    "score",
    "PodTopologySpread",
    [
      "Pods × ln(domains + 2) + (maxSkew − 1) (rounded)",
      "z1: 1 × ln(2 + 2) + (2 − 1) = 1 × 1.386 + 1 = 2.386",
      "2.386 → *2*",
    ],
  ],
  [
    "Pods to keep away from",
    [
      pod("p", {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: zone, labelSelector }],
          },
        },
      }),
      [node("a", inZone("z1")), pod("e", { labels: web, nodeName: "a" })],
    ],
    "filter",
    "InterPodAffinity",
    [`- podAntiAffinity: app=web · ${zone}=z1: 1 unmet`],
  ],
  [
    "the first of a series that wants to be together",
    [
      pod("p", {
        labels: web,
        affinity: {
          podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: zone, labelSelector }] },
        },
      }),
      [node("a", inZone("z1"))],
    ],
    "filter",
    "InterPodAffinity",
    [`+ podAffinity: app=web · ${zone}=z1: 0 met`, "note firstOfSeries"],
  ],
  [
    "Pods that it would rather be with, and rather not",
    [
      pod("p", {
        affinity: {
          podAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 10, podAffinityTerm: { topologyKey: zone, labelSelector } },
            ],
          },
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 3, podAffinityTerm: { topologyKey: "kubernetes.io/hostname", labelSelector } },
            ],
          },
        },
      }),
      [
        node("a", inZone("z1")),
        node("b"),
        pod("e", { labels: web, nodeName: "a" }),
        pod("f", { labels: web, nodeName: "a" }),
      ],
    ],
    "score",
    "InterPodAffinity",
    [
      "Pods × weight",
      `preferred podAffinity: app=web · ${zone}=z1: 2 × 10 = 20`,
      "preferred podAntiAffinity: app=web · kubernetes.io/hostname=a: 2 × −3 = −6",
      "20 + −6 = *14*",
    ],
  ],
  [
    "an image that is not there",
    [pod("p"), [node("a"), node("b")]],
    "score",
    "ImageLocality",
    [
      "- registry.k8s.io/pause:3.10 absent",
      "(size − 23Mi) × 100 ÷ (1000Mi − 23Mi) (roundedDown)",
      "(23Mi − 23Mi) × 100 / (1000Mi − 23Mi) = *0*",
      "note lessThanFloor",
    ],
  ],
])("%s", (_, [pending, objects, configuration], point, plugin, expected) => {
  const arithmetic = arithmeticOf(decide(pending, objects, configuration), point, { node: "a", plugin });
  expect(told(arithmetic?.blocks ?? [])).toEqual(expected);
});

describe("normalising", () => {
  const prefers = (key: string, weight: number) => ({
    weight,
    preference: { matchExpressions: [{ key, operator: "Exists" }] },
  });
  const record = decide(
    pod("p", {
      ...skew("ScheduleAnyway"),
      affinity: {
        nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [prefers("disk", 7), prefers("gpu", 1)] },
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 3, podAffinityTerm: { topologyKey: zone, labelSelector } },
          ],
        },
      },
    }),
    [
      node("a", { labels: { [zone]: "z1", gpu: "yes" }, taints: [{ key: "k", effect: "PreferNoSchedule" }] }),
      node("b", { labels: { [zone]: "z2", disk: "ssd" } }),
      pod("e", { labels: web, nodeName: "a" }),
      pod("f", { labels: web, nodeName: "a" }),
    ],
  );

  it.each([
    ["TaintToleration", "100 − raw × 100 ÷ max", "100 − 1 × 100 / 1 → *0*"],
    ["NodeAffinity", "raw × 100 ÷ max", "1 × 100 / 7 → *14*"],
    ["PodTopologySpread", "(max + min − raw) × 100 ÷ max", "(3 + 0 − 3) × 100 / 3 → *0*"],
    ["InterPodAffinity", "(raw − min) × 100 ÷ (max − min)", "(−6 − (−6)) × 100 / (0 − (−6)) → *0*"],
  ])("%s", (plugin, formula, line) => {
    const score = record.score?.find((one) => one.plugin === plugin);
    const step = score && normalisingOf(record, score, "a");
    expect([step?.formula, told([{ kind: "sum", lines: step ? [step.line] : [] }])]).toEqual([formula, [line]]);
  });

  it("has nothing to say of scores that are in 0 to 100 already", () => {
    const score = record.score?.find((one) => one.plugin === "NodeResourcesFit");
    expect(score && normalisingOf(record, score, "a")).toBeNull();
  });
});

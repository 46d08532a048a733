import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { SchedulerConfiguration } from "../config/schedulerConfiguration.ts";
import { decide, node, pod } from "../fixtures.ts";
import type { DecisionRecord } from "../framework/decisionRecord.ts";
import type { Operands } from "../framework/operands.ts";

const zone = "topology.kubernetes.io/zone";
const labelSelector = { matchLabels: { app: "web" } };
const host = (port: number) => ({
  containers: [{ name: "c", image: "i", ports: [{ containerPort: 80, hostPort: port }] }],
});

/** The operands of Filter for a cell, whatever became of it. */
function filtered(
  { filterOperands, operands, filter }: DecisionRecord,
  plugin: string,
  on: string,
): Operands | undefined {
  const refusedBy = filter?.find((entry) => entry.node === on)?.verdict?.plugin;
  return refusedBy === plugin ? operands[plugin]?.[on] : filterOperands?.[plugin]?.[on];
}

const claim = (name: string, spec: object, annotations = {}): KubernetesObject =>
  ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name, namespace: "default", annotations },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, ...spec },
  }) as KubernetesObject;
const bound = { "pv.kubernetes.io/bind-completed": "yes" };
const volume = (name: string, spec: object, labels = {}): KubernetesObject =>
  ({
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, labels },
    spec: { capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], ...spec },
    status: { phase: "Available" },
  }) as KubernetesObject;
const waiting = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "late" },
  provisioner: "disk.example.com",
  volumeBindingMode: "WaitForFirstConsumer",
} as KubernetesObject;
const claims = (...names: readonly string[]) => ({
  volumes: names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
});

it.each<[string, Pod, KubernetesObject[], string, Operands]>([
  [
    "a node that is not cordoned",
    pod("p"),
    [node("a")],
    "NodeUnschedulable",
    { kind: "cordon", cordoned: false, tolerated: false },
  ],
  [
    "a cordon",
    pod("p"),
    [node("a", { unschedulable: true })],
    "NodeUnschedulable",
    { kind: "cordon", cordoned: true, tolerated: false },
  ],
  [
    "a cordon that is tolerated",
    pod("p", { tolerations: [{ operator: "Exists" }] }),
    [node("a", { unschedulable: true })],
    "NodeUnschedulable",
    { kind: "cordon", cordoned: true, tolerated: true },
  ],
  ["a Pod that names no node", pod("p"), [node("a")], "NodeName", { kind: "nodeName", wanted: null }],
  ["no taints", pod("p"), [node("a")], "TaintToleration", { kind: "taints", taints: [] }],
  [
    "a taint, and the toleration for it",
    pod("p", { tolerations: [{ key: "k", operator: "Exists", effect: "NoSchedule" }] }),
    [node("a", { taints: [{ key: "k", value: "v", effect: "NoSchedule" }] })],
    "TaintToleration",
    { kind: "taints", taints: [{ key: "k", value: "v", effect: "NoSchedule", tolerated: true, by: "k:NoSchedule" }] },
  ],
  [
    "a selector, and what the node has",
    pod("p", { nodeSelector: { disk: "ssd" } }),
    [node("a", { labels: { disk: "hdd" } })],
    "NodeAffinity",
    {
      kind: "nodeAffinity",
      terms: [{ of: "nodeSelector", term: "disk In [ssd]", matches: false, has: { disk: "hdd" } }],
    },
  ],
  [
    "room, on a node that another plugin refused",
    pod("p", { cpu: "1" }),
    [node("a", { taints: [{ key: "k", effect: "NoSchedule" }] })],
    "NodeResourcesFit",
    {
      kind: "resources",
      strategy: "filter",
      resources: [
        { name: "pods", allocatable: 110, requested: 0, pod: 1 },
        { name: "cpu", allocatable: 4000, requested: 0, pod: 1000 },
      ],
    },
  ],
  [
    "a port, and who holds it",
    pod("p", host(80)),
    [node("a"), pod("e", { ...host(80), nodeName: "a" })],
    "NodePorts",
    {
      kind: "ports",
      wanted: ["0.0.0.0:80/TCP"],
      taken: ["0.0.0.0:80/TCP"],
      heldBy: { "0.0.0.0:80/TCP": "default/e" },
    },
  ],
  [
    "a port that is free",
    pod("p", host(80)),
    [node("a"), pod("e", { ...host(81), nodeName: "a" })],
    "NodePorts",
    { kind: "ports", wanted: ["0.0.0.0:80/TCP"], taken: [], heldBy: {} },
  ],
  [
    "a disk that another Pod has",
    pod("p", { volumes: [{ name: "d", gcePersistentDisk: { pdName: "disk-1" } }] }),
    [node("a"), pod("e", { volumes: [{ name: "d", gcePersistentDisk: { pdName: "disk-1" } }], nodeName: "a" })],
    "VolumeRestrictions",
    { kind: "disks", disks: [{ disk: "disk-1", heldBy: "default/e" }], exclusive: [], conflicts: 0 },
  ],
  [
    "volumes against a driver's limit",
    pod("p", claims("c")),
    [
      node("a"),
      claim("c", { volumeName: "v" }, bound),
      volume("v", { csi: { driver: "disk.example.com", volumeHandle: "v" } }),
      {
        apiVersion: "storage.k8s.io/v1",
        kind: "CSINode",
        metadata: { name: "a" },
        spec: { drivers: [{ name: "disk.example.com", nodeID: "a", allocatable: { count: 1 } }] },
      } as KubernetesObject,
    ],
    "NodeVolumeLimits",
    { kind: "volumeLimits", drivers: [{ driver: "disk.example.com", attached: 0, wanted: 1, limit: 1 }] },
  ],
  [
    "claims: bound to a volume elsewhere, and one to be provisioned",
    pod("p", claims("c", "d")),
    [
      node("a"),
      claim("c", { volumeName: "v" }, bound),
      volume("v", {
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: zone, operator: "In", values: ["z1"] }] }],
          },
        },
      }),
      claim("d", { storageClassName: "late" }),
      waiting,
    ],
    "VolumeBinding",
    {
      kind: "claims",
      claims: [
        { claim: "default/c", storageClass: "", outcome: "bound", volume: "v", ok: false },
        { claim: "default/d", storageClass: "late", outcome: "provision", ok: true },
      ],
      reasons: ["node(s) didn't match PersistentVolume's node affinity"],
    },
  ],
  [
    "a volume's zone",
    pod("p", claims("c")),
    [
      node("a", { labels: { [zone]: "z2" } }),
      claim("c", { volumeName: "v" }, bound),
      volume("v", {}, { [zone]: "z1" }),
    ],
    "VolumeZone",
    { kind: "volumeZones", zones: [{ key: zone, values: ["z1"], node: "z2", matches: false }] },
  ],
  [
    "a skew that is allowed",
    pod("p", {
      labels: { app: "web" },
      topologySpreadConstraints: [{ topologyKey: zone, maxSkew: 1, whenUnsatisfiable: "DoNotSchedule", labelSelector }],
    }),
    [node("a", { labels: { [zone]: "z1" } })],
    "PodTopologySpread",
    {
      kind: "spread",
      constraints: [
        { topologyKey: zone, domain: "z1", maxSkew: 1, count: 0, selfMatch: 1, min: 0, domains: { z1: 0 } },
      ],
    },
  ],
  [
    "the first Pod of a series that wants to be together",
    pod("p", {
      labels: { app: "web" },
      affinity: {
        podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: zone, labelSelector }] },
      },
    }),
    [node("a", { labels: { [zone]: "z1" } })],
    "InterPodAffinity",
    {
      kind: "interPodAffinity",
      terms: [
        { term: "podAffinity: app=web", topologyKey: zone, domain: "z1", matches: 0, of: "incoming", anti: false },
      ],
      first: true,
    },
  ],
])("Filter compares %s", (_, pending, objects, plugin, expected) => {
  expect(filtered(decide(pending, objects), plugin, "a")).toEqual(expected);
});

const scoring = (scoringStrategy: object): SchedulerConfiguration => ({
  profiles: [{ pluginConfig: [{ name: "NodeResourcesFit", args: { scoringStrategy } }] }],
});

it.each<[string, Pod, KubernetesObject[], string, SchedulerConfiguration, Operands]>([
  [
    "MostAllocated",
    pod("p", { cpu: "1" }),
    [node("a"), node("b")],
    "NodeResourcesFit",
    scoring({ type: "MostAllocated", resources: [{ name: "cpu", weight: 3 }] }),
    {
      kind: "resources",
      strategy: "MostAllocated",
      resources: [{ name: "cpu", allocatable: 4000, requested: 0, pod: 1000, weight: 3, score: 25 }],
      score: 25,
    },
  ],
  [
    "RequestedToCapacityRatio",
    pod("p", { cpu: "1" }),
    [node("a"), node("b")],
    "NodeResourcesFit",
    scoring({
      type: "RequestedToCapacityRatio",
      resources: [{ name: "cpu", weight: 1 }],
      requestedToCapacityRatio: {
        shape: [
          { utilization: 0, score: 0 },
          { utilization: 100, score: 10 },
        ],
      },
    }),
    {
      kind: "resources",
      strategy: "RequestedToCapacityRatio",
      resources: [{ name: "cpu", allocatable: 4000, requested: 0, pod: 1000, weight: 1, score: 25 }],
      shape: [
        { utilization: 0, score: 0 },
        { utilization: 100, score: 10 },
      ],
      score: 25,
    },
  ],
  [
    "two fractions",
    pod("p", { cpu: "2" }),
    [node("a"), node("b")],
    "NodeResourcesBalancedAllocation",
    {},
    {
      kind: "resources",
      strategy: "BalancedAllocation",
      resources: [
        { name: "cpu", allocatable: 4000, requested: 0, pod: 2000, score: 0.5 },
        { name: "memory", allocatable: 8_589_934_592, requested: 0, pod: 0, score: 0 },
      ],
      deviation: 0.25,
      score: 75,
    },
  ],
  [
    "a taint to avoid",
    pod("p"),
    [node("a", { taints: [{ key: "k", effect: "PreferNoSchedule" }] }), node("b")],
    "TaintToleration",
    {},
    { kind: "taints", taints: [{ key: "k", value: "", effect: "PreferNoSchedule", tolerated: false }], score: 1 },
  ],
  [
    "preferred terms",
    pod("p", {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 7, preference: { matchExpressions: [{ key: "disk", operator: "Exists" }] } },
          ],
        },
      },
    }),
    [node("a", { labels: { disk: "ssd" } }), node("b")],
    "NodeAffinity",
    {},
    {
      kind: "nodeAffinity",
      terms: [{ of: "preferred", term: "disk Exists", weight: 7, matches: true, has: { disk: "ssd" } }],
      score: 7,
    },
  ],
  [
    "a wish to spread, with the weight of its domains",
    pod("p", {
      labels: { app: "web" },
      topologySpreadConstraints: [
        { topologyKey: zone, maxSkew: 2, whenUnsatisfiable: "ScheduleAnyway", labelSelector },
      ],
    }),
    [
      node("a", { labels: { [zone]: "z1" } }),
      node("b", { labels: { [zone]: "z2" } }),
      pod("e", { labels: { app: "web" }, nodeName: "a" }),
    ],
    "PodTopologySpread",
    {},
    {
      kind: "spread",
      constraints: [
        {
          topologyKey: zone,
          domain: "z1",
          maxSkew: 2,
          count: 1,
          selfMatch: 0,
          weight: Math.log(4),
          size: 2,
          domains: { z1: 1 },
        },
      ],
      score: 2,
    },
  ],
])("Score counts %s", (_, pending, objects, plugin, configuration, expected) => {
  expect(decide(pending, objects, configuration).operands[plugin]?.a).toEqual(expected);
});

describe("normalisation", () => {
  const prefers = (key: string, weight: number) => ({
    weight,
    preference: { matchExpressions: [{ key, operator: "Exists" }] },
  });
  const preferring = pod("p", {
    labels: { app: "web" },
    affinity: {
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [prefers("disk", 7), prefers("gpu", 1)] },
      podAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 3, podAffinityTerm: { topologyKey: zone, labelSelector } },
        ],
      },
    },
    topologySpreadConstraints: [{ topologyKey: zone, maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway", labelSelector }],
  });
  const objects = [
    node("a", { labels: { [zone]: "z1", disk: "ssd" }, taints: [{ key: "k", effect: "PreferNoSchedule" }] }),
    node("b", { labels: { [zone]: "z2", gpu: "yes" } }),
    pod("e", { labels: { app: "web" }, nodeName: "a" }),
    pod("f", { labels: { app: "web" }, nodeName: "a" }),
  ];
  const scores = new Map(decide(preferring, objects).score?.map((score) => [score.plugin, score]));

  it.each([
    ["TaintToleration", { kind: "share", max: 1, reverse: true }, { a: 0, b: 100 }],
    ["NodeAffinity", { kind: "share", max: 7, reverse: false }, { a: 100, b: 14 }],
    ["PodTopologySpread", { kind: "inverse", min: 0, max: 3 }, { a: 0, b: 100 }],
    ["InterPodAffinity", { kind: "range", min: 0, max: 6 }, { a: 100, b: 0 }],
    ["NodeResourcesFit", undefined, { a: 92, b: 97 }],
  ])("of %s", (plugin, normalization, normalized) => {
    expect(scores.get(plugin)?.normalization).toEqual(normalization);
    expect(scores.get(plugin)?.normalized).toEqual(normalized);
  });
});

it("every cell of the table has its numbers: each active plugin on each node asked", () => {
  const [container] = host(80).containers;
  const pending = pod("p", {
    labels: { app: "web" },
    nodeSelector: { disk: "ssd" },
    containers: [{ ...container!, resources: { requests: { cpu: "1" } } }],
    ...claims("c"),
    topologySpreadConstraints: [
      { topologyKey: zone, maxSkew: 1, whenUnsatisfiable: "DoNotSchedule", labelSelector },
      { topologyKey: zone, maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway", labelSelector },
    ],
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "db" } } },
        ],
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, podAffinityTerm: { topologyKey: zone, labelSelector } },
        ],
      },
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, preference: { matchExpressions: [{ key: "disk", operator: "Exists" }] } },
        ],
      },
    },
  });
  const inZone = (disk: string, name: string) => ({ labels: { [zone]: name, disk } });
  const record = decide(pending, [
    node("a", inZone("ssd", "z1")),
    node("b", inZone("ssd", "z2")),
    node("c", inZone("hdd", "z2")),
    node("d", { ...inZone("ssd", "z1"), taints: [{ key: "k", effect: "NoSchedule" }] }),
    pod("e", { labels: { app: "web" }, nodeName: "c" }),
    claim("c", { volumeName: "v" }, bound),
    volume("v", {}, { [zone]: "z1__z2" }),
  ]);
  expect(record.filterPlugins).toEqual([
    "NodeUnschedulable",
    "NodeName",
    "TaintToleration",
    "NodeAffinity",
    "NodePorts",
    "NodeResourcesFit",
    "NodeVolumeLimits",
    "VolumeBinding",
    "VolumeZone",
    "PodTopologySpread",
    "InterPodAffinity",
  ]);
  const silent = (record.filter ?? []).flatMap(({ node: name }) =>
    record.filterPlugins.filter((plugin) => !filtered(record, plugin, name)).map((plugin) => `${plugin} on ${name}`),
  );
  expect(silent).toEqual([]);
  expect(record.score?.map(({ plugin }) => plugin)).toEqual([
    "TaintToleration",
    "NodeAffinity",
    "NodeResourcesFit",
    "PodTopologySpread",
    "InterPodAffinity",
    "NodeResourcesBalancedAllocation",
    "ImageLocality",
  ]);
  expect(Object.keys(record.total ?? {})).toEqual(["a", "b"]);
  expect(record.score?.filter(({ plugin }) => !record.operands[plugin]?.a || !record.operands[plugin]?.b)).toEqual([]);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { decide, node, pod } from "../scheduler/fixtures.ts";
import { diagnose } from "./diagnose.ts";
import { editObject } from "./editObject.ts";
import type { Change, Diagnosis } from "./model.ts";

function said({ what }: Change): string {
  return Object.values(what).join(" ");
}

/** `change + change → nodes`, one line a fix. */
function fixes(diagnosis: Diagnosis | null): string[] {
  return (diagnosis?.fixes ?? []).map(({ changes, fits }) => `${changes.map(said).join(" + ")} → ${fits.join(" ")}`);
}

function sized(name: string, cpu: string, memory: string, spec: Parameters<typeof node>[1] = {}) {
  const made = node(name, { ...spec, cpu });
  return { ...made, status: { ...made.status, allocatable: { cpu, memory, pods: "110" } } };
}

const cordon = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };
const gpuTaint = { key: "dedicated", value: "gpu", effect: "NoSchedule" };

const trainer: Pod = {
  ...pod("trainer"),
  spec: {
    containers: [
      {
        name: "train",
        image: "train:9",
        resources: { requests: { cpu: "3", memory: "6Gi" }, limits: { memory: "6Gi" } },
      },
    ],
  },
};
const lesson = [
  sized("node-1", "2500m", "16Gi", { taints: [gpuTaint] }),
  sized("node-2", "1", "4Gi"),
  sized("node-3", "2500m", "16Gi"),
  sized("node-4", "8", "32Gi", { unschedulable: true, taints: [cordon] }),
  sized("node-5", "2", "16Gi"),
];

describe("the Pod that no node takes", () => {
  const diagnosis = diagnose(trainer, lesson);

  it("says what the scheduler says", () => {
    expect(diagnosis?.message).toBe(
      "0/5 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {dedicated: gpu}, 1 node(s) were unschedulable, 3 Insufficient cpu. no new claims to deallocate, preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.",
    );
  });

  it("tells per node what is reported, what is hidden, and how far off it is", () => {
    expect(diagnosis?.nodes.map(({ needs: _, ...rest }) => rest)).toEqual([
      {
        node: "node-1",
        reported: [{ plugin: "TaintToleration", reason: "node(s) had untolerated taint {dedicated: gpu}" }],
        hidden: [{ plugin: "NodeResourcesFit", reason: "Insufficient cpu" }],
        short: [{ resource: "cpu", asks: 3000, free: 2500 }],
        cordoned: false,
        taints: ["dedicated=gpu:NoSchedule"],
      },
      {
        node: "node-2",
        reported: [
          { plugin: "NodeResourcesFit", reason: "Insufficient cpu" },
          { plugin: "NodeResourcesFit", reason: "Insufficient memory" },
        ],
        hidden: [],
        short: [
          { resource: "cpu", asks: 3000, free: 1000 },
          { resource: "memory", asks: 6442450944, free: 4294967296 },
        ],
        cordoned: false,
        taints: [],
      },
      {
        node: "node-3",
        reported: [{ plugin: "NodeResourcesFit", reason: "Insufficient cpu" }],
        hidden: [],
        short: [{ resource: "cpu", asks: 3000, free: 2500 }],
        cordoned: false,
        taints: [],
      },
      {
        node: "node-4",
        reported: [{ plugin: "NodeUnschedulable", reason: "node(s) were unschedulable" }],
        hidden: [
          {
            plugin: "TaintToleration",
            reason: "node(s) had untolerated taint {node.kubernetes.io/unschedulable: }",
          },
        ],
        short: [],
        cordoned: true,
        taints: [],
      },
      {
        node: "node-5",
        reported: [{ plugin: "NodeResourcesFit", reason: "Insufficient cpu" }],
        hidden: [],
        short: [{ resource: "cpu", asks: 3000, free: 2000 }],
        cordoned: false,
        taints: [],
      },
    ]);
  });

  it("offers the smallest changes, small to large", () => {
    expect(fixes(diagnosis)).toEqual([
      "request cpu 3 2.5 → node-3",
      "uncordon node-4 → node-4",
      "request cpu 3 2 → node-3 node-5",
    ]);
    expect(diagnosis?.fixes[0].changes[0].edits).toEqual([
      {
        kind: "Pod",
        namespace: "default",
        name: "trainer",
        path: ["spec", "containers", 0, "resources", "requests", "cpu"],
        value: "2.5",
      },
    ]);
  });

  it("says what is not enough", () => {
    expect(diagnosis?.notEnough.map(({ change, node: name, reasons }) => [said(change), name, reasons])).toEqual([
      ["toleration dedicated=gpu:NoSchedule", "node-1", ["Insufficient cpu"]],
    ]);
  });
});

const anti = (topologyKey: string) => ({ labelSelector: { matchLabels: { app: "web" } }, topologyKey });
const web = (name: string, nodeName: string) => pod(name, { labels: { app: "web" }, nodeName });
const gpus = (name: string, count: string) => {
  const made = node(name);
  return { ...made, status: { allocatable: { ...made.status?.allocatable, "nvidia.com/gpu": count } } };
};
const asking = (requests: { [resource: string]: string }, limits = requests) =>
  pod("p", { containers: [{ name: "c", image: "x", resources: { requests, limits } }] });

describe("smallest fixes", () => {
  it.each<[string, Pod, KubernetesObject[], string[]]>([
    ["a Pod that fits needs nothing", pod("p"), [node("a")], []],
    ["a taint", pod("p"), [node("a", { taints: [gpuTaint] })], ["toleration dedicated=gpu:NoSchedule → a"]],
    [
      "a node that is ill is not to be tolerated",
      pod("p"),
      [node("a", { taints: [{ key: "node.kubernetes.io/not-ready", effect: "NoSchedule" }] })],
      [],
    ],
    [
      "taint and request together, when nothing less helps",
      pod("p", { cpu: "5" }),
      [node("a", { taints: [gpuTaint] })],
      ["toleration dedicated=gpu:NoSchedule + request cpu 5 4 → a"],
    ],
    [
      "a selector that no node has: drop it, or label the node",
      pod("p", { nodeSelector: { disk: "ssd" } }),
      [node("a")],
      ["nodeSelector disk ssd  → a", "label a disk ssd → a"],
    ],
    [
      "a selector with another value",
      pod("p", { nodeSelector: { "topology.kubernetes.io/zone": "a" } }),
      [node("a", { labels: { "topology.kubernetes.io/zone": "b" } })],
      ["nodeSelector topology.kubernetes.io/zone a b → a"],
    ],
    [
      "one expression of a node affinity",
      pod("p", {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [
                    { key: "os", operator: "In", values: ["linux"] },
                    { key: "gpu", operator: "Exists" },
                  ],
                },
              ],
            },
          },
        },
      }),
      [node("a", { labels: { os: "linux" } })],
      ["nodeAffinity gpu Exists false → a", "nodeAffinity os In linux,gpu Exists true → a"],
    ],
    [
      "a term of the podAntiAffinity, the one that matters",
      pod("p", {
        labels: { app: "web" },
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [anti("zone"), anti("kubernetes.io/hostname")],
          },
        },
      }),
      [node("a"), node("b"), web("w1", "a"), web("w2", "b")],
      ["podAntiAffinity 2 kubernetes.io/hostname → a b"],
    ],
    [
      "a spread constraint: more skew, or a wish",
      pod("p", {
        labels: { app: "web" },
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "kubernetes.io/hostname",
            whenUnsatisfiable: "DoNotSchedule",
            labelSelector: { matchLabels: { app: "web" } },
          },
        ],
      }),
      [node("a"), node("b", { cpu: "0" }), web("w1", "a"), web("w2", "a")].map((object) =>
        object.metadata.name === "b"
          ? { ...object, spec: { taints: [{ ...cordon, key: "node.kubernetes.io/not-ready" }] } }
          : object,
      ),
      ["maxSkew kubernetes.io/hostname 1 3 → a", "scheduleAnyway kubernetes.io/hostname → a"],
    ],
    [
      "a GPU that is missing",
      asking({ "nvidia.com/gpu": "1" }),
      [node("a"), gpus("b", "1"), pod("q", { ...asking({ "nvidia.com/gpu": "1" }).spec, nodeName: "b" })],
      ["capacity a nvidia.com/gpu 0 1 → a", "capacity b nvidia.com/gpu 1 2 → b"],
    ],
    ["fewer GPUs", asking({ "nvidia.com/gpu": "4" }), [gpus("b", "2")], ["request nvidia.com/gpu 4 2 → b"]],
    [
      "a host port that is taken",
      pod("p", { containers: [{ name: "c", image: "x", ports: [{ containerPort: 80, hostPort: 80 }] }] }),
      [
        node("a"),
        pod("q", {
          nodeName: "a",
          containers: [{ name: "c", image: "x", ports: [{ containerPort: 80, hostPort: 80 }] }],
        }),
      ],
      ["hostPort 80 → a"],
    ],
    [
      "a scheduling gate, and what comes after it",
      pod("p", { schedulingGates: [{ name: "quota" }], cpu: "5" }),
      [node("a")],
      ["gates quota + request cpu 5 4 → a"],
    ],
    ["no nodes", pod("p"), [], []],
  ])("%s", (_, pending, objects, expected) => {
    expect(fixes(diagnose(pending, objects))).toEqual(expected);
  });

  it("lowers several containers in proportion when one alone can't give enough", () => {
    const container = (name: string) => ({ name, image: "x", resources: { requests: { cpu: "2" } } });
    const pending = pod("p", { containers: [container("a"), container("b"), container("c")] });
    const diagnosis = diagnose(pending, [node("n", { cpu: "3" })]);
    expect(fixes(diagnosis)).toEqual(["request cpu 6 3 → n"]);
    expect(diagnosis?.fixes[0].changes[0].edits.map(({ value }) => value)).toEqual(["1", "1", "1"]);
  });

  it("changes the template of the Deployment that the Pod came from", () => {
    const owner = (kind: string, uid: string) => [{ apiVersion: "apps/v1", kind, name: uid, uid, controller: true }];
    const made = pod("web-1-x", { cpu: "5" });
    const pending = { ...made, metadata: { ...made.metadata, ownerReferences: owner("ReplicaSet", "web-1") } };
    const replicaSet = {
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      metadata: { name: "web-1", uid: "web-1", ownerReferences: owner("Deployment", "web") },
      spec: {},
    };
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", uid: "web" }, spec: {} };
    expect(diagnose(pending, [node("a"), replicaSet, deployment])?.fixes[0].changes[0].edits).toEqual([
      {
        kind: "Deployment",
        namespace: "default",
        name: "web",
        path: ["spec", "template", "spec", "containers", 0, "resources", "requests", "cpu"],
        value: "4",
      },
    ]);
  });

  it("has nothing to say for a scheduler that is not there", () => {
    expect(diagnose(pod("p", { schedulerName: "mine" }), [node("a")])).toBeNull();
  });
});

describe("every fix that is offered", () => {
  const zones = fc.constantFrom("a", "b", "c");
  const nodes = fc.array(
    fc.record({ cpu: fc.integer({ min: 0, max: 4 }), zone: zones, tainted: fc.boolean(), cordoned: fc.boolean() }),
    { minLength: 1, maxLength: 6 },
  );
  const others = fc.array(fc.record({ on: fc.nat(5), cpu: fc.integer({ min: 0, max: 2 }) }), { maxLength: 6 });
  const wanted = fc.record({
    cpu: fc.integer({ min: 1, max: 6 }),
    zone: fc.option(zones),
    anti: fc.boolean(),
    spread: fc.boolean(),
    port: fc.boolean(),
    gated: fc.boolean(),
  });

  it("really lets the Pod be scheduled", { timeout: 60_000 }, () => {
    let offered = 0;
    fc.assert(
      fc.property(nodes, others, wanted, (specs, running, want) => {
        const ports = [{ containerPort: 80, hostPort: 80 }];
        const containers = (cpu: number) => [
          { name: "c", image: "x", resources: { requests: { cpu: String(cpu) } }, ...(want.port && { ports }) },
        ];
        const cluster: KubernetesObject[] = specs.map(({ cpu, zone, tainted, cordoned }, i) =>
          node(`n${i}`, {
            cpu: String(cpu),
            labels: { zone },
            unschedulable: cordoned,
            taints: [...(tainted ? [gpuTaint] : []), ...(cordoned ? [cordon] : [])],
          }),
        );
        for (const [i, { on, cpu }] of running.entries()) {
          const nodeName = `n${on % specs.length}`;
          cluster.push(pod(`r${i}`, { labels: { app: "web" }, nodeName, containers: containers(cpu) }));
        }
        const pending = pod("p", {
          labels: { app: "web" },
          containers: containers(want.cpu),
          ...(want.zone && { nodeSelector: { zone: want.zone } }),
          ...(want.gated && { schedulingGates: [{ name: "g" }] }),
          ...(want.anti && {
            affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [anti("zone")] } },
          }),
          ...(want.spread && {
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: "zone",
                whenUnsatisfiable: "DoNotSchedule",
                labelSelector: { matchLabels: { app: "web" } },
              },
            ],
          }),
        });
        for (const fix of diagnose(pending, cluster)?.fixes ?? []) {
          offered++;
          const changed = fix.changes
            .flatMap(({ edits }) => edits)
            .reduce(
              (objects, { kind, name, path, value }) =>
                objects.map((object) =>
                  object.kind === kind && object.metadata.name === name ? editObject(object, path, value) : object,
                ),
              [pending as KubernetesObject, ...cluster],
            );
          const after = changed[0] as Pod;
          expect(after.spec.schedulingGates ?? []).toEqual([]);
          expect(decide(after, changed.slice(1)).chosen).toBe(fix.chosen);
        }
      }),
      { numRuns: 100, seed: 7 },
    );
    expect(offered).toBeGreaterThan(100);
  });
});

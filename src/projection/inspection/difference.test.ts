import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type ContainerStatus,
  type KubeletPodRecord,
  type Node,
  type Pod,
  printPodStatus,
  type RuntimeContainer,
  Simulation,
} from "../../engine/index.ts";
import { inspectorEn } from "../../i18n/inspector.en.ts";
import { inspectorZhCN } from "../../i18n/inspector.zhCN.ts";
import { parseScenario } from "../../scenario/index.ts";
import { buildJourney } from "../journey.ts";
import { sceneAt } from "../scene.ts";
import { type Behind, whyTheyDiffer } from "./difference.ts";
import { inspect } from "./inspection.ts";
import type { Difference, RosettaModel } from "./model.ts";

type Condition = readonly [type: string, status: string, reason?: string];

interface Case {
  readonly spec?: Partial<Pod["spec"]>;
  readonly metadata?: Partial<Pod["metadata"]>;
  readonly phase?: string;
  readonly reason?: string;
  readonly conditions?: readonly Condition[];
  readonly statuses?: readonly Partial<ContainerStatus>[];
  readonly runtime?: readonly Partial<RuntimeContainer>[] | null;
  readonly nodeReady?: string;
  readonly broken?: Behind["broken"];
  readonly warning?: string;
}

const bound = { nodeName: "node-1" };
const ready: readonly Condition[] = [
  ["ContainersReady", "True"],
  ["Ready", "True"],
  ["PodScheduled", "True"],
];
const unready: readonly Condition[] = [
  ["ContainersReady", "False", "ContainersNotReady"],
  ["Ready", "False", "ContainersNotReady"],
];
const runs = { name: "web", ready: true, restartCount: 0, state: { running: {} } } as Partial<ContainerStatus>;
const waits = (reason: string) =>
  ({ name: "web", ready: false, restartCount: 0, state: { waiting: { reason } } }) as Partial<ContainerStatus>;
const ended = (exitCode: number) =>
  ({
    name: "web",
    ready: false,
    restartCount: 0,
    state: { terminated: { exitCode, reason: exitCode ? "Error" : "Completed" } },
  }) as Partial<ContainerStatus>;
const real = { name: "web", image: "web:1", state: "running", ready: true, probes: {} } as Partial<RuntimeContainer>;
const results = (...successes: boolean[]) => successes.map((success, time) => ({ time, success }));
const gone = { metadata: { deletionTimestamp: "2026-01-01T00:00:30Z", deletionGracePeriodSeconds: 30 } };

function why(given: Case): Difference {
  const { phase = "Pending", conditions = [], statuses = [], runtime = null, nodeReady = "True" } = given;
  const pod = {
    kind: "Pod",
    metadata: { name: "web", namespace: "default", uid: "u", ...given.metadata },
    spec: { containers: [{ name: "web", image: "web:1" }], ...given.spec },
    status: {
      phase,
      ...(given.reason && { reason: given.reason }),
      conditions: conditions.map(([type, status, reason]) => ({ type, status, ...(reason && { reason }) })),
      containerStatuses: statuses,
    },
  } as unknown as Pod;
  const printed = printPodStatus(pod);
  const model: Omit<RosettaModel, "why"> = {
    pod: "default/web",
    time: 0,
    kubectl: { name: "web", ready: printed.ready, status: printed.status, restarts: "0" },
    phase,
    conditions: [],
    containers: [],
    lastEvent: given.warning ? { reason: given.warning, message: "", warning: true, time: 2000 } : null,
  };
  return whyTheyDiffer(pod, model, {
    kubelet: runtime === null ? undefined : ({ containers: runtime } as unknown as KubeletPodRecord),
    node: { status: { conditions: [{ type: "Ready", status: nodeReady }] } } as unknown as Node,
    broken: given.broken,
  });
}

describe("what is said of a Pod holds for it", () => {
  it.each<[string, Case, Difference]>([
    ["in the queue", {}, { kind: "unasked" }],
    ["refused", { conditions: [["PodScheduled", "False", "Unschedulable"]] }, { kind: "unscheduled" }],
    ["gated", { conditions: [["PodScheduled", "False", "SchedulingGated"]] }, { kind: "gated" }],
    ["bound, not taken up", { spec: bound, conditions: [["PodScheduled", "True"]] }, { kind: "bound", node: "node-1" }],
    [
      "accepted",
      { spec: bound, conditions: [["PodScheduled", "True"]], runtime: [{ ...real, state: "waiting", ready: false }] },
      { kind: "accepted", node: "node-1" },
    ],
    [
      "ContainerCreating",
      { spec: bound, conditions: unready, statuses: [waits("ContainerCreating")], runtime: [] },
      { kind: "creating", status: "ContainerCreating" },
    ],
    [
      "an image that cannot be pulled",
      { spec: bound, conditions: unready, statuses: [waits("ImagePullBackOff")], runtime: [] },
      { kind: "cannotStart", container: "web", status: "ImagePullBackOff" },
    ],
    [
      "Running, not ready",
      {
        spec: bound,
        phase: "Running",
        conditions: unready,
        statuses: [{ ...runs, ready: false }],
        runtime: [{ ...real, ready: false }],
      },
      { kind: "notReady", containers: "web", reason: "ContainersNotReady", nodeWasSilent: false },
    ],
    [
      "Running, a readiness gate open",
      {
        spec: bound,
        phase: "Running",
        conditions: [
          ["ContainersReady", "True"],
          ["Ready", "False", "ReadinessGatesNotReady"],
        ],
        statuses: [runs],
        runtime: [real],
      },
      { kind: "notReady", containers: "", reason: "ReadinessGatesNotReady", nodeWasSilent: false },
    ],
    [
      "ready for the kubelet only",
      {
        spec: bound,
        phase: "Running",
        conditions: unready,
        statuses: [{ ...runs, ready: false }],
        runtime: [real],
      },
      { kind: "readyUnpublished", container: "web", ready: true },
    ],
    ["Ready", { spec: bound, phase: "Running", conditions: ready, statuses: [runs], runtime: [real] }, agree(null)],
    [
      "Ready, after a Warning",
      { spec: bound, phase: "Running", conditions: ready, statuses: [runs], runtime: [real], warning: "Unhealthy" },
      agree("Unhealthy"),
    ],
    [
      "Ready, its readiness probe has begun to fail",
      {
        spec: bound,
        phase: "Running",
        conditions: ready,
        statuses: [runs],
        runtime: [{ ...real, probes: { readiness: results(false, true, false, false) } }],
        warning: "Unhealthy",
      },
      { kind: "probeFails", container: "web", probe: "readiness", failures: 2, threshold: 3 },
    ],
    [
      "Ready, its liveness probe has failed for good",
      {
        spec: {
          ...bound,
          containers: [{ name: "web", image: "web:1", livenessProbe: { failureThreshold: 1 } }],
        } as Case["spec"],
        phase: "Running",
        conditions: ready,
        statuses: [runs],
        runtime: [{ ...real, probes: { liveness: results(true, false) } }],
      },
      { kind: "probeFails", container: "web", probe: "liveness", failures: 1, threshold: 1 },
    ],
    [
      "no longer ready for the kubelet",
      {
        spec: bound,
        phase: "Running",
        conditions: ready,
        statuses: [runs],
        runtime: [{ ...real, ready: false }],
        warning: "Unhealthy",
      },
      { kind: "readyUnpublished", container: "web", ready: false },
    ],
    [
      "Completed",
      { spec: bound, phase: "Succeeded", statuses: [ended(0)] },
      { kind: "finished", phase: "Succeeded", status: "Completed", reasoned: true },
    ],
    [
      "failed without a word",
      { spec: bound, phase: "Failed" },
      { kind: "finished", phase: "Failed", status: "Failed", reasoned: false },
    ],
    ["evicted", { spec: bound, phase: "Failed", reason: "Evicted" }, { kind: "evicted", reason: "Evicted" }],
    [
      "evicted, and its container's reason is printed",
      { spec: bound, phase: "Failed", reason: "Evicted", statuses: [ended(137)] },
      { kind: "finished", phase: "Failed", status: "Error", reasoned: true },
    ],
    [
      "CrashLoopBackOff",
      { spec: bound, phase: "Running", conditions: unready, statuses: [waits("CrashLoopBackOff")], runtime: [] },
      { kind: "crashes", container: "web", status: "CrashLoopBackOff", phase: "Running", again: true },
    ],
    [
      "one container has failed for good, another runs",
      {
        spec: { ...bound, restartPolicy: "Never" },
        phase: "Running",
        conditions: unready,
        statuses: [ended(1), { ...runs, name: "log" }],
        runtime: [],
      },
      { kind: "crashes", container: "web", status: "Error", phase: "Running", again: false },
    ],
    [
      "one container is done, another runs",
      {
        spec: { ...bound, restartPolicy: "OnFailure" },
        phase: "Running",
        conditions: unready,
        statuses: [ended(0), { ...runs, name: "log" }],
        runtime: [],
      },
      { kind: "crashes", container: "web", status: "NotReady", phase: "Running", again: false },
    ],
    [
      "Terminating, running",
      { ...gone, spec: bound, phase: "Running", conditions: ready, statuses: [runs], runtime: [real] },
      { kind: "terminating", phase: "Running", seconds: 30, ends: "running" },
    ],
    [
      "Terminating, ended",
      {
        ...gone,
        spec: bound,
        phase: "Running",
        conditions: ready,
        statuses: [runs],
        runtime: [{ ...real, state: "exited" }],
      },
      { kind: "terminating", phase: "Running", seconds: 30, ends: "ended" },
    ],
    [
      "Terminating on a node that is silent",
      { ...gone, spec: bound, phase: "Running", statuses: [runs], runtime: [real], nodeReady: "Unknown" },
      { kind: "terminating", phase: "Running", seconds: 30, ends: "silent" },
    ],
    ["Terminating without a node", gone, { kind: "terminating", phase: "Pending", seconds: 30, ends: "held" }],
    [
      "Unknown",
      { ...gone, spec: bound, phase: "Running", reason: "NodeLost", statuses: [runs], nodeReady: "Unknown" },
      { kind: "nodeLost" },
    ],
    [
      "its node is down, and nobody knows",
      {
        spec: bound,
        phase: "Running",
        conditions: ready,
        statuses: [runs],
        runtime: [real],
        broken: "failNode",
      },
      { kind: "silent", node: "node-1", status: "Running", told: false },
    ],
    [
      "its node is silent",
      {
        spec: bound,
        phase: "Running",
        conditions: [
          ["ContainersReady", "True"],
          ["Ready", "False"],
        ],
        statuses: [runs],
        runtime: [real],
        nodeReady: "Unknown",
      },
      { kind: "silent", node: "node-1", status: "Running", told: true },
    ],
    [
      "its node is back",
      {
        spec: bound,
        phase: "Running",
        conditions: [
          ["ContainersReady", "True"],
          ["Ready", "False"],
        ],
        statuses: [runs],
        runtime: [real],
      },
      { kind: "notReady", containers: "", reason: "", nodeWasSilent: true },
    ],
    ["Running, of which no more is known", { spec: bound, phase: "Running" }, plain("Running")],
    ["no phase at all", { spec: bound, phase: "" }, plain("Unknown", "")],
  ])("%s", (_what, given, expected) => {
    const found = why(given);
    expect(found).toEqual(expected);
    for (const words of [inspectorEn, inspectorZhCN]) {
      const text = words["rosetta.why"]({ why: found, eventTime: "2 s" });
      expect(text).toMatch(/^\*\*.+\*\*.+[.。]$/);
      expect(text).not.toMatch(/undefined|null/);
    }
  });

  function agree(past: string | null): Difference {
    return { kind: "agree", past };
  }
  function plain(status: string, phase = status): Difference {
    return { kind: "plain", phase, status };
  }
});

describe("in a run", () => {
  it.each(["probes", "node-failure", "init-containers", "gray-release", "containers"])(
    "%s: no Pod is called well that is not, and of none is nothing known",
    (lesson) => {
      const { scenario } = parseScenario(readFileSync(`public/lessons/${lesson}/scenario.yaml`, "utf8"));
      if (!scenario) throw new Error("no scenario");
      const simulation = new Simulation(scenario, { seed: 1 });
      simulation.run();
      const cursor = simulation.cursor();
      const journey = buildJourney(simulation.entries, cursor);
      const inspection = inspect(journey, cursor, (at) => sceneAt(journey, cursor, at));
      const kinds = new Set<string>();
      for (const at of journey.beats.keys()) {
        for (const pod of journey.pods) {
          const model = inspection.rosettaAt(pod, at);
          if (!model) continue;
          kinds.add(model.why.kind);
          if (model.why.kind !== "agree") continue;
          expect(model, `${pod}, beat ${at + 1}`).toMatchObject({ phase: "Running", kubectl: { status: "Running" } });
          expect(model.conditions).toContainEqual({ type: "Ready", status: "True" });
          for (const { api, runtime } of model.containers)
            if (!api.startsWith("terminated: Completed")) expect([api, runtime]).toEqual(["running", "running"]);
        }
      }
      expect(kinds).toContain("agree");
      expect(kinds).toContain("bound");
      expect(kinds).not.toContain("plain");
    },
  );
});

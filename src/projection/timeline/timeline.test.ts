import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Simulation } from "../../engine/index.ts";
import { parseScenario, runLimit } from "../../scenario/index.ts";
import { lessonsFolder } from "../../testing/playedLesson.ts";
import { buildJourney } from "../journey.ts";
import type { Journey } from "../model.ts";
import { followedLanes, laneRows } from "./followed.ts";
import type { Lane, TimelineModel } from "./model.ts";
import { timelineOf } from "./timeline.ts";

interface Played {
  readonly journey: Journey;
  readonly timeline: TimelineModel;
}

function play(text: string, pod?: string): Played {
  const { scenario, problems } = parseScenario(text);
  if (!scenario) throw new Error(problems.map(({ message }) => message).join("\n"));
  const simulation = new Simulation(scenario, { seed: 1, until: runLimit(scenario) });
  simulation.run();
  const journey = buildJourney(simulation.entries, simulation.cursor(), pod, scenario.notSimulated);
  return { journey, timeline: timelineOf(journey, simulation.entries) };
}

const lesson = (id: string): Played => play(readFileSync(`${lessonsFolder}/${id}/scenario.yaml`, "utf8"));

const laneOf = ({ timeline }: Played, id: string): Lane => {
  const found = timeline.lanes.find((lane) => lane.id === id);
  if (!found) throw new Error(`no lane ${id} among ${timeline.lanes.map((lane) => lane.id).join(", ")}`);
  return found;
};
/** Whole virtual seconds, state, label. */
const bars = (lane: Lane): unknown[] =>
  lane.bars.map(({ from, state, label }) => [Math.round(from.time / 1000), state, label]);
const marks = (lane: Lane): unknown[] => lane.marks.map(({ at, state }) => [Math.round(at.time / 1000), state]);

const probed = lesson("probes");
const crashing = lesson("crash-loop");
const scaled = lesson("autoscaling");
const broken = lesson("node-failure");

describe("lanes", () => {
  it("of a Pod with probes and a Service: what took part, by group", () => {
    expect(probed.timeline.lanes.map(({ group, id }) => `${group} ${id}`)).toEqual([
      "controlPlane kubectl",
      "controlPlane apiServer",
      "controlPlane etcd",
      "controlPlane queue",
      "controlPlane scheduler",
      "controlPlane controller/endpoint-slice-controller",
      "pod kubelet/node-1",
      "pod pause",
      "pod container/web",
      "pod probe/web startup",
      "pod probe/web readiness",
      "pod probe/web liveness",
      "services endpoints/default/web",
      "nodes node/node-1",
    ]);
  });

  it("the container: pull, create, run, and once more after the liveness probe failed", () => {
    expect(bars(laneOf(probed, "container/web"))).toEqual([
      [1, "now", { key: "pull" }],
      [3, "terminated", { key: "create" }],
      [3, "running", "Running"],
      [105, "pass", "exit 0"],
      [105, "terminated", { key: "create" }],
      [105, "running", { key: "run", count: 2 }],
    ]);
  });

  it("the sandbox has the Pod's IP", () => {
    expect(bars(laneOf(probed, "pause"))).toEqual([
      [0, "terminated", { key: "create" }],
      [1, "running", { key: "sandbox", ip: "10.244.1.2" }],
    ]);
  });

  it("probes are ticks, and say how often they are asked for", () => {
    const startup = laneOf(probed, "probe/web startup");
    expect(startup.periodSeconds).toBe(5);
    expect(marks(startup).slice(0, 3)).toEqual([
      [5, "fail"],
      [10, "fail"],
      [15, "pass"],
    ]);
  });

  it("endpoints come and go with readiness", () => {
    expect(bars(laneOf(probed, "endpoints/default/web")).slice(0, 3)).toEqual([
      [0, "pending", { key: "endpoints", count: 0 }],
      [15, "pass", { key: "endpoints", count: 1 }],
      [55, "pending", { key: "endpoints", count: 0 }],
    ]);
  });

  it("a crash loop: runs, failures, and the waits in the kubelet's own word", () => {
    expect(bars(laneOf(crashing, "container/web")).map((bar) => (bar as unknown[]).slice(1))).toEqual([
      ["now", { key: "pull" }],
      ["terminated", { key: "create" }],
      ["fail", "exit 1"],
      ["pending", { key: "wait" }],
      ["terminated", { key: "create" }],
      ["fail", "exit 1"],
      ["pending", "CrashLoopBackOff"],
      ["terminated", { key: "create" }],
      ["fail", "exit 1"],
      ["pending", "CrashLoopBackOff"],
      ["terminated", { key: "create" }],
      ["running", { key: "run", count: 4 }],
    ]);
  });

  it("an autoscaler's wish is a bar, each of its looks a mark", () => {
    const lane = laneOf(scaled, "autoscaler/default/web");
    expect(bars(lane)).toEqual([
      [0, "now", { key: "replicas", count: 2 }],
      [60, "now", { key: "replicas", count: 4 }],
      [75, "now", { key: "replicas", count: 8 }],
      [435, "now", { key: "replicas", count: 2 }],
    ]);
    expect(lane.marks.length).toBe(9);
  });

  it("traffic is what each Service behind an Ingress is to get, and whether it fails", () => {
    const lane = laneOf(lesson("gray-release"), "traffic/default/shop-canary");
    expect(bars(lane).slice(0, 6)).toEqual([
      [23, "pending", "X-Canary"],
      [30, "now", "X-Canary"],
      [45, "now", "X-Canary · 10%"],
      [55, "fail", "X-Canary · 10%"],
      [75, "fail", "X-Canary · 0%"],
      [115, "now", "X-Canary · 0%"],
    ]);
  });

  it("a node that dies: its STATUS, what came to it, and what broke", () => {
    const lane = laneOf(broken, "node/node-1");
    expect(bars(lane)).toEqual([
      [0, "pass", "Ready"],
      [85, "fail", "NotReady"],
    ]);
    expect(lane.marks.map(({ state, label }) => [state, label])).toEqual([
      ["event", expect.stringMatching(/^default\/web-/)],
      ["fail", "failNode"],
    ]);
  });

  it("other Pods have a lane each, by their STATUS", () => {
    const others = broken.timeline.lanes.filter(({ group }) => group === "pods");
    expect(others.map((lane) => lane.bars.map(({ label }) => label))).toEqual([
      ["Pending", "ContainerCreating", "Running", "Terminating"],
      ["Pending", "ContainerCreating", "Running"],
    ]);
  });

  it("a refusal ends the API server's bar with its code; a GET that finds nothing is none", () => {
    const refused = play("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: []}\n");
    expect(laneOf(refused, "apiServer").bars.map(({ state, label }) => [state, label])).toEqual([
      ["now", "GET pods"],
      ["fail", "POST pods 422"],
    ]);
    expect(refused.timeline.lanes.map(({ id }) => id)).not.toContain("queue");
  });

  it("a Pod that fits nowhere waits in the queue", () => {
    const lane = laneOf(lesson("pending"), "queue");
    expect(lane.bars.map(({ state, label }) => [state, label])).toEqual([
      ["pending", "activeQ"],
      ["fail", "unschedulablePods"],
    ]);
  });
});

describe("both axes", () => {
  const { journey, timeline } = probed;

  it("anchors never go back, and end where the run ends", () => {
    const sorted = timeline.anchors.every(
      ({ story, time }, i, all) => i === 0 || (story >= all[i - 1].story && time >= all[i - 1].time),
    );
    expect(sorted).toBe(true);
    expect(timeline.anchors.at(-1)).toEqual({ story: journey.duration, time: journey.beats.at(-1)?.time });
  });

  it("what a beat shows stands within that beat", () => {
    const bind = journey.beats.find(({ id }) => id === "bind.etcd");
    const write = laneOf(probed, "etcd").marks.find(({ label }) =>
      label?.includes("update /registry/pods/default/web"),
    );
    expect(write?.at.story).toBeGreaterThan(bind?.start ?? Number.NaN);
    expect(write?.at.story).toBeLessThanOrEqual((bind?.start ?? 0) + (bind?.duration ?? 0));
  });

  it("acts follow one another", () => {
    expect(timeline.acts.map(({ act }) => act)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const [index, { from }] of timeline.acts.slice(1).entries()) expect(from).toEqual(timeline.acts[index].to);
  });
});

describe("which lanes stand on top", () => {
  const ids = (lanes: readonly Lane[]): string[] => lanes.map(({ id }) => id);

  it.each([
    [1, 3, ["kubectl", "apiServer", "etcd"]],
    [3, 3, ["apiServer", "etcd", "queue"]],
    [4, 3, ["apiServer", "queue", "scheduler"]],
    [6, 3, ["kubelet/node-1", "pause", "container/web"]],
    [7, 3, ["container/web", "probe/web readiness", "endpoints/default/web"]],
  ] as const)("in act %i with room for %i", (act, room, expected) => {
    expect(ids(followedLanes(probed.timeline, act, room))).toEqual(expected);
  });

  it("of Services those that have the Pod on stage", () => {
    const lane = laneOf(probed, "endpoints/default/web");
    expect(lane.isOwn).toBe(true);
    const others = Array.from({ length: 9 }, (_, i) => ({ ...lane, id: `endpoints/default/other-${i}`, isOwn: false }));
    const timeline = { ...probed.timeline, lanes: [...others, ...probed.timeline.lanes] };
    expect(ids(followedLanes(timeline, 7, 5))).toEqual([
      "container/web",
      "probe/web startup",
      "probe/web readiness",
      "probe/web liveness",
      "endpoints/default/web",
    ]);
  });

  it("a node that breaks is worth a look in act 7", () => {
    expect(ids(followedLanes(broken.timeline, 7, 8))).toContain("node/node-1");
  });

  it("the rest comes by group; large groups are closed, and what was toggled is the other way", () => {
    const many: Lane[] = Array.from({ length: 30 }, (_, i) => ({ ...laneOf(broken, "node/node-1"), id: `node/${i}` }));
    const lanes = [...probed.timeline.lanes, ...many];
    const followed = followedLanes(probed.timeline, 1, 3);
    const shown = (toggled: readonly Lane["group"][]) =>
      laneRows(lanes, followed, new Set(toggled)).map((row) =>
        row.kind === "lane" ? row.lane.id : `${row.group} ${row.count} ${row.isOpen ? "open" : "closed"}`,
      );
    expect(shown([]).slice(0, 7)).toEqual([
      "kubectl",
      "apiServer",
      "etcd",
      "controlPlane 3 open",
      "queue",
      "scheduler",
      "controller/endpoint-slice-controller",
    ]);
    expect(shown([]).at(-1)).toBe("nodes 31 closed");
    expect(shown(["nodes"]).length).toBe(shown([]).length + 31);
    expect(shown(["controlPlane"])[3]).toBe("controlPlane 3 closed");
  });
});

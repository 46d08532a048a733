import { describe, expect, it } from "vitest";
import { PlayedJourney } from "../../testing/playedJourney.ts";
import type { RunningScene } from "../model.ts";
import { sceneAt } from "../scene.ts";

const lesson = (id: string): PlayedJourney => PlayedJourney.lesson(id);

function runningAt({ journey, cursor }: PlayedJourney, id: string): RunningScene {
  const at = journey.beats.findIndex((beat) => beat.id === id);
  const { running } = sceneAt(journey, cursor, at);
  if (!running) throw new Error(`${id} is not seen among the others`);
  return running;
}

const figures = ({ workloads }: RunningScene): string[] =>
  workloads.map(({ kind, name, figures: said }) =>
    [kind, name, ...said.map(({ what, value }) => `${what} ${value}`)].join(" "),
  );

describe("act 7 as a whole", () => {
  it("says how long ago kubectl's last command was, but where the beat is about it", () => {
    const drain = lesson("drain");
    const of = (about: boolean) =>
      drain.journey.beats
        .filter((beat) => beat.view === "running" && (beat.about.kind === "kubectl") === about)
        .map(({ id }) => drain.scene(id).running?.terminal?.ago);
    expect(of(true).length).toBeGreaterThan(0);
    expect(new Set(of(true))).toEqual(new Set([null]));
    expect(of(false).length).toBeGreaterThan(0);
    for (const ago of of(false)) expect(ago).toBeGreaterThanOrEqual(0);
  });

  it("has both ReplicaSets while one is scaled against the other", () => {
    expect(figures(runningAt(lesson("rolling-update"), "running.scale.web-567c997957"))).toEqual([
      "Deployment web replicas 4 updated 0 available 4",
      "ReplicaSet web-567c997957 want 2 current 1 ready 0",
      "ReplicaSet web-554b4cbfbb want 3 current 4 ready 4",
    ]);
  });

  it("has the workload that the beat is about, and else that of the Pod on stage", () => {
    const played = lesson("gray-release");
    const tops = (id: string) => runningAt(played, id).workloads.map(({ name }) => name);
    expect(tops("running.traffic.shop")[0]).toBe("shop");
    expect(tops("running.rollout.shop-canary-6fbbfbb995")).toEqual(["shop-canary", "shop-canary-6fbbfbb995"]);
  });

  it("nothing of an ended Pod is left on its node: neither pause nor address", () => {
    const { journey, cursor } = lesson("autoscaling");
    const at = journey.beats.findIndex(({ id }) => id === "running.terminated");
    expect(sceneAt(journey, cursor, at).pod).toMatchObject({ gone: true, sandbox: "passedBy", ip: null });
    expect(sceneAt(journey, cursor, at - 3).pod).toMatchObject({ gone: false, ip: "10.244.3.2" });
  });

  it("has the autoscaler's sum with the operands of its last pass", () => {
    const autoscaler = runningAt(lesson("autoscaling"), "running.autoscaler.web.3").workloads.find(
      ({ kind }) => kind === "HorizontalPodAutoscaler",
    );
    expect(autoscaler?.autoscaling).toMatchObject({
      metric: "cpu",
      current: "100%",
      target: "50%",
      formula: { replicas: 4, current: 100, target: 50, result: 8 },
      from: 4,
      to: 8,
      outcome: "scales",
    });
  });

  it("takes a Pod that is not Ready out of its Service, and takes it in again", () => {
    const played = lesson("probes");
    const endpoints = (id: string) =>
      runningAt(played, id).services.map(({ name, endpoints: all }) => `${name} ${all.map(({ ready }) => ready)}`);
    expect(endpoints("running.endpoints.web")).toEqual(["web true"]);
    expect(endpoints("running.endpoints.web.2")).toEqual(["web false"]);
    expect(endpoints("running.endpoints.web.3")).toEqual(["web true"]);
  });

  it("shows Pods without an IP as to come", () => {
    const [service] = runningAt(lesson("deployment"), "running.restOfFile").services;
    expect([service.endpoints.length, service.coming.length, service.own]).toEqual([0, 3, true]);
  });

  it("shows what is wrong with a node before and after the API server knows", () => {
    const played = lesson("node-failure");
    const host = (id: string) => {
      const { broken, ready, taints } = runningAt(played, id).hosts[0];
      return [broken, ready, taints.map(({ key, effects }) => `${key}:${effects.join(",")}`).join()];
    };
    expect(host("running.failNode.node-1")).toEqual(["failNode", true, ""]);
    expect(host("running.notReady.node-1")).toEqual(["failNode", false, ""]);
    const unreachable = "node.kubernetes.io/unreachable";
    expect(host("running.tainted.node-1")).toEqual(["failNode", false, `${unreachable}:NoSchedule`]);
    expect(host("running.tainted.node-1.2")).toEqual(["failNode", false, `${unreachable}:NoSchedule,NoExecute`]);
  });

  it("leaves a Pod in its row while others come and go, and closes up rows that nobody takes any more", () => {
    const played = lesson("rolling-update");
    const rows = new Map<string, number>();
    for (const { index, view } of played.journey.beats) {
      if (view !== "running") continue;
      const taken = new Set<string>();
      for (const { pod, node, slot } of sceneAt(played.journey, played.cursor, index).running?.residents ?? []) {
        if (node === null) continue;
        expect(rows.get(`${pod} ${node}`) ?? slot).toBeGreaterThanOrEqual(slot);
        expect(taken.has(`${node} ${slot}`)).toBe(false);
        rows.set(`${pod} ${node}`, slot);
        taken.add(`${node} ${slot}`);
      }
    }
    expect(rows.size).toBeGreaterThan(8);
    const last = sceneAt(played.journey, played.cursor, played.journey.beats.length - 1).running?.residents ?? [];
    const nodes = [...new Set(last.map(({ node }) => node))];
    const rowsOf = (at: string | null) => last.filter(({ node }) => node === at).map(({ slot }) => slot);
    for (const node of nodes) expect(rowsOf(node).sort()).toEqual(rowsOf(node).map((_, i) => i));
  });

  it("counts an Ingress' requests in percents that come to 100", () => {
    const { journey, cursor } = lesson("gray-release");
    const shares = journey.beats.flatMap(({ index, view }) =>
      view === "running" ? (sceneAt(journey, cursor, index).running?.ingresses ?? []) : [],
    );
    const sums = shares.flatMap(({ recent, backends }) =>
      recent > 0 ? [backends.reduce((sum, { percent }) => sum + (percent ?? 0), 0)] : [],
    );
    expect([...new Set(sums)]).toEqual([100]);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Simulation } from "../../engine/index.ts";
import { parseScenario } from "../../scenario/index.ts";
import { buildJourney } from "../journey.ts";
import type { Journey } from "../model.ts";
import { sceneAt } from "../scene.ts";
import { inspect } from "./inspection.ts";
import type { Inspection } from "./model.ts";
import { withChange } from "./requestObject.ts";

interface Inspected {
  readonly journey: Journey;
  readonly inspection: Inspection;
  readonly beat: (id: string) => number;
}

function play(text: string): Inspected {
  const { scenario, problems } = parseScenario(text);
  if (!scenario) throw new Error(problems.map(({ message }) => message).join("\n"));
  const simulation = new Simulation(scenario, { seed: 1 });
  simulation.run();
  const cursor = simulation.cursor();
  const journey = buildJourney(simulation.entries, cursor);
  const beat = (id: string): number => {
    const at = journey.beats.findIndex((each) => each.id === id);
    if (at < 0) throw new Error(`no beat ${id} in ${journey.beats.map((each) => each.id).join(", ")}`);
    return at;
  };
  return { journey, inspection: inspect(journey, cursor, (at) => sceneAt(journey, cursor, at)), beat };
}

const pod = (more = "", spec = ""): string => `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  ${spec}
  containers:
  - name: web
    image: nginx:1.27
    ${more}
`;

const script = (...steps: string[]): string => `
---
apiVersion: podyssey.dev/v1alpha1
kind: Scenario
spec:
  script:
${steps.map((step) => `  - ${step}`).join("\n")}
`;

describe("an object at a beat", () => {
  const { inspection, beat } = play(pod());

  it("is the request's own before it is stored, with what defaulting and admission did", () => {
    const sent = inspection.objectAt(null, beat("create.request"));
    expect(sent).toMatchObject({ kind: "Pod", name: "web", inRequest: true, before: null });
    expect(sent?.object).not.toHaveProperty("spec.restartPolicy");
    const defaulted = inspection.objectAt(null, beat("create.defaulting"));
    expect(defaulted).toMatchObject({ inRequest: true, object: { spec: { restartPolicy: "Always" } } });
    expect(defaulted?.before).not.toHaveProperty("spec.restartPolicy");
  });

  it("is what etcd has from then on, beside what it had at the beat before", () => {
    expect(inspection.objectAt(null, beat("bind.etcd"))).toMatchObject({
      key: "/registry/pods/default/web",
      inRequest: false,
      object: { spec: { nodeName: expect.stringMatching(/^node-/) } },
    });
    expect(inspection.objectAt(null, beat("bind.etcd"))?.before).not.toHaveProperty("spec.nodeName");
  });

  it.each([
    ["pod/default/web", "Pod", "web"],
    ["node/node-1", "Node", "node-1"],
    ["kubelet/node-2", "Node", "node-2"],
    ["container/web", "Pod", "web"],
    ["scheduler", "Pod", "web"],
    ["/registry/namespaces/default", "Namespace", "default"],
  ])("%s is %s %s", (selection, kind, name) => {
    expect(inspection.objectAt(selection, beat("bind.etcd"))).toMatchObject({ kind, name });
  });

  it("is what etcd has as soon as a request has stored it, whichever beat comes next", () => {
    const made = play(
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec: {selector: {matchLabels: {app: shop}}, template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: a, image: nginx}]}}}",
    );
    const created = made.inspection.objectAt(null, made.beat("create.stored.deployments"));
    expect(created).toMatchObject({ kind: "Deployment", name: "shop", inRequest: false });
    expect(created?.object).toHaveProperty("metadata.uid");
  });

  it("says when it went, and when it will come", () => {
    const deleted = play(pod() + script("{at: 40s, do: delete, object: pod/web}"));
    expect(deleted.inspection.objectAt("pod/default/web", deleted.beat("running.end"))).toMatchObject({
      kind: "Pod",
      name: "web",
      object: null,
      gone: { time: expect.closeTo(40_000, -3), beat: expect.any(Number) },
    });
    expect(inspection.objectAt("pod/default/web", beat("create.request"))).toMatchObject({ inRequest: true });
    const [scheduled] = inspection.eventsAt(beat("running.end"));
    expect(inspection.objectAt(scheduled.key, beat("bind.etcd"))).toMatchObject({
      kind: "Event",
      object: null,
      coming: { beat: scheduled.beat },
    });
    expect(inspection.objectAt("/registry/pods/default/nope", beat("running.end"))).toMatchObject({
      kind: "Pod",
      namespace: "default",
      name: "nope",
      object: null,
    });
  });

  it("is what the beat is about, as long as nothing is selected", () => {
    const failing = play(readFileSync("public/lessons/node-failure/scenario.yaml", "utf8"));
    const shown = (id: string, selection: string | null = null) => {
      const model = failing.inspection.objectAt(selection, failing.beat(id));
      return model && `${model.kind} ${model.name}`;
    };
    const { pod } = failing.journey;
    const onStage = `Pod ${pod?.slice(pod.indexOf("/") + 1)}`;
    const evicted = failing.journey.beats.find(({ id }) => id.startsWith("running.evicted."))?.id ?? "";
    expect(shown("running.ready")).toBe(onStage);
    expect(shown("running.notReady.node-1")).toBe("Node node-1");
    expect(shown(evicted)).toBe(`Pod ${evicted.slice("running.evicted.".length)}`);
    expect(shown(evicted)).not.toBe(onStage);
    expect(shown("running.end")).toBe(onStage);
    expect(shown(evicted, `pod/${pod}`)).toBe(onStage);
    const gone = failing.inspection.rosettaAt(
      `default/${evicted.slice("running.evicted.".length)}`,
      failing.beat(evicted),
    );
    expect(gone?.why).toMatchObject({ kind: "terminating", ends: "silent" });
  });

  it("is one of all that etcd holds", () => {
    const stored = inspection.storedAt(beat("bind.etcd"));
    expect(new Set(stored.map(({ kind }) => kind))).toContain("ConfigMap");
    expect(stored).toContainEqual({
      key: "/registry/pods/default/web",
      kind: "Pod",
      namespace: "default",
      name: "web",
    });
    expect(stored.filter(({ kind }) => kind === "Node").map(({ name }) => name)).toEqual([
      "node-1",
      "node-2",
      "node-3",
    ]);
  });

  it("has its Events, as kubectl prints them", () => {
    const [scheduled] = inspection.eventsAt(beat("running.end"));
    expect(scheduled).toMatchObject({
      lastSeen: expect.stringMatching(/^\d+s$/),
      type: "Normal",
      reason: "Scheduled",
      object: "pod/web",
      objectKey: "/registry/pods/default/web",
      message: expect.stringMatching(/^Successfully assigned default\/web to node-\d$/),
      count: 1,
      component: "default-scheduler",
    });
    const at = scheduled.beat ?? 0;
    expect(inspection.eventsAt(at).map(({ reason, lastSeen }) => [reason, lastSeen])).toEqual([["Scheduled", "0s"]]);
    expect(inspection.eventsAt(at - 1)).toEqual([]);
  });
});

describe("a field that a station changed", () => {
  it.each<[string, object, string, unknown, object]>([
    ["is set", { spec: {} }, "spec.restartPolicy", "Always", { spec: { restartPolicy: "Always" } }],
    ["may be new to its parent", {}, "spec.a[0].b", 1, { spec: { a: [{ b: 1 }] } }],
    ["has a key in brackets", { m: { l: { a: "1" } } }, "m.l[b/c.d]", "2", { m: { l: { a: "1", "b/c.d": "2" } } }],
    ["is an item that came", { a: [1] }, "a[1]", 2, { a: [1, 2] }],
    ["is taken out", { a: 1, b: 2 }, "b", undefined, { a: 1 }],
  ])("%s", (_what, object, path, after, expected) => {
    expect(withChange(object, { path, after })).toEqual(expected);
  });
});

describe("the Status Rosetta", () => {
  it("follows a Pod from request to Ready", () => {
    const probed = "readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 5, initialDelaySeconds: 3}";
    const { inspection, beat } = play(pod(probed));
    const at = (id: string) => inspection.rosettaAt(null, beat(id));
    expect(at("create.defaulting")).toBeNull();
    expect(at("pending.phase")).toMatchObject({
      phase: "Pending",
      kubectl: { status: "Pending", ready: "0/1" },
      lastEvent: null,
      why: { kind: "unasked" },
    });
    expect(at("kubelet.start.web")).toMatchObject({
      kubectl: { status: "ContainerCreating" },
      containers: [{ name: "web", api: "waiting: ContainerCreating", runtime: "running", differs: true }],
      why: { kind: "unpublished", container: "web", runtime: "running" },
    });
    expect(at("running.end")).toMatchObject({
      phase: "Running",
      kubectl: { status: "Running", ready: "1/1", restarts: "0" },
      why: { kind: "agree" },
    });
  });

  it.each<[string, string, string, object]>([
    ["gates", pod("", "schedulingGates: [{name: wait}]"), "SchedulingGated", { kind: "gated" }],
    ["no node", pod("resources: {requests: {cpu: 100}}"), "Pending", { kind: "unscheduled" }],
    [
      "a crash loop",
      pod('command: ["sh", "-c", "exit 1"]'),
      "CrashLoopBackOff",
      { kind: "crashes", container: "web", status: "CrashLoopBackOff", phase: "Running", again: true },
    ],
    [
      "an image that is nowhere",
      pod("imagePullPolicy: Never"),
      "ErrImageNeverPull",
      { kind: "cannotStart", container: "web", status: "ErrImageNeverPull" },
    ],
    [
      "an init container that fails",
      pod("", 'initContainers: [{name: prepare, image: busybox, command: ["sh", "-c", "exit 2"]}]'),
      "Init:CrashLoopBackOff",
      { kind: "initFails", container: "prepare", status: "Init:CrashLoopBackOff" },
    ],
    [
      "a Pod that ends",
      pod('command: ["sh", "-c", "exit 0"]', "restartPolicy: Never"),
      "Completed",
      { kind: "finished", phase: "Succeeded", status: "Completed", reasoned: true },
    ],
    [
      "a Pod that fails",
      pod('command: ["sh", "-c", "exit 3"]', "restartPolicy: Never"),
      "Error",
      { kind: "finished", phase: "Failed", status: "Error", reasoned: true },
    ],
  ])("%s", (_what, text, status, why) => {
    const { journey, inspection } = play(text);
    const seen = journey.beats
      .map((_, at) => inspection.rosettaAt(null, at))
      .findLast((model) => model?.kubectl.status === status);
    expect(seen?.why).toEqual(why);
  });

  it("a Pod that is being deleted keeps its phase", () => {
    const { journey, inspection } = play(pod() + script("{at: 40s, do: delete, object: pod/web}"));
    const models = journey.beats.map((_, at) => inspection.rosettaAt(null, at));
    expect(models.find((model) => model?.kubectl.status === "Terminating")).toMatchObject({
      phase: "Running",
      why: { kind: "terminating", phase: "Running", seconds: 30 },
    });
  });
});

describe("the cluster that the calculators reckon with", () => {
  it("is the stored one before the first attempt, and the attempt's own from then on", () => {
    const { inspection, beat } = play(pod());
    expect(inspection.clusterAt(beat("create.defaulting"))).toMatchObject({
      pod: { kind: "Pod", spec: { restartPolicy: "Always" } },
      record: null,
    });
    const decided = inspection.clusterAt(beat("running.end"));
    expect(decided?.record?.chosen).toMatch(/^node-/);
    expect(decided?.pod.spec.nodeName).toBeUndefined();
    expect(inspection.preemptionAt(beat("running.end"))).toBeNull();
  });
});

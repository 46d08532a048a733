import { describe, expect, it } from "vitest";
import { Simulation, type SimulationCursor } from "../engine/index.ts";
import { english } from "../i18n/catalogue.en.ts";
import { createTranslate } from "../i18n/catalogue.ts";
import { chinese } from "../i18n/catalogue.zhCN.ts";
import { parseScenario } from "../scenario/index.ts";
import { decisionAt } from "./decision.ts";
import { eventStops } from "./eventStops.ts";
import { buildJourney } from "./journey.ts";
import type { Journey } from "./model.ts";
import { nameOf } from "./records.ts";
import { sceneAt } from "./scene.ts";

const pod = `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx:1.27
    resources: {requests: {cpu: 500m, memory: 256Mi}}
    readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 5}
`;

const deployment = (name: string, replicas = 1): string => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      initContainers: [{name: prepare, image: "busybox:1.36", command: ["true"]}]
      containers: [{name: app, image: "nginx:1.27", resources: {requests: {cpu: 100m}}}]
`;

const crashing = `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: busybox, command: ["sh", "-c", "exit 1"]}]
`;

interface Told {
  readonly journey: Journey;
  readonly cursor: SimulationCursor;
}

function play(text: string, focus?: string): Told {
  const { scenario, problems } = parseScenario(text);
  if (!scenario) throw new Error(problems.map(({ message }) => message).join("\n"));
  const simulation = new Simulation(scenario, { seed: 1 });
  simulation.run();
  const cursor = simulation.cursor();
  return { journey: buildJourney(simulation.entries, cursor, focus, scenario.notSimulated), cursor };
}

const en = createTranslate(english);
const zh = createTranslate(chinese);
const ids = ({ journey }: Told, act: number): string[] =>
  journey.beats.filter((beat) => beat.act === act).map(({ id }) => id);
const sentence = ({ journey }: Told, id: string): string => {
  const beat = journey.beats.find((each) => each.id === id);
  return beat ? en.tell(beat.sentence) : `no beat ${id}`;
};

describe("the journey of a Pod that runs", () => {
  const told = play(pod);

  it.each([
    [
      1,
      [
        "create.read",
        "create.discovery",
        "create.lookUp",
        "create.request",
        "create.authentication",
        "create.authorization",
        "create.decoding",
        "create.defaulting",
      ],
    ],
    [
      2,
      [
        "admission.mutating",
        "admission.ServiceAccount",
        "admission.Priority",
        "admission.DefaultTolerationSeconds",
        "admission.validation",
        "admission.validating",
        "admission.ResourceQuota",
      ],
    ],
    [3, ["pending.etcd", "pending.reply", "pending.watch", "pending.phase"]],
    [
      4,
      [
        "schedule.enqueue",
        "schedule.pop",
        "schedule.prefilter",
        "schedule.filter.node-1",
        "schedule.filter.node-2",
        "schedule.filter.node-3",
        "schedule.prescore",
        "schedule.score.TaintToleration",
        "schedule.score.NodeResourcesFit",
        "schedule.score.NodeResourcesBalancedAllocation",
        "schedule.score.ImageLocality",
        "schedule.pick",
        "schedule.assume",
        "schedule.reserve",
      ],
    ],
    [5, ["bind.request", "bind.etcd", "bind.event", "bind.watch"]],
    [
      6,
      [
        "kubelet.admit",
        "kubelet.status",
        "kubelet.cgroup",
        "kubelet.volumes",
        "kubelet.sandbox",
        "kubelet.pull.web",
        "kubelet.create.web",
        "kubelet.start.web",
      ],
    ],
    [7, ["running.readiness.web", "running.status", "running.ready", "running.end"]],
  ])("act %d", (act, beats) => {
    expect(ids(told, act)).toEqual(beats);
  });

  it("says what happened in this run", () => {
    expect(told.journey.outcome).toBe("running");
    expect([
      sentence(told, "create.read"),
      sentence(told, "create.lookUp"),
      sentence(told, "schedule.prefilter"),
      sentence(told, "running.end"),
    ]).toEqual([
      "**kubectl** reads scenario.yaml: one object, Pod web.",
      "**kubectl** asks for Pod web: 404, there is none yet. So it will create it.",
      "**PreFilter** sums up web: cpu 0.5, memory 256Mi. 4 Filter plugins will be asked.",
      "The Pod is **Running**: the journey ends here.",
    ]);
  });

  it("points at the lines that a beat is about", () => {
    const source = (id: string) => told.journey.beats.find((beat) => beat.id === id)?.source;
    expect(source("kubelet.pull.web")).toEqual({ kind: "Pod", name: "web", path: "spec.containers[0].image" });
    expect(source("running.readiness.web")).toEqual({
      kind: "Pod",
      name: "web",
      path: "spec.containers[0].readinessProbe",
    });
    expect(source("schedule.filter.node-1")).toEqual({
      kind: "Pod",
      name: "web",
      path: "spec.containers[0].resources.requests",
    });
  });

  it("reveals the decision as the beats do", () => {
    const { journey, cursor } = told;
    const at = (id: string) => journey.beats.findIndex((beat) => beat.id === id);
    expect(decisionAt(journey, cursor, at("schedule.pop"))).toBeNull();
    expect(decisionAt(journey, cursor, at("schedule.filter.node-2"))).toMatchObject({
      revealedNodes: 2,
      revealedScores: 0,
      phase: "filter",
      now: { node: "node-2" },
    });
    expect(decisionAt(journey, cursor, at("schedule.score.NodeResourcesFit"))).toMatchObject({
      revealedNodes: 3,
      revealedScores: 2,
      phase: "score",
    });
    expect(decisionAt(journey, cursor, journey.beats.length - 1)).toMatchObject({
      phase: "picked",
      revealedScores: 4,
      now: null,
    });
  });

  it("shows the same totals in the scene as in the decision", () => {
    const { journey, cursor } = told;
    const at = journey.beats.findIndex(({ id }) => id === "schedule.pick");
    const totals = decisionAt(journey, cursor, at)?.record.total ?? {};
    const { nodes } = sceneAt(journey, cursor, at);
    expect(Object.keys(totals)).toHaveLength(3);
    expect(Object.fromEntries(nodes.map(({ name, total }) => [name, total]))).toEqual(totals);
    expect(nodes.filter(({ state }) => state === "picked").map(({ name }) => name)).toEqual([
      decisionAt(journey, cursor, at)?.record.chosen,
    ]);
  });

  it("has the same bars from the scheduler's numbers as from what is stored", () => {
    const { journey, cursor } = told;
    const bars = (id: string) =>
      sceneAt(
        journey,
        cursor,
        journey.beats.findIndex((beat) => beat.id === id),
      ).nodes.map(({ bars: each }) => each.map(({ requested, allocatable }) => [requested, allocatable]));
    expect(bars("schedule.pop")[0]).toEqual([
      [0, 4000],
      [0, 8 * 1024 ** 3],
    ]);
    expect(bars("schedule.prescore")).toEqual(bars("schedule.pop"));
  });
});

describe("other ends", () => {
  it("an unschedulable Pod: the scheduler's message, and where it waits", () => {
    const told = play(pod.replace("cpu: 500m", "cpu: 50"));
    expect(told.journey.outcome).toBe("pending");
    expect(ids(told, 4).slice(-7)).toEqual([
      "schedule.filter.node-1",
      "schedule.filter.node-2",
      "schedule.filter.node-3",
      "schedule.postfilter",
      "schedule.failed",
      "schedule.waits",
      "running.end",
    ]);
    expect(told.journey.acts.slice(4)).toEqual([null, null, null]);
    const end = sceneAt(told.journey, told.cursor, told.journey.beats.length - 1);
    expect([end.moves, end.scheduler.inHand, end.nodes.map(({ state }) => state)]).toEqual([
      [],
      null,
      ["refused", "refused", "refused"],
    ]);
    expect(sentence(told, "schedule.failed")).toContain("0/3 nodes are available: 3 Insufficient cpu.");
    expect(sentence(told, "running.end")).toBe("The Pod ends up **Pending**.");
    const failed = told.journey.beats.findIndex(({ id }) => id === "schedule.failed");
    expect(
      sceneAt(told.journey, told.cursor, failed).nodes.map(({ state, verdict }) => [state, verdict?.reasons]),
    ).toEqual([
      ["refused", ["Insufficient cpu"]],
      ["refused", ["Insufficient cpu"]],
      ["refused", ["Insufficient cpu"]],
    ]);
  });

  it("a Pod that asks for no memory is not told to have asked", () => {
    const told = play(pod.replace(", memory: 256Mi", ""));
    expect(sentence(told, "schedule.filter.node-1")).toBe("**node-1** passes: cpu 0.5 ≤ 4.");
    expect(sentence(told, "schedule.prefilter")).toContain("sums up web: cpu 0.5.");
  });

  it("a Pod that waits until another has ended: both attempts are told", () => {
    const node =
      "apiVersion: v1\nkind: Node\nmetadata: {name: only}\nstatus: {allocatable: {cpu: 2, memory: 4Gi, pods: 110}}\n---";
    const first =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: first}\nspec: {restartPolicy: Never, containers: [{name: a, image: busybox, command: ["sleep", "5"], resources: {requests: {cpu: 1600m}}}]}\n---';
    const told = play(`${node}\n${first}${pod}`, "default/web");
    expect(told.journey.outcome).toBe("running");
    expect(ids(told, 4).filter((id) => !/filter|score|prefilter/.test(id))).toEqual([
      "schedule.enqueue",
      "schedule.pop",
      "schedule.failed",
      "schedule.waits",
      "schedule.moved",
      "schedule.pop.2",
      "schedule.pick",
      "schedule.assume",
      "schedule.reserve",
    ]);
    expect(sentence(told, "schedule.moved")).toBe(
      "**web** moves to activeQ: a Pod left its node (AssignedPodDelete), and NodeResourcesFit says that may help.",
    );
    expect(sentence(told, "running.end")).toBe("Of 2 Pods, **1 Completed**, **1 Running**.");
  });

  it("preemption: the victim is deleted, ends, and only then is it the Pod's turn; kubectl shows what each file brought", () => {
    const node =
      "apiVersion: v1\nkind: Node\nmetadata: {name: only}\nstatus: {allocatable: {cpu: 2, memory: 4Gi, pods: 110}}\n---";
    const classOf = "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: 1000\n---";
    const container =
      "containers: [{name: a, image: busybox, command: [sleep, infinity], resources: {requests: {cpu: 1600m}}}]";
    const low = `apiVersion: v1\nkind: Pod\nmetadata: {name: low}\nspec: {terminationGracePeriodSeconds: 7, ${container}}\n---`;
    const script = `apiVersion: podyssey.dev/v1alpha1
kind: Scenario
spec:
  script:
  - {at: 20s, do: apply, objects: [Pod/high]}
---`;
    const high = `apiVersion: v1\nkind: Pod\nmetadata: {name: high}\nspec: {priorityClassName: high, ${container}}`;
    const told = play(`${node}\n${classOf}\n${low}\n${script}\n${high}`, "default/high");
    const from = told.journey.beats.findIndex(({ id }) => id === "schedule.waits");
    expect(told.journey.beats.slice(from, from + 4).map(({ id }) => id)).toEqual([
      "schedule.waits",
      "schedule.victims",
      "schedule.victimsGone",
      "schedule.moved",
    ]);
    expect(sentence(told, "schedule.victims")).toBe(
      "**kube-scheduler** deletes low: it has 7 s to end, and until then only has no room.",
    );
    expect(sentence(told, "schedule.victimsGone")).toBe(
      "**low** has ended on only after 7 s: its requests count no more.",
    );
    const gone = sceneAt(told.journey, told.cursor, from + 2).nodes[0]!;
    expect([gone.bars[0]!.requested, gone.pods[0]]).toEqual([0, expect.objectContaining({ leaving: true })]);
    expect(ids(told, 7)).not.toContain("running.deleted");
    const reading = told.journey.beats.findIndex(({ id }) => id === "create.read.2");
    const { command, output } = sceneAt(told.journey, told.cursor, reading).kubectl;
    expect([command, output]).toEqual(["kubectl apply -f high.yaml", []]);
  });

  it("preemption: of several victims those are told that are deleted by then; one without grace ends at once", () => {
    const node =
      "apiVersion: v1\nkind: Node\nmetadata: {name: only}\nstatus: {allocatable: {cpu: 2, memory: 4Gi, pods: 110}}";
    const classOf = "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: 1000";
    const one = (name: string, cpu: string, more: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {${more}, containers: [{name: a, image: busybox, command: [sleep, infinity], resources: {requests: {cpu: ${cpu}}}}]}`;
    const script =
      "apiVersion: podyssey.dev/v1alpha1\nkind: Scenario\nspec:\n  script:\n  - {at: 20s, do: apply, objects: [Pod/high]}";
    const pods = [
      one("a", "900m", "terminationGracePeriodSeconds: 0"),
      one("b", "900m", "terminationGracePeriodSeconds: 3"),
      one("high", "1900m", "priorityClassName: high"),
    ];
    const told = play([node, classOf, ...pods, script].join("\n---\n"), "default/high");
    const beats = told.journey.beats.filter(({ id }) => /^schedule\.victims(\.\d)?$/.test(id));
    expect(beats.map((beat) => en.tell(beat.sentence))).toEqual([
      "**kube-scheduler** deletes a: it ends at once.",
      "**kube-scheduler** deletes b: it has 3 s to end, and until then only has no room.",
    ]);
  });

  it("Pods that are deleted later are told when they go, each time in one beat", () => {
    const other = (name: string) =>
      `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {terminationGracePeriodSeconds: 1, containers: [{name: a, image: busybox}]}`;
    const script = `---
apiVersion: podyssey.dev/v1alpha1
kind: Scenario
spec:
  runFor: 3m
  script:
  - {at: 30s, do: delete, object: pod/a}
  - {at: 31s, do: delete, object: pod/b}
  - {at: 90s, do: delete, object: pod/c}`;
    const told = play([pod, other("a"), other("b"), other("c"), script].join("\n"), "default/web");
    const beats = told.journey.beats.filter(({ id }) => id.startsWith("running.deleted"));
    expect(beats.map(({ time }) => Math.floor(time / 10_000))).toEqual([3, 9]);
    expect(beats.map((beat) => en.tell(beat.sentence))).toEqual([
      "**a, b** are gone: they were deleted.",
      "**c** is gone: it was deleted.",
    ]);
  });

  it("a Pod that validation refuses: act 1 is all there is", () => {
    const told = play(pod.replace("name: web}", "name: Web_1}"));
    expect(told.journey).toMatchObject({ outcome: "refused", pod: null, pods: [] });
    expect(told.journey.acts.map((act) => act !== null)).toEqual([true, false, false, false, false, false, false]);
    expect(ids(told, 1).at(-1)).toBe("create.refused");
    expect(sentence(told, "create.refused")).toContain("Refused with **422 Invalid**");
    const { apiServer, kubectl } = sceneAt(told.journey, told.cursor, told.journey.beats.length - 1);
    expect(apiServer.status?.code).toBe(422);
    expect(apiServer.stations.map(({ station, state }) => `${station} ${state}`).slice(-3)).toEqual([
      "validation refused",
      "validatingAdmission toCome",
      "storage toCome",
    ]);
    expect(kubectl.output.some(({ error, text }) => error && text.startsWith('The Pod "Web_1" is invalid'))).toBe(true);
  });

  it("a namespace that is not there: admission refuses", () => {
    const told = play(pod.replace("name: web}", "name: web, namespace: shop}"));
    expect(told.journey.outcome).toBe("refused");
    expect(ids(told, 2)).toEqual(["admission.refused"]);
    expect(sentence(told, "admission.refused")).toBe('Refused with **404 NotFound**: namespaces "shop" not found');
  });

  it("a crash loop: a few restarts, not all of them", () => {
    const told = play(crashing);
    expect(ids(told, 7).filter((id) => id.startsWith("running.start.web"))).toHaveLength(3);
    expect(sentence(told, "running.start.web")).toBe("The container **web** starts again.");
    expect(sentence(told, "running.CrashLoopBackOff")).toContain(
      "**CrashLoopBackOff**: back-off 10s restarting failed container=web",
    );
    expect(sentence(told, "running.end")).toBe("The Pod ends up **CrashLoopBackOff**.");
  });

  it("what is not simulated is named", () => {
    const told = play(
      `${pod}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\nspec: {podSelector: {}}\n`,
    );
    expect(ids(told, 7)).toContain("running.notSimulated.NetworkPolicy-deny");
  });
});

describe("a Deployment", () => {
  const told = play(deployment("shop", 3));

  it("is applied, reconciled twice, and then its first Pod is told", () => {
    expect(ids(told, 1).slice(2, 8)).toEqual([
      "create.lookUp",
      "create.send.deployments",
      "create.stored.deployments",
      "create.reconcile.deployment-controller",
      "create.reconcile.replicaset-controller",
      "create.request",
    ]);
    expect(told.journey.pods).toHaveLength(3);
    expect(told.journey.pod).toBe(told.journey.pods[0]);
  });

  it("tells init containers before the others", () => {
    expect(ids(told, 6).filter((id) => /\.(prepare|app)$/.test(id))).toEqual([
      "kubelet.pull.prepare",
      "kubelet.create.prepare",
      "kubelet.start.prepare",
      "kubelet.exit.prepare",
      "kubelet.pull.app",
      "kubelet.create.app",
      "kubelet.start.app",
    ]);
  });

  it("names the other Pods at the end, and any of them can be put on stage", () => {
    const [, second, third] = told.journey.pods;
    expect(ids(told, 7).slice(-3)).toEqual([
      `running.pod.${nameOf(second)}`,
      `running.pod.${nameOf(third)}`,
      "running.end",
    ]);
    const other = play(deployment("shop", 3), third);
    expect(other.journey.pod).toBe(third);
    expect(other.journey.outcome).toBe("running");
  });
});

describe("every journey", () => {
  const many = Array.from({ length: 12 }, (_, i) => deployment(`part-${i + 1}`)).join("");
  it.each([
    ["a Pod", pod],
    ["an unschedulable Pod", pod.replace("cpu: 500m", "cpu: 50")],
    ["a refused Pod", pod.replace("name: web}", "name: Web_1}")],
    ["a Deployment", deployment("shop", 3)],
    ["twelve Deployments", many],
    ["a crash loop", crashing],
  ])("of %s goes forward, can be told in both languages, and is the same backwards", (_, text) => {
    const { journey, cursor } = play(text);
    const { beats } = journey;
    expect(beats.length).toBeGreaterThan(7);
    expect(beats.length).toBeLessThan(120);
    expect(new Set(beats.map(({ id }) => id)).size).toBe(beats.length);
    for (const [at, beat] of beats.entries()) {
      const before = beats[at - 1];
      expect(beat.index).toBe(at);
      if (before) {
        expect(beat.entry).toBeGreaterThanOrEqual(before.entry);
        expect(beat.act).toBeGreaterThanOrEqual(before.act);
        expect(beat.start).toBe(before.start + before.duration);
      }
      for (const told of [beat.title, beat.sentence, ...(beat.place ? [beat.place] : [])])
        for (const language of [en, zh])
          expect(`${beat.id}: ${language.tell(told)}`).not.toMatch(/undefined|null|NaN|object Object|: $/);
    }
    const forward = beats.map(({ index }) => structuredClone(sceneAt(journey, cursor, index)));
    for (const { index } of beats.toReversed()) expect(sceneAt(journey, cursor, index)).toEqual(forward[index]);
    const stops = eventStops(journey, cursor.entries);
    expect(stops.at(-1)).toBe(beats.length);
    expect(stops).toEqual(stops.toSorted((a, b) => a - b));
    const told = beats.map(({ sentence: said }) => en.tell(said)).join("\n");
    for (const each of journey.pods) expect(told).toContain(nameOf(each));
  });
});

describe("what the scheduler's beats say", () => {
  const node = (name: string, cpu: number, taints = ""): string =>
    `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nspec: {${taints}}\nstatus: {allocatable: {cpu: ${cpu}, memory: 8Gi, pods: 110}}\n---\n`;
  const taint = (effect: string) => `taints: [{key: spot, value: "true", effect: ${effect}}]`;

  it("names the plugin that decides", () => {
    const told = play(node("a", 4) + node("b", 8, taint("PreferNoSchedule")) + pod);
    expect(sentence(told, "schedule.score.TaintToleration")).toBe("**TaintToleration** (weight 3) gives a 300, b 0.");
    expect(sentence(told, "schedule.pick")).toMatch(
      /^\*\*a\*\* wins, \d+ to \d+ for b\. TaintToleration decides it: without it, b would win\.$/,
    );
  });

  it("does not score when one node is left", () => {
    const told = play(node("a", 4) + node("b", 8, taint("NoSchedule")) + pod);
    expect(sentence(told, "schedule.filter.b")).toBe(
      "**b** is out, says TaintToleration: node(s) had untolerated taint {spot: true}.",
    );
    expect(told.journey.beats.find(({ id }) => id === "schedule.filter.b")?.source).toEqual({
      kind: "Node",
      name: "b",
      path: "spec.taints",
    });
    expect(sentence(told, "schedule.pick")).toBe("**a** it is: no other node fits.");
  });

  it("says ties as ties", () => {
    const told = play(node("a", 4) + node("b", 4) + pod);
    expect(sentence(told, "schedule.pick")).toMatch(/^2 nodes tie at \d+: a, b\. Chance picks \*\*[ab]\*\*\.$/);
    const at = told.journey.beats.findIndex(({ id }) => id === "schedule.pick");
    expect(sceneAt(told.journey, told.cursor, at).nodes.map(({ rank }) => rank)).toEqual([1, 1]);
  });

  it("tells more than eight nodes in one beat", () => {
    const told = play(Array.from({ length: 12 }, (_, i) => node(`n-${i}`, i < 3 ? 0.1 : 4 + i)).join("") + pod);
    expect(ids(told, 4).filter((id) => id.startsWith("schedule.filter"))).toEqual(["schedule.filter"]);
    expect(sentence(told, "schedule.filter")).toBe("**Filter** asks 12 of 12 nodes: 9 fit.");
    expect(sentence(told, "schedule.score.NodeResourcesFit")).toMatch(
      /gives from 94 to 96; 96 goes to n-9 and 2 more\.$/,
    );
    const at = told.journey.beats.findIndex(({ id }) => id === "schedule.filter");
    expect(sceneAt(told.journey, told.cursor, at).nodes.map(({ name, state }) => `${name} ${state}`)).toEqual([
      ...["n-0", "n-1", "n-2"].map((name) => `${name} refused`),
      ...["n-3", "n-4", "n-5", "n-6", "n-7", "n-8", "n-9", "n-10", "n-11"].map((name) => `${name} passed`),
    ]);
  });
});

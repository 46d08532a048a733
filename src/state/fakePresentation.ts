import type { SimulationEntry } from "../engine/index.ts";
import type { ActNumber, Beat, CourseState, Journey, NodeScene, Scene } from "../projection/model.ts";
import type { Narration } from "../projection/narration.ts";
import type { Presentation } from "./presentation.ts";

/** A stand-in until the engine runs. */
const counts = [5, 6, 5, 16, 5, 6, 3];
const none = { key: "title.empty", params: {} } as Narration;

export function presentFake(entries: readonly SimulationEntry[]): Presentation {
  const beats: Beat[] = [];
  let start = 0;
  counts.forEach((count, act) => {
    for (let i = 0; i < count; i++) {
      const duration = 1800;
      beats.push({
        index: beats.length,
        id: `fake.${act + 1}.${i}`,
        act: (act + 1) as ActNumber,
        entry: beats.length,
        start,
        duration,
        time: beats.length * 1.5,
        title: none,
        sentence: none,
        source: { kind: "Pod", name: "web", path: "spec.containers[0].resources.requests.cpu" },
      });
      start += duration;
    }
  });
  let first = 0;
  const acts = counts.map((count) => {
    const act = { first, last: first + count - 1 };
    first += count;
    return act;
  });
  const journey: Journey = {
    pod: "default/web",
    pods: ["default/web"],
    beats,
    acts,
    duration: start,
    outcome: "running",
  };
  return {
    entries,
    journey,
    sceneAt: (beat) => fakeScene(journey, beat),
    decisionAt: () => null,
    eventStops: beats.map((_, i) => i + 1),
    timeline: {
      acts: acts.map(({ first, last }, act) => ({
        act: (act + 1) as ActNumber,
        from: beats[first].start,
        to: beats[last].start + beats[last].duration,
      })),
      lanes: [
        {
          id: "api",
          label: "API server",
          kind: "component",
          bars: [{ from: 2000, to: 20000, state: "now" }],
          marks: [
            { at: 26000, state: "event" },
            { at: 65000, state: "event" },
          ],
        },
        {
          id: "scheduler",
          label: "kube-scheduler",
          kind: "component",
          bars: [{ from: 28800, to: 57600, state: "now" }],
          marks: [
            { at: 36000, state: "fail" },
            { at: 38000, state: "fail" },
          ],
        },
        {
          id: "kubelet",
          label: "kubelet node-3",
          kind: "node",
          bars: [],
          marks: [
            { at: 70000, state: "event" },
            { at: 74000, state: "pass" },
          ],
        },
      ],
    },
    rosettaAt: () => null,
    eventsAt: () => [],
    objectAt: () => null,
  };
}

function fakeScene(journey: Journey, index: number): Scene {
  const { act } = journey.beats[index];
  const nodes = [8, 4, 4, 4, 8].map(
    (cpu, i): NodeScene => ({
      name: `node-${i + 1}`,
      zone: "aabbc"[i],
      pool: null,
      unschedulable: false,
      ready: true,
      bars: [
        {
          resource: "cpu",
          allocatable: cpu * 1000,
          requested: [2000, 3400, 1500, 500, 4000][i],
          ghost: null,
          fits: true,
        },
        { resource: "memory", allocatable: cpu * 4 * 2 ** 30, requested: 2 ** 32, ghost: null, fits: true },
      ],
      taints: i === 0 ? [{ key: "dedicated", value: "gpu", effect: "NoSchedule" }] : [],
      pods: [{ pod: "default/x", own: false, status: "Running", ready: "1/1", restarts: 0 }],
      state: "resting",
      verdict: null,
      columns: [],
      total: null,
      rank: null,
    }),
  );
  const points = ["PreFilter", "Filter", "PostFilter", "PreScore", "Score", "Reserve", "Permit"];
  const stations = [
    "authentication",
    "authorization",
    "decoding",
    "defaulting",
    "mutatingAdmission",
    "validation",
    "validatingAdmission",
    "storage",
  ];
  return {
    act,
    open: act <= 2 ? ["kubectl", "apiServer"] : act === 4 ? ["scheduler"] : ["apiServer", "etcd"],
    now: act === 4 ? ["scheduler"] : ["apiServer"],
    moves: [{ from: "kubectl", to: "apiServer", kind: "request", label: "POST …/pods", ok: true, start: 0, end: 0.6 }],
    kubectl: { command: "kubectl apply -f scenario.yaml", output: [] },
    apiServer: {
      request: { method: "POST", path: "/api/v1/namespaces/default/pods", from: "kubectl", about: "pods/web" },
      stations: stations.map((station, i) => ({
        station,
        state: (i < index ? "done" : i === index ? "now" : "toCome") as CourseState,
      })),
      diff: [],
      status: null,
      told: [],
    },
    etcd: { revisions: [] },
    scheduler: {
      activeQ: [],
      backoffQ: [],
      unschedulablePods: [],
      inHand: act === 4 ? { pod: "default/web", requests: [{ resource: "cpu", quantity: "1" }] } : null,
      points: points.map((point) => ({ point, state: "toCome" })),
      attempt: 1,
      plugin: null,
      scan: null,
    },
    controllers: [],
    nodes,
    pod: null,
    services: [],
  };
}

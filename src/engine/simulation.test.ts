import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "./api/meta.ts";
import type { Pod } from "./api/pod.ts";
import { printPodStatus } from "./api/printPod.ts";
import { Simulation, type SimulationInput } from "./simulation.ts";

const node = (name: string, cpu: string): KubernetesObject =>
  ({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name },
    status: { allocatable: { cpu, memory: "8Gi", pods: "110" } },
  }) as KubernetesObject;

const deployment = (name: string, cpu: string, replicas = 2): KubernetesObject =>
  ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name, image: "nginx:1.27", resources: { requests: { cpu } } }] },
      },
    },
  }) as KubernetesObject;

const old = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "old" },
  spec: { nodeName: "node-1", containers: [{ name: "c", image: "redis:7" }] },
  status: { phase: "Running" },
} as KubernetesObject;

const input: SimulationInput = {
  cluster: [node("node-1", "2"), node("node-2", "2"), old],
  applied: [deployment("web", "500m"), deployment("huge", "64", 1)],
};

/** `name status` of every Pod after entry `seq`, by name; generated suffixes cut off. */
function podsAt(simulation: Simulation, seq = simulation.entries.length - 1): string[] {
  return [...simulation.cursor().stateAt(seq)]
    .filter(([key]) => key.startsWith("/registry/pods/"))
    .map(([, value]) => value as Pod)
    .map((pod) => `${pod.metadata.name?.replace(/-[^-]+-[^-]+$/, "")} ${printPodStatus(pod).status}`)
    .sort();
}

describe("a run", () => {
  it("goes from kubectl apply to Running, and ends when nothing is left to happen", () => {
    const simulation = new Simulation(input, { seed: 1 });
    expect(simulation.run()).toBe("steady");
    expect(podsAt(simulation)).toEqual(["huge Pending", "old Running", "web Running", "web Running"]);
    expect(podsAt(simulation, 0)).toEqual(["old Running"]);
  });

  it("is the same trace for the same seed, run at once or in steps", () => {
    const whole = new Simulation(input, { seed: 7 });
    whole.run();
    const stepped = new Simulation(input, { seed: 7 });
    const cursorSteps: number[] = [];
    while (stepped.run(97) === null) cursorSteps.push(stepped.cursor().stateAt(stepped.entries.length >> 1).size);
    expect(cursorSteps.length).toBeGreaterThan(5);
    expect(JSON.stringify(stepped.entries)).toBe(JSON.stringify(whole.entries));
  });

  it("differs with the seed", () => {
    const traces = [1, 2].map((seed) => {
      const simulation = new Simulation(input, { seed });
      simulation.run();
      return JSON.stringify(simulation.entries);
    });
    expect(traces[0]).not.toBe(traces[1]);
  });

  it("does not touch what it is given", () => {
    const before = JSON.stringify(input);
    new Simulation(input, { seed: 1 }).run();
    expect(JSON.stringify(input)).toBe(before);
  });

  it("stops at the time limit and at the limit of entries, with what it has", () => {
    const timed = new Simulation(input, { seed: 1, until: 500 });
    expect(timed.run()).toBe("until");
    expect(timed.entries.every(({ time }) => time <= 500)).toBe(true);
    const short = new Simulation(input, { seed: 1, maxEntries: 50 });
    expect(short.run()).toBe("tooManyEntries");
    expect(short.entries.length).toBeLessThan(60);
  });

  it("with nothing to apply is over at once", () => {
    const simulation = new Simulation({ cluster: [node("node-1", "2")], applied: [] }, { seed: 1 });
    expect(simulation.run()).toBe("steady");
    expect(simulation.entries.filter(({ event }) => event.type === "EtcdWrite")).toEqual([]);
  });
});

describe("the trace", () => {
  const simulation = new Simulation(input, { seed: 1 });
  simulation.run();
  const { entries } = simulation;

  it("is numbered, never goes back in time, and every cause lies before its effect", () => {
    entries.forEach(({ seq, time, cause }, i) => {
      expect(seq).toBe(i);
      if (i > 0) expect(time).toBeGreaterThanOrEqual(entries[i - 1]?.time ?? 0);
      expect(cause === null || cause < seq).toBe(true);
    });
  });

  it("revisions only grow, by one a write", () => {
    const revisions = entries.flatMap(({ event }) => (event.type === "EtcdWrite" ? [event.revision] : []));
    revisions.forEach((revision, i) => {
      if (i > 0) expect(revision).toBe((revisions[i - 1] ?? 0) + 1);
    });
  });

  it("every request is answered, once", () => {
    const asked = entries.flatMap(({ event }) => (event.type === "Request" ? [event.request] : []));
    const answered = entries.flatMap(({ event }) => (event.type === "Response" ? [event.request] : []));
    expect(answered.toSorted((a, b) => a - b)).toEqual(asked);
  });

  it("changes can be undone to the state before anything happened", () => {
    const cursor = simulation.cursor();
    const end = JSON.stringify([...cursor.stateAt(entries.length - 1)].sort());
    expect(cursor.stateAt(-1).size).toBe(0);
    expect(JSON.stringify([...cursor.stateAt(entries.length - 1)].sort())).toBe(end);
  });

  it("records are what the changes say they replaced", () => {
    const records = new Map<string, unknown>();
    for (const { changes } of entries) {
      for (const { key, from, to } of changes) {
        expect(records.get(key)).toBe(from);
        if (to === undefined) records.delete(key);
        else records.set(key, to);
      }
    }
  });
});

it("leaves Pods alone whose ReplicaSet is not among what was copied out of a cluster", () => {
  const ownerReferences = [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-1", uid: "u", controller: true }];
  const copied = { ...old, metadata: { ...old.metadata, ownerReferences } } as KubernetesObject;
  const simulation = new Simulation({ cluster: [node("node-1", "2"), copied], applied: [] }, { seed: 1 });
  simulation.run();
  expect(podsAt(simulation)).toEqual(["old Running"]);
});

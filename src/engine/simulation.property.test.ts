import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Invariants } from "../testing/invariants.ts";
import { randomScenario } from "../testing/randomScenarios.ts";
import { Simulation, type SimulationEntry } from "./simulation.ts";

const scenarios = 200;
const fiveMinutes = 5 * 60 * 1000;
const maxEntries = 60_000;
/** Watches, the controller's queue and its request, at their slowest. */
const endpointLag = 5000;

/** The place of the first entry that differs; null when the traces are the same, down to the order of fields. */
function firstDifference(a: readonly SimulationEntry[], b: readonly SimulationEntry[]): number | null {
  // Records share what has not changed: what was found the same once need not be looked at again.
  const found = new WeakMap<object, object>();
  const isSame = (x: unknown, y: unknown): boolean => {
    if (typeof x !== "object" || typeof y !== "object" || x === null || y === null) return Object.is(x, y);
    if (found.get(x) === y) return true;
    const [xs, ys] = [Object.entries(x), Object.entries(y)];
    if (xs.length !== ys.length) return false;
    if (!xs.every(([key, value], i) => key === ys[i][0] && isSame(value, ys[i][1]))) return false;
    found.set(x, y);
    return true;
  };
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (!isSame(a[i], b[i])) return i;
  return null;
}

function write(key: string, to: object | undefined, revision: number): SimulationEntry {
  const op = to === undefined ? "delete" : "update";
  const event = { type: "EtcdWrite", request: 0, op, key, revision } as const;
  return { seq: revision, time: 0, actor: "etcd", cause: null, event, changes: [{ key, to }] };
}

function pod(resourceVersion: string, nodeName?: string, state?: object): object {
  const containerStatuses = state ? [{ name: "c", containerID: "containerd://1", state }] : [];
  const containers = [{ name: "c", resources: { requests: { cpu: "2" } } }];
  return { kind: "Pod", metadata: { resourceVersion }, spec: { nodeName, containers }, status: { containerStatuses } };
}

function traffic(total: number, failed: number, pods: { [pod: string]: number } = {}): SimulationEntry {
  const backend = { service: "web", ingress: "web", role: "main", by: {}, total, recent: 1, failed, readyEndpoints: 1 };
  const event = { type: "Traffic", seconds: 5, backends: [], notFound: 0 } as const;
  const changes = [{ key: "ingress/default/web", to: { backends: [backend], pods } }];
  return { seq: 0, time: 0, actor: "nginx-ingress-controller", cause: null, event, changes };
}

describe("a broken trace is seen", () => {
  const web = "/registry/pods/default/web";
  const ended = { terminated: { containerID: "containerd://1" } };
  const slice = {
    kind: "EndpointSlice",
    metadata: { namespace: "default", resourceVersion: "2" },
    endpoints: [{ conditions: { ready: true }, targetRef: { name: "web" } }],
  };
  const node = { kind: "Node", metadata: {}, status: { allocatable: { cpu: "1" } } };
  it.each<[string, SimulationEntry[]]>([
    ["moved to b", [write(web, pod("1", "a"), 1), write(web, pod("2", "b"), 2)]],
    ["runs again", [write(web, pod("1", "a", ended), 1), write(web, pod("2", "a", { running: {} }), 2)]],
    ["from resourceVersion 2 to 2", [write(web, pod("2"), 1), write(web, pod("2"), 2)]],
    ["revision 1 after 1", [write(web, pod("1"), 1), write("/registry/pods/default/db", pod("2"), 1)]],
    ["says web is ready", [write(web, pod("1"), 1), write("/registry/endpointslices/default/web", slice, 2)]],
    ["a has too little cpu", [write("/registry/minions/a", node, 1), write(web, pod("2", "a"), 2)]],
    ["goes from 5 requests to 4", [traffic(5, 0), traffic(4, 0)]],
    ["2 of 1 of 1 failed", [traffic(1, 2)]],
    ["default/ghost answers, which never was", [traffic(1, 0, { "default/ghost": 1 })]],
    ["delete of", [{ ...write(web, undefined, 1), changes: [{ key: web, to: pod("1") }] }]],
  ])("%s", (words, entries) => {
    expect(new Invariants(0).check(entries)).toEqual([expect.stringContaining(words)]);
  });
});

describe("a trace that differs is seen", () => {
  const entry = write("/registry/pods/default/web", pod("1", "a"), 1);
  it.each<[string, SimulationEntry[], number | null]>([
    ["the same", [structuredClone(entry)], null],
    ["another value", [write("/registry/pods/default/web", pod("1", "b"), 1)], 0],
    ["another order of fields", [Object.fromEntries(Object.entries(entry).reverse()) as unknown as SimulationEntry], 0],
    ["one entry more", [entry, entry], 1],
  ])("%s", (_, other, at) => {
    expect(firstDifference([entry], other)).toBe(at);
  });
});

const hasAnswer = ({ requests, errors }: { requests: number; errors: Readonly<Record<string, number>> }): boolean =>
  requests > Object.values(errors).reduce((sum, count) => sum + count, 0);

describe(`${scenarios} random scenarios`, () => {
  it("never throw, never hang, keep what holds in every cluster, and replay to the same trace in steps", () => {
    let entries = 0;
    let running = 0;
    let answered = 0;
    fc.assert(
      fc.property(randomScenario, fc.nat(1000), (input, seed) => {
        const options = { seed, until: fiveMinutes, maxEntries };
        const simulation = new Simulation(input, options);
        const end = simulation.run();
        expect(end).not.toBe("tooManyEntries");
        const invariants = new Invariants(endpointLag);
        expect(invariants.check(simulation.entries)).toEqual([]);
        if (end === "steady") expect(invariants.staleEndpoints()).toEqual([]);
        const stepped = new Simulation(structuredClone(input), options);
        while (stepped.run(89) === null);
        expect(firstDifference(simulation.entries, stepped.entries)).toBeNull();
        entries += simulation.entries.length;
        running += simulation.entries.some(({ event }) => event.type === "CRI" && event.call === "StartContainer")
          ? 1
          : 0;
        answered += simulation.entries.some(({ event }) => event.type === "Traffic" && event.backends.some(hasAnswer))
          ? 1
          : 0;
      }),
      { numRuns: scenarios, seed: 1 },
    );
    // The scenarios are worth something: nearly all of them start a container.
    expect(running).toBeGreaterThan(scenarios * 0.8);
    expect(entries).toBeGreaterThan(scenarios * 500);
    // And some of them answer requests.
    expect(answered).toBeGreaterThan(scenarios * 0.1);
  }, 300_000);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Node } from "../api/core.ts";
import type { Pod } from "../api/pod.ts";
import { createRandom } from "../kernel/random.ts";
import { BulkScheduler, scheduleAll } from "./bulk.ts";
import { cacheOf, decide, node, pod } from "./fixtures.ts";
import { createPodInfo } from "./framework/podInfo.ts";
import { firstByName, seededChooser } from "./runtime/choosers.ts";
import { createProfiles } from "./runtime/profile.ts";
import { allBlockers, recordDecision } from "./runtime/recordDecision.ts";
import { schedulePod } from "./runtime/schedulePod.ts";

const zone = "topology.kubernetes.io/zone";
const hostname = "kubernetes.io/hostname";
const apps = fc.constantFrom("web", "db", "cache");
const effects = fc.constantFrom("NoSchedule", "PreferNoSchedule");

const nodes: fc.Arbitrary<Node[]> = fc
  .array(
    fc.record({
      zone: fc.constantFrom("z1", "z2", "z3"),
      cpu: fc.constantFrom("1", "2", "4"),
      pods: fc.constantFrom("2", "110"),
      taint: fc.option(effects, { nil: undefined }),
      unschedulable: fc.boolean().map((cordoned) => (cordoned ? true : undefined)),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) =>
    list.map((entry, i) =>
      node(`n${i}`, {
        labels: { [zone]: entry.zone },
        cpu: entry.cpu,
        pods: entry.pods,
        unschedulable: entry.unschedulable,
        taints: entry.taint ? [{ key: "t", effect: entry.taint }] : undefined,
      }),
    ),
  );

interface Wishes {
  readonly app: string;
  readonly cpu: string;
  readonly wish: "none" | "apart" | "together" | "spread" | "soft" | "port";
  readonly target: string;
  readonly tolerates: boolean;
}

const wishes = fc.record<Wishes>({
  app: apps,
  cpu: fc.constantFrom("0", "100m", "500m", "1500m"),
  wish: fc.constantFrom("none", "apart", "together", "spread", "soft", "port"),
  target: apps,
  tolerates: fc.boolean(),
});

function podOf({ app, cpu, wish, target, tolerates }: Wishes, name: string): Pod {
  const labelSelector = { matchLabels: { app: target } };
  const term = { topologyKey: hostname, labelSelector };
  const spread = { topologyKey: zone, maxSkew: 1, labelSelector: { matchLabels: { app } } };
  const required = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
  const made = pod(name, {
    labels: { app },
    cpu,
    affinity:
      wish === "apart" ? { podAntiAffinity: required } : wish === "together" ? { podAffinity: required } : undefined,
    topologySpreadConstraints:
      wish === "spread" || wish === "soft"
        ? [{ ...spread, whenUnsatisfiable: wish === "spread" ? "DoNotSchedule" : "ScheduleAnyway" }]
        : undefined,
    tolerations: tolerates ? [{ operator: "Exists" }] : undefined,
  });
  if (wish === "port") made.spec.containers[0]!.ports = [{ containerPort: 80, hostPort: 80 }];
  return made;
}

const pods = fc
  .array(wishes, { minLength: 1, maxLength: 15 })
  .map((list) => list.map((entry, i) => podOf(entry, `p${i}`)));

/** Where each Pod goes, one after the other, each check made right before the Pod is assumed. */
function run(
  cluster: readonly Node[],
  queue: readonly Pod[],
  check: (cache: ReturnType<typeof cacheOf>) => void,
): void {
  const cache = cacheOf(cluster);
  const profile = createProfiles({}, cache, seededChooser(createRandom(7))).get("default-scheduler")!;
  for (const pending of queue) {
    const info = createPodInfo(pending);
    const outcome = schedulePod(profile, info, { percentage: 100 });
    if (outcome.node === null) continue;
    expect(allBlockers(profile, info)[outcome.node]).toBeUndefined();
    cache.assume(info, outcome.node);
    check(cache);
  }
}

describe("properties of scheduling", () => {
  it("no node is ever over its allocatable, and no Pod is where its own filters refuse it", () => {
    fc.assert(
      fc.property(nodes, pods, (cluster, queue) => {
        run(cluster, queue, (cache) => {
          for (const { requested, allocatable, pods: placed } of cache.nodes()) {
            expect(requested.milliCPU <= allocatable.milliCPU).toBe(true);
            expect(requested.memory <= allocatable.memory).toBe(true);
            expect(placed.length <= allocatable.allowedPods).toBe(true);
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  it("the same input gives the same output, and is not changed", () => {
    fc.assert(
      fc.property(nodes, pods, fc.integer(), (cluster, queue, seed) => {
        const objects = [...cluster, ...queue];
        const before = JSON.stringify(objects);
        const first = scheduleAll(objects, { ties: "seeded", seed });
        expect(scheduleAll(objects, { ties: "seeded", seed })).toEqual(first);
        expect(JSON.stringify(objects)).toBe(before);
      }),
      { numRuns: 60 },
    );
  });

  it("another node never makes a schedulable Pod unschedulable, spread constraints apart", () => {
    // A new domain lowers the minimum that a spread constraint compares with.
    const unspread = wishes.filter(({ wish }) => wish !== "spread").map((entry) => podOf(entry, "p"));
    fc.assert(
      fc.property(nodes, pods, unspread, nodes, (cluster, running, pending, [extra]) => {
        const placed = running.map((entry, i) => ({
          ...entry,
          spec: { ...entry.spec, nodeName: cluster[i % cluster.length]!.metadata.name },
        }));
        if (decide(pending, [...cluster, ...placed]).chosen === null) return;
        const added = { ...extra!, metadata: { ...extra!.metadata, name: "extra", labels: { [hostname]: "extra" } } };
        expect(decide(pending, [...cluster, ...placed, added]).chosen).not.toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  it("a cache kept up to date through any changes decides as a fresh one", () => {
    const change = fc.record({
      what: fc.constantFrom("place", "delete", "relabel", "cordon", "remove node", "add node", "terminate"),
      pod: fc.nat(14),
      node: fc.nat(7),
      zone: fc.constantFrom("z1", "z2", "z4"),
    });
    fc.assert(
      fc.property(nodes, pods, fc.array(change, { maxLength: 25 }), wishes, (cluster, queue, changes, wish) => {
        const present = new Map<string, Node | Pod>(cluster.map((entry) => [entry.metadata.name!, entry]));
        const cache = cacheOf(cluster);
        const apply = (object: Node | Pod): void => {
          present.set(object.metadata.name!, object);
          cache.apply(object);
        };
        for (const step of changes) {
          const target = cluster[step.node % cluster.length]!;
          const subject = queue[step.pod % queue.length]!;
          const name = target.metadata.name!;
          const placed: Pod = { ...subject, spec: { ...subject.spec, nodeName: name } };
          if (step.what === "place") apply(placed);
          else if (step.what === "terminate") {
            apply({ ...placed, metadata: { ...placed.metadata, deletionTimestamp: "2030-01-01T00:00:00Z" } });
          } else if (step.what === "relabel") {
            apply({ ...target, metadata: { ...target.metadata, labels: { [hostname]: name, [zone]: step.zone } } });
          } else if (step.what === "cordon") apply({ ...target, spec: { unschedulable: true } });
          else if (step.what === "add node") apply(target);
          else {
            const gone = step.what === "delete" ? subject : target;
            present.delete(gone.metadata.name!);
            cache.remove(gone);
          }
        }
        const pending = createPodInfo(podOf(wish, "new"));
        const [kept, fresh] = [cache, cacheOf([...present.values()])].map((snapshot) => {
          const profile = createProfiles({}, snapshot, firstByName).get("default-scheduler")!;
          const { filter, total, score, message } = recordDecision(profile, pending, { percentage: 100 }).record;
          const byNode = Object.fromEntries((filter ?? []).map(({ node: name, verdict }) => [name, verdict]));
          return { byNode, total, score, message };
        });
        expect(kept).toEqual(fresh);
      }),
      { numRuns: 200 },
    );
  });

  it("steps of any size come to the same as everything at once", () => {
    fc.assert(
      fc.property(nodes, pods, fc.integer({ min: 1, max: 5 }), (cluster, queue, size) => {
        const bulk = new BulkScheduler([...cluster, ...queue]);
        const lines = [];
        while (bulk.done < bulk.total) lines.push(...bulk.step(size));
        expect(lines).toEqual(scheduleAll([...cluster, ...queue]));
      }),
      { numRuns: 40 },
    );
  });
});

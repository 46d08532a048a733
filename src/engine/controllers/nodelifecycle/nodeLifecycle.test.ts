import { describe, expect, it } from "vitest";
import { ControlPlane, node } from "../../../testing/controlPlane.ts";
import type { Lease, Node } from "../../api/core.ts";
import type { Pod } from "../../api/pod.ts";
import { microTimestamp, timestamp } from "../../kernel/clock.ts";
import { evictionRateOf, zoneStateOf } from "./zones.ts";

const named = (count: number): string[] => Array.from({ length: count }, (_, i) => `n${i}`);

function withReady(name: string, status: "True" | "False" | "Unknown"): Node {
  const made = node(name);
  return { ...made, status: { ...made.status, conditions: [{ type: "Ready", status }] } };
}

function report(cluster: ControlPlane, name: string, status: "True" | "False"): void {
  const conditions = [{ type: "Ready" as const, status, lastHeartbeatTime: timestamp(cluster.sim.now) }];
  cluster.patch<Node>("nodes", name, (stored) => ({ ...stored, status: { ...stored.status, conditions } }), "status");
}

/** `not-ready:NoExecute` and so on, of each node that has one. */
const taints = (cluster: ControlPlane): { [node: string]: string } =>
  Object.fromEntries(
    cluster.list<Node>("nodes").flatMap(({ metadata, spec }) => {
      const own = (spec?.taints ?? []).map(({ key, effect }) => `${key.split("/")[1]}:${effect}`);
      return own.length > 0 ? [[metadata.name ?? "", own.join(" ")]] : [];
    }),
  );

const emptied = (cluster: ControlPlane): string[] =>
  Object.entries(taints(cluster)).flatMap(([name, text]) => (text.includes("NoExecute") ? [name] : []));

describe("the state of a zone", () => {
  it.each([
    ["all ready", 3, 0, "normal"],
    ["two of three not ready", 1, 2, "normal"],
    ["three of five not ready", 2, 3, "partialDisruption"],
    ["three of six not ready", 3, 3, "normal"],
    ["none ready", 0, 1, "fullDisruption"],
  ])("%s", (_, ready, notReady, expected) => {
    const nodes = [
      ...named(ready).map((name) => withReady(name, "True")),
      ...named(notReady).map((name) => withReady(`x${name}`, "Unknown")),
    ];
    expect(zoneStateOf(nodes)).toBe(expected);
  });

  it.each([
    ["normal", 10, 0.1],
    ["fullDisruption", 10, 0.1],
    ["partialDisruption", 50, 0],
    ["partialDisruption", 51, 0.01],
  ] as const)("%s of %i nodes empties %d nodes a second", (state, size, expected) => {
    expect(evictionRateOf(state, size)).toBe(expected);
  });
});

describe("nodes that are not ready", () => {
  it("take no new Pods at once, and are emptied after the next look", () => {
    const cluster = new ControlPlane({ cluster: named(4).map((name) => withReady(name, "True")) });
    report(cluster, "n0", "False");
    cluster.run(1);
    expect(taints(cluster)).toEqual({ n0: "not-ready:NoSchedule" });
    cluster.run(5);
    expect(taints(cluster)).toEqual({ n0: "not-ready:NoSchedule not-ready:NoExecute" });
    report(cluster, "n0", "True");
    cluster.run(1);
    expect(taints(cluster)).toEqual({ n0: "not-ready:NoExecute" });
    cluster.run(5);
    expect(taints(cluster)).toEqual({});
  });

  it("are emptied one after the other, ten seconds apart", () => {
    const cluster = new ControlPlane({ cluster: named(5).map((name) => withReady(name, "True")) });
    for (const name of ["n0", "n1"]) report(cluster, name, "False");
    cluster.run(6);
    expect(emptied(cluster)).toEqual(["n0"]);
    cluster.run(10);
    expect(emptied(cluster)).toEqual(["n0", "n1"]);
  });

  it("stay as they are when much of a small zone is gone", () => {
    const cluster = new ControlPlane({ cluster: named(5).map((name) => withReady(name, "True")) });
    for (const name of ["n0", "n1", "n2"]) report(cluster, name, "False");
    cluster.run(60);
    expect(emptied(cluster).length).toBeLessThanOrEqual(1);
  });

  it("lose the taint that empties them when no node is left that answers", () => {
    const cluster = new ControlPlane({ cluster: named(2).map((name) => withReady(name, "True")) });
    report(cluster, "n0", "False");
    cluster.run(6);
    expect(emptied(cluster)).toEqual(["n0"]);
    report(cluster, "n1", "False");
    cluster.run(60);
    expect(emptied(cluster)).toEqual([]);
    report(cluster, "n1", "True");
    cluster.run(16);
    expect(emptied(cluster)).toEqual(["n0"]);
  });
});

describe("a node", () => {
  it("that nobody ever reports is unknown after its start-up grace period", () => {
    const cluster = new ControlPlane();
    const { status: _, ...late } = node("late");
    cluster.create(late);
    cluster.run(66);
    const { conditions = [] } = cluster.get<Node>("nodes", "late")?.status ?? {};
    expect(conditions.map(({ type, status, message }) => `${type} ${status}: ${message}`)).toEqual(
      ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"].map(
        (type) => `${type} Unknown: Kubelet never posted node status.`,
      ),
    );
    expect(cluster.events("node-controller")).toEqual([
      "RegisteredNode Node late event: Registered Node late in Controller",
    ]);
  });

  it("that fell silent after it said that it is not ready marks no Pods", () => {
    const cluster = new ControlPlane({ cluster: [withReady("n0", "True"), withReady("n1", "True")] });
    report(cluster, "n0", "False");
    cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-node-lease" } });
    const lease = { metadata: { name: "n0", namespace: "kube-node-lease" } };
    const renewTime = microTimestamp(cluster.sim.now);
    cluster.create({ apiVersion: "coordination.k8s.io/v1", kind: "Lease", ...lease, spec: { renewTime } } as Lease);
    cluster.run(60);
    expect(taints(cluster)).toEqual({ n0: "unreachable:NoSchedule unreachable:NoExecute" });
    expect(cluster.events("node-controller")).toEqual([]);
  });
});

describe("Pods that no kubelet will remove", () => {
  const pod = (nodeName?: string, finalizers?: string[]): Pod =>
    ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "p", namespace: "default", ...(finalizers && { finalizers }) },
      spec: { containers: [{ name: "web", image: "nginx" }], ...(nodeName && { nodeName }) },
    }) as Pod;

  it("go 40 s after their node is found missing, and say why while something holds them", () => {
    const cluster = new ControlPlane();
    cluster.create(pod("node-1", ["example.com/hold"]));
    cluster.makeReady();
    cluster.delete("nodes", "node-1");
    cluster.run(58);
    expect(cluster.pods()[0]?.metadata.deletionTimestamp).toBeUndefined();
    cluster.run(4);
    const [held] = cluster.pods();
    expect(held?.metadata.deletionTimestamp).toBeDefined();
    expect(held?.status?.phase).toBe("Failed");
    expect(held?.status?.conditions?.at(-1)).toMatchObject({
      type: "DisruptionTarget",
      status: "True",
      reason: "DeletionByPodGC",
      message: "PodGC: node no longer exists",
    });
  });

  it("go when they are being deleted on a node that is out of service", () => {
    const cluster = new ControlPlane({ cluster: [withReady("n0", "False"), withReady("n1", "True")] });
    cluster.create(pod("n0"));
    cluster.delete("pods", "p");
    cluster.run(30);
    expect(cluster.pods()).toHaveLength(1);
    cluster.patch<Node>("nodes", "n0", (stored) => ({
      ...stored,
      spec: { taints: [{ key: "node.kubernetes.io/out-of-service", value: "nodeshutdown", effect: "NoExecute" }] },
    }));
    cluster.run(21);
    expect(cluster.pods()).toHaveLength(0);
  });
});

import { expect } from "vitest";
import type { KubernetesObject, Node, Pod } from "../../engine/index.ts";
import type { Lessons, PlayedLesson } from "../playedLesson.ts";

const serving = (run: PlayedLesson, at: number) =>
  run
    .objects<KubernetesObject & { endpoints?: { conditions?: { ready?: boolean } }[] }>("EndpointSlice", at)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready).length;

const nodeCondition = (run: PlayedLesson, type: string, at: number) =>
  run.get<Node>("Node", "node-1", at)?.status?.conditions?.find((condition) => condition.type === type)?.status;

const taints = (run: PlayedLesson, at: number) =>
  (run.get<Node>("Node", "node-1", at)?.spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`);

/** What a kubelet does for its node: images, resources, its own restart, and Pods of its own. */
export const kubelet: Lessons = {
  "image-gc"(run) {
    const images = (at: number) =>
      run.get<Node>("Node", "node-1", at)?.status?.images?.map(({ names }) => names?.[0]?.replace(/^.*\//, ""));
    expect(run.pods(20)).toEqual(["shop ContainerCreating 0/1 0 node-1"]);
    expect(images(60)).toEqual(["report:1", "report:2", "shop:1"]);
    expect(images(315)).toEqual(["report:2", "shop:1"]);
    expect(nodeCondition(run, "DiskPressure", 355)).toBe("False");
    expect(images(385)).toEqual(["shop:1"]);
    expect(nodeCondition(run, "DiskPressure", 385)).toBe("True");
    expect(taints(run, 385)).toEqual(["node.kubernetes.io/disk-pressure:NoSchedule"]);
    expect(run.events("node-1", 385)).toEqual([
      "EvictionThresholdMet: Attempting to reclaim ephemeral-storage",
      "NodeHasDiskPressure: Node node-1 status is now: NodeHasDiskPressure",
    ]);
    // Enough was got back: nobody has to go. But nobody comes either.
    expect(run.pods(400)).toEqual(["late Pending 0/1 0 -", "shop Running 1/1 0 node-1"]);
    expect(run.events("late", 400)).toEqual([
      "FailedScheduling: 0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
    ]);
  },

  eviction(run) {
    const qos = (name: string) =>
      run.objects<Pod>("Pod", 20).find(({ metadata }) => metadata.name?.startsWith(name))?.status?.qosClass;
    expect(["db", "api", "batch"].map(qos)).toEqual(["Guaranteed", "Burstable", "BestEffort"]);
    const message =
      "The node was low on resource: memory. Threshold quantity: 100Mi, available: 0. Container batch was using 6Gi, request is 0, has larger consumption of memory. ";
    expect(run.events("batch", 40)).toContain(`Evicted: ${message}`);
    const evicted = run.objects<Pod>("Pod", 40).find(({ status }) => status?.reason === "Evicted");
    expect(evicted?.status).toMatchObject({ phase: "Failed", message });
    expect(evicted?.status?.conditions?.find(({ type }) => type === "DisruptionTarget")).toMatchObject({
      status: "True",
      reason: "TerminationByKubelet",
    });
    expect(nodeCondition(run, "MemoryPressure", 40)).toBe("True");
    expect(taints(run, 40)).toEqual(["node.kubernetes.io/memory-pressure:NoSchedule"]);
    expect(run.pods(40)).toEqual([
      "api Running 1/1 0 node-1",
      "batch-*-* Error 0/1 0 node-1",
      "batch-*-* Pending 0/1 0 -",
      "cache Running 1/1 0 node-1",
      "db Running 1/1 0 node-1",
    ]);
    expect(run.events("cache", 60)).toEqual([
      'Evicted: Usage of EmptyDir volume "data" exceeds the limit "1Gi". ',
      "Killing: Stopping container cache",
    ]);
    expect(nodeCondition(run, "MemoryPressure", 335)).toBe("False");
    expect(run.pods(340)).toContain("batch-*-* Running 1/1 0 node-1");
  },

  "grpc-probe"(run) {
    expect(run.pods(10)).toEqual(["orders Running 1/1 0 node-1"]);
    expect(run.probes("orders", 20).every(({ success, handler }) => success && handler === "grpc")).toBe(true);
    expect([serving(run, 20), serving(run, 35), serving(run, 50)]).toEqual([1, 0, 1]);
    expect(run.pods(35)).toEqual(["orders Running 0/1 0 node-1"]);
    expect(run.events("orders", 74)).toEqual([
      'Unhealthy: Readiness probe failed: service unhealthy (responded with "NOT_SERVING")',
      "Unhealthy: Liveness probe failed: timeout: health rpc did not complete within 1s",
      "Killing: Container orders failed liveness probe, will be restarted",
      // Right after the start nobody listens yet.
      'Unhealthy: Readiness probe failed: timeout: failed to connect service "10.244.1.2:9000" within 1s: context deadline exceeded',
    ]);
    expect(run.pods(85)).toEqual(["orders Running 1/1 1 node-1"]);
  },

  hooks(run) {
    const pod = (name: string, at: number) => run.pods(at).find((line) => line.startsWith(`${name} `));
    // The kubelet waits for the hook: the container runs, but is not told so, and the next is not started.
    expect(pod("web", 3)).toBe("web ContainerCreating 0/2 0 node-1");
    expect(run.criCalls("web").slice(0, 3)).toEqual([
      "RunPodSandbox pause",
      "CreateContainer warm",
      "StartContainer warm",
    ]);
    expect(pod("web", 6)).toBe("web Running 2/2 0 node-1");
    expect(pod("clumsy", 10)).toBe("clumsy PostStartHookError 0/1 1 node-1");
    expect(run.events("clumsy", 10).slice(0, 2)).toEqual([
      "FailedPostStartHook: PostStartHook failed",
      "Killing: FailedPostStartHook",
    ]);
    expect(pod("web", 35)).toBe("web Terminating 2/2 0 node-1");
    expect(pod("web", 36)).toBeUndefined();
    expect(serving(run, 29)).toBe(1);
    expect(serving(run, 31)).toBe(0);
    expect(pod("stubborn", 51)).toBe("stubborn Terminating 1/1 0 node-1");
    expect(pod("stubborn", 53)).toBeUndefined();
    expect(run.events("stubborn", 53)).toEqual([
      "Killing: Stopping container stubborn",
      "FailedPreStopHook: PreStopHook failed",
    ]);
  },

  "kubelet-restart"(run) {
    expect(run.pods(29)).toEqual(["web-*-* Running 1/1 0 node-1", "web-*-* Running 1/1 0 node-2"]);
    expect(run.pods(35)).toEqual(["web-*-* Running 0/1 0 node-2", "web-*-* Running 1/1 0 node-1"]);
    expect(run.pods(50)).toEqual(["web-*-* Running 1/1 0 node-1", "web-*-* Running 1/1 0 node-2"]);
    expect([29, 35, 50].map((at) => serving(run, at))).toEqual([2, 1, 2]);
    expect(run.events("node-2", 50)).toEqual([
      "Starting: Starting kubelet.",
      "NodeHasSufficientMemory: Node node-2 status is now: NodeHasSufficientMemory",
      "NodeHasNoDiskPressure: Node node-2 status is now: NodeHasNoDiskPressure",
      "NodeHasSufficientPID: Node node-2 status is now: NodeHasSufficientPID",
      "NodeAllocatableEnforced: Updated Node Allocatable limit across pods",
    ]);
  },

  "static-pods"(run) {
    const mirror = (at: number) => run.get<Pod>("Pod", "etcd-node-1", at);
    expect(run.pods(15)).toEqual(["etcd-node-1 Running 1/1 0 node-1", "web Running 1/1 0 node-1"]);
    expect(run.decisions("etcd-node-1")).toEqual([]);
    expect(mirror(15)?.metadata.annotations).toMatchObject({ "kubernetes.io/config.source": "file" });
    expect(mirror(15)?.metadata.ownerReferences?.[0]).toMatchObject({ kind: "Node", name: "node-1" });
    expect(mirror(40)?.metadata.uid).not.toBe(mirror(15)?.metadata.uid);
    expect(mirror(40)?.metadata.deletionTimestamp).toBeUndefined();
    expect(run.pods(60)).toEqual(["etcd-node-1 Running 1/1 0 node-1"]);
    expect(run.events("etcd", 60).filter((event) => event.startsWith("Killing"))).toEqual([]);
    expect(run.pods(75)).toEqual([]);
    expect(run.events("etcd", 75)).toEqual(["Killing: Stopping container etcd"]);
  },

  resize(run) {
    const held = (at: number) => {
      const { restartCount, resources } = run.get<Pod>("Pod", "web", at)?.status?.containerStatuses?.[0] ?? {};
      return [resources?.requests?.cpu, resources?.limits?.memory, restartCount];
    };
    const pending = (at: number) => {
      const condition = run.condition("web", "PodResizePending", at);
      return condition && `${condition.reason} ${condition.message}`;
    };
    expect([held(15), held(30), held(45)]).toEqual([
      ["500m", "512Mi", 0],
      ["1", "512Mi", 0],
      ["1", "1Gi", 1],
    ]);
    expect(run.events("web", 45)).toContain("Killing: Container web resize requires restart");
    expect(pending(60)).toBe(
      "Deferred Node didn't have enough resource: cpu, requested: 3000, used: 2000, capacity: 4000",
    );
    expect(held(60)).toEqual(["1", "1Gi", 1]);
    expect([pending(75), held(75)]).toEqual([undefined, ["3", "1Gi", 1]]);
    expect(pending(90)).toBe("Infeasible Node didn't have enough capacity: cpu, requested: 8000, capacity: 4000");
    expect(held(90)).toEqual(["3", "1Gi", 1]);
  },
};

import { expect } from "vitest";
import type { KubernetesObject, Pod } from "../../engine/index.ts";
import type { Lessons } from "../playedLesson.ts";

/** What controllers make of objects. */
export const workloads: Lessons = {
  deployment(run) {
    const owners = (kind: string) =>
      run.objects(kind, 10).map(({ metadata }) => metadata.ownerReferences?.map((owner) => owner.kind));
    expect(owners("ReplicaSet")).toEqual([["Deployment"]]);
    expect(owners("Pod")).toEqual([["ReplicaSet"], ["ReplicaSet"], ["ReplicaSet"]]);
    expect(run.events("shop", 1).slice(0, 4)).toEqual([
      "ScalingReplicaSet: Scaled up replica set shop-* from 0 to 3",
      "SuccessfulCreate: Created pod: shop-*-*",
      "SuccessfulCreate: Created pod: shop-*-*",
      "SuccessfulCreate: Created pod: shop-*-*",
    ]);
    const ready = (at: number) =>
      run
        .objects<KubernetesObject & { endpoints?: { conditions?: { ready?: boolean } }[] }>("EndpointSlice", at)
        .flatMap(({ endpoints }) => endpoints ?? [])
        .map(({ conditions }) => conditions?.ready);
    expect(ready(3)).toEqual([false, false, false]);
    expect(ready(10)).toEqual([true, true, true]);
  },

  autoscaling(run) {
    const replicas = (at: number) =>
      (run.get("Deployment", "web", at) as { spec?: { replicas?: number } })?.spec?.replicas;
    expect([50, 70, 100, 400, 500].map(replicas)).toEqual([2, 4, 8, 8, 2]);
    expect(run.events("web", 62)).toContain(
      "SuccessfulRescale: New size: 4; reason: cpu resource utilization (percentage of request) above target",
    );
    // The new Pods say nothing yet, so the metrics ask for 4; the 8 of the pass before is what counts.
    expect(run.events("web", 100)).toContain("SuccessfulRescale: New size: 8; reason: ");
    expect(run.events("web", 500)).toContain("SuccessfulRescale: New size: 2; reason: All metrics below target");
    expect(run.pods(100)).toHaveLength(8);
    expect(run.pods(100).every((pod) => pod.includes(" Running 1/1 0 "))).toBe(true);
    expect(run.pods(500)).toHaveLength(2);
  },

  "rolling-update"(run) {
    const images = (at: number) => {
      const running = run.objects<Pod>("Pod", at).filter(({ status }) => status?.phase === "Running");
      return running.map(({ spec }) => spec.containers[0]?.image).sort();
    };
    const four = (image: string) => Array(4).fill(image);
    expect(images(15)).toEqual(four("nginx:1.27"));
    expect(images(50)).toEqual(four("nginx:1.28"));
    // Three old ones serve on, two new ones wait for an image that is not there.
    expect(images(80)).toEqual(Array(3).fill("nginx:1.28"));
    expect(run.pods(80).filter((pod) => pod.includes("ImagePullBackOff"))).toHaveLength(2);
    expect(run.printed().slice(-1)).toEqual(["deployment.apps/web rolled back"]);
    expect(images(100)).toEqual(four("nginx:1.28"));
    expect(run.get("Deployment", "web", 100)?.metadata.annotations?.["deployment.kubernetes.io/revision"]).toBe("4");
    expect(run.events("web", 22).filter((event) => event.startsWith("ScalingReplicaSet"))).toEqual([
      "ScalingReplicaSet: Scaled up replica set web-* from 0 to 4",
      "ScalingReplicaSet: Scaled up replica set web-* from 0 to 1",
      "ScalingReplicaSet: Scaled down replica set web-* from 4 to 3",
      "ScalingReplicaSet: Scaled up replica set web-* from 1 to 2",
    ]);
  },

  statefulset(run) {
    const names = (at: number) => run.pods(at).map((pod) => pod.split(" ").slice(0, 3).join(" "));
    expect(names(2)).toEqual(["db-0 ContainerCreating 0/1"]);
    expect(names(3)).toEqual(["db-0 Running 1/1", "db-1 ContainerCreating 0/1"]);
    expect(names(10)).toEqual(["db-0 Running 1/1", "db-1 Running 1/1", "db-2 Running 1/1"]);
    expect(names(40.2)).toEqual(["db-0 Running 1/1", "db-1 Running 1/1", "db-2 Terminating 1/1"]);
    expect(names(45)).toEqual(["db-0 Running 1/1"]);
    const own = run.events("db", 45).filter((event) => event.startsWith("Successful"));
    expect(own).toEqual([
      "SuccessfulCreate: create Pod db-0 in StatefulSet db successful",
      "SuccessfulCreate: create Pod db-1 in StatefulSet db successful",
      "SuccessfulCreate: create Pod db-2 in StatefulSet db successful",
      "SuccessfulDelete: delete Pod db-2 in StatefulSet db successful",
      "SuccessfulDelete: delete Pod db-1 in StatefulSet db successful",
    ]);
  },

  job(run) {
    const conditions = (name: string, at: number) =>
      (
        run.get("Job", name, at) as { status?: { conditions?: { type: string; reason?: string }[] } }
      )?.status?.conditions?.map(({ type, reason }) => `${type} ${reason}`);
    expect(conditions("hello", 20)?.[0]).toMatch(/^SuccessCriteriaMet /);
    expect(conditions("hello", 20)?.[1]).toMatch(/^Complete /);
    expect(run.pods(12).filter((pod) => pod.includes("Completed"))).toHaveLength(1);
    const failed = (at: number) => run.pods(at).filter((pod) => pod.includes(" Error 0/1 0 ")).length;
    expect([12, 30, 60, 100, 175].map(failed)).toEqual([1, 2, 3, 4, 5]);
    expect(conditions("report", 100) ?? []).toEqual([]);
    expect(conditions("report", 175)).toEqual(["FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded"]);
    expect(run.events("report", 175)).toContain("BackoffLimitExceeded: Job has reached the specified backoff limit");
  },

  daemonset(run) {
    const nodes = (at: number) => run.pods(at).map((pod) => pod.split(" ").slice(1).join(" "));
    expect(nodes(10).sort()).toEqual(["Running 1/1 0 node-1", "Running 1/1 0 node-2"]);
    expect(nodes(25).sort()).toEqual(["Running 1/1 0 node-1", "Running 1/1 0 node-2", "Running 1/1 0 node-3"]);
    const [pod] = run.objects<Pod>("Pod", 10);
    expect(pod?.spec.tolerations?.map(({ key }) => key)).toContain("node.kubernetes.io/unschedulable");
  },

  drain(run) {
    const words = run.printed().slice(3);
    expect(words[0]).toBe("node/node-1 cordoned");
    expect(words[1]).toMatch(/^evicting pod default\/web-/);
    expect(
      words.filter((line) => line.includes("will retry after 5s")).map((line) => line.replace(/.*\): /, "")),
    ).toEqual([
      "Cannot evict pod as it would violate the pod's disruption budget.",
      "Cannot evict pod as it would violate the pod's disruption budget.",
    ]);
    expect(words.at(-1)).toBe("node/node-1 drained");
    const working = (at: number) => run.pods(at).filter((pod) => pod.includes(" Running 1/1 "));
    // Never fewer than the budget asks for.
    for (let at = 10; at < 40; at += 0.25) expect(working(at).length).toBeGreaterThanOrEqual(2);
    expect(run.pods(40)).toEqual(Array(3).fill("web-*-* Running 1/1 0 node-2"));
    expect(run.get("Node", "node-1", 40)).toMatchObject({ spec: { unschedulable: true } });
  },

  "node-failure"(run) {
    const ready = (at: number) =>
      run
        .get<KubernetesObject & { status?: { conditions?: { type: string; status: string; reason?: string }[] } }>(
          "Node",
          "node-1",
          at,
        )
        ?.status?.conditions?.find(({ type }) => type === "Ready");
    expect(run.pods(20)).toEqual(["web-*-* Running 1/1 0 node-1", "web-*-* Running 1/1 0 node-3"]);
    expect(ready(80)?.status).toBe("True");
    expect(ready(90)).toMatchObject({ status: "Unknown", reason: "NodeStatusUnknown" });
    expect(run.events("node-1", 90)).toEqual(["NodeNotReady: Node node-1 status is now: NodeNotReady"]);
    expect(run.events("web", 90)).toContain("NodeNotReady: Node is not ready");
    expect(run.pods(380).filter((pod) => pod.includes("Terminating"))).toEqual([]);
    expect(run.events("web", 390).filter((event) => event.startsWith("TaintManagerEviction"))).toEqual([
      expect.stringMatching(/^TaintManagerEviction: Marking for deletion Pod default\/web-/),
    ]);
    const later = run.pods(400);
    expect(later).toHaveLength(3);
    expect(later).toContain("web-*-* Terminating 1/1 0 node-1");
    expect(later.filter((pod) => pod.includes(" Running ") && !pod.endsWith("node-1"))).toHaveLength(2);
  },
};

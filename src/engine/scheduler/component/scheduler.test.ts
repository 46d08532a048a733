import { describe, expect, it } from "vitest";
import { ControlPlane, node } from "../../../testing/controlPlane.ts";
import type { Node } from "../../api/core.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod, PodSpec } from "../../api/pod.ts";

function pod(name: string, cpu: string, spec: Partial<PodSpec> = {}): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default" },
    spec: { containers: [{ name: "web", image: "nginx:1.27", resources: { requests: { cpu } } }], ...spec },
  };
}

const highPriority = {
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name: "high" },
  value: 1000,
} as KubernetesObject;

function phases(cluster: ControlPlane, name: string): string[] {
  return cluster.sim.entries.flatMap(({ event }) => {
    if (event.type === "SchedulingPhase" && event.pod === `default/${name}`) {
      return [`${event.phase}${event.plugins?.length ? ` ${event.plugins.join(",")}` : ""} ${event.outcome}`];
    }
    return event.type === "QueueMove" && event.pod === `default/${name}`
      ? [`${event.from ?? "-"} → ${event.to ?? "-"}`]
      : [];
  });
}

describe("kube-scheduler", () => {
  it("takes a Pod from the queue to its node, phase by phase", () => {
    const cluster = new ControlPlane();
    cluster.create(pod("a", "1"));
    cluster.run(2);
    expect(phases(cluster, "a")).toEqual([
      "- → activeQ",
      "activeQ → inHand",
      "PreFilter pass",
      "Filter pass",
      "PreScore pass",
      "Score TaintToleration pass",
      "Score NodeResourcesFit pass",
      "Score NodeResourcesBalancedAllocation pass",
      "Score ImageLocality pass",
      "SelectHost pass",
      "Assume pass",
      "Reserve VolumeBinding pass",
      "Permit skip",
      "inHand → -",
      "PreBind skip",
      "Bind DefaultBinder pass",
      "PostBind skip",
    ]);
    const { spec } = cluster.get<Pod>("pods", "a")!;
    expect(cluster.events()).toEqual([`Scheduled Successfully assigned default/a to ${spec.nodeName}`]);
    expect(cluster.sim.records.get("scheduler/queue")).toEqual({
      activeQ: [],
      backoffQ: [],
      unschedulablePods: [],
      inHand: null,
    });
  });

  it("counts an assumed Pod before it is bound", () => {
    const cluster = new ControlPlane({ cluster: [node("n1", { cpu: "1" }), node("n2", { cpu: "1" })] });
    cluster.create(pod("a", "1"));
    cluster.create(pod("b", "1"));
    cluster.run(2);
    expect(
      cluster
        .pods()
        .map(({ spec }) => spec.nodeName)
        .sort(),
    ).toEqual(["n1", "n2"]);
  });

  it("says why a Pod does not fit, and tries again when a node comes", () => {
    const cluster = new ControlPlane({ cluster: [node("n1", { cpu: "1" })] });
    cluster.create(pod("a", "2"));
    cluster.run(2);
    const message =
      "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.";
    expect(cluster.events()).toEqual([`FailedScheduling ${message}`]);
    expect(cluster.get<Pod>("pods", "a")?.status?.conditions).toEqual([
      expect.objectContaining({ type: "PodScheduled", status: "False", reason: "Unschedulable", message }),
    ]);
    cluster.create(node("n2", { cpu: "4" }));
    cluster.patch<Node>("nodes", "n2", (stored) => ({ ...stored, status: node("n2").status }), "status");
    cluster.run(5);
    expect(cluster.get<Pod>("pods", "a")?.spec.nodeName).toBe("n2");
  });

  it("evicts a Pod of lower priority, waits for its end and takes its place", () => {
    const cluster = new ControlPlane({ cluster: [node("n1", { cpu: "1" })] });
    cluster.create(highPriority);
    cluster.create(pod("low", "1"));
    cluster.run(1);
    cluster.makeReady();
    cluster.create(pod("vip", "1", { priorityClassName: "high" }));
    cluster.run(3);
    expect(cluster.get<Pod>("pods", "vip")?.status?.nominatedNodeName).toBe("n1");
    expect(cluster.get<Pod>("pods", "low")?.status?.conditions?.at(-1)).toMatchObject({
      type: "DisruptionTarget",
      observedGeneration: 1,
      reason: "PreemptionByScheduler",
      message: "default-scheduler: preempting to accommodate a higher priority pod",
    });
    const { uid } = cluster.get<Pod>("pods", "vip")!.metadata;
    expect(cluster.events().slice(-2)).toEqual([
      "FailedScheduling 0/1 nodes are available: 1 Insufficient cpu.",
      `Preempted Preempted by pod ${uid} on node n1`,
    ]);
    cluster.finishDeletions();
    cluster.run(2);
    expect(cluster.pods().map(({ metadata, spec }) => [metadata.name, spec.nodeName])).toEqual([["vip", "n1"]]);
  });

  it("leaves a gated Pod alone, and one that names another scheduler", () => {
    const cluster = new ControlPlane();
    cluster.create(pod("gated", "1", { schedulingGates: [{ name: "wait" }] }));
    cluster.create(pod("foreign", "1", { schedulerName: "other" }));
    cluster.run(2);
    expect([phases(cluster, "gated"), phases(cluster, "foreign"), cluster.events()]).toEqual([
      ["- → unschedulablePods"],
      [],
      [],
    ]);
  });
});

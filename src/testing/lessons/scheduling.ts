import { expect } from "vitest";
import type { Pod } from "../../engine/index.ts";
import type { Lessons } from "../playedLesson.ts";

/** Where Pods go, and why not. */
export const scheduling: Lessons = {
  queue(run) {
    expect(run.pods(10)).toEqual(["gated SchedulingGated 0/1 0 -"]);
    expect(run.condition("gated", "PodScheduled", 10)).toMatchObject({
      status: "False",
      reason: "SchedulingGated",
      message: "Scheduling is blocked due to non-empty scheduling gates",
    });
    expect(run.pods(25)).toEqual(["gated Running 1/1 0 node-2"]);
    expect(run.pods(40)).toEqual(["gated Running 1/1 0 node-2", "high Pending 0/1 0 -", "low Pending 0/1 0 -"]);
    expect(run.pods(80)).toEqual(["gated Running 1/1 0 node-2", "high Running 1/1 0 node-1", "low Pending 0/1 0 -"]);
  },

  fit(run) {
    expect(run.verdicts("web")).toEqual({ "node-1": "Insufficient cpu", "node-2": null });
    expect(run.verdicts("greedy")).toEqual({ "node-1": "Insufficient cpu", "node-2": "Insufficient cpu" });
    expect(run.get<Pod>("Pod", "greedy", 1)?.spec.containers[0]?.resources?.requests).toEqual({ cpu: "64" });
    expect(run.pods(10)).toEqual([
      "bursty Running 1/1 0 node-2",
      "greedy Pending 0/1 0 -",
      "old Running 1/1 0 node-1",
      "web Running 1/1 0 node-2",
    ]);
    expect(run.events("greedy", 10)).toEqual([
      "FailedScheduling: 0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    ]);
  },

  affinity(run) {
    expect(run.verdicts("web")).toEqual({ "node-1": null, "node-2": "node(s) didn't match pod affinity rules" });
    expect(run.verdicts("loner-2")).toEqual({
      "node-1": "node(s) didn't match Pod's node affinity/selector",
      "node-2": "node(s) didn't match pod anti-affinity rules",
    });
    expect(run.verdicts("guest")).toEqual({
      "node-1": null,
      "node-2": "node(s) didn't satisfy existing pods anti-affinity rules",
    });
    expect(run.pods(10)).toContain("loner-2 Pending 0/1 0 -");
    expect(run.pods(10)).toContain("guest Running 1/1 0 node-1");
  },

  "node-selector"(run) {
    expect(run.verdicts("db")).toEqual({
      "node-1": "node(s) didn't match Pod's node affinity/selector",
      "node-2": null,
    });
    expect(run.pods(20)).toEqual(["db Running 1/1 0 node-2", "train Pending 0/1 0 -"]);
    expect(run.events("train", 20)).toEqual([
      "FailedScheduling: 0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    ]);
    expect(run.pods(35)).toEqual(["db Running 1/1 0 node-2", "train Running 1/1 0 node-1"]);
  },

  taints(run) {
    expect(run.verdicts("report")).toEqual({
      "node-1": null,
      "node-2": "node(s) had untolerated taint {dedicated: gpu}",
      "node-3": null,
    });
    expect(run.decisions("report")[0]?.score?.find(({ plugin }) => plugin === "TaintToleration")).toMatchObject({
      weight: 3,
      raw: { "node-1": 0, "node-3": 1 },
      normalized: { "node-1": 100, "node-3": 0 },
    });
    expect(run.pods(10)).toEqual(["report Running 1/1 0 node-1"]);
  },

  "other-filters"(run) {
    expect(run.verdicts("web-3")).toEqual({
      "node-1": "node(s) didn't have free ports for the requested pod ports",
      "node-2": "node(s) were unschedulable",
      "node-3": "node(s) didn't match pod topology spread constraints",
      "node-4": null,
    });
    expect(run.decisions("by-name")).toEqual([]);
    expect(run.events("by-name", 10, true)[0]).toBe('Pulling: Pulling image "nginx:1.27"');
    expect(run.pods(10)).toContain("by-name Running 1/1 0 node-2");
  },

  scoring(run) {
    const [decision] = run.decisions("web");
    const of = (name: string) => decision?.score?.find(({ plugin }) => plugin === name);
    // (2000 − 500) × 100 / 2000 = 75 and (4096 − 512) × 100 / 4096 = 87: the mean is 81.
    expect(of("NodeResourcesFit")?.raw).toEqual({ "node-1": 81, "node-2": 94, "node-3": 97 });
    expect(of("TaintToleration")).toMatchObject({
      weight: 3,
      raw: { "node-1": 0, "node-2": 0, "node-3": 1 },
      normalized: { "node-1": 100, "node-2": 100, "node-3": 0 },
    });
    expect(decision?.best).toEqual(["node-2"]);
    expect(run.pods(10)).toEqual(["web Running 1/1 0 node-2"]);
  },

  pending(run) {
    expect(run.pods(10)).toEqual(["trainer Pending 0/1 0 -"]);
    expect(run.condition("trainer", "PodScheduled", 10)).toMatchObject({ status: "False", reason: "Unschedulable" });
    expect(run.verdicts("trainer")).toEqual({
      "node-1": "node(s) had untolerated taint {dedicated: gpu}",
      "node-2": "Insufficient cpu, Insufficient memory",
      "node-3": "Insufficient cpu",
      "node-4": "node(s) were unschedulable",
      "node-5": "Insufficient cpu",
    });
    expect(run.events("trainer", 10)).toEqual([
      "FailedScheduling: 0/5 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {dedicated: gpu}, 1 node(s) were unschedulable, 3 Insufficient cpu. no new claims to deallocate, preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.",
    ]);
  },

  preemption(run) {
    expect(run.pods(15)).toEqual(["batch Running 1/1 0 node-1", "web Running 1/1 0 node-2"]);
    expect(run.pods(30)).toEqual([
      "batch Terminating 1/1 0 node-1",
      "urgent Pending 0/1 0 -",
      "web Running 1/1 0 node-2",
    ]);
    expect(run.get<Pod>("Pod", "urgent", 30)?.status?.nominatedNodeName).toBe("node-1");
    expect(run.condition("batch", "DisruptionTarget", 30)).toMatchObject({
      status: "True",
      reason: "PreemptionByScheduler",
      message: "default-scheduler: preempting to accommodate a higher priority pod",
    });
    expect(run.events("urgent", 30)).toEqual(["FailedScheduling: 0/2 nodes are available: 2 Insufficient cpu."]);
    expect(run.pods(60)).toEqual(["urgent Running 1/1 0 node-1", "web Running 1/1 0 node-2"]);
  },

  binding(run) {
    expect(run.requests("kube-scheduler").filter((request) => request.includes("binding"))).toEqual([
      "POST /api/v1/namespaces/default/pods/web/binding 201",
    ]);
    expect(run.events("web", 10, true)[0]).toBe("Scheduled: Successfully assigned default/web to node-1");
    expect(run.condition("web", "PodScheduled", 0.05)).toMatchObject({ status: "True" });
    expect(run.watched("kubelet/node-1", "pods")[0]).toBe("ADDED /registry/pods/default/web");
    expect(run.watched("kubelet/node-2", "pods")).toEqual([]);
  },

  "virtual-node"(run) {
    expect(run.pods(10)).toEqual([
      "burst-*-* Running 1/1 0 node-1",
      "burst-*-* Running 1/1 0 node-1",
      "burst-*-* Running 1/1 0 virtual-node",
      "burst-*-* Running 1/1 0 virtual-node",
      "plain Pending 0/1 0 -",
    ]);
    expect(run.verdicts("plain")).toEqual({
      "node-1": "Insufficient cpu",
      "virtual-node": "node(s) had untolerated taint {virtual-kubelet.io/provider: serverless}",
    });
  },

  packing(run) {
    expect(run.pods(10)).toEqual(["first Running 1/1 0 node-1", ...Array(4).fill("web-*-* Running 1/1 0 node-1")]);
  },
};

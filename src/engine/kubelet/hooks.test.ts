import { describe, expect, it } from "vitest";
import { KubeletCluster, podOnNode } from "../../testing/kubeletCluster.ts";
import type { Container } from "../api/pod.ts";
import type { Behaviour } from "./runtimeModel.ts";

/** A running Pod that is deleted at 30 s: how long after that its container ended, with what, and the Events since. */
function deleted(container: Partial<Container>, behaviour: Behaviour, grace = 30): { exit: string; events: string[] } {
  const cluster = new KubeletCluster({ rules: [{ behaviour }] });
  cluster.create(podOnNode({ terminationGracePeriodSeconds: grace }, container));
  cluster.runTo(30);
  const before = cluster.events().length;
  cluster.delete("pods", "web");
  cluster.runTo(120);
  const exit = cluster.sim.entries.findLast(({ event }) => event.type === "ContainerExited");
  const code = exit?.event.type === "ContainerExited" ? exit.event.exitCode : null;
  return {
    exit: `${Math.round((exit?.time ?? 0) / 10 - 3000) / 100}s ${code}`,
    events: cluster.events().slice(before),
  };
}

const stopping = "Normal Killing Stopping container web";
const failed = "Warning FailedPreStopHook PreStopHook failed";
const exec = { preStop: { exec: { command: ["drain"] } } };

describe("preStop", () => {
  it.each<[string, Partial<Container>, Behaviour, number, string, readonly string[]]>([
    ["comes before SIGTERM", { lifecycle: { preStop: { sleep: { seconds: 5 } } } }, {}, 30, "5.26s 0", [stopping]],
    ["takes as long as the scenario says", { lifecycle: exec }, { preStop: 8000 }, 30, "8.26s 0", [stopping]],
    ["its failure holds nothing up", { lifecycle: exec }, { preStopFails: true }, 30, "0.46s 0", [stopping, failed]],
    [
      "what it takes is taken from the grace period",
      { lifecycle: exec },
      { preStop: 8000, sigterm: "ignored" },
      10,
      "10.01s 137",
      [stopping],
    ],
    [
      "longer than the grace period: it is abandoned, and the process gets two seconds more",
      { lifecycle: exec },
      { preStop: 60_000, sigterm: "ignored" },
      10,
      "12.01s 137",
      [stopping, failed],
    ],
    ["without any, SIGTERM at once", {}, { sigterm: 3000, sigtermExitCode: 143 }, 30, "3.01s 143", [stopping]],
    ["who does not listen is killed", {}, { sigterm: "ignored" }, 30, "30.01s 137", [stopping]],
    ["no grace is shorter than two seconds", {}, { sigterm: "ignored" }, 1, "2.01s 137", [stopping]],
  ])("%s", (_what, container, behaviour, grace, exit, events) => {
    expect(deleted(container, behaviour, grace)).toEqual({ exit, events });
  });

  it("also before a restart", () => {
    const cluster = new KubeletCluster({
      rules: [{ behaviour: { runs: [{ probes: { liveness: [{ from: 20_000, success: false }] } }, {}] } }],
    });
    const livenessProbe = { tcpSocket: { port: 80 }, periodSeconds: 5, failureThreshold: 1 };
    cluster.create(podOnNode({}, { livenessProbe, lifecycle: { preStop: { sleep: { seconds: 6 } } } }));
    cluster.runTo(60);
    const killing = cluster.sim.entries.find(({ event }) => event.type === "Probe" && !event.success)?.time ?? 0;
    const exit = cluster.sim.entries.find(({ event }) => event.type === "ContainerExited")?.time ?? 0;
    expect(Math.round((exit - killing) / 1000)).toBe(6);
    expect(cluster.printed()).toBe("1/1 Running 1");
  });
});

describe("postStart", () => {
  it("keeps the container from being told as running, and the next from starting", () => {
    const cluster = new KubeletCluster();
    const slow = { name: "slow", image: "nginx:1.27", lifecycle: { postStart: { exec: { command: ["warm"] } } } };
    cluster.create(podOnNode({ containers: [slow, { name: "next", image: "nginx:1.27" }] }));
    cluster.runTo(3.1);
    expect(cluster.steps().filter((step) => step.startsWith("StartContainer"))).toEqual(["StartContainer slow"]);
    expect(cluster.printed()).toBe("0/2 ContainerCreating 0");
    cluster.runTo(10);
    expect(cluster.printed()).toBe("2/2 Running 0");
  });

  it("its failure kills the container; it is started again after ever longer waits", () => {
    const cluster = new KubeletCluster({ rules: [{ behaviour: { postStartFails: true } }] });
    cluster.create(podOnNode({}, { lifecycle: { postStart: { httpGet: { port: 80 } } } }));
    expect(cluster.watch("web", 20).map((line) => line.replace(/^\d+s /, ""))).toEqual([
      "0/1 Pending 0",
      "0/1 ContainerCreating 0",
      "0/1 PostStartHookError 0",
      "0/1 PostStartHookError 1",
      "0/1 CrashLoopBackOff 1",
      "0/1 PostStartHookError 2",
    ]);
    expect(
      cluster
        .events()
        .slice(2, 6)
        .map((event) => event.replace(/ \(x\d+\)$/, "")),
    ).toEqual([
      "Normal Created Created container: web",
      "Normal Started Started container web",
      "Warning FailedPostStartHook PostStartHook failed",
      "Normal Killing FailedPostStartHook",
    ]);
  });
});

describe("the grace period of a probe", () => {
  const probe = { tcpSocket: { port: 80 }, periodSeconds: 5, failureThreshold: 1, terminationGracePeriodSeconds: 3 };
  const fails: Behaviour = {
    sigterm: "ignored",
    runs: [{ probes: { liveness: [{ from: 20_000, success: false }], startup: [{ from: 0, success: false }] } }, {}],
  };

  it.each<[string, Partial<Container>, number]>([
    ["liveness: its own instead of the Pod's", { livenessProbe: probe }, 3],
    ["startup: its own instead of the Pod's", { startupProbe: probe }, 3],
    ["without one, the Pod's", { livenessProbe: { ...probe, terminationGracePeriodSeconds: undefined } }, 60],
  ])("%s", (_what, container, seconds) => {
    const cluster = new KubeletCluster({ rules: [{ behaviour: fails }] });
    cluster.create(podOnNode({ terminationGracePeriodSeconds: 60 }, container));
    cluster.runTo(120);
    const failing = cluster.sim.entries.find(({ event }) => event.type === "Probe" && !event.success)?.time ?? 0;
    const exit = cluster.sim.entries.find(({ event }) => event.type === "ContainerExited")?.time ?? 0;
    expect(Math.round((exit - failing) / 1000)).toBeGreaterThanOrEqual(seconds);
    expect(Math.round((exit - failing) / 1000)).toBeLessThanOrEqual(seconds + 1);
  });

  it("a deletion goes by the Pod's", () => {
    expect(deleted({ livenessProbe: probe }, { sigterm: "ignored" }, 20).exit).toBe("20.01s 137");
  });
});

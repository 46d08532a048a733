import { describe, expect, it } from "vitest";
import { KubeletCluster, podOnNode } from "../../testing/kubeletCluster.ts";
import type { Node } from "../api/core.ts";
import type { Container, Pod } from "../api/pod.ts";

/** A Pod as a scenario has it that runs when the run begins. */
function running(spec: Partial<Pod["spec"]> = {}, container: Partial<Container> = {}): Pod {
  const pod = podOnNode(spec, container);
  const started = { running: { startedAt: "2030-01-01T00:00:00Z" } };
  const status = (name: string) => ({
    ...{ name, state: started, lastState: {}, ready: true, started: true },
    ...{ restartCount: 0, image: "nginx:1.27", imageID: "" },
  });
  const conditions = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"];
  return {
    ...pod,
    metadata: { ...pod.metadata, uid: "running" },
    status: {
      phase: "Running",
      conditions: conditions.map((type) => ({ type, status: "True", lastTransitionTime: "2030-01-01T00:00:00Z" })),
      podIP: "10.244.1.2",
      podIPs: [{ ip: "10.244.1.2" }],
      startTime: "2030-01-01T00:00:00Z",
      containerStatuses: pod.spec.containers.map(({ name }) => status(name)),
    },
  };
}

const readinessProbe = { httpGet: { port: 80 }, periodSeconds: 10 };
const probes = (cluster: KubeletCluster): string[] =>
  cluster.sim.entries.flatMap(({ time, event }) =>
    event.type === "Probe" ? [`${Math.floor(time / 1000)}s ${event.probe} ${event.success ? "ok" : "fail"}`] : [],
  );

describe("a Pod that runs when the scenario begins", () => {
  it("costs nothing while nothing changes", () => {
    const cluster = new KubeletCluster({ cluster: [running()] });
    cluster.run(60);
    expect(cluster.sim.entries.map(({ event }) => event.type)).toEqual([]);
    expect(cluster.printed()).toBe("1/1 Running 0");
  });

  it("is probed, at a moment of its own", () => {
    const cluster = new KubeletCluster({ cluster: [running({}, { readinessProbe })] });
    expect(cluster.watch("web", 35)).toEqual(["0s 1/1 Running 0"]);
    expect(probes(cluster)).toEqual(["2s", "12s", "22s", "32s"].map((time) => `${time} readiness ok`));
  });

  it("falls out of its Service when readiness fails three times, and is killed when liveness does", () => {
    const failing = [
      { from: 0, success: true },
      { from: 20_000, success: false },
    ];
    const cluster = new KubeletCluster({
      cluster: [running({}, { readinessProbe, livenessProbe: { tcpSocket: { port: 80 }, failureThreshold: 6 } })],
      rules: [{ behaviour: { probes: { readiness: failing, liveness: failing } } }],
    });
    expect(cluster.watch("web", 100).map((line) => line.replace(/^\d+s /, ""))).toEqual([
      "1/1 Running 0",
      "0/1 Running 0",
      "0/1 Running 1",
      "1/1 Running 1",
    ]);
    expect(cluster.events()).toContain("Normal Killing Container web failed liveness probe, will be restarted");
  });

  it("ends as the scenario says, and starts again by the kubelet's rules", () => {
    const cluster = new KubeletCluster({
      cluster: [running()],
      rules: [{ behaviour: { runs: [{ exitAfter: 20_000, exitCode: 3 }, {}] } }],
    });
    expect(cluster.watch("web", 40)).toEqual(["0s 1/1 Running 0", "20s 0/1 Error 0", "21s 1/1 Running 1"]);
  });

  it("what it does by its command is not guessed at: it may have run for long", () => {
    const cluster = new KubeletCluster({ cluster: [running({ restartPolicy: "Never" }, { command: ["sleep", "5"] })] });
    expect(cluster.watch("web", 60)).toEqual(["0s 1/1 Running 0"]);
  });

  it("a container that the status says has ended is as it says", () => {
    const pod = running({ restartPolicy: "OnFailure" });
    const done = { terminated: { exitCode: 0, reason: "Completed", finishedAt: "2030-01-01T00:00:00Z" } };
    const containerStatuses = pod.status!.containerStatuses!.map((status) => ({
      ...status,
      state: done,
      ready: false,
    }));
    const cluster = new KubeletCluster({ cluster: [{ ...pod, status: { ...pod.status, containerStatuses } } as Pod] });
    cluster.run(10);
    expect(cluster.pod()?.status?.phase).toBe("Succeeded");
  });
});

describe("a kubelet that is restarted", () => {
  it("containers run on; the node's Events tell of it", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode());
    cluster.run(10);
    const [entries, events, started] = [cluster.sim.entries.length, cluster.events().length, cluster.pod()?.status];
    cluster.restartKubelet();
    cluster.run(30);
    expect(cluster.events().slice(events)).toEqual([
      "Normal Starting Starting kubelet.",
      "Normal NodeHasSufficientMemory Node node-1 status is now: NodeHasSufficientMemory",
      "Normal NodeHasNoDiskPressure Node node-1 status is now: NodeHasNoDiskPressure",
      "Normal NodeHasSufficientPID Node node-1 status is now: NodeHasSufficientPID",
      "Normal NodeAllocatableEnforced Updated Node Allocatable limit across pods",
    ]);
    expect(cluster.pod()?.status).toEqual(started);
    const calls = cluster.sim.entries.slice(entries).filter(({ event }) => event.type === "CRI");
    expect(calls).toEqual([]);
  });

  it("with a readiness probe a Pod is not ready from the second sync on, until the first check after a random wait", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({}, { readinessProbe }));
    cluster.run(30);
    cluster.restartKubelet();
    const seen = cluster.watch("web", 30);
    expect(seen.map((line) => line.replace(/^\d+s /, ""))).toEqual(["1/1 Running 0", "0/1 Running 0", "1/1 Running 0"]);
    const [down, up] = seen.slice(1).map((line) => Number.parseInt(line, 10));
    expect(down - 31).toBeLessThanOrEqual(2);
    expect(up - 31).toBeLessThanOrEqual(10);
  });

  it("a startup probe is asked once more", () => {
    const cluster = new KubeletCluster();
    cluster.create(
      podOnNode({}, { startupProbe: { httpGet: { port: 80 } }, livenessProbe: { httpGet: { port: 80 } } }),
    );
    cluster.run(40);
    cluster.restartKubelet();
    const before = probes(cluster).length;
    cluster.run(30);
    expect(probes(cluster)[before]).toMatch(/ startup ok$/);
    expect(cluster.printed()).toBe("1/1 Running 0");
  });

  it("what ended meanwhile is found, and back-off begins anew", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({}, { command: ["sh", "-c", "sleep 2; exit 1"] }));
    cluster.run(66);
    expect(cluster.printed()).toBe("0/1 CrashLoopBackOff 3");
    cluster.restartKubelet();
    expect(cluster.watch("web", 5).map((line) => line.replace(/^\d+s /, ""))).toContain("1/1 Running 4");
  });

  it("a pull that was under way begins again", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({}, { image: "elasticsearch:8" }));
    cluster.run(4);
    cluster.restartKubelet();
    cluster.run(40);
    expect(cluster.printed()).toBe("1/1 Running 0");
    expect(cluster.steps().filter((step) => step.startsWith("PullImage"))).toHaveLength(2);
    expect(cluster.steps().filter((step) => step.startsWith("RunPodSandbox"))).toHaveLength(1);
  });

  it("Pods are let in anew: what no longer suits the node is ended", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({ nodeSelector: { "kubernetes.io/hostname": "node-1" } }));
    cluster.run(10);
    cluster.patch<Node>("nodes", "node-1", (stored) => ({ ...stored, metadata: { ...stored.metadata, labels: {} } }));
    cluster.run(10);
    expect(cluster.printed()).toBe("1/1 Running 0");
    cluster.restartKubelet();
    cluster.run(10);
    expect(cluster.pod()?.status).toMatchObject({
      phase: "Failed",
      reason: "NodeAffinity",
      message: "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    });
    expect(cluster.steps()).toContain("exit web 0");
  });

  it("a Pod that was deleted by force while it was down is stopped all the same", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode());
    cluster.run(10);
    cluster.restartKubelet(() => cluster.delete("pods", "web", 0));
    expect(cluster.printed()).toBe("gone");
    cluster.run(40);
    expect(cluster.steps()).toContain("exit web 0");
    expect([...cluster.sim.records.keys()].filter((key) => key.startsWith("kubelet/"))).toEqual([]);
  });
});

describe("a sandbox that dies", () => {
  it("everything in it is killed, and starts again with another address", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode());
    cluster.run(10);
    const [steps, events] = [cluster.steps().length, cluster.events().length];
    cluster.killSandbox();
    expect(cluster.watch("web", 20)).toEqual(["10s 1/1 Running 0", "11s 1/1 Running 1"]);
    expect(cluster.events().slice(events)).toEqual([
      "Normal SandboxChanged Pod sandbox changed, it will be killed and re-created.",
      "Normal Killing Stopping container web",
      'Normal Pulled Container image "nginx:1.27" already present on machine',
    ]);
    expect(cluster.events()).toContain("Normal Started Started container web (x2)");
    expect(cluster.steps().slice(steps)).toEqual([
      ...["StopContainer web", "exit web 0", "StopPodSandbox", "sandbox start", "RunPodSandbox", "sandbox done"],
      ...["CreateContainer web", "StartContainer web"],
    ]);
    expect(cluster.pod()?.status?.podIP).toBe("10.244.1.3");
  });

  it("init containers run again", () => {
    const cluster = new KubeletCluster();
    const init = (name: string): Container => ({ name, image: "busybox:1.36", command: ["sleep", "3"] });
    cluster.create(podOnNode({ initContainers: [init("first"), init("second")] }));
    cluster.run(20);
    cluster.killSandbox();
    cluster.run(30);
    const starts = cluster.steps().filter((step) => step.startsWith("StartContainer"));
    expect(starts).toEqual(
      ["first", "second", "web", "first", "second", "web"].map((name) => `StartContainer ${name}`),
    );
    expect(cluster.pod()?.status?.phase).toBe("Running");
    expect(cluster.printed()).toBe("1/1 Running 1");
  });

  it("a Pod that is never restarted ends", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({ restartPolicy: "Never" }, { command: ["sleep", "100"] }));
    cluster.run(10);
    cluster.killSandbox();
    cluster.run(60);
    expect(cluster.pod()?.status?.phase).toBe("Failed");
    expect(cluster.printed()).toBe("0/1 Error 0");
  });
});

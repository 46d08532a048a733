import { describe, expect, it } from "vitest";
import { KubeletCluster, podOnNode } from "../../testing/kubeletCluster.ts";
import type { Pod } from "../api/pod.ts";

const mebi = 1024 * 1024;

describe("memory", () => {
  it("above the container's limit: OOMKilled, and restarted", () => {
    const cluster = new KubeletCluster({
      rules: [
        {
          behaviour: {
            memory: [
              { from: 0, bytes: 10 * mebi },
              { from: 4000, bytes: 70 * mebi },
            ],
          },
        },
      ],
    });
    cluster.create(podOnNode({}, { resources: { limits: { memory: "64Mi" } } }));
    expect(cluster.watch("web", 9).slice(2)).toEqual(["3s 1/1 Running 0", "7s 0/1 OOMKilled 0", "8s 1/1 Running 1"]);
    const terminated = cluster.pod()?.status?.containerStatuses?.[0].lastState?.terminated;
    expect(terminated).toMatchObject({ exitCode: 137, reason: "OOMKilled" });
  });

  it("of the node runs out: the Pod furthest above its request is evicted", () => {
    const usage = (name: string, amount: number) => ({
      container: name,
      behaviour: {
        memory: [
          { from: 0, bytes: 100 * mebi },
          { from: 20_000, bytes: amount * mebi },
        ],
      },
    });
    const cluster = new KubeletCluster({ rules: [usage("modest", 3000), usage("greedy", 5100)] });
    const make = (name: string): Pod =>
      podOnNode(
        { containers: [{ name, image: "nginx:1.27", resources: { requests: { memory: "3000Mi" } } }] },
        {},
        name,
      );
    cluster.create(make("modest"));
    cluster.create(make("greedy"));
    cluster.run(60);
    expect(cluster.printed("modest")).toBe("1/1 Running 0");
    // The end of its container hides the Pod's own reason, as in a real cluster.
    expect(cluster.printed("greedy")).toBe("0/1 Completed 0");
    const message =
      "The node was low on resource: memory. Threshold quantity: 100Mi, available: 92Mi. Container greedy was using 5100Mi, request is 3000Mi, has larger consumption of memory. ";
    expect(cluster.pod("greedy")?.status).toMatchObject({ phase: "Failed", reason: "Evicted", message });
    expect(cluster.conditions("greedy")).toContain(`DisruptionTarget True TerminationByKubelet ${message}`);
    expect(cluster.events()).toEqual(
      expect.arrayContaining([
        "Warning EvictionThresholdMet Attempting to reclaim memory",
        `Warning Evicted ${message}`,
      ]),
    );
  });
});

describe("hooks, debugging, force", () => {
  it("postStart holds the next container back; its failure kills", () => {
    const cluster = new KubeletCluster({ rules: [{ container: "bad", behaviour: { postStartFails: true } }] });
    const lifecycle = { postStart: { sleep: { seconds: 5 } } };
    cluster.create(podOnNode({ containers: [{ name: "bad", image: "nginx:1.27", lifecycle }] }));
    cluster.run(10);
    expect(
      cluster
        .events()
        .slice(3, 6)
        .map((event) => event.replace(/ \(x\d+\)$/, "")),
    ).toEqual([
      "Normal Started Started container bad",
      "Warning FailedPostStartHook PostStartHook failed",
      "Normal Killing FailedPostStartHook",
    ]);
  });

  it("preStop comes before SIGTERM and counts against the grace period", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({}, { lifecycle: { preStop: { sleep: { seconds: 8 } } } }));
    cluster.run(30);
    const from = cluster.sim.now;
    cluster.delete("pods", "web");
    cluster.watch("web", 60);
    const exit = cluster.sim.entries.findLast(({ event }) => event.type === "ContainerExited");
    expect(Math.round(((exit?.time ?? 0) - from) / 1000)).toBe(8);
  });

  it("a process that ignores SIGTERM is killed when the grace period is over", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({ terminationGracePeriodSeconds: 10 }, { command: ["sleep", "infinity"] }));
    cluster.run(30);
    const from = cluster.sim.now;
    cluster.delete("pods", "web");
    cluster.watch("web", 60);
    const exit = cluster.sim.entries.findLast(({ event }) => event.type === "ContainerExited");
    expect(exit?.event).toMatchObject({ exitCode: 137, reason: "Error" });
    expect(Math.round(((exit?.time ?? 0) - from) / 1000)).toBe(10);
  });

  it("a forced deletion takes the object at once; the kubelet stops the container after it", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode());
    cluster.run(30);
    cluster.delete("pods", "web", 0);
    expect(cluster.printed()).toBe("gone");
    cluster.run(40);
    expect(cluster.steps().slice(-2)).toEqual(["terminated start", "terminated done"]);
    expect([...cluster.sim.records.keys()].filter((key) => key.startsWith("kubelet/"))).toEqual([]);
  });

  it("activeDeadlineSeconds fails the Pod", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode({ activeDeadlineSeconds: 20 }));
    cluster.run(40);
    expect(cluster.pod()?.status).toMatchObject({ phase: "Failed", reason: "DeadlineExceeded" });
    expect(cluster.events()).toContain(
      "Normal DeadlineExceeded Pod was active on the node longer than the specified deadline",
    );
  });

  it("a new image in the Pod's spec restarts the container", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode());
    cluster.run(10);
    cluster.patch<Pod>("pods", "web", (stored) => ({
      ...stored,
      spec: { ...stored.spec, containers: [{ ...stored.spec.containers[0], image: "nginx:1.28" }] },
    }));
    cluster.run(10);
    expect(cluster.printed()).toBe("1/1 Running 1");
    expect(cluster.events()).toContain("Normal Killing Container web definition changed, will be restarted");
    expect(cluster.pod()?.status?.containerStatuses?.[0].image).toBe("docker.io/library/nginx:1.28");
  });

  it("an ephemeral container is started in the running Pod, and is not counted", () => {
    const cluster = new KubeletCluster();
    cluster.create(podOnNode());
    cluster.run(10);
    const debug = {
      name: "debugger",
      image: "busybox:1.36",
      targetContainerName: "web",
      command: ["sleep", "infinity"],
    };
    cluster.patch<Pod>(
      "pods",
      "web",
      (stored) => ({ ...stored, spec: { ...stored.spec, ephemeralContainers: [debug] } }),
      "ephemeralcontainers",
    );
    cluster.run(10);
    expect(cluster.printed()).toBe("1/1 Running 0");
    expect(cluster.pod()?.status?.ephemeralContainerStatuses?.[0].state).toHaveProperty("running");
  });
});

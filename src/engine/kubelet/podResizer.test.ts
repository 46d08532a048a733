import { describe, expect, it } from "vitest";
import { KubeletCluster, podOnNode } from "../../testing/kubeletCluster.ts";
import type { Container, Pod, ResourceRequirements } from "../api/pod.ts";

const mebi = 1024 * 1024;

function resize(cluster: KubeletCluster, resources: ResourceRequirements, name = "web"): void {
  cluster.patch<Pod>(
    "pods",
    name,
    (stored) => ({ ...stored, spec: { ...stored.spec, containers: [{ ...stored.spec.containers[0], resources }] } }),
    "resize",
  );
}

const small: ResourceRequirements = { requests: { cpu: "500m", memory: "256Mi" }, limits: { memory: "512Mi" } };
const large: ResourceRequirements = { requests: { cpu: "1500m", memory: "256Mi" }, limits: { memory: "1Gi" } };

function running(container: Partial<Container> = {}, cluster = new KubeletCluster()): KubeletCluster {
  cluster.create(podOnNode({}, { resources: small, ...container }));
  cluster.runTo(10);
  return cluster;
}

/** The Pod's resize conditions over time, each change of them. */
function watchResize(cluster: KubeletCluster, seconds: number): string[] {
  const seen: string[] = [];
  const end = cluster.sim.now + seconds * 1000;
  for (let next = cluster.sim.nextTime(); next !== undefined && next <= end; next = cluster.sim.nextTime()) {
    cluster.sim.step();
    const now = cluster.conditions().filter((condition) => condition.startsWith("PodResize"));
    const text = now.join("; ") || "-";
    if (text !== seen.at(-1)) seen.push(text);
  }
  return seen;
}

const held = (cluster: KubeletCluster) => {
  const { restartCount, resources, allocatedResources } = cluster.pod()?.status?.containerStatuses?.[0] ?? {};
  return { restartCount, resources, allocatedResources };
};

describe("a Pod whose resources are changed while it runs", () => {
  it("gets them in place: allocated, in progress, done; nothing restarts", () => {
    const cluster = running();
    resize(cluster, large);
    expect(watchResize(cluster, 20)).toEqual(["-", "PodResizeInProgress True", "-"]);
    expect(held(cluster)).toEqual({ restartCount: 0, resources: large, allocatedResources: large.requests });
    expect(cluster.events().at(-1)).toBe(
      'Normal ResizeCompleted Pod resize completed: {"containers":[{"name":"web","resources":{"limits":{"memory":"1Gi"},"requests":{"cpu":"1500m","memory":"256Mi"}}}]}',
    );
    expect(cluster.steps()).toContain("UpdateContainerResources web");
    expect(cluster.pod()?.status?.observedGeneration).toBe(2);
  });

  it("more than the node has: Infeasible, and what it holds stays", () => {
    const cluster = running();
    resize(cluster, { requests: { cpu: "8", memory: "256Mi" }, limits: { memory: "512Mi" } });
    expect(watchResize(cluster, 20).at(-1)).toBe(
      "PodResizePending True Infeasible Node didn't have enough capacity: cpu, requested: 8000, capacity: 4000",
    );
    expect(held(cluster)).toEqual({ restartCount: 0, resources: small, allocatedResources: small.requests });
    resize(cluster, small);
    expect(watchResize(cluster, 20).at(-1)).toBe("-");
  });

  it("more than is free: Deferred, until another Pod has ended", () => {
    const cluster = running();
    cluster.create(podOnNode({}, { resources: { requests: { cpu: "3" } } }, "other"));
    cluster.runTo(20);
    resize(cluster, large);
    expect(watchResize(cluster, 20).at(-1)).toBe(
      "PodResizePending True Deferred Node didn't have enough resource: cpu, requested: 1500, used: 3000, capacity: 4000",
    );
    // What is only wished for does not keep others out.
    cluster.create(podOnNode({}, { resources: { requests: { cpu: "500m" } } }, "third"));
    cluster.runTo(60);
    expect(cluster.printed("third")).toBe("1/1 Running 0");
    cluster.delete("pods", "other");
    expect(watchResize(cluster, 20)).toEqual([
      "PodResizePending True Deferred Node didn't have enough resource: cpu, requested: 1500, used: 3000, capacity: 4000",
      "PodResizeInProgress True",
      "-",
    ]);
    expect(held(cluster).resources).toEqual(large);
  });

  it("RestartContainer: the container starts anew with the other amounts", () => {
    const cluster = running({ resizePolicy: [{ resourceName: "memory", restartPolicy: "RestartContainer" }] });
    resize(cluster, { requests: { cpu: "1", memory: "256Mi" }, limits: { memory: "512Mi" } });
    cluster.runTo(30);
    expect(held(cluster).restartCount).toBe(0);
    resize(cluster, large);
    cluster.runTo(60);
    expect(held(cluster)).toEqual({ restartCount: 1, resources: large, allocatedResources: large.requests });
    expect(cluster.events()).toContain("Normal Killing Container web resize requires restart");
    expect(cluster.conditions().filter((condition) => condition.startsWith("PodResize"))).toEqual([]);
  });

  it("a memory limit below what is in use is not set, and tried again", () => {
    const cluster = running(
      {},
      new KubeletCluster({
        rules: [
          {
            behaviour: {
              memory: [
                { from: 0, bytes: 300 * mebi },
                { from: 60_000, bytes: 100 * mebi },
              ],
            },
          },
        ],
      }),
    );
    resize(cluster, { ...small, limits: { memory: "256Mi" } });
    expect(watchResize(cluster, 20).at(-1)).toBe(
      `PodResizeInProgress True Error attempting to set container "web" memory limit (${256 * mebi}) below current usage (${300 * mebi})`,
    );
    expect(held(cluster).restartCount).toBe(0);
    cluster.runTo(90);
    expect(held(cluster).resources).toEqual({ ...small, limits: { memory: "256Mi" } });
  });

  it("the limit that was raised in time keeps it from being killed", () => {
    const grows = [
      {
        behaviour: {
          memory: [
            { from: 0, bytes: 100 * mebi },
            { from: 30_000, bytes: 600 * mebi },
          ],
        },
      },
    ];
    const untouched = running({}, new KubeletCluster({ rules: grows }));
    untouched.runTo(50);
    expect(untouched.pod()?.status?.containerStatuses?.[0].lastState?.terminated?.reason).toBe("OOMKilled");
    const resized = running({}, new KubeletCluster({ rules: grows }));
    resize(resized, large);
    resized.runTo(50);
    expect(resized.printed()).toBe("1/1 Running 0");
  });
});

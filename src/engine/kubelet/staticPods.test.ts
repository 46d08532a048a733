import { describe, expect, it } from "vitest";
import { KubeletCluster, podOnNode } from "../../testing/kubeletCluster.ts";
import type { Node } from "../api/core.ts";
import type { Pod } from "../api/pod.ts";

/** A manifest as it lies in the directory: no node, no status. */
function manifest(image = "etcd:3.6"): Pod {
  const { spec, ...pod } = podOnNode({}, { name: "etcd", image }, "etcd");
  const { nodeName: _, ...rest } = spec;
  return { ...pod, spec: rest };
}

const name = "etcd-node-1";

describe("a static Pod", () => {
  it("runs without scheduler and API server; a mirror shows it", () => {
    const cluster = new KubeletCluster();
    cluster.putManifest("etcd", manifest());
    expect(cluster.watch(name, 20)).toEqual([
      "0s gone",
      "0s 0/1 Pending 0",
      "0s 0/1 ContainerCreating 0",
      expect.stringMatching(/^\d+s 1\/1 Running 0$/),
    ]);
    const mirror = cluster.pod(name)!;
    const hash = mirror.metadata.annotations?.["kubernetes.io/config.hash"] ?? "";
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(mirror.metadata).toMatchObject({
      annotations: {
        "kubernetes.io/config.hash": hash,
        "kubernetes.io/config.mirror": hash,
        "kubernetes.io/config.source": "file",
      },
      ownerReferences: [{ kind: "Node", name: "node-1", controller: true }],
    });
    expect(mirror.metadata.uid).not.toBe(hash);
    expect(mirror.spec).toMatchObject({ nodeName: "node-1" });
    expect(mirror.spec.tolerations).toContainEqual({ operator: "Exists", effect: "NoExecute" });
    expect(mirror.spec.serviceAccountName).toBeUndefined();
    // The kubelet speaks of the Pod that it knows, not of the mirror.
    const about = [...cluster.sim.records].filter(
      ([key, object]) =>
        key.startsWith("/registry/events/") &&
        (object as { involvedObject: { uid?: string } }).involvedObject.uid === hash,
    );
    expect(about).toHaveLength(4);
  });

  it("deleting the mirror changes nothing: another one is made", () => {
    const cluster = new KubeletCluster();
    cluster.putManifest("etcd", manifest());
    cluster.runTo(30);
    const { uid } = cluster.pod(name)!.metadata;
    const before = cluster.steps().length;
    cluster.delete("pods", name);
    cluster.runTo(40);
    expect(cluster.printed(name)).toBe("1/1 Running 0");
    expect(cluster.pod(name)?.metadata.uid).not.toBe(uid);
    expect(cluster.pod(name)?.metadata.deletionTimestamp).toBeUndefined();
    expect(cluster.steps().slice(before)).toEqual([]);
  });

  it("ends when its file goes, and with it the mirror", () => {
    const cluster = new KubeletCluster();
    cluster.putManifest("etcd", manifest());
    cluster.runTo(30);
    cluster.putManifest("etcd", null);
    cluster.runTo(60);
    expect(cluster.printed(name)).toBe("gone");
    expect(cluster.steps()).toContain("exit etcd 0");
    expect([...cluster.sim.records.keys()].filter((key) => key.startsWith("kubelet/"))).toEqual([]);
  });

  it("a changed file is another Pod", () => {
    const cluster = new KubeletCluster();
    cluster.putManifest("etcd", manifest());
    cluster.runTo(30);
    const hash = (): string | undefined => cluster.pod(name)?.metadata.annotations?.["kubernetes.io/config.mirror"];
    const before = hash();
    cluster.putManifest("etcd", manifest("etcd:3.7"));
    cluster.runTo(70);
    expect(hash()).not.toBe(before);
    expect(cluster.pod(name)?.spec.containers[0].image).toBe("etcd:3.7");
    expect(cluster.printed(name)).toBe("1/1 Running 0");
  });

  it("is restarted like any other, and survives its kubelet", () => {
    const cluster = new KubeletCluster({
      rules: [{ behaviour: { runs: [{ exitAfter: 20_000, exitCode: 1 }, {}] } }],
    });
    cluster.putManifest("etcd", manifest());
    cluster.runTo(40);
    expect(cluster.printed(name)).toBe("1/1 Running 1");
    const starts = (): number => cluster.steps().filter((step) => step === "StartContainer etcd").length;
    cluster.restartKubelet();
    cluster.runTo(80);
    expect(cluster.printed(name)).toBe("1/1 Running 1");
    expect(starts()).toBe(2);
  });

  it("taints and pressure don't keep it out, and it is never evicted", () => {
    const cluster = new KubeletCluster({
      rules: [{ behaviour: { memory: [{ from: 0, bytes: 8150 * 1024 * 1024 }] } }],
    });
    cluster.patch<Node>("nodes", "node-1", (stored) => ({
      ...stored,
      spec: { ...stored.spec, taints: [{ key: "gone", effect: "NoExecute" }] },
    }));
    cluster.putManifest("etcd", manifest());
    cluster.runTo(60);
    expect(cluster.printed(name)).toBe("1/1 Running 0");
    expect(cluster.events()).toContainEqual(expect.stringMatching(/^Warning EvictionThresholdMet /));
    cluster.putManifest("second", { ...manifest(), metadata: { name: "second" } });
    cluster.runTo(70);
    expect(cluster.pod("second-node-1")?.status?.reason).toBeUndefined();
  });
});

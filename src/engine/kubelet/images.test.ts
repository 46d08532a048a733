import { describe, expect, it } from "vitest";
import { namespace } from "../../testing/controlPlane.ts";
import { KubeletCluster, podOnNode } from "../../testing/kubeletCluster.ts";
import type { KubeletConfiguration } from "./configuration.ts";

const images = Object.fromEntries(["a:1", "b:1", "c:1"].map((name) => [name, { sizeBytes: 35_000_000 }]));

/** Three Pods that want three images of a second each, at once: when each image came, and what is said of the time. */
function pulls(kubelet: Partial<KubeletConfiguration>, names: readonly string[] = ["a", "b", "c"]): string[] {
  const cluster = new KubeletCluster({ images, nodes: [{ kubelet }] });
  for (const [i, name] of names.entries()) cluster.create(podOnNode({}, { image: `${name}:1` }, `pod-${i}`));
  cluster.run(60);
  return cluster
    .events()
    .filter((event) => event.includes("Successfully"))
    .map((event) => event.replace(/^.*image "(.*)" in (\S+) \((\S+) including.*$/, "$1 $2 $3"));
}

describe("pulls of one node", () => {
  it.each<[string, Partial<KubeletConfiguration>, readonly string[]]>([
    ["one at a time by default", {}, ["a:1 1.28s 1.28s", "b:1 1.28s 2.555s", "c:1 1.28s 3.825s"]],
    ["all at once", { serializeImagePulls: false }, ["a:1 1.28s 1.28s", "b:1 1.28s 1.28s", "c:1 1.28s 1.28s"]],
    [
      "two at a time",
      { serializeImagePulls: false, maxParallelImagePulls: 2 },
      ["a:1 1.28s 1.28s", "b:1 1.28s 1.28s", "c:1 1.28s 2.545s"],
    ],
  ])("%s", (_what, kubelet, expected) => {
    expect(pulls(kubelet)).toEqual(expected);
  });

  it("the same image side by side comes once: the second waits for what is left of it", () => {
    expect(pulls({ serializeImagePulls: false }, ["a", "a"])).toEqual(["a:1 1.28s 1.28s", "a:1 1.275s 1.275s"]);
  });

  it("more than the registry is asked for in one go fail, and are tried again", () => {
    const cluster = new KubeletCluster({
      images,
      nodes: [{ kubelet: { serializeImagePulls: false, registryPullQPS: 1, registryBurst: 2 } }],
    });
    for (const name of ["a", "b", "c"]) cluster.create(podOnNode({}, { image: `${name}:1` }, name));
    cluster.run(4);
    expect(cluster.printed("c")).toMatch(/^0\/1 (ErrImagePull|ImagePullBackOff) 0$/);
    expect(cluster.events()).toContain('Warning Failed Failed to pull image "c:1": pull QPS exceeded');
    cluster.run(40);
    expect(cluster.printed("c")).toBe("1/1 Running 0");
  });
});

describe("a network plugin that fails", () => {
  it("no sandbox, again and again, until it works", () => {
    const cluster = new KubeletCluster({
      nodes: [
        {
          network: [
            { from: 0, error: 'plugin type="calico" failed (add): stat /var/lib/calico/nodename' },
            { from: 30_000 },
          ],
        },
      ],
    });
    cluster.create(podOnNode());
    cluster.runTo(25);
    expect(cluster.printed()).toBe("0/1 ContainerCreating 0");
    expect(cluster.conditions()[0]).toBe("PodReadyToStartContainers False");
    expect(cluster.events()).toEqual([
      expect.stringMatching(
        /^Warning FailedCreatePodSandBox Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "[0-9a-f]{64}": plugin type="calico" failed \(add\): stat \/var\/lib\/calico\/nodename( \(x\d+\))?$/,
      ),
    ]);
    cluster.runTo(60);
    expect(cluster.printed()).toBe("1/1 Running 0");
  });

  it("Pods in the node's own network don't need it", () => {
    const cluster = new KubeletCluster({ nodes: [{ network: [{ from: 0, error: "down" }] }] });
    cluster.create(podOnNode({ hostNetwork: true }));
    cluster.run(10);
    expect(cluster.printed()).toBe("1/1 Running 0");
    expect(cluster.pod()?.status?.podIP).toBe("172.18.0.2");
  });
});

describe("heartbeats", () => {
  it("in sight when the scenario asks for them: a Lease, renewed every ten seconds", () => {
    const cluster = new KubeletCluster({ cluster: namespace("kube-node-lease"), nodes: [{ heartbeats: true }] });
    cluster.runTo(35);
    const writes = cluster.sim.entries.flatMap(({ time, event }) =>
      event.type === "EtcdWrite" && event.key.startsWith("/registry/leases/") ? [`${time / 1000} ${event.op}`] : [],
    );
    expect(writes.map((write) => write.replace(/\.\d+/, ""))).toEqual(["10 create", "20 update", "30 update"]);
    expect(cluster.object("leases", "node-1", "kube-node-lease")).toMatchObject({
      spec: { holderIdentity: "node-1", leaseDurationSeconds: 40 },
    });
  });
});

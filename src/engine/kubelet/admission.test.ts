import { describe, expect, it } from "vitest";
import { KubeletCluster, podOnNode } from "../../testing/kubeletCluster.ts";
import type { Node } from "../api/core.ts";
import type { Pod } from "../api/pod.ts";

const critical = {
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name: "system-node-critical" },
  value: 2_000_001_000,
};

function under(cluster: KubeletCluster, ...pressures: readonly string[]): void {
  cluster.patch<Node>(
    "nodes",
    "node-1",
    (stored) => ({
      ...stored,
      status: {
        ...stored.status,
        conditions: stored.status?.conditions?.map((each) =>
          pressures.includes(each.type) ? { ...each, status: "True" } : each,
        ),
      },
    }),
    "status",
  );
  cluster.run(1);
}

const toleration = { key: "node.kubernetes.io/memory-pressure", operator: "Exists", effect: "NoSchedule" };
const requests = { resources: { requests: { memory: "64Mi" } } };

describe("whom a node lets in", () => {
  it.each<[string, readonly string[], Pod, string | undefined]>([
    ["BestEffort under memory pressure", ["MemoryPressure"], podOnNode(), "The node had condition: [MemoryPressure]. "],
    ["Burstable under memory pressure", ["MemoryPressure"], podOnNode({}, requests), undefined],
    ["BestEffort that tolerates it", ["MemoryPressure"], podOnNode({ tolerations: [toleration] }), undefined],
    [
      "anyone under disk pressure",
      ["DiskPressure"],
      podOnNode({}, requests),
      "The node had condition: [DiskPressure]. ",
    ],
    [
      "anyone under both",
      ["MemoryPressure", "DiskPressure"],
      podOnNode({}, requests),
      "The node had condition: [MemoryPressure DiskPressure]. ",
    ],
    ["critical Pods always", ["DiskPressure"], podOnNode({ priorityClassName: "system-node-critical" }), undefined],
  ])("%s", (_what, pressures, pod, message) => {
    const cluster = new KubeletCluster({ cluster: [critical] });
    under(cluster, ...pressures);
    cluster.create(pod);
    cluster.run(10);
    expect(cluster.pod()?.status?.message).toBe(message === undefined ? undefined : `Pod was rejected: ${message}`);
    expect(cluster.printed()).toBe(message === undefined ? "1/1 Running 0" : "0/1 Evicted 0");
  });

  it.each<[string, Partial<Pod["spec"]>, string, string]>([
    [
      "another operating system",
      { os: { name: "windows" } },
      "PodOSNotSupported",
      "Failed to admit pod as the OS field doesn't match node OS",
    ],
    [
      "another operating system by its label",
      { nodeSelector: { "kubernetes.io/os": "windows" } },
      "PodOSSelectorNodeLabelDoesNotMatch",
      "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label",
    ],
    [
      "a sysctl that is not safe",
      {
        securityContext: {
          sysctls: [
            { name: "net.ipv4.tcp_syncookies", value: "1" },
            { name: "net.core.somaxconn", value: "1024" },
          ],
        },
      },
      "SysctlForbidden",
      'forbidden sysctl: "net.core.somaxconn" not allowlisted',
    ],
    [
      "more Pods than it may have",
      {},
      "OutOfpods",
      "Node didn't have enough resource: pods, requested: 1, used: 1, capacity: 1",
    ],
    [
      "a selector that it does not match",
      { nodeSelector: { disk: "ssd" } },
      "NodeAffinity",
      "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    ],
  ])("not for %s", (_what, spec, reason, message) => {
    const cluster = new KubeletCluster({ allocatable: reason === "OutOfpods" ? { pods: "1" } : {} });
    if (reason === "OutOfpods") cluster.create(podOnNode({}, {}, "first"));
    cluster.run(5);
    cluster.create(podOnNode(spec));
    cluster.run(5);
    expect(cluster.printed()).toBe(`0/1 ${reason} 0`);
    expect(cluster.pod()?.status).toMatchObject({ phase: "Failed", reason, message: `Pod was rejected: ${message}` });
    expect(cluster.events()).toContain(`Warning ${reason} ${message}`);
  });
});

describe("a critical Pod that does not fit", () => {
  const sized = (name: string, cpu: string, guaranteed = false): Pod => {
    const amounts = { cpu, memory: "64Mi" };
    const resources = { requests: amounts, ...(guaranteed && { limits: amounts }) };
    return podOnNode({ containers: [{ name: "main", image: "nginx:1.27", resources }] }, {}, name);
  };
  const vital = (cpu: string): Pod =>
    podOnNode({ priorityClassName: "system-node-critical" }, { resources: { requests: { cpu } } }, "vital");

  it("takes the place of the Burstable Pod that comes nearest to what is lacking", () => {
    const cluster = new KubeletCluster({ cluster: [critical] });
    for (const pod of [sized("safe", "1", true), sized("small", "500m"), sized("big", "2")]) cluster.create(pod);
    cluster.runTo(10);
    cluster.create(vital("1"));
    cluster.runTo(60);
    expect(cluster.printed("vital")).toBe("1/1 Running 0");
    expect(cluster.printed("small")).toBe("0/1 Completed 0");
    expect(["safe", "big"].map((name) => cluster.printed(name))).toEqual(["1/1 Running 0", "1/1 Running 0"]);
    expect(cluster.pod("small")?.status).toMatchObject({ phase: "Failed", reason: "Preempting" });
    expect(cluster.events()).toContain("Warning Preempting Preempted in order to admit critical pod");
    expect(cluster.conditions("small")).toContain(
      "DisruptionTarget True TerminationByKubelet Pod was preempted by Kubelet to accommodate a critical pod.",
    );
  });

  it("not even when all others went: an error of its own", () => {
    const cluster = new KubeletCluster({ cluster: [critical] });
    cluster.create(sized("other", "1"));
    cluster.runTo(10);
    cluster.create(vital("5"));
    cluster.runTo(20);
    expect(cluster.printed("other")).toBe("1/1 Running 0");
    expect(cluster.pod("vital")?.status).toMatchObject({
      reason: "UnexpectedAdmissionError",
      message:
        "Pod was rejected: Unexpected error while attempting to recover from admission failure: preemption: error finding a set of pods to preempt: no set of running pods found to reclaim resources: [(res: cpu, q: 1000), ]",
    });
  });
});

it("a missing pull secret is told, and the pull is tried all the same", () => {
  const cluster = new KubeletCluster();
  cluster.create(podOnNode({ imagePullSecrets: [{ name: "registry" }] }));
  cluster.run(10);
  expect(cluster.printed()).toBe("1/1 Running 0");
  expect(cluster.events()).toContainEqual(
    expect.stringMatching(
      /^Warning FailedToRetrieveImagePullSecret Unable to retrieve some image pull secrets \(registry\); attempting to pull the image may not succeed\.( \(x\d+\))?$/,
    ),
  );
});

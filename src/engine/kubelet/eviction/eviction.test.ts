import { describe, expect, it } from "vitest";
import { KubeletCluster, podOnNode } from "../../../testing/kubeletCluster.ts";
import type { Node } from "../../api/core.ts";
import type { Container, Pod } from "../../api/pod.ts";
import type { RuntimeModelOptions } from "../runtimeModel.ts";

const mebi = 1024 * 1024;
const gibi = 1024 * mebi;

type Resources = { readonly [resource: string]: string };

/** A Pod with one container of its own name. */
function pod(name: string, requests: Resources = {}, more: Partial<Pod["spec"]> = {}, limits?: Resources): Pod {
  const container: Container = { name, image: "nginx:1.27", resources: { requests, ...(limits && { limits }) } };
  return podOnNode({ containers: [container], ...more }, {}, name);
}

const priority = (name: string, value: number) => ({
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name },
  value,
});

const uses = (container: string, behaviour: NonNullable<RuntimeModelOptions["rules"]>[number]["behaviour"]) => ({
  container,
  behaviour,
});
const from20s = (amount: number) => [{ from: 20_000, bytes: amount }];

function condition(cluster: KubeletCluster, wanted: string): string {
  const node = cluster.object<Node>("nodes", "node-1");
  const found = node?.status?.conditions?.find(({ type }) => type === wanted);
  return `${found?.status} ${found?.reason}`;
}

/** When each Pod was evicted, in the order in which it was. */
function evicted(cluster: KubeletCluster): string[] {
  return cluster.sim.entries.flatMap(({ time, event, changes }) =>
    event.type === "EtcdWrite" && event.op === "create" && event.key.startsWith("/registry/events/")
      ? changes.flatMap(({ to }) => {
          const { reason, involvedObject } = to as { reason?: string; involvedObject?: { name?: string } };
          return reason === "Evicted" ? [`${Math.floor(time / 1000)}s ${involvedObject?.name}`] : [];
        })
      : [],
  );
}

describe("memory", () => {
  it("who is above its request goes first, then who has the lower priority, then who is furthest above", () => {
    const rules = ["modest", "low", "high", "greedy"].map((name) =>
      uses(name, { memory: from20s((name === "greedy" ? 2500 : 1900) * mebi) }),
    );
    const cluster = new KubeletCluster({ rules, cluster: [priority("minor", -10), priority("major", 1000)] });
    cluster.create(pod("modest", { memory: "2Gi" }, { priorityClassName: "minor" }));
    cluster.create(pod("low", { memory: "1Gi" }));
    cluster.create(pod("high", { memory: "100Mi" }, { priorityClassName: "major" }));
    cluster.create(pod("greedy", { memory: "1Gi" }));
    cluster.runTo(60);
    // 8200 of 8192 MiB: one is enough; the next look finds 2492 MiB left.
    expect(evicted(cluster)).toEqual(["30s greedy"]);
    expect(cluster.pod("greedy")?.status?.message).toBe(
      "The node was low on resource: memory. Threshold quantity: 100Mi, available: 0. Container greedy was using 2500Mi, request is 1Gi, has larger consumption of memory. ",
    );
    expect(cluster.printed("modest")).toBe("1/1 Running 0");
  });

  it("one Pod in each look, the next as soon as it is gone; the pressure is told five minutes longer", () => {
    const rules = ["a", "b", "c"].map((name) => uses(name, { memory: from20s(4000 * mebi) }));
    const cluster = new KubeletCluster({ rules });
    for (const name of ["a", "b", "c"]) cluster.create(pod(name));
    cluster.runTo(60);
    expect(evicted(cluster)).toEqual(["30s a"]);
    expect(condition(cluster, "MemoryPressure")).toBe("True KubeletHasInsufficientMemory");
    expect(cluster.events()).toContain(
      "Normal NodeHasInsufficientMemory Node node-1 status is now: NodeHasInsufficientMemory",
    );
    cluster.runTo(325);
    expect(condition(cluster, "MemoryPressure")).toBe("True KubeletHasInsufficientMemory");
    cluster.runTo(335);
    expect(condition(cluster, "MemoryPressure")).toBe("False KubeletHasSufficientMemory");
  });

  it("a critical Pod is never evicted", () => {
    const cluster = new KubeletCluster({
      cluster: [priority("system-cluster-critical", 2_000_000_000)],
      rules: [uses("vital", { memory: from20s(8150 * mebi) })],
    });
    cluster.create(pod("vital", {}, { priorityClassName: "system-cluster-critical" }));
    cluster.runTo(120);
    expect(cluster.printed("vital")).toBe("1/1 Running 0");
    expect(cluster.events().filter((event) => event.includes("EvictionThresholdMet"))).toEqual([
      expect.stringMatching(/^Warning EvictionThresholdMet Attempting to reclaim memory \(x\d+\)$/),
    ]);
  });

  it("a soft threshold waits for its grace period, and leaves Pods the time that the kubelet allows", () => {
    const kubelet = {
      evictionHard: {},
      evictionSoft: { "memory.available": "1Gi" },
      evictionSoftGracePeriod: { "memory.available": 30_000 },
      evictionMaxPodGracePeriod: 20,
    };
    const cluster = new KubeletCluster({
      nodes: [{ kubelet }],
      rules: [uses("slow", { memory: from20s(7500 * mebi), sigterm: "ignored" })],
    });
    cluster.create(pod("slow", {}, { terminationGracePeriodSeconds: 60 }));
    cluster.runTo(120);
    expect(evicted(cluster)).toEqual(["60s slow"]);
    const exit = cluster.sim.entries.findLast(({ event }) => event.type === "ContainerExited");
    expect(Math.round((exit?.time ?? 0) / 1000)).toBe(80);
  });

  it("what the system takes counts too", () => {
    const cluster = new KubeletCluster({
      nodes: [
        {
          node: "node-1",
          memory: [
            { from: 0, bytes: gibi },
            { from: 40_000, bytes: 8 * gibi - mebi },
          ],
        },
      ],
    });
    cluster.create(pod("web"));
    cluster.runTo(60);
    expect(evicted(cluster)).toEqual(["50s web"]);
  });
});

describe("disk", () => {
  const disk = { node: { "ephemeral-storage": "10Gi" } };

  it("unused images go first, and nothing else when that is enough", () => {
    const cluster = new KubeletCluster({
      allocatable: disk.node,
      images: { "old:1": { sizeBytes: 2 * gibi }, "nginx:1.27": { sizeBytes: mebi } },
      nodeImages: [{ names: ["docker.io/library/old:1"], sizeBytes: 2 * gibi }],
      rules: [uses("web", { disk: [{ from: 150_000, bytes: 7 * gibi }] })],
    });
    cluster.create(pod("web"));
    cluster.runTo(200);
    expect(cluster.removedImages()).toEqual(["160s docker.io/library/old:1 diskPressure"]);
    expect(cluster.printed("web")).toBe("1/1 Running 0");
    expect(condition(cluster, "DiskPressure")).toBe("True KubeletHasDiskPressure");
    expect(cluster.events()).toContain("Warning EvictionThresholdMet Attempting to reclaim ephemeral-storage");
    expect(cluster.object<Node>("nodes", "node-1")?.status?.images?.map(({ names }) => names?.[0])).toEqual([
      "docker.io/library/nginx:1.27",
    ]);
  });

  it("then the Pod that is furthest above its request", () => {
    const cluster = new KubeletCluster({
      allocatable: disk.node,
      images: { "nginx:1.27": { sizeBytes: mebi } },
      rules: [uses("asked", { disk: from20s(4 * gibi) }), uses("took", { disk: from20s(5 * gibi) })],
    });
    cluster.create(pod("asked", { "ephemeral-storage": "5Gi" }));
    cluster.create(pod("took", { "ephemeral-storage": "1Gi" }));
    cluster.runTo(60);
    expect(evicted(cluster)).toEqual(["30s took"]);
    expect(cluster.pod("took")?.status).toMatchObject({
      phase: "Failed",
      reason: "Evicted",
      message:
        "The node was low on resource: ephemeral-storage. Threshold quantity: 1Gi, available: 1023Mi. Container took was using 5Gi, request is 1Gi, has larger consumption of ephemeral-storage. ",
    });
    // Pods that come now are turned away, whatever they request.
    cluster.create(pod("late", { memory: "1Gi" }, {}, { memory: "1Gi" }));
    cluster.runTo(70);
    expect(cluster.pod("late")?.status).toMatchObject({
      phase: "Failed",
      reason: "Evicted",
      message: "Pod was rejected: The node had condition: [DiskPressure]. ",
    });
  });
});

describe("processes", () => {
  it("have no threshold by default; with one, priority and number decide", () => {
    const rules = [
      uses("few", { pids: [{ from: 0, count: 50 }] }),
      uses("bomb", { pids: [{ from: 20_000, count: 900 }] }),
    ];
    const settings = { maxPids: 1000, pids: [{ from: 0, count: 40 }] };
    const run = (kubelet: object): KubeletCluster => {
      const cluster = new KubeletCluster({ rules, nodes: [{ ...settings, kubelet }] });
      for (const name of ["few", "bomb"]) cluster.create(pod(name));
      cluster.runTo(60);
      return cluster;
    };
    expect(evicted(run({}))).toEqual([]);
    const cluster = run({ evictionHard: { "pid.available": "10%" } });
    expect(evicted(cluster)).toEqual(["30s bomb"]);
    expect(cluster.pod("bomb")?.status?.message).toBe(
      "The node was low on resource: pids. Threshold quantity: 100, available: 10. ",
    );
    expect(condition(cluster, "PIDPressure")).toBe("True KubeletHasInsufficientPID");
  });
});

describe("limits of local storage, without any pressure", () => {
  const cases: readonly (readonly [string, Pod, RuntimeModelOptions["rules"], string])[] = [
    [
      "an emptyDir",
      pod("web", {}, { volumes: [{ name: "cache", emptyDir: { sizeLimit: "1Gi" } }] }),
      [uses("web", { disk: [{ from: 20_000, bytes: 2 * gibi, volume: "cache" }] })],
      'Usage of EmptyDir volume "cache" exceeds the limit "1Gi". ',
    ],
    [
      "the Pod's containers together",
      pod("web", {}, { volumes: [{ name: "cache", emptyDir: {} }] }, { "ephemeral-storage": "2Gi" }),
      [uses("web", { disk: [{ from: 20_000, bytes: 3 * gibi, volume: "cache" }] })],
      "Pod ephemeral local storage usage exceeds the total limit of containers 2Gi. ",
    ],
    [
      "one container",
      podOnNode({
        containers: ["web", "log"].map((name) => ({
          name,
          image: "nginx:1.27",
          resources: { limits: { "ephemeral-storage": name === "web" ? "1Gi" : "4Gi" } },
        })),
      }),
      [uses("web", { disk: from20s(2 * gibi) })],
      'Container web exceeded its local ephemeral storage limit "1Gi". ',
    ],
  ];
  it.each(cases)("%s", (_what, given, rules, message) => {
    const cluster = new KubeletCluster({ rules: rules ?? [] });
    cluster.create(given);
    cluster.runTo(60);
    expect(cluster.pod()?.status).toMatchObject({ phase: "Failed", reason: "Evicted", message });
    expect(cluster.conditions().filter((each) => each.startsWith("DisruptionTarget"))).toEqual([]);
    expect(condition(cluster, "DiskPressure")).toBe("False KubeletHasNoDiskPressure");
  });
});

describe("image garbage collection", () => {
  const images = (names: readonly string[]) =>
    names.map((name) => ({ names: [`docker.io/library/${name}:1`], sizeBytes: gibi }));
  const kubelet = { imageGCHighThresholdPercent: 60, imageGCLowThresholdPercent: 40 };

  it("every five minutes: those unused for the longest time go until the disk is down to the low threshold", () => {
    const cluster = new KubeletCluster({
      allocatable: { "ephemeral-storage": "10Gi" },
      nodeImages: images(["a", "b", "c", "d", "e", "used"]),
      nodes: [{ kubelet }],
    });
    cluster.create(podOnNode({}, { image: "used:1" }));
    cluster.runTo(320);
    expect(cluster.removedImages()).toEqual([
      "300s docker.io/library/a:1 highThreshold",
      "300s docker.io/library/b:1 highThreshold",
    ]);
    expect(cluster.events().filter((event) => event.startsWith("Warning"))).toEqual([]);
  });

  it("what is in use, or came a short while ago, is spared; that it was not enough is told, from the second time on twice", () => {
    const cluster = new KubeletCluster({
      allocatable: { "ephemeral-storage": "10Gi" },
      images: { "used:1": { sizeBytes: 5 * gibi }, "fresh:1": { sizeBytes: gibi } },
      bandwidth: 100 * mebi,
      nodes: [{ kubelet, disk: [{ from: 0, bytes: gibi }] }],
    });
    cluster.create(podOnNode({}, { image: "used:1" }, "a"));
    cluster.runTo(240);
    cluster.create(podOnNode({ restartPolicy: "Never" }, { image: "fresh:1", command: ["true"] }, "b"));
    cluster.runTo(260);
    cluster.delete("pods", "b");
    cluster.runTo(320);
    const message = `Failed to garbage collect required amount of images. Attempted to free ${3 * gibi} bytes, but only found 0 bytes eligible to free.`;
    const warnings = (): string[] => cluster.events().filter((event) => event.startsWith("Warning"));
    expect(warnings()).toEqual([`Warning FreeDiskSpaceFailed ${message}`]);
    expect(cluster.removedImages()).toEqual([]);
    cluster.runTo(620);
    expect(cluster.removedImages()).toEqual(["600s docker.io/library/fresh:1 highThreshold"]);
    expect(warnings().at(-1)).toMatch(/^Warning ImageGCFailed Failed to garbage collect/);
  });

  it("imageMaximumGCAge: what nobody has used for so long goes, however much room there is", () => {
    const cluster = new KubeletCluster({
      nodeImages: images(["a"]),
      nodes: [{ kubelet: { imageMaximumGCAge: 250_000 } }],
    });
    cluster.runTo(310);
    expect(cluster.removedImages()).toEqual(["300s docker.io/library/a:1 age"]);
  });
});

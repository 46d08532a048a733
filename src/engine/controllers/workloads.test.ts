import { describe, expect, it } from "vitest";
import { ControlPlane, node } from "../../testing/controlPlane.ts";
import type { DaemonSet, Job, StatefulSet } from "../api/apps.ts";
import type { Namespace, Node } from "../api/core.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Pod, PodPhase } from "../api/pod.ts";
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "../api/storage.ts";
import { timestamp } from "../kernel/clock.ts";

const template = {
  metadata: { labels: { app: "web" } },
  spec: { containers: [{ name: "web", image: "nginx:1.27" }] },
};
const selector = { matchLabels: { app: "web" } };

function statefulSet(replicas: number, more: Partial<StatefulSet["spec"]> = {}): StatefulSet {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "db", namespace: "default" },
    spec: { replicas, serviceName: "db", selector, template, ...more },
  };
}

const names = (cluster: ControlPlane): string[] =>
  cluster
    .pods()
    .map(({ metadata }) => metadata.name ?? "")
    .sort();

function settle(cluster: ControlPlane): void {
  for (let i = 0; i < 10; i++) {
    cluster.run(2);
    cluster.makeReady(cluster.pods().filter((pod) => !pod.status?.conditions?.some(({ type }) => type === "Ready")));
    cluster.run(1);
    cluster.finishDeletions();
  }
}

function end(cluster: ControlPlane, phase: PodPhase): void {
  for (const { metadata, status } of cluster.pods()) {
    if (status?.phase === "Succeeded" || status?.phase === "Failed") continue;
    const finishedAt = timestamp(cluster.sim.now);
    const terminated = { exitCode: phase === "Failed" ? 1 : 0, finishedAt };
    cluster.patch<Pod>(
      "pods",
      metadata.name ?? "",
      (stored) => ({
        ...stored,
        status: {
          ...stored.status,
          phase,
          containerStatuses: [
            { name: "web", ready: false, restartCount: 0, image: "", imageID: "", state: { terminated } },
          ],
        },
      }),
      "status",
    );
  }
}

describe("a StatefulSet", () => {
  it("makes its Pods in order, each when the one before is ready", () => {
    const cluster = new ControlPlane();
    cluster.create(statefulSet(3));
    cluster.run(2);
    expect(names(cluster)).toEqual(["db-0"]);
    cluster.makeReady();
    cluster.run(2);
    expect(names(cluster)).toEqual(["db-0", "db-1"]);
    settle(cluster);
    expect(cluster.events("statefulset-controller")).toEqual([
      "SuccessfulCreate create Pod db-0 in StatefulSet db successful",
      "SuccessfulCreate create Pod db-1 in StatefulSet db successful",
      "SuccessfulCreate create Pod db-2 in StatefulSet db successful",
    ]);
    expect(cluster.get<StatefulSet>("statefulsets", "db")?.status).toEqual({
      observedGeneration: 1,
      replicas: 3,
      readyReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
      availableReplicas: 3,
      collisionCount: 0,
      // The revision's hash as a real v1.34.1 controller computes it for this template.
      currentRevision: "db-58766555d5",
      updateRevision: "db-58766555d5",
    });
  });

  it("goes down from the highest ordinal, one at a time", () => {
    const cluster = new ControlPlane();
    cluster.create(statefulSet(3));
    settle(cluster);
    cluster.patch<StatefulSet>("statefulsets", "db", (stored) => ({
      ...stored,
      spec: { ...stored.spec, replicas: 1 },
    }));
    cluster.run(5);
    const terminating = cluster.pods().filter(({ metadata }) => metadata.deletionTimestamp);
    expect(terminating.map(({ metadata }) => metadata.name)).toEqual(["db-2"]);
    settle(cluster);
    expect(names(cluster)).toEqual(["db-0"]);
  });

  it("rolls from the highest ordinal down to the partition", () => {
    const cluster = new ControlPlane();
    cluster.create(statefulSet(3, { updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 1 } } }));
    settle(cluster);
    cluster.patch<StatefulSet>("statefulsets", "db", (stored) => ({
      ...stored,
      spec: { ...stored.spec, template: { ...template, spec: { containers: [{ name: "web", image: "nginx:1.28" }] } } },
    }));
    settle(cluster);
    expect(
      cluster
        .pods()
        .map(({ metadata, spec }) => [metadata.name, spec.containers[0]!.image])
        .sort(),
    ).toEqual([
      ["db-0", "nginx:1.27"],
      ["db-1", "nginx:1.28"],
      ["db-2", "nginx:1.28"],
    ]);
  });

  it("gives each Pod a claim of its own, which a provisioner fills", () => {
    const cluster = new ControlPlane();
    const storageClass: StorageClass = {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: "fast" },
      provisioner: "example.com/disk",
      volumeBindingMode: "WaitForFirstConsumer",
    };
    const claim: PersistentVolumeClaim = {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "data" },
      spec: {
        storageClassName: "fast",
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: "1Gi" } },
      },
    };
    cluster.create(storageClass);
    cluster.create(statefulSet(1, { volumeClaimTemplates: [claim] }));
    cluster.run(20);
    const bound = cluster.get<PersistentVolumeClaim>("persistentvolumeclaims", "data-db-0");
    const pod = cluster.get<Pod>("pods", "db-0");
    expect(bound?.status).toEqual({ phase: "Bound", accessModes: ["ReadWriteOnce"], capacity: { storage: "1Gi" } });
    expect(bound?.metadata.annotations?.["volume.kubernetes.io/selected-node"]).toBe(pod?.spec.nodeName);
    expect(cluster.list<PersistentVolume>("persistentvolumes").map(({ status }) => status)).toEqual([
      { phase: "Bound" },
    ]);
    expect(cluster.events("persistentvolume-controller")).toEqual([
      "WaitForFirstConsumer waiting for first consumer to be created before binding",
      "ExternalProvisioning Waiting for a volume to be created either by the external provisioner 'example.com/disk' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
    ]);
  });
});

describe("claims of a StatefulSet", () => {
  const claim: PersistentVolumeClaim = {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "data" },
    spec: { storageClassName: "", accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  };
  const volume = (name: string): PersistentVolume =>
    ({
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: { name },
      spec: {
        capacity: { storage: "1Gi" },
        accessModes: ["ReadWriteOnce"],
        persistentVolumeReclaimPolicy: "Retain",
        hostPath: { path: "/data" },
      },
    }) as PersistentVolume;

  it.each([
    ["stay without a policy", {}, ["data-db-0", "data-db-1"], ["data-db-0", "data-db-1"]],
    ["go with their Pod", { whenScaled: "Delete" }, ["data-db-0"], ["data-db-0"]],
    ["go with the set", { whenDeleted: "Delete" }, ["data-db-0", "data-db-1"], []],
    ["go with both", { whenScaled: "Delete", whenDeleted: "Delete" }, ["data-db-0"], []],
  ])("%s", (_, persistentVolumeClaimRetentionPolicy, afterScaling, afterDeletion) => {
    const cluster = new ControlPlane();
    for (const name of ["a", "b"]) cluster.create(volume(name));
    cluster.create(statefulSet(2, { volumeClaimTemplates: [claim], persistentVolumeClaimRetentionPolicy }));
    settle(cluster);
    const claims = () => cluster.list("persistentvolumeclaims").map(({ metadata }) => metadata.name);
    cluster.patch<StatefulSet>("statefulsets", "db", (stored) => ({
      ...stored,
      spec: { ...stored.spec, replicas: 1 },
    }));
    settle(cluster);
    expect(names(cluster)).toEqual(["db-0"]);
    expect(claims()).toEqual(afterScaling);
    cluster.delete("statefulsets", "db");
    settle(cluster);
    expect(claims()).toEqual(afterDeletion);
  });
});

describe("a DaemonSet", () => {
  const agent: DaemonSet = {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: "agent", namespace: "default" },
    spec: { selector, template },
  };

  it("has a Pod on every node that it tolerates, cordoned or not", () => {
    const tainted: Node = { ...node("n2"), spec: { taints: [{ key: "gpu", effect: "NoSchedule" }] } };
    const cordoned: Node = { ...node("n3"), spec: { unschedulable: true } };
    const cluster = new ControlPlane({ cluster: [node("n1"), tainted, cordoned] });
    cluster.create(agent);
    settle(cluster);
    expect(
      cluster
        .pods()
        .map(({ spec }) => spec.nodeName)
        .sort(),
    ).toEqual(["n1", "n3"]);
    expect(cluster.get<DaemonSet>("daemonsets", "agent")?.status).toMatchObject({
      currentNumberScheduled: 2,
      desiredNumberScheduled: 2,
      numberReady: 2,
      numberAvailable: 2,
      updatedNumberScheduled: 2,
      numberMisscheduled: 0,
    });
  });

  it("follows a node that comes and replaces its Pods one by one", () => {
    const cluster = new ControlPlane({ cluster: [node("n1")] });
    cluster.create(agent);
    settle(cluster);
    cluster.create(node("n2"));
    cluster.patch<Node>("nodes", "n2", (stored) => ({ ...stored, status: node("n2").status }), "status");
    settle(cluster);
    expect(cluster.pods().length).toBe(2);
    cluster.patch<DaemonSet>("daemonsets", "agent", (stored) => ({
      ...stored,
      spec: { ...stored.spec, template: { ...template, spec: { containers: [{ name: "web", image: "nginx:1.28" }] } } },
    }));
    cluster.run(3);
    expect(cluster.pods().filter(({ metadata }) => metadata.deletionTimestamp).length).toBe(1);
    settle(cluster);
    expect(cluster.pods().map(({ spec }) => spec.containers[0]!.image)).toEqual(["nginx:1.28", "nginx:1.28"]);
  });

  it("counts a Pod as available once it has been ready for long enough", () => {
    const cluster = new ControlPlane({ cluster: [node("n1")] });
    cluster.create({ ...agent, spec: { ...agent.spec, minReadySeconds: 10 } } as DaemonSet);
    cluster.run(2);
    cluster.makeReady();
    cluster.run(2);
    const status = () => cluster.get<DaemonSet>("daemonsets", "agent")?.status;
    expect(status()).toMatchObject({ numberReady: 1, numberUnavailable: 1 });
    cluster.run(10);
    expect(status()).toMatchObject({ numberReady: 1, numberAvailable: 1 });
    expect(status()).not.toHaveProperty("numberUnavailable");
  });

  it("takes a Pod in that comes to match and is nobody's", () => {
    const cluster = new ControlPlane({ cluster: [node("n1"), node("n2")] });
    cluster.create({ ...agent, spec: { ...agent.spec, updateStrategy: { type: "OnDelete" } } } as DaemonSet);
    settle(cluster);
    const spec = { ...template.spec, nodeName: "n2" };
    const metadata = { name: "lone", namespace: "default" };
    cluster.create({ apiVersion: "v1", kind: "Pod", metadata: { ...metadata, labels: { app: "x" } }, spec } as Pod);
    cluster.run(2);
    const owner = () => cluster.get<Pod>("pods", "lone")?.metadata.ownerReferences?.[0]?.name;
    expect(owner()).toBeUndefined();
    cluster.patch<Pod>("pods", "lone", (pod) => ({ ...pod, metadata: { ...pod.metadata, labels: { app: "web" } } }));
    cluster.run(2);
    expect(owner()).toBe("agent");
  });

  it("with a surge starts the new Pod first and ends the old one when the new one is available", () => {
    const cluster = new ControlPlane({ cluster: [node("n1"), node("n2")] });
    const updateStrategy = { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
    cluster.create({ ...agent, spec: { ...agent.spec, updateStrategy } } as DaemonSet);
    settle(cluster);
    cluster.patch<DaemonSet>("daemonsets", "agent", (stored) => ({
      ...stored,
      spec: { ...stored.spec, template: { ...template, spec: { containers: [{ name: "web", image: "nginx:1.28" }] } } },
    }));
    cluster.run(3);
    const images = () =>
      cluster
        .pods()
        .map(({ spec }) => spec.containers[0]!.image)
        .sort();
    expect(images()).toEqual(["nginx:1.27", "nginx:1.27", "nginx:1.28"]);
    expect(cluster.pods().some(({ metadata }) => metadata.deletionTimestamp)).toBe(false);
    settle(cluster);
    expect(images()).toEqual(["nginx:1.28", "nginx:1.28"]);
  });

  it("replaces a Pod that has ended", () => {
    const cluster = new ControlPlane({ cluster: [node("n1")] });
    cluster.create(agent);
    settle(cluster);
    end(cluster, "Succeeded");
    settle(cluster);
    expect(cluster.events("daemonset-controller")).toEqual([
      expect.stringMatching(/^SuccessfulCreate Created pod: agent-/),
      expect.stringMatching(
        /^SucceededDaemonPod Found succeeded daemon pod default\/agent-\w+ on node n1, will try to delete it$/,
      ),
      expect.stringMatching(/^SuccessfulDelete Deleted pod: agent-/),
      expect.stringMatching(/^SuccessfulCreate Created pod: agent-/),
    ]);
  });

  it("has a new Pod on a node as soon as the one that is being deleted there has ended", () => {
    const cluster = new ControlPlane({ cluster: [node("n1")] });
    cluster.create(agent);
    settle(cluster);
    const [before] = names(cluster);
    cluster.delete("pods", before ?? "");
    cluster.run(2);
    expect(names(cluster)).toEqual([before]);
    end(cluster, "Succeeded");
    cluster.run(2);
    expect(names(cluster)).toHaveLength(2);
    expect(cluster.get<DaemonSet>("daemonsets", "agent")?.status).toMatchObject({ currentNumberScheduled: 1 });
    expect(cluster.get<DaemonSet>("daemonsets", "agent")?.status).not.toHaveProperty("numberAvailable");
  });

  it("waits before it replaces a Pod that fails again and again, twice as long each time", () => {
    const cluster = new ControlPlane();
    cluster.create(node("a"));
    cluster.create(agent);
    cluster.run(2);
    const replacedAfter: number[] = [];
    for (let round = 0; round < 4; round++) {
      const [before] = names(cluster);
      end(cluster, "Failed");
      const from = cluster.sim.now;
      for (let step = 0; step < 100 && names(cluster)[0] === before; step++) {
        cluster.run(0.1);
        cluster.finishDeletions();
      }
      replacedAfter.push(Math.round((cluster.sim.now - from) / 1000));
      cluster.run(0.5);
    }
    expect(replacedAfter[0]).toBe(0);
    expect(replacedAfter[2]).toBeGreaterThanOrEqual(1);
    expect(replacedAfter[3]).toBeGreaterThan(replacedAfter[2] ?? 0);
  });
});

describe("a Job", () => {
  const job = (spec: { [key: string]: unknown }): Job =>
    ({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "j", namespace: "default" },
      spec: { template: { spec: { restartPolicy: "Never", containers: template.spec.containers } }, ...spec },
    }) as Job;

  it("runs Pods side by side until enough have succeeded", () => {
    const cluster = new ControlPlane();
    cluster.create(job({ completions: 3, parallelism: 2 }));
    cluster.run(2);
    expect(cluster.pods().length).toBe(2);
    end(cluster, "Succeeded");
    cluster.run(2);
    expect(cluster.pods().length).toBe(3);
    end(cluster, "Succeeded");
    cluster.run(2);
    expect(cluster.get<Job>("jobs", "j")?.status).toMatchObject({
      succeeded: 3,
      ready: 0,
      conditions: [
        { type: "SuccessCriteriaMet", status: "True", reason: "CompletionsReached" },
        { type: "Complete", status: "True", reason: "CompletionsReached" },
      ],
    });
    expect(cluster.events("job-controller").at(-1)).toBe("Completed Job completed");
  });

  it("replaces a failed Pod after ten seconds, and gives up beyond its limit", () => {
    const cluster = new ControlPlane();
    cluster.create(job({ backoffLimit: 1 }));
    cluster.run(2);
    end(cluster, "Failed");
    cluster.run(5);
    expect(cluster.pods().length).toBe(1);
    cluster.run(8);
    expect(cluster.pods().length).toBe(2);
    end(cluster, "Failed");
    cluster.run(5);
    expect(cluster.events("job-controller").at(-1)).toBe(
      "BackoffLimitExceeded Job has reached the specified backoff limit",
    );
  });
});

it("a new Namespace gets what Pods need, and a deleted one is emptied", () => {
  const cluster = new ControlPlane();
  cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "dev" } });
  cluster.run(1);
  const pod: Pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p", namespace: "dev" },
    spec: { containers: template.spec.containers },
  };
  expect(cluster.create(pod).ok).toBe(true);
  cluster.delete("namespaces", "dev");
  cluster.run(4);
  const inDev = () =>
    [...cluster.sim.records.keys()].filter((key) => key.includes("/dev/") && !key.includes("/events/"));
  expect(inDev().length).toBe(3);
  cluster.run(3);
  cluster.sim.spawn(cluster.client("kubelet/node-1").delete("pods", "dev", "p", { gracePeriodSeconds: 0 }));
  cluster.run(20);
  expect([inDev(), cluster.get<KubernetesObject>("namespaces", "dev")]).toEqual([[], undefined]);
});

it("a deleted Namespace says what holds it", () => {
  const cluster = new ControlPlane();
  cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: "old" } });
  cluster.create({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "old", finalizers: ["example.com/hold"] },
    spec: { replicas: 0, selector, template },
  } as KubernetesObject);
  cluster.run(2);
  cluster.delete("namespaces", "old");
  cluster.run(8);
  const { conditions = [] } = cluster.get<Namespace>("namespaces", "old")?.status ?? {};
  expect(conditions.filter(({ status }) => status === "True").map(({ message }) => message)).toEqual([
    "Some resources are remaining: deployments.apps has 1 resource instances",
    "Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
  ]);
});

import { describe, expect, it } from "vitest";
import { ControlPlane } from "../../testing/controlPlane.ts";
import type { Deployment, ReplicaSet } from "../api/apps.ts";
import type { ResourceQuota, Service } from "../api/core.ts";
import type { EndpointSlice } from "../api/discovery.ts";

function deployment(
  replicas: number,
  strategy: Deployment["spec"]["strategy"] = { type: "RollingUpdate" },
): Deployment {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "default" },
    spec: {
      replicas,
      strategy,
      selector: { matchLabels: { app: "web" } },
      template: {
        metadata: { labels: { app: "web" } },
        spec: { containers: [{ name: "web", image: "nginx:1.27" }] },
      },
    },
  };
}

function setImage(cluster: ControlPlane, image: string): void {
  cluster.patch<Deployment>("deployments", "web", (stored) => {
    const { template } = stored.spec;
    const containers = template.spec.containers.map((container) => ({ ...container, image }));
    return { ...stored, spec: { ...stored.spec, template: { ...template, spec: { ...template.spec, containers } } } };
  });
}

/** Lets kubelets do their part until nothing moves. */
function settle(cluster: ControlPlane): void {
  for (let i = 0; i < 12; i++) {
    cluster.run(2);
    cluster.makeReady(cluster.pods().filter((pod) => !pod.status?.conditions?.some(({ type }) => type === "Ready")));
    cluster.run(1);
    cluster.finishDeletions();
  }
}

/** Names without their hashes, which say nothing to a reader. */
const plain = (events: readonly string[], cluster: ControlPlane): string[] => {
  const byAge = cluster
    .list<ReplicaSet>("replicasets")
    .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
    .map(({ metadata }) => metadata.name ?? "");
  const revision = new Map(
    cluster
      .list<ReplicaSet>("replicasets")
      .map(({ metadata }) => [metadata.name, metadata.annotations?.["deployment.kubernetes.io/revision"]]),
  );
  return events.map((event) => byAge.reduce((text, name) => text.replaceAll(name, `#${revision.get(name)}`), event));
};

describe("a Deployment", () => {
  it("makes its ReplicaSet, which makes the Pods, and says so", () => {
    const cluster = new ControlPlane();
    cluster.create(deployment(3));
    settle(cluster);
    expect(plain(cluster.events("deployment-controller"), cluster)).toEqual([
      "ScalingReplicaSet Scaled up replica set #1 from 0 to 3",
    ]);
    expect(cluster.get<Deployment>("deployments", "web")?.status).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        { type: "Available", status: "True", reason: "MinimumReplicasAvailable" },
        { type: "Progressing", status: "True", reason: "NewReplicaSetAvailable" },
      ],
    });
    const [set] = cluster.list<ReplicaSet>("replicasets");
    expect(set!.metadata.annotations).toEqual({
      "deployment.kubernetes.io/desired-replicas": "3",
      "deployment.kubernetes.io/max-replicas": "4",
      "deployment.kubernetes.io/revision": "1",
    });
    expect(cluster.pods().every(({ metadata }) => metadata.name?.startsWith(`${set!.metadata.name}-`))).toBe(true);
  });

  it("rolls 4 Pods over with one more and one less than wanted", () => {
    const cluster = new ControlPlane();
    cluster.create(deployment(4));
    settle(cluster);
    setImage(cluster, "nginx:1.28");
    settle(cluster);
    expect(plain(cluster.events("deployment-controller"), cluster).slice(1, 4)).toEqual([
      "ScalingReplicaSet Scaled up replica set #2 from 0 to 1",
      "ScalingReplicaSet Scaled down replica set #1 from 4 to 3",
      "ScalingReplicaSet Scaled up replica set #2 from 1 to 2",
    ]);
    expect(cluster.pods().map(({ spec }) => spec.containers[0]!.image)).toEqual(Array(4).fill("nginx:1.28"));
  });

  it("goes back to an earlier template with its old ReplicaSet and a new revision", () => {
    const cluster = new ControlPlane();
    cluster.create(deployment(1));
    settle(cluster);
    setImage(cluster, "nginx:1.28");
    settle(cluster);
    setImage(cluster, "nginx:1.27");
    settle(cluster);
    const sets = cluster.list<ReplicaSet>("replicasets");
    expect(
      sets
        .map(({ spec, metadata }) => [spec.replicas, metadata.annotations?.["deployment.kubernetes.io/revision"]])
        .sort(),
    ).toEqual([
      [0, "2"],
      [1, "3"],
    ]);
  });

  it("with Recreate waits for the last old Pod", () => {
    const cluster = new ControlPlane();
    cluster.create(deployment(2, { type: "Recreate" }));
    settle(cluster);
    setImage(cluster, "nginx:1.28");
    cluster.run(5);
    expect(cluster.pods().map(({ metadata }) => metadata.deletionTimestamp !== undefined)).toEqual([true, true]);
    settle(cluster);
    expect(plain(cluster.events("deployment-controller"), cluster).slice(1)).toEqual([
      "ScalingReplicaSet Scaled down replica set #1 from 2 to 0",
      "ScalingReplicaSet Scaled up replica set #2 from 0 to 2",
    ]);
  });

  it("does not roll while it is paused, but scales", () => {
    const cluster = new ControlPlane();
    cluster.create(deployment(1));
    settle(cluster);
    cluster.patch<Deployment>("deployments", "web", (stored) => ({
      ...stored,
      spec: { ...stored.spec, paused: true },
    }));
    cluster.run(1);
    setImage(cluster, "nginx:1.28");
    cluster.patch<Deployment>("deployments", "web", (stored) => ({ ...stored, spec: { ...stored.spec, replicas: 3 } }));
    settle(cluster);
    expect(cluster.pods().map(({ spec }) => spec.containers[0]!.image)).toEqual(Array(3).fill("nginx:1.27"));
    expect(cluster.get<Deployment>("deployments", "web")?.status?.conditions).toContainEqual(
      expect.objectContaining({
        type: "Progressing",
        status: "Unknown",
        reason: "DeploymentPaused",
        message: "Deployment is paused",
      }),
    );
  });

  it("takes ReplicaSet and Pods with it when it is deleted", () => {
    const cluster = new ControlPlane();
    cluster.create(deployment(2));
    settle(cluster);
    cluster.delete("deployments", "web");
    settle(cluster);
    expect([cluster.list("replicasets").length, cluster.pods().length]).toEqual([0, 0]);
  });
});

describe("a ReplicaSet", () => {
  it("replaces a Pod that is deleted while it still terminates", () => {
    const cluster = new ControlPlane();
    cluster.create(deployment(2));
    settle(cluster);
    cluster.delete("pods", cluster.pods()[0]!.metadata.name ?? "");
    cluster.run(2);
    expect(cluster.pods().length).toBe(3);
  });

  it("stops at a quota and says why", () => {
    const cluster = new ControlPlane();
    const quota: ResourceQuota = {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "few", namespace: "default" },
      spec: { hard: { pods: "2" } },
    };
    cluster.create(quota);
    cluster.run(1);
    cluster.create(deployment(5));
    cluster.run(1);
    expect(cluster.pods().length).toBe(2);
    expect(cluster.get<ResourceQuota>("resourcequotas", "few")?.status).toEqual({
      hard: { pods: "2" },
      used: { pods: "2" },
    });
    expect(cluster.events("replicaset-controller").find((event) => event.startsWith("FailedCreate"))).toMatch(
      /^FailedCreate Error creating: pods "web-[a-z0-9]+-[a-z0-9]{5}" is forbidden: exceeded quota: few, requested: pods=1, used: pods=2, limited: pods=2$/,
    );
    expect(cluster.get<Deployment>("deployments", "web")?.status?.conditions).toContainEqual(
      expect.objectContaining({ type: "ReplicaFailure", status: "True", reason: "FailedCreate" }),
    );
  });
});

describe("an EndpointSlice", () => {
  const service: Service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", namespace: "default" },
    spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: 8080 }] },
  };

  it("has the labels of its Service, and what others make of it is put right", () => {
    const cluster = new ControlPlane();
    cluster.create({ ...service, metadata: { ...service.metadata, labels: { team: "x" } } });
    cluster.run(1);
    const slice = () => cluster.list<EndpointSlice>("endpointslices")[0]!;
    expect(slice().metadata.labels).toMatchObject({ team: "x", "kubernetes.io/service-name": "web" });
    cluster.patch<Service>("services", "web", (stored) => ({
      ...stored,
      metadata: { ...stored.metadata, labels: { tier: "y" } },
    }));
    cluster.run(1);
    expect(slice().metadata.labels).toEqual({
      tier: "y",
      "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
      "kubernetes.io/service-name": "web",
    });
    cluster.patch<EndpointSlice>("endpointslices", slice().metadata.name ?? "", (stored) => ({
      ...stored,
      endpoints: [{ addresses: ["10.0.0.9"] }],
    }));
    cluster.run(1);
    expect(slice().endpoints).toEqual([]);
  });

  it("lists the Pods behind a Service and whether they are ready", () => {
    const cluster = new ControlPlane();
    cluster.create(service);
    cluster.run(1);
    expect(cluster.list<EndpointSlice>("endpointslices").map(({ endpoints, ports }) => [endpoints, ports])).toEqual([
      [[], []],
    ]);
    cluster.create(deployment(2));
    settle(cluster);
    cluster.delete("pods", cluster.pods()[0]!.metadata.name ?? "");
    cluster.run(1);
    const [slice] = cluster.list<EndpointSlice>("endpointslices");
    expect(slice!.ports).toEqual([{ name: "", port: 8080, protocol: "TCP" }]);
    expect(slice!.endpoints?.map(({ conditions }) => conditions)).toEqual([
      { ready: false, serving: true, terminating: true },
      { ready: true, serving: true, terminating: false },
    ]);
  });
});

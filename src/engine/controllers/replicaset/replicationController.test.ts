import { expect, it } from "vitest";
import { ControlPlane } from "../../../testing/controlPlane.ts";
import type { ReplicationController } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";

const labels = { app: "web" };

function controller(replicas: number): ReplicationController {
  return {
    apiVersion: "v1",
    kind: "ReplicationController",
    metadata: { name: "web", namespace: "default" },
    spec: {
      replicas,
      selector: labels,
      template: { metadata: { labels }, spec: { containers: [{ name: "web", image: "nginx:1.27" }] } },
    },
  };
}

const pod = (name: string): Pod => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "default", labels },
  spec: { containers: [{ name: "web", image: "nginx:1.27" }] },
});

function scale(cluster: ControlPlane, replicas: number): void {
  cluster.patch<ReplicationController>("replicationcontrollers", "web", (stored) => ({
    ...stored,
    spec: { ...stored.spec, replicas },
  }));
  cluster.run(2);
  cluster.finishDeletions();
}

it("keeps as many Pods as asked for, adopts, scales, and says so", () => {
  const cluster = new ControlPlane();
  cluster.create(pod("mine"));
  cluster.create(controller(3));
  cluster.run(2);
  const owners = cluster.pods().map(({ metadata }) => metadata.ownerReferences?.map(({ kind, name }) => [kind, name]));
  expect(owners).toEqual(Array(3).fill([["ReplicationController", "web"]]));
  cluster.makeReady();
  cluster.run(2);
  const got = () => cluster.get<ReplicationController>("replicationcontrollers", "web")?.status;
  expect(got()).toEqual({
    observedGeneration: 1,
    replicas: 3,
    fullyLabeledReplicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
  });
  expect(cluster.events("replication-controller")).toEqual([
    expect.stringMatching(/^SuccessfulCreate Created pod: web-\w{5}$/),
    expect.stringMatching(/^SuccessfulCreate Created pod: web-\w{5}$/),
  ]);
  scale(cluster, 1);
  expect(cluster.pods()).toHaveLength(1);
  expect(got()).toMatchObject({ observedGeneration: 2, replicas: 1, readyReplicas: 1 });
  expect(cluster.events("replicaset-controller")).toEqual([]);
});

it("leaves a Pod alone whose labels no longer match, and makes another", () => {
  const cluster = new ControlPlane();
  cluster.create(controller(1));
  cluster.run(2);
  const [first] = cluster.pods();
  cluster.patch<Pod>("pods", first?.metadata.name ?? "", (stored) => ({
    ...stored,
    metadata: { ...stored.metadata, labels: { app: "debug" } },
  }));
  cluster.run(2);
  expect(cluster.pods().map(({ metadata }) => [metadata.labels?.app, metadata.ownerReferences?.length ?? 0])).toEqual(
    expect.arrayContaining([
      ["debug", 0],
      ["web", 1],
    ]),
  );
});

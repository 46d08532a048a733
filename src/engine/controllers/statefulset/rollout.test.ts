import { describe, expect, it } from "vitest";
import { ControlPlane } from "../../../testing/controlPlane.ts";
import type { StatefulSet } from "../../api/apps.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { revisionOf } from "./statefulSetPass.ts";

const image = (version: string) => [{ name: "web", image: `nginx:${version}` }];

const set = (spec: Partial<StatefulSet["spec"]>): StatefulSet => ({
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  metadata: { name: "db", namespace: "default" },
  spec: {
    replicas: 3,
    serviceName: "db",
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: "web" } }, spec: { containers: image("1.27") } },
    ...spec,
  },
});

function settle(cluster: ControlPlane): void {
  for (let i = 0; i < 10; i++) {
    cluster.run(2);
    cluster.makeReady(cluster.pods().filter((pod) => !pod.status?.conditions?.some(({ type }) => type === "Ready")));
    cluster.run(1);
    cluster.finishDeletions();
  }
}

function roll(cluster: ControlPlane, version: string): void {
  cluster.patch<StatefulSet>("statefulsets", "db", (stored) => ({
    ...stored,
    spec: { ...stored.spec, template: { ...stored.spec.template, spec: { containers: image(version) } } },
  }));
  cluster.run(2);
}

/** Name, version, and `-` for those that are on their way out. */
const pods = (cluster: ControlPlane): string[] =>
  cluster
    .pods()
    .map(
      ({ metadata, spec }) => `${metadata.deletionTimestamp ? "-" : ""}${metadata.name} ${spec.containers[0]?.image}`,
    )
    .sort();

describe("a rolling update of a StatefulSet", () => {
  it("that is Parallel still takes one Pod at a time", () => {
    const cluster = new ControlPlane();
    cluster.create(set({ podManagementPolicy: "Parallel" }));
    settle(cluster);
    roll(cluster, "1.28");
    cluster.finishDeletions();
    cluster.run(2);
    expect(pods(cluster)).toEqual(["db-0 nginx:1.27", "db-1 nginx:1.27", "db-2 nginx:1.28"]);
    cluster.makeReady();
    cluster.run(2);
    expect(pods(cluster)).toEqual(["-db-1 nginx:1.27", "db-0 nginx:1.27", "db-2 nginx:1.28"]);
  });

  it.each([
    [0, "db-0 nginx:1.28"],
    [2, "db-0 nginx:1.27"],
  ])("with partition %i makes %s of a Pod that somebody deletes meanwhile", (partition, expected) => {
    const cluster = new ControlPlane();
    cluster.create(set({ updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition } } }));
    settle(cluster);
    roll(cluster, "1.28");
    cluster.delete("pods", "db-0");
    cluster.finishDeletions();
    cluster.run(2);
    expect(pods(cluster)).toContain(expected);
  });

  it("keeps as many old revisions as it is told, and those that Pods have", () => {
    const cluster = new ControlPlane();
    cluster.create(set({ replicas: 1, revisionHistoryLimit: 1 }));
    settle(cluster);
    for (const version of ["1.28", "1.29", "1.30"]) {
      roll(cluster, version);
      settle(cluster);
    }
    const left = cluster.list<KubernetesObject & { revision: number }>("controllerrevisions");
    expect(left.map(({ revision }) => revision).sort()).toEqual([3, 4]);
    const [current] = cluster.pods();
    expect(left.map(({ metadata }) => metadata.name)).toContain(current && revisionOf(current));
  });
});

it("gives a Pod its identity back when somebody took its labels off", () => {
  const cluster = new ControlPlane();
  cluster.create(set({ replicas: 1 }));
  settle(cluster);
  cluster.events("statefulset-controller");
  cluster.patch<Pod>("pods", "db-0", (stored) => {
    const kept = Object.entries(stored.metadata.labels ?? {}).filter(([label]) => !label.includes("/"));
    return { ...stored, metadata: { ...stored.metadata, labels: Object.fromEntries(kept) } };
  });
  cluster.run(2);
  expect(cluster.events("statefulset-controller").at(-1)).toBe(
    "SuccessfulUpdate update Pod db-0 in StatefulSet db successful",
  );
  expect(cluster.pods()[0]?.metadata.labels).toMatchObject({
    "statefulset.kubernetes.io/pod-name": "db-0",
    "apps.kubernetes.io/pod-index": "0",
  });
});

import { describe, expect, it } from "vitest";
import { StoredCluster } from "../../testing/storedCluster.ts";
import type { Event } from "../api/core.ts";
import { kindOf } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";

const map = (name: string, labels?: { [key: string]: string }): KubernetesObject =>
  ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: "default", ...(labels && { labels }) },
  }) as KubernetesObject;

const pod = (name: string): Pod => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "default" },
  spec: { containers: [{ name: "c", image: "nginx:1.27" }] },
});

/** What an informer's handlers hear, as text. */
function heard(cluster: StoredCluster, resource: string, scope: object, actor = "watcher") {
  const log: string[] = [];
  const informer = cluster.clientOf(actor).informer(resource, scope, {
    added: ({ metadata }) => log.push(`added ${metadata.name}`),
    updated: (before, { metadata }) =>
      log.push(`updated ${metadata.name} ${before.metadata.resourceVersion}→${metadata.resourceVersion}`),
    deleted: ({ metadata }) => log.push(`deleted ${metadata.name}`),
  });
  return { log, informer };
}

describe("informers", () => {
  it("list what is there, then follow; in the order of the keys", () => {
    const cluster = new StoredCluster([map("b"), map("a")]);
    const { log, informer } = heard(cluster, "configmaps", {});
    cluster.run(cluster.client.create(map("0")));
    cluster.run(
      cluster.client.patch<KubernetesObject>("configmaps", "default", "b", (m) => ({
        ...m,
        metadata: { ...m.metadata, labels: { x: "y" } },
      })),
    );
    cluster.run(cluster.client.delete("configmaps", "default", "a"));
    expect(log).toEqual(["added a", "added b", "added 0", "updated b 1003→1006", "deleted a"]);
    expect(informer.list().map(({ metadata }) => metadata.name)).toEqual(["0", "b"]);
    expect(informer.get("default/b")?.metadata.labels).toEqual({ x: "y" });
  });

  it("hear some time after the write, each on its own", () => {
    const cluster = new StoredCluster();
    heard(cluster, "configmaps", {}, "first");
    heard(cluster, "configmaps", {}, "second");
    cluster.run(cluster.client.create(map("a")));
    const { entries } = cluster.sim;
    const write = entries.find(({ event }) => event.type === "EtcdWrite");
    const watches = entries.filter(({ event }) => event.type === "WatchEvent");
    expect(
      watches.map(({ event, time }) => [event.type === "WatchEvent" && event.watcher, time - (write?.time ?? 0)]),
    ).toEqual([
      ["first", 2],
      ["second", 2],
    ]);
    expect(watches.map(({ cause }) => cause)).toEqual([write?.seq, write?.seq]);
  });

  it("with a field selector see a Pod come when it is bound", () => {
    const cluster = new StoredCluster();
    const scope = { fieldSelector: { path: "spec.nodeName", equals: "node-1" } };
    const { log } = heard(cluster, "pods", scope);
    cluster.run(cluster.client.create(pod("mine")));
    cluster.run(cluster.client.create(pod("other")));
    expect(log).toEqual([]);
    cluster.run(cluster.client.bind("default", "other", "node-2"));
    cluster.run(cluster.client.bind("default", "mine", "node-1"));
    expect(log).toEqual(["added mine"]);
  });

  it("with a label selector see an object go when it stops matching", () => {
    const cluster = new StoredCluster([map("a", { app: "x" })]);
    const { log } = heard(cluster, "configmaps", { labelSelector: { matchLabels: { app: "x" } } });
    cluster.run(
      cluster.client.patch<KubernetesObject>("configmaps", "default", "a", (m) => ({
        ...m,
        metadata: { ...m.metadata, labels: { app: "y" } },
      })),
    );
    expect(log).toEqual(["added a", "deleted a"]);
  });

  it("a watch that is ended hears nothing more", () => {
    const cluster = new StoredCluster();
    const seen: string[] = [];
    const end = cluster.client.watch("configmaps", {}, (type, { metadata }) => seen.push(`${type} ${metadata.name}`));
    cluster.run(cluster.client.create(map("a")));
    end();
    cluster.run(cluster.client.create(map("b")));
    expect(seen).toEqual(["ADDED a"]);
  });
});

describe("events", () => {
  const stored = (cluster: StoredCluster): string[] =>
    cluster.etcd
      .list<Event>(kindOf("v1", "Event")!)
      .map(
        ({ count, type, reason, message, source }) =>
          `${count} ${type} ${reason} ${message} (${source?.component}${source?.host ? ` ${source.host}` : ""})`,
      );

  it("are written once and then counted", () => {
    const cluster = new StoredCluster([pod("web")]);
    const about = cluster.etcd.get<Pod>(kindOf("v1", "Pod")!, "default", "web")!;
    const client = cluster.clientOf("kubelet/node-1");
    for (let i = 0; i < 3; i++) client.event(about, "Warning", "BackOff", "Back-off restarting", { host: "node-1" });
    client.event(about, "Normal", "Pulled", "Image is there", { host: "node-1", component: "kubelet" });
    cluster.sim.runUntil(10_000);
    expect(stored(cluster).sort()).toEqual([
      "1 Normal Pulled Image is there (kubelet node-1)",
      "3 Warning BackOff Back-off restarting (kubelet node-1)",
    ]);
  });

  it("say when they stand for many", () => {
    const cluster = new StoredCluster([pod("web")]);
    const about = cluster.etcd.get<Pod>(kindOf("v1", "Pod")!, "default", "web")!;
    const client = cluster.clientOf("replicaset-controller");
    for (let i = 0; i < 30; i++) client.event(about, "Normal", "SuccessfulCreate", `Created pod: web-${i}`);
    cluster.sim.runUntil(10_000);
    const texts = stored(cluster);
    expect(texts).toHaveLength(10);
    expect(texts).toContain(
      "16 Normal SuccessfulCreate (combined from similar events): Created pod: web-24 (replicaset-controller)",
    );
  });
});

describe("a deletion", () => {
  it.each([
    ["Background", undefined],
    ["Foreground", ["foregroundDeletion"]],
    ["Orphan", ["orphan"]],
  ] as const)("says what becomes of the rest: %s", (propagationPolicy, finalizers) => {
    const cluster = new StoredCluster([map("a")]);
    cluster.run(cluster.client.delete("configmaps", "default", "a", { propagationPolicy }));
    const left = cluster.run(cluster.client.get<KubernetesObject>("configmaps", "default", "a"));
    expect(left.ok ? left.object.metadata.finalizers : undefined).toEqual(finalizers);
  });
});

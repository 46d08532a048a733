import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { decide, node, pod, verdicts } from "../fixtures.ts";

const objectOf = (value: object): KubernetesObject => value as KubernetesObject;

const claim = (name: string, spec: object, status = "Pending", annotations = {}) =>
  objectOf({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name, namespace: "default", annotations },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "5Gi" } }, ...spec },
    status: { phase: status },
  });

const storageClass = (name: string, changes: object = {}) =>
  objectOf({
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name },
    provisioner: "disk.example.com",
    volumeBindingMode: "WaitForFirstConsumer",
    ...changes,
  });

const withClaim = (claimName: string) => pod("p", { volumes: [{ name: "v", persistentVolumeClaim: { claimName } }] });

describe("NodeName", () => {
  it("refuses every other node", () => {
    const decision = decide(pod("p", { nodeName: "a" }), [node("a"), node("b")]);
    expect(verdicts(decision)).toEqual({ a: null, b: "node(s) didn't match the requested node name" });
  });
});

describe("VolumeBinding with published capacity", () => {
  const driver = objectOf({
    apiVersion: "storage.k8s.io/v1",
    kind: "CSIDriver",
    metadata: { name: "disk.example.com" },
    spec: { storageCapacity: true },
  });
  const capacity = (name: string, zone: string, amounts: object) =>
    objectOf({
      apiVersion: "storage.k8s.io/v1",
      kind: "CSIStorageCapacity",
      metadata: { name, namespace: "kube-system" },
      storageClassName: "fast",
      nodeTopology: { matchLabels: { zone } },
      ...amounts,
    });

  it("wants enough space where the node is", () => {
    const decision = decide(withClaim("c"), [
      node("a", { labels: { zone: "a" } }),
      node("b", { labels: { zone: "b" } }),
      node("c", { labels: { zone: "c" } }),
      storageClass("fast"),
      claim("c", { storageClassName: "fast" }),
      driver,
      capacity("a", "a", { capacity: "10Gi" }),
      capacity("b", "b", { capacity: "10Gi", maximumVolumeSize: "4Gi" }),
    ]);
    const refused = "node(s) did not have enough free storage";
    expect(verdicts(decision)).toEqual({ a: null, b: refused, c: refused });
    expect(decision.volumeBindings).toEqual({ static: {}, provision: ["default/c"] });
  });
});

describe("NodeVolumeLimits", () => {
  const csiNode = (name: string, count: number) =>
    objectOf({
      apiVersion: "storage.k8s.io/v1",
      kind: "CSINode",
      metadata: { name },
      spec: { drivers: [{ name: "disk.example.com", nodeID: name, allocatable: { count } }] },
    });
  const volume = (name: string) =>
    objectOf({
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: { name },
      spec: { csi: { driver: "disk.example.com", volumeHandle: name } },
      status: { phase: "Bound" },
    });
  const attachment = objectOf({
    apiVersion: "storage.k8s.io/v1",
    kind: "VolumeAttachment",
    metadata: { name: "attachment" },
    spec: { attacher: "disk.example.com", nodeName: "full", source: { persistentVolumeName: "old" } },
  });

  it("counts volumes that are attached although no Pod uses them any more", () => {
    const bound = claim("c", { storageClassName: "fast", volumeName: "new" }, "Bound", {
      "pv.kubernetes.io/bind-completed": "yes",
    });
    const decision = decide(withClaim("c"), [
      node("full"),
      node("free"),
      csiNode("full", 1),
      csiNode("free", 1),
      volume("old"),
      volume("new"),
      attachment,
      bound,
      storageClass("fast"),
    ]);
    expect(verdicts(decision)).toEqual({ full: "node(s) exceed max volume count", free: null });
  });
});

describe("DynamicResources", () => {
  it("never gives a Pod with claims a wrong answer", () => {
    const decision = decide(pod("p", { resourceClaims: [{ name: "gpu" }] }), [node("a")]);
    expect(decision.chosen).toBeNull();
    expect(decision.message).toBe("0/1 nodes are available: dynamic resource allocation is not simulated. not found");
  });
});

describe("labels named like object members", () => {
  it("are labels like any other", () => {
    const decision = decide(pod("p", { nodeSelector: { constructor: "x" } }), [
      node("a"),
      node("b", { labels: { constructor: "x" } }),
    ]);
    expect(decision.chosen).toBe("b");
  });
});

import { expect, it } from "vitest";
import { ControlPlane } from "../../../testing/controlPlane.ts";
import type { Pod } from "../../api/pod.ts";
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "../../api/storage.ts";

const storageClass = (allowVolumeExpansion: boolean): StorageClass => ({
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "fast" },
  provisioner: "disk.example.com",
  allowVolumeExpansion,
});

const claim = (volumeMode: string): PersistentVolumeClaim => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "data", namespace: "default" },
  spec: {
    storageClassName: "fast",
    volumeMode,
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: "1Gi" } },
  },
});

const pod: Pod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "app", namespace: "default" },
  spec: {
    containers: [{ name: "app", image: "nginx:1.27" }],
    volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }],
  },
};

function bound(volumeMode = "Filesystem"): ControlPlane {
  const cluster = new ControlPlane();
  cluster.create(storageClass(true));
  cluster.create(claim(volumeMode));
  cluster.run(5);
  return cluster;
}

const grow = (cluster: ControlPlane, storage: string) =>
  cluster.patch<PersistentVolumeClaim>("persistentvolumeclaims", "data", (stored) => ({
    ...stored,
    spec: { ...stored.spec, resources: { requests: { storage } } },
  }));
const statusOf = (cluster: ControlPlane) =>
  cluster.get<PersistentVolumeClaim>("persistentvolumeclaims", "data")?.status;
const volumeOf = (cluster: ControlPlane) => cluster.list<PersistentVolume>("persistentvolumes")[0];

it("lets a volume grow, and its file system where a Pod uses it", () => {
  const cluster = bound();
  const name = volumeOf(cluster)?.metadata.name;
  grow(cluster, "2Gi");
  cluster.run(10);
  expect(volumeOf(cluster)?.spec?.capacity).toEqual({ storage: "2Gi" });
  expect(volumeOf(cluster)?.metadata.annotations).toMatchObject({
    "volume.alpha.kubernetes.io/pre-resize-capacity": "1Gi",
  });
  expect(statusOf(cluster)).toMatchObject({
    capacity: { storage: "1Gi" },
    allocatedResources: { storage: "2Gi" },
    allocatedResourceStatuses: { storage: "NodeResizePending" },
    conditions: [{ type: "FileSystemResizePending", status: "True" }],
  });
  cluster.create(pod);
  cluster.run(2);
  cluster.makeReady();
  cluster.run(3);
  expect(statusOf(cluster)).toEqual({
    phase: "Bound",
    accessModes: ["ReadWriteOnce"],
    capacity: { storage: "2Gi" },
    allocatedResources: { storage: "2Gi" },
  });
  expect(volumeOf(cluster)?.metadata.annotations).not.toHaveProperty("volume.alpha.kubernetes.io/pre-resize-capacity");
  expect(cluster.events("volume_expand")).toEqual([
    "ExternalExpanding Ignoring the PVC: didn't find a plugin capable of expanding the volume; waiting for an external controller to process this PVC.",
  ]);
  expect(cluster.events("external-resizer disk.example.com")).toEqual([
    `Resizing External resizer is resizing volume ${name}`,
    "FileSystemResizeRequired Require file system resize of volume on node",
  ]);
  const { nodeName } = cluster.get<Pod>("pods", "app")!.spec;
  const succeeded = `FileSystemResizeSuccessful MountVolume.NodeExpandVolume succeeded for volume "${name}" ${nodeName}`;
  expect(cluster.events("kubelet")).toEqual([succeeded, succeeded]);
});

it("is done at once with a volume without a file system", () => {
  const cluster = bound("Block");
  grow(cluster, "3Gi");
  cluster.run(10);
  expect(statusOf(cluster)).toMatchObject({ capacity: { storage: "3Gi" }, allocatedResources: { storage: "3Gi" } });
  expect(statusOf(cluster)?.allocatedResourceStatuses).toBeUndefined();
  expect(cluster.events("external-resizer disk.example.com").at(-1)).toBe(
    "VolumeResizeSuccessful Resize volume succeeded",
  );
});

it("takes the next wish when the one before is met", () => {
  const cluster = bound("Block");
  grow(cluster, "2Gi");
  cluster.run(1);
  grow(cluster, "4Gi");
  cluster.run(20);
  expect(statusOf(cluster)?.capacity).toEqual({ storage: "4Gi" });
});

it("changes nothing where the class does not let volumes grow", () => {
  const cluster = new ControlPlane();
  cluster.create(storageClass(false));
  cluster.create(claim("Filesystem"));
  cluster.run(5);
  grow(cluster, "2Gi");
  cluster.run(5);
  expect(statusOf(cluster)?.capacity).toEqual({ storage: "1Gi" });
  expect(cluster.events("external-resizer disk.example.com")).toEqual([]);
});

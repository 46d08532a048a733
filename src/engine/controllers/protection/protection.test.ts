import { expect, it } from "vitest";
import { ControlPlane } from "../../../testing/controlPlane.ts";
import type { KubernetesObject } from "../../api/meta.ts";

const claim = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "data", namespace: "default" },
  spec: { accessModes: ["ReadWriteOnce"], storageClassName: "", resources: { requests: { storage: "1Gi" } } },
} as KubernetesObject;

const user = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "user", namespace: "default" },
  spec: {
    nodeName: "node-1",
    containers: [{ name: "web", image: "nginx" }],
    volumes: [{ name: "v", persistentVolumeClaim: { claimName: "data" } }],
  },
} as KubernetesObject;

it("lets a deleted claim go at once when no Pod uses it", () => {
  const plane = new ControlPlane();
  plane.create(claim);
  plane.run(1);
  plane.delete("persistentvolumeclaims", "data");
  plane.run(1);
  expect(plane.get("persistentvolumeclaims", "data")).toBeUndefined();
});

it("keeps a deleted claim until the Pod that uses it is gone", () => {
  const plane = new ControlPlane();
  plane.create(claim);
  plane.create(user);
  plane.run(1);
  plane.delete("persistentvolumeclaims", "data");
  plane.run(1);
  expect(plane.get("persistentvolumeclaims", "data")?.metadata.finalizers).toEqual(["kubernetes.io/pvc-protection"]);
  plane.delete("pods", "user", 0);
  plane.run(1);
  expect(plane.get("persistentvolumeclaims", "data")).toBeUndefined();
});

import { expect, it } from "vitest";
import { ControlPlane } from "../../../testing/controlPlane.ts";
import type { KubernetesObject } from "../../api/meta.ts";

const template = { spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } };
const pod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web", namespace: "default" },
  spec: {
    containers: [{ name: "web", image: "nginx" }],
    volumes: [{ name: "v", ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: "b" } }, ...template } } }],
  },
} as KubernetesObject;

it("makes the claim of an ephemeral volume, which goes with its Pod", () => {
  const plane = new ControlPlane();
  plane.create(pod);
  plane.run(1);
  expect(plane.get("persistentvolumeclaims", "web-v")).toMatchObject({
    metadata: { labels: { a: "b" }, ownerReferences: [{ kind: "Pod", name: "web", controller: true }] },
    spec: template.spec,
  });
  plane.delete("pods", "web", 0);
  plane.run(2);
  expect(plane.get("persistentvolumeclaims", "web-v")).toBeUndefined();
});

it("does not take a claim that is somebody else's", () => {
  const plane = new ControlPlane();
  const claim = { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "web-v", namespace: "default" } };
  plane.create({ ...claim, ...template } as KubernetesObject);
  plane.run(1);
  plane.create(pod);
  plane.run(1);
  expect(plane.events("ephemeral_volume")).toContainEqual(
    expect.stringContaining(
      "ephemeral volume v: PVC default/web-v was not created for pod default/web (pod is not owner)",
    ),
  );
});

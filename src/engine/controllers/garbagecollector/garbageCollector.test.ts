import { expect, it } from "vitest";
import { ControlPlane } from "../../../testing/controlPlane.ts";
import type { KubernetesObject } from "../../api/meta.ts";

const map = (name: string, more: object = {}): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "default", ...more },
});
const names = (cluster: ControlPlane): string[] =>
  cluster
    .list<KubernetesObject>("configmaps")
    .map(({ metadata }) => metadata.name ?? "")
    .filter((name) => name !== "kube-root-ca.crt");

function ownedBy(owner: KubernetesObject | undefined): object {
  const { name = "", uid = "" } = owner?.metadata ?? {};
  return { ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name, uid, blockOwnerDeletion: true }] };
}

it.each([
  ["Background", []],
  ["Foreground", []],
  ["Orphan", ["child"]],
] as const)("%s: what becomes of objects of any kind whose owner is deleted", (propagationPolicy, left) => {
  const cluster = new ControlPlane();
  cluster.create(map("owner"));
  cluster.create(map("child", ownedBy(cluster.get("configmaps", "owner"))));
  cluster.run(2);
  const client = cluster.client("kubectl");
  cluster.sim.spawn(client.delete("configmaps", "default", "owner", { propagationPolicy }));
  cluster.run(5);
  expect(names(cluster)).toEqual(left);
  if (left.length > 0) expect(cluster.get("configmaps", "child")?.metadata.ownerReferences).toBeUndefined();
});

it("deletes what names an owner that is not there", () => {
  const cluster = new ControlPlane();
  cluster.create(map("child", { ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name: "gone", uid: "u" }] }));
  cluster.run(2);
  expect(names(cluster)).toEqual([]);
});

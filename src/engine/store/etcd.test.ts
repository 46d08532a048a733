import { beforeEach, describe, expect, it } from "vitest";
import { resourceByName } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import { Etcd } from "./etcd.ts";

const pods = resourceByName("pods")!;
const pod = (name: string, nodeName?: string): KubernetesObject =>
  ({ apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "default" }, spec: { nodeName } }) as KubernetesObject;
const namesOn = (etcd: Etcd, node: string | undefined): (string | undefined)[] =>
  etcd.listWhere(pods, { path: "spec.nodeName", equals: node as string }).map(({ metadata }) => metadata.name);

describe("listWhere", () => {
  let etcd: Etcd;
  beforeEach(() => {
    etcd = new Etcd();
    for (const object of [pod("c", "node-1"), pod("b", "node-2"), pod("a", "node-1"), pod("d")]) etcd.put(object);
  });

  it("gives the objects whose field holds the value, in key order", () => {
    expect(namesOn(etcd, "node-1")).toEqual(["a", "c"]);
    expect(namesOn(etcd, "node-2")).toEqual(["b"]);
    expect(namesOn(etcd, "node-3")).toEqual([]);
  });

  it("follows every write", () => {
    expect(namesOn(etcd, "node-1")).toEqual(["a", "c"]);
    etcd.put(pod("d", "node-1"));
    expect(namesOn(etcd, "node-1")).toEqual(["a", "c", "d"]);
    etcd.delete(etcd.get(pods, "default", "a")!);
    expect(namesOn(etcd, "node-1")).toEqual(["c", "d"]);
  });
});

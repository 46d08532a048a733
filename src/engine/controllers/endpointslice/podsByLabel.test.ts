import { expect, it } from "vitest";
import type { Pod } from "../../api/pod.ts";
import { PodsByLabel } from "./podsByLabel.ts";

const pod = (namespace: string, name: string, labels?: { readonly [key: string]: string }): Pod =>
  ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace, name, labels },
    spec: { containers: [] },
  }) as unknown as Pod;

it("finds the Pods of a namespace by each of their labels, in the order of their names", () => {
  const pods = new PodsByLabel();
  const found = (namespace: string, label: string, value: string): (string | undefined)[] =>
    pods.with(namespace, label, value).map(({ metadata }) => metadata.name);
  const b = pod("x", "b", { app: "web", tier: "front" });
  const a = pod("x", "a", { app: "web" });
  for (const each of [b, a, pod("y", "c", { app: "web" }), pod("x", "d", { app: "db" }), pod("x", "e")]) pods.set(each);
  expect(found("x", "app", "web")).toEqual(["a", "b"]);
  expect(found("x", "tier", "front")).toEqual(["b"]);
  expect(found("y", "app", "web")).toEqual(["c"]);

  const moved = pod("x", "b", { app: "db" });
  pods.set(moved, b);
  expect(found("x", "app", "web")).toEqual(["a"]);
  expect(found("x", "tier", "front")).toEqual([]);
  expect(found("x", "app", "db")).toEqual(["b", "d"]);

  pods.delete(moved);
  pods.delete(a);
  expect(found("x", "app", "db")).toEqual(["d"]);
  expect(found("x", "app", "web")).toEqual([]);
});

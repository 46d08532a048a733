import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { encodeFields } from "./fieldSet.ts";
import { afterApply, afterUpdate } from "./ownership.ts";
import { serverSideApply } from "./serverSideApply.ts";

const time = "2026-01-01T00:00:00Z";
const map = (data: object): KubernetesObject =>
  ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c", namespace: "n" }, data }) as KubernetesObject;
const pod = (containers: readonly object[]): KubernetesObject =>
  ({ apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: { containers } }) as KubernetesObject;
const as = (manager: string) => ({ manager, operation: "Apply" as const, apiVersion: "v1" });

function apply(live: KubernetesObject | undefined, object: KubernetesObject, manager: string, force = false) {
  const result = serverSideApply(live, object, as(manager), force);
  if ("refused" in result) return result.refused.message;
  return afterApply(live, result.object, as(manager), result, time);
}

const owners = (object: KubernetesObject | string) =>
  typeof object === "string"
    ? object
    : (object.metadata.managedFields ?? []).map(({ manager, fieldsV1 }) => [manager, fieldsV1]);

describe("server-side apply", () => {
  const alice = apply(undefined, map({ a: "1", b: "2" }), "alice") as KubernetesObject;

  it("owns what was applied", () => {
    expect(owners(alice)).toEqual([["alice", { "f:data": { "f:a": {}, "f:b": {} } }]]);
  });

  it("takes away what is no longer applied", () => {
    expect(apply(alice, map({ a: "1" }), "alice")).toMatchObject({ data: { a: "1" } });
    expect((apply(alice, map({ a: "1" }), "alice") as unknown as { data: object }).data).toEqual({ a: "1" });
  });

  it("refuses another value, shares the same one, and can be forced", () => {
    expect(apply(alice, map({ a: "3" }), "bob")).toBe('Apply failed with 1 conflict: conflict with "alice": .data.a');
    expect(owners(apply(alice, map({ a: "1" }), "bob"))).toEqual([
      ["alice", { "f:data": { "f:a": {}, "f:b": {} } }],
      ["bob", { "f:data": { "f:a": {} } }],
    ]);
    expect(owners(apply(alice, map({ a: "3" }), "bob", true))).toEqual([
      ["alice", { "f:data": { "f:b": {} } }],
      ["bob", { "f:data": { "f:a": {} } }],
    ]);
  });

  it.each([
    ["the status of an object", undefined, "f:spec"],
    ["the spec through the status", "status", "f:status"],
  ])("neither owns nor fights for what is not stored: %s", (_name, subresource, owned) => {
    const live = { ...pod([]), spec: { hostname: "a" }, status: { phase: "Running" } } as unknown as KubernetesObject;
    // Each of them owns what the other write is about.
    const writer = (through?: string) => ({ ...as("kubelet"), ...(through && { subresource: through }) });
    const other = subresource ? undefined : "status";
    const held = afterUpdate(undefined, live, { ...writer(other), operation: "Update" }, time);
    const applied = { ...pod([]), spec: { hostname: "b" }, status: { phase: "Failed" } } as unknown as KubernetesObject;
    const result = serverSideApply(held, applied, { ...as("c"), ...(subresource && { subresource }) }, false);
    expect("refused" in result ? result.refused : [...result.fields.values()].map(([top]) => top)).toEqual([owned]);
  });

  it("merges containers by name", () => {
    const live = apply(undefined, pod([{ name: "web", image: "nginx:1" }]), "alice") as KubernetesObject;
    const merged = apply(live, pod([{ name: "side", image: "busybox" }]), "bob") as KubernetesObject;
    expect(merged).toMatchObject({
      spec: {
        containers: [
          { name: "web", image: "nginx:1" },
          { name: "side", image: "busybox" },
        ],
      },
    });
    expect(owners(merged)).toEqual([
      ["alice", { "f:spec": { "f:containers": { 'k:{"name":"web"}': { ".": {}, "f:image": {}, "f:name": {} } } } }],
      ["bob", { "f:spec": { "f:containers": { 'k:{"name":"side"}': { ".": {}, "f:image": {}, "f:name": {} } } } }],
    ]);
  });

  it("an update owns what it changes, and the map that it makes", () => {
    const writer = (manager: string) => ({ manager, operation: "Update" as const, apiVersion: "v1" });
    const created = afterUpdate(undefined, map({ a: "1" }), writer("one"), time);
    expect(owners(created)).toEqual([["one", { "f:data": { ".": {}, "f:a": {} } }]]);
    const patched = afterUpdate(
      created,
      { ...created, data: { a: "2", b: "1" } } as KubernetesObject,
      writer("two"),
      time,
    );
    expect(owners(patched)).toEqual([
      ["one", { "f:data": {} }],
      ["two", { "f:data": { "f:a": {}, "f:b": {} } }],
    ]);
  });

  const named = (names: string) => [...names].map((name) => ({ name, image: "i" }));
  const namesIn = (object: KubernetesObject | string) =>
    (object as unknown as { spec: { containers: { name: string }[] } }).spec.containers
      .map(({ name }) => name)
      .join("");

  it.each([
    ["ab", "c", "abc"],
    ["ab", "ba", "ba"],
    ["axb", "ba", "xba"],
    ["ab", "bca", "bca"],
    ["ab", "b", "ab"],
  ])("items that are %s, applied %s: %s", (live, applied, expected) => {
    expect(namesIn(apply(pod(named(live)), pod(named(applied)), "alice"))).toBe(expected);
  });

  it("what is no longer applied goes with all that was defaulted in it", () => {
    const live = apply(undefined, pod(named("ab")), "alice") as KubernetesObject & { spec: { containers: object[] } };
    const defaulted = live.spec.containers.map((container) => ({ ...container, terminationMessagePath: "/dev/log" }));
    const stored = { ...live, spec: { containers: defaulted } };
    expect(namesIn(apply(stored, pod(named("b")), "alice"))).toBe("b");
    const shared = apply(stored, pod([{ name: "a" }]), "bob") as KubernetesObject;
    expect(namesIn(apply(shared, pod(named("b")), "alice"))).toBe("ab");
  });

  const created = (kind: string, fields: object) =>
    owners(
      afterUpdate(
        undefined,
        { apiVersion: "v1", kind, metadata: { name: "x" }, ...fields } as KubernetesObject,
        { manager: "m", operation: "Update", apiVersion: "v1" },
        time,
      ),
    );

  it.each<[string, object, object]>([
    [
      "PersistentVolumeClaim",
      { spec: { resources: { requests: { storage: "1Gi" } } }, status: { phase: "Pending" } },
      {
        "f:spec": { "f:resources": { "f:requests": { ".": {}, "f:storage": {} } } },
      },
    ],
    [
      "HorizontalPodAutoscaler",
      { spec: { scaleTargetRef: { kind: "D", name: "d" } } },
      {
        "f:spec": { "f:scaleTargetRef": { "f:kind": {}, "f:name": {} } },
      },
    ],
    [
      "ServiceAccount",
      { secrets: [{ name: "a" }], imagePullSecrets: [{ name: "b" }] },
      {
        "f:secrets": { ".": {}, 'k:{"name":"a"}': {} },
        "f:imagePullSecrets": {},
      },
    ],
    ["RoleBinding", { roleRef: { kind: "Role", name: "r" }, subjects: [] }, { "f:roleRef": {}, "f:subjects": {} }],
    [
      "DaemonSet",
      {},
      {
        "f:metadata": { "f:annotations": { ".": {}, "f:deprecated.daemonset.template.generation": {} } },
      },
    ],
  ])("a new %s", (kind, fields, expected) => {
    expect(created(kind, fields)).toEqual([["m", expected]]);
  });

  it("an empty set is an empty object", () => {
    expect(encodeFields(new Map())).toEqual({});
  });
});

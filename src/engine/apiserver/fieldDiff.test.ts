import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../api/meta.ts";
import { fieldDiff, isUnchanged } from "./fieldDiff.ts";

describe("what differs between two objects", () => {
  it.each([
    ["nothing", { a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 2 }] } }, []],
    ["a leaf", { a: { b: 1, c: 2 } }, { a: { b: 3, c: 2 } }, [{ path: "a.b", before: 1, after: 3 }]],
    ["a whole value that came", { a: {} }, { a: { b: { c: 1 } } }, [{ path: "a.b", after: { c: 1 } }]],
    ["a whole value that went", { a: { b: [1] } }, { a: {} }, [{ path: "a.b", before: [1] }]],
    ["undefined for absent", { a: 1 }, { a: 1, b: undefined }, []],
    ["an item of a list", [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 3 }], [{ path: "[1].a", before: 2, after: 3 }]],
    ["a list that grew", { a: [1] }, { a: [1, 2] }, [{ path: "a[1]", after: 2 }]],
    ["a key with a slash", { a: { "x/y": "1" } }, { a: { "x/y": "2" } }, [{ path: "a[x/y]", before: "1", after: "2" }]],
    ["another kind of value", { a: [1] }, { a: { b: 1 } }, [{ path: "a", before: [1], after: { b: 1 } }]],
    [
      "several, in the order of the keys",
      { a: 1, b: { c: 1 }, d: 1 },
      { b: { c: 2 }, a: 2, e: 1 },
      [
        { path: "a", before: 1, after: 2 },
        { path: "b.c", before: 1, after: 2 },
        { path: "d", before: 1 },
        { path: "e", after: 1 },
      ],
    ],
  ])("%s", (_, before, after, changes) => {
    expect(fieldDiff(before, after)).toEqual(changes);
  });
});

describe("a write that would store what is there", () => {
  const stored = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p", resourceVersion: "7" },
    spec: { a: [1] },
  } as unknown as KubernetesObject;
  it.each<[string, object, boolean]>([
    ["is the same but for its version", { metadata: { name: "p", resourceVersion: "9" } }, true],
    ["may lack a version", { metadata: { name: "p" } }, true],
    ["may have fields without a value", { status: undefined }, true],
    ["has the same metadata", { metadata: { name: "p", resourceVersion: "7", labels: {} } }, false],
    ["has the same spec", { spec: { a: [2] } }, false],
  ])("%s", (_, change, unchanged) => {
    expect(isUnchanged({ ...stored, ...change }, stored)).toBe(unchanged);
  });
});

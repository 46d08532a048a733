import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../api/meta.ts";
import { withOwnersOnce } from "./ownerReferences.ts";

const owner = (uid: string, name = "a") => ({ apiVersion: "v1", kind: "Pod", name, uid });
const held = (...ownerReferences: object[]) =>
  ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c", ownerReferences } }) as unknown as KubernetesObject;

describe("owners that are named twice", () => {
  it.each([
    [held(owner("u"), owner("v")), held(owner("u"), owner("v")), []],
    [held(owner("u"), owner("u", "b")), held(owner("u"), owner("u", "b")), []],
    [
      held(owner("u"), owner("v"), owner("u"), owner("v")),
      held(owner("u"), owner("v")),
      [
        ".metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: u, v",
      ],
    ],
  ])("%j", (object, expected, warnings) => {
    expect(withOwnersOnce(object, "before admission")).toEqual({ object: expected, warnings });
  });
});

import { describe, expect, it } from "vitest";
import { jsonPatch } from "./jsonPatch.ts";

const document = { data: { a: "1" }, list: ["x", "y"], none: null };

describe("a JSON patch", () => {
  it.each<[object, object]>([
    [{ op: "add", path: "/data/b", value: "2" }, { data: { a: "1", b: "2" } }],
    [{ op: "add", path: "/list/1", value: "z" }, { list: ["x", "z", "y"] }],
    [{ op: "add", path: "/list/-", value: "z" }, { list: ["x", "y", "z"] }],
    [{ op: "add", path: "/list/-1", value: "z" }, { list: ["x", "y", "z"] }],
    [{ op: "remove", path: "/list/0" }, { list: ["y"] }],
    [{ op: "replace", path: "/data/new", value: "2" }, { data: { a: "1", new: "2" } }],
    [{ op: "replace", path: "", value: { only: 1 } }, { only: 1 }],
    [{ op: "move", from: "/data/a", path: "/data/b" }, { data: { b: "1" } }],
    [{ op: "copy", from: "/data/a", path: "/data/b" }, { data: { a: "1", b: "1" } }],
    [{ op: "copy", from: "/data/none", path: "/data/b" }, { data: { a: "1", b: null } }],
    [{ op: "test", path: "/data/a", value: "1" }, { data: { a: "1" } }],
    [{ op: "test", path: "/data/none", value: null }, { data: { a: "1" } }],
    [{ op: "add", path: "/data/a~1b~0c", value: "2" }, { data: { "a/b~c": "2" } }],
  ])("%j", (operation, expected) => {
    expect(jsonPatch(document, [operation])).toMatchObject({ value: expected });
    expect(document).toEqual({ data: { a: "1" }, list: ["x", "y"], none: null });
  });

  it.each<[object | null, string]>([
    [null, "Unexpected kind: unknown"],
    [{ op: "add" }, 'add operation does not apply: doc is missing path: "undefined": missing value'],
    [{ op: "add", path: "" }, 'add operation does not apply: doc is missing path: "": missing value'],
    [
      { op: "add", path: "/no/where", value: 1 },
      'add operation does not apply: doc is missing path: "/no/where": missing value',
    ],
    [{ op: "add", path: "/none/x" }, 'add operation does not apply: doc is missing path: "/none/x": missing value'],
    [
      { op: "add", path: "/list/9", value: 1 },
      "error in add for path: '/list/9': Unable to access invalid index: 9: invalid index referenced",
    ],
    [
      { op: "remove", path: "/data/b" },
      "error in remove for path: '/data/b': Unable to remove nonexistent key: b: missing value",
    ],
    [
      { op: "replace", path: "/list/2", value: 1 },
      "replace operation does not apply: doc is missing key: /list/2: missing value",
    ],
    [
      { op: "replace", path: "/no/where", value: 1 },
      "replace operation does not apply: doc is missing path: /no/where: missing value",
    ],
    [
      { op: "move", from: "/data/a", path: "/no/where" },
      "move operation does not apply: doc is missing destination path: /no/where: missing value",
    ],
    [
      { op: "move", from: "/data/b", path: "/data/c" },
      "error in move for path: 'b': Unable to remove nonexistent key: b: missing value",
    ],
    [{ op: "test", path: "/data/a", value: "2" }, "testing value /data/a failed: test failed"],
    [{ op: "test", path: "/no/where" }, "test operation does not apply: is missing path: /no/where: missing value"],
  ])("%j cannot be applied", (operation, problem) => {
    expect(jsonPatch(document, [operation])).toEqual({ problem });
  });
});

import { expect, it } from "vitest";
import { mergePatch, threeWayMerge } from "./merge.ts";

it.each<[string, unknown, unknown, unknown, unknown]>([
  ["what the file says wins", { a: 1 }, { a: 1 }, { a: 2 }, { a: 2 }],
  ["what others set stays", { a: 1 }, { a: 1, b: 2 }, { a: 1 }, { a: 1, b: 2 }],
  ["what the file no longer says goes", { a: 1, b: 2 }, { a: 1, b: 2 }, { a: 1 }, { a: 1 }],
  ["null takes away", {}, { a: 1, b: 2 }, { a: null }, { b: 2 }],
  ["plain lists are replaced", { l: [1] }, { l: [1, 2] }, { l: [3] }, { l: [3] }],
  [
    "named lists are merged by name",
    { env: [{ name: "A" }, { name: "B" }] },
    { env: [{ name: "A", value: "1" }, { name: "B" }, { name: "C" }] },
    { env: [{ name: "D" }, { name: "A" }] },
    { env: [{ name: "D" }, { name: "A", value: "1" }, { name: "C" }] },
  ],
  [
    "ports by the key that they all have",
    {},
    { ports: [{ port: 80, nodePort: 30_000 }] },
    { ports: [{ port: 80, targetPort: 8080 }] },
    { ports: [{ port: 80, nodePort: 30_000, targetPort: 8080 }] },
  ],
])("%s", (_what, last, live, wanted, expected) => {
  expect(threeWayMerge(last, live, wanted)).toEqual(expected);
});

it("a patch shows only what changes", () => {
  expect(mergePatch({ a: 1, b: { c: 1, d: 2 }, e: [1], f: 0 }, { a: 1, b: { c: 1, d: 3 }, e: [2] })).toEqual({
    b: { d: 3 },
    e: [2],
    f: null,
  });
});

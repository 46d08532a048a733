import { describe, expect, it } from "vitest";
import { byName, nameOf, namespaceOf } from "./records.ts";

describe("names", () => {
  it.each([
    [
      ["node-10", "node-2", "node-1"],
      ["node-1", "node-2", "node-10"],
    ],
    [
      ["b", "a2x", "a2", "a"],
      ["a", "a2", "a2x", "b"],
    ],
    [
      ["web-7d9f-x", "web-10-a", "web-7d9f-b"],
      ["web-7d9f-b", "web-7d9f-x", "web-10-a"],
    ],
  ])("%j sort as people count", (names, sorted) => {
    expect([...names].sort(byName)).toEqual(sorted);
  });

  it.each([
    ["default/web", "web", "default"],
    ["node-1", "node-1", undefined],
  ])("%s is %s in %s", (key, name, namespace) => {
    expect([nameOf(key), namespaceOf(key)]).toEqual([name, namespace]);
  });
});

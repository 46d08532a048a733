import { describe, expect, it } from "vitest";
import { inElementOrder } from "./elementOrder.ts";
import { strategicMergePatch } from "./strategicMergePatch.ts";

const items = (names: string) => [...names].map((name) => ({ name }));
const text = (list: readonly unknown[]) => list.map((item) => (item as { name: string }).name).join("");

describe("$setElementOrder", () => {
  it.each([
    ["ab", "ba", "ab", "ba"],
    ["abz", "zb", "ab", "zab"],
    ["axb", "ba", "axb", "xba"],
    ["abcd", "dc", "abcd", "abdc"],
    ["abn", "n", "ab", "nab"],
  ])("%s asked for as %s, live %s: %s", (merged, order, live, expected) => {
    expect(text(inElementOrder(items(merged), items(order), items(live), "name"))).toBe(expected);
  });

  it("orders a list that the patch itself leaves alone", () => {
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: { containers: items("ab") } };
    const patch = { spec: { "$setElementOrder/containers": items("ba") } };
    expect(strategicMergePatch(pod as never, patch, "Pod")).toMatchObject({ spec: { containers: items("ba") } });
  });

  it.each([
    [{ spec: { "$setElementOrder/containers": 1 } }, 400, "invalid patch format of setElementOrder list"],
    [{ spec: { $retainKeys: 1 } }, 400, "invalid patch format of retainKeys"],
    [{ spec: { $retainKeys: ["a"], b: 1 } }, 422, "the server rejected our request due to an error in our request"],
  ])("%j is refused", (patch, code, message) => {
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: {} };
    expect(strategicMergePatch(pod as never, patch, "Pod")).toMatchObject({ code, message });
  });
});

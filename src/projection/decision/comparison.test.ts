import { describe, expect, it } from "vitest";
import type { DecisionRecord } from "../../engine/index.ts";
import { compareDecisions } from "./comparison.ts";

/** An attempt by how it ended: a number is a node's total, a text why it was refused. */
function attempt(
  outcomes: { readonly [node: string]: number | string },
  chosen: string | null,
  unasked: readonly string[] = [],
): DecisionRecord {
  const entries = Object.entries(outcomes);
  return {
    nodes: [...entries.map(([node]) => node), ...unasked],
    filter: entries.map(([node, outcome]) => ({
      node,
      verdict: typeof outcome === "number" ? null : { plugin: "P", code: "Unschedulable", reasons: [outcome] },
    })),
    total: Object.fromEntries(entries.filter(([, outcome]) => typeof outcome === "number")),
    chosen,
  } as unknown as DecisionRecord;
}

const brief = (before: DecisionRecord, now: DecisionRecord) =>
  compareDecisions(before, now).nodes.map(({ node, change }) => `${node} ${change}`);

describe("compareDecisions", () => {
  it("says nothing of nodes that came out the same", () => {
    const same = attempt({ a: 10, b: "Too many pods" }, "a", ["c"]);
    expect(compareDecisions(same, attempt({ a: 10, b: "Too many pods" }, "a", ["c"]))).toEqual({
      was: "a",
      is: "a",
      gained: 0,
      lost: 0,
      up: 0,
      down: 0,
      nodes: [],
    });
  });

  it.each([
    ["a node that fits now is gained", attempt({ a: "no" }, null), attempt({ a: 7 }, "a"), ["a gained"]],
    ["a node that is refused now is lost", attempt({ a: 7 }, "a"), attempt({ a: "no" }, null), ["a lost"]],
    [
      "a node that is gone is lost, if it fit",
      attempt({ a: 7, b: "no" }, "a"),
      attempt({}, null),
      ["a lost", "b other"],
    ],
    ["a node that the search came to now", attempt({ a: 7 }, "a", ["b"]), attempt({ a: 7, b: 3 }, "a"), ["b gained"]],
    ["totals go up and down", attempt({ a: 7, b: 5 }, "a"), attempt({ a: 6, b: 9 }, "b"), ["b up", "a down"]],
    ["another reason", attempt({ a: "no" }, null), attempt({ a: "never" }, null), ["a other"]],
    ["another of the tied", attempt({ a: 7, b: 7 }, "a"), attempt({ a: 7, b: 7 }, "b"), ["a other", "b other"]],
  ])("%s", (_, before, now, expected) => {
    expect(brief(before, now)).toEqual(expected);
  });

  it("puts what was chosen before nodes won and lost, these before totals, and the larger shift before the smaller", () => {
    const before = attempt({ a: 1, b: 50, c: "no", d: 9, e: "x", f: 20, g: 3 }, "b");
    const now = attempt({ a: 2, b: 10, c: 5, d: "no", e: "y", f: 30, g: 4 }, "f");
    expect(brief(before, now)).toEqual(["b down", "f up", "c gained", "d lost", "a up", "g up", "e other"]);
    expect(compareDecisions(before, now)).toMatchObject({ was: "b", is: "f", gained: 1, lost: 1, up: 3, down: 1 });
  });
});

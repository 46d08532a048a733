import { describe, expect, it } from "vitest";
import { decide, node, pod } from "../../engine/scheduler/fixtures.ts";
import type { DecisionScene } from "../model.ts";
import { matching, nodeRows, type RowQuery, sortedByScore, sortedByVerdict, standings } from "./rows.ts";
import { consequenceOf, drawn, rankingOf } from "./weights.ts";

const zoned = (zone: string, more: Parameters<typeof node>[1] = {}) => ({
  labels: { "topology.kubernetes.io/zone": zone },
  ...more,
});
const record = decide(pod("p", { cpu: "2" }), [
  node("node-1", zoned("east", { taints: [{ key: "gpu", effect: "NoSchedule" }] })),
  node("node-2", zoned("east", { cpu: "1" })),
  node("node-3", zoned("west")),
  node("node-10", zoned("west", { cpu: "8" })),
]);
const scene = (revealedNodes: number): DecisionScene => ({
  record,
  nodes: [
    { name: "node-1", zone: "east" },
    { name: "node-2", zone: "east" },
    { name: "node-3", zone: "west" },
    { name: "node-10", zone: "west" },
    { name: "node-11", zone: null },
  ],
  attempt: 1,
  revealedNodes,
  revealedScores: 0,
  phase: "filter",
  now: null,
});
const all: RowQuery = { search: "", standing: null, zone: null, reason: null };
const names = (rows: readonly { readonly node: string }[]) => rows.map((row) => row.node);

describe("the rows of Filter", () => {
  it.each([
    [0, ["toCome", "toCome", "toCome", "toCome", "toCome"], { fit: 0, refused: 0, toCome: 5, unseen: 0 }],
    [3, ["refused", "fit", "refused", "toCome", "toCome"], { fit: 1, refused: 2, toCome: 2, unseen: 0 }],
    [4, ["refused", "fit", "refused", "fit", "unseen"], { fit: 2, refused: 2, toCome: 0, unseen: 1 }],
  ])("after %i nodes", (revealed, expected, counts) => {
    const rows = nodeRows(scene(revealed));
    // The search goes round the zones.
    expect(names(rows)).toEqual(["node-1", "node-3", "node-2", "node-10", "node-11"]);
    expect(rows.map(({ standing }) => standing)).toEqual(expected);
    expect(standings(rows)).toEqual(counts);
  });

  it("keep what is ahead to themselves", () => {
    expect(nodeRows(scene(1)).map(({ verdict }) => verdict?.plugin)).toEqual([
      "TaintToleration",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each<[string, Partial<RowQuery>, string[]]>([
    ["part of a name", { search: "-1" }, ["node-1", "node-10", "node-11"]],
    ["a zone's name", { search: " EAST " }, ["node-1", "node-2"]],
    ["a plugin", { search: "tainttol" }, ["node-1"]],
    ["a reason", { search: "insufficient" }, ["node-2"]],
    ["what fits", { standing: "fit" }, ["node-3", "node-10"]],
    ["a zone", { zone: "west" }, ["node-3", "node-10"]],
    ["one reason", { reason: "Insufficient cpu" }, ["node-2"]],
    ["several of these", { zone: "east", standing: "refused", search: "2" }, ["node-2"]],
    ["nothing that there is", { search: "zone-z" }, []],
  ])("found by %s", (_, query, expected) => {
    expect(names(matching(nodeRows(scene(4)), { ...all, ...query }))).toEqual(expected);
  });

  it.each([
    [null, ["node-1", "node-3", "node-2", "node-10", "node-11"]],
    [{ column: "node", descending: true }, ["node-11", "node-10", "node-3", "node-2", "node-1"]],
    [{ column: "NodeResourcesFit", descending: false }, ["node-2", "node-3", "node-10", "node-1", "node-11"]],
    [{ column: "NodeResourcesFit", descending: true }, ["node-11", "node-1", "node-3", "node-10", "node-2"]],
  ])("sorted by %j", (sort, expected) => {
    expect(names(sortedByVerdict(nodeRows(scene(4)), sort))).toEqual(expected);
  });
});

describe("the rows of Score", () => {
  const points = (node: string, plugin: string) =>
    record.score?.find((score) => score.plugin === plugin)?.normalized[node] ?? 0;
  it.each([
    [null, ["node-10", "node-3"]],
    [{ column: "total", descending: false }, ["node-3", "node-10"]],
    [{ column: "node", descending: false }, ["node-3", "node-10"]],
    [{ column: "NodeResourcesFit", descending: true }, ["node-10", "node-3"]],
    [{ column: "TaintToleration", descending: true }, ["node-10", "node-3"]],
  ])("sorted by %j", (sort, expected) => {
    expect(sortedByScore(rankingOf(record), points, sort)).toEqual(expected);
  });
});

describe("other weights", () => {
  const prefers = (key: string, weight: number) => ({
    weight,
    preference: { matchExpressions: [{ key, operator: "Exists" }] },
  });
  /** Node a is emptier, b is preferred. */
  const torn = decide(
    pod("p", {
      cpu: "1",
      affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [prefers("disk", 1)] } },
    }),
    [
      node("a", { cpu: "8" }),
      node("b", { cpu: "2", labels: { disk: "ssd" } }),
      pod("e", { cpu: "500m", nodeName: "b" }),
    ],
  );

  it("add up to the attempt's own total where nothing is changed", () => {
    expect(Object.fromEntries(rankingOf(torn).totals)).toEqual(torn.total);
    expect([...rankingOf(torn, {}, 1).totals.values()]).toEqual([300, 300]);
  });

  it.each([
    [{}, { kind: "same", node: "b", total: 622, second: { node: "a", total: 485 } }],
    [{ NodeAffinity: 5 }, { kind: "same", node: "b", total: 922, second: { node: "a", total: 485 } }],
    [{ NodeAffinity: 0 }, { kind: "other", node: "a", total: 485, was: { node: "b", total: 422 } }],
    [
      { NodeAffinity: 0, NodeResourcesFit: 0, NodeResourcesBalancedAllocation: 0 },
      { kind: "tied", node: "b", total: 300, count: 2 },
    ],
  ])("%j", (weights, expected) => {
    expect(consequenceOf(torn, rankingOf(torn, weights))).toEqual(expected);
  });

  it("may leave several others with the same total", () => {
    const three = decide(
      pod("p", {
        affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [prefers("disk", 1)] } },
      }),
      [
        node("a"),
        node("b"),
        node("c", { labels: { disk: "ssd" }, taints: [{ key: "k", effect: "PreferNoSchedule" }] }),
      ],
    );
    expect(three.chosen).toBe("a");
    const liked = rankingOf(three, { NodeAffinity: 10 });
    expect(consequenceOf(three, liked)).toMatchObject({ kind: "other", node: "c" });
    const chosenC = { ...three, chosen: "c" };
    expect(consequenceOf(chosenC, rankingOf(three))).toMatchObject({ kind: "others", nodes: ["a", "b"] });
  });

  it("a tie is drawn among the nodes in the order in which they were asked", () => {
    const tied = decide(pod("p"), [node("a"), node("b"), node("c", { cpu: "1" })]);
    expect(tied.best).toEqual(["a", "b"]);
    expect(drawn({ ...tied, chosen: "b" })).toEqual({ at: 2, of: 2 });
    expect(drawn(record)).toBeNull();
  });
});

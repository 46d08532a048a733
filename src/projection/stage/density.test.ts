import { describe, expect, it } from "vitest";
import { cardColumns, cellGrid, levelAt, nextCell, requestedShare } from "./density.ts";
import type { NodeFrame } from "./reveal/nodes.ts";

function node(name: string, more: Partial<NodeFrame> = {}): NodeFrame {
  return {
    name,
    zone: null,
    pool: null,
    unschedulable: false,
    ready: true,
    bars: [{ resource: "cpu", allocatable: 4000, requested: 1000, ghost: null, fits: true }],
    taints: [],
    pods: [],
    state: "resting",
    verdict: null,
    victims: null,
    columns: [],
    total: null,
    rank: null,
    current: false,
    ghost: 0,
    said: 1,
    crown: 0,
    ...more,
  };
}

const refused = (reason: string): Partial<NodeFrame> => ({
  state: "refused",
  verdict: { plugin: "NodeResourcesFit", reasons: [reason] },
});

describe("levels", () => {
  const nodes = [
    node("a1", { zone: "a", pool: "small", ...refused("Insufficient cpu") }),
    node("a2", { zone: "a", pool: "big", state: "passed" }),
    node("b1", { zone: "b", pool: "small", ...refused("Insufficient cpu") }),
    node("b2", { zone: "b", pool: "small", ...refused("Too many pods") }),
    node("b3", { zone: "b", pool: "small", ...refused("Too many pods") }),
    node("c1", { pool: "big", state: "now" }),
  ];
  const told = (path: readonly string[]) => {
    const level = levelAt(nodes, path);
    return {
      path: level.path,
      siblings: level.siblings.map(({ name }) => name),
      groups: level.groups.map(({ kind, name, nodes: members }) => `${kind} ${name}: ${members.length}`),
      nodes: level.nodes?.map(({ name }) => name) ?? null,
    };
  };

  it.each([
    [[], { path: [], siblings: [], groups: ["zone : 1", "zone a: 2", "zone b: 3"], nodes: null }],
    [["a"], { path: ["a"], siblings: ["", "a", "b"], groups: ["pool big: 1", "pool small: 1"], nodes: null }],
    [["a", "big"], { path: ["a", "big"], siblings: ["big", "small"], groups: [], nodes: ["a2"] }],
    // One pool only: its nodes at once.
    [["b"], { path: ["b"], siblings: ["", "a", "b"], groups: [], nodes: ["b1", "b2", "b3"] }],
    // What is gone is left out of the path.
    [["z"], { path: [], siblings: [], groups: ["zone : 1", "zone a: 2", "zone b: 3"], nodes: null }],
    [["a", "z"], { path: ["a"], siblings: ["", "a", "b"], groups: ["pool big: 1", "pool small: 1"], nodes: null }],
  ])("%j", (path, expected) => {
    expect(told(path)).toEqual(expected);
  });

  it("count who fits, and the reasons of the others", () => {
    const { groups } = levelAt(nodes, []);
    expect(groups.map(({ counts }) => counts)).toEqual([
      { refused: 0, fit: 0, other: 1 },
      { refused: 1, fit: 1, other: 0 },
      { refused: 3, fit: 0, other: 0 },
    ]);
    expect(groups[2].reasons).toEqual([
      ["Too many pods", 2],
      ["Insufficient cpu", 1],
    ]);
  });

  it("without zones, start with pools; without both, one group has all", () => {
    const pools = [node("a", { pool: "x" }), node("b", { pool: "y" })];
    expect(levelAt(pools, []).groups.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["pool x", "pool y"]);
    expect(levelAt([node("a"), node("b")], []).groups.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["zone "]);
  });
});

it.each([
  [250, 130, 150, { pitch: 8, columns: 16, rows: 16 }],
  [1225, 116, 150, { pitch: 3, columns: 38, rows: 33 }],
  [1225, 127, 160, { pitch: 4, columns: 31, rows: 40 }],
  [1225, 400, 160, { pitch: 7, columns: 57, rows: 22 }],
  [4, 500, 300, { pitch: 28, columns: 4, rows: 1 }],
  [5000, 40, 40, { pitch: 3, columns: 13, rows: 385 }],
  [0, 100, 100, { pitch: 28, columns: 1, rows: 0 }],
])("%i cells in %i × %i", (count, width, height, expected) => {
  expect(cellGrid(count, width, height)).toEqual(expected);
});

it.each([
  [4, 1225, { w: 600, h: 230 }, 4],
  [4, 250, { w: 600, h: 500 }, 2],
  [1, 1000, { w: 600, h: 230 }, 1],
  [3, 20, { w: 600, h: 230 }, 3],
])("%i groups of up to %i nodes in %j stand in %i columns", (groups, most, box, columns) => {
  expect(cardColumns(groups, most, box)).toBe(columns);
});

it.each([
  ["ArrowRight", 3, 4],
  ["ArrowLeft", 0, 0],
  ["ArrowDown", 3, 13],
  ["ArrowDown", 24, 24],
  ["ArrowUp", 13, 3],
  ["ArrowUp", 3, 3],
  ["PageDown", 3, 24],
  ["Home", 13, 0],
  ["End", 0, 24],
  ["Tab", 3, null],
])("%s from cell %i of 25 in rows of 10", (key, from, to) => {
  expect(nextCell(key, from, 25, 10, 3)).toBe(to);
});

it("a node is as full as its cpu is requested", () => {
  expect(requestedShare(node("a"))).toBe(0.25);
  expect(requestedShare(node("a", { bars: [] }))).toBe(0);
});

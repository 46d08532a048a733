import { expect, it } from "vitest";
import type { Box, Point } from "../geometry.ts";
import { branches } from "./trunks.ts";

const service = (y: number): Point => ({ x: 100, y: y + 30 });
const node = (y: number): Box => ({ x: 180, y, w: 200, h: 100 });
const nodes = [node(0), node(120), node(240)];

interface Line {
  readonly service: number;
  readonly from: Point;
  readonly to: Point;
}

const lie = (a: Line, b: Line, across: "x" | "y", along: "x" | "y"): boolean =>
  a.from[across] === a.to[across] &&
  b.from[across] === b.to[across] &&
  Math.abs(a.from[across] - b.from[across]) < 2 &&
  Math.min(Math.max(a.from[along], a.to[along]), Math.max(b.from[along], b.to[along])) -
    Math.max(Math.min(a.from[along], a.to[along]), Math.min(b.from[along], b.to[along])) >
    1;

it.each([
  ["one to each", [[0], [1], [2]]],
  [
    "all to all",
    [
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
    ],
  ],
  ["guestbook", [[0, 1, 2], [1], [0, 2]]],
  ["upside down", [[2], [1], [0]]],
  ["eight to three", [[0], [0], [1], [1], [1], [2], [2], [0, 2]]],
])("%s: no line lies on another Service's", (_name, reached) => {
  const drawn = branches(
    reached.map((each, i) => ({ from: service(i * 80), to: each.map((at) => nodes[at]) })),
    100,
    120,
  );
  expect(drawn.map((each) => each.length)).toEqual(reached.map((each) => each.length));
  const lines: Line[] = drawn.flatMap((each, i) =>
    each.flatMap((points) => points.slice(1).map((to, at) => ({ service: i, from: points[at], to }))),
  );
  const shared = lines.flatMap((a, i) =>
    lines.slice(i + 1).filter((b) => a.service !== b.service && (lie(a, b, "x", "y") || lie(a, b, "y", "x"))),
  );
  expect(shared).toEqual([]);
});

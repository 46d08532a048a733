import { describe, expect, it } from "vitest";
import { lineLength, orthogonal, pathOf, pointAt } from "./geometry.ts";

const corner = [
  { x: 0, y: 0 },
  { x: 0, y: 100 },
  { x: 50, y: 100 },
];

describe("orthogonal lines", () => {
  it("turn at their lanes", () => {
    expect(orthogonal({ x: 10, y: 0 }, { x: 90, y: 60 }, { y: 20 })).toEqual([
      { x: 10, y: 0 },
      { x: 10, y: 20 },
      { x: 90, y: 20 },
      { x: 90, y: 60 },
    ]);
    expect(orthogonal({ x: 0, y: 0 }, { x: 100, y: 50 }, { x: 30 }, { y: 40 })).toEqual([
      { x: 0, y: 0 },
      { x: 30, y: 0 },
      { x: 30, y: 40 },
      { x: 100, y: 40 },
      { x: 100, y: 50 },
    ]);
  });

  it("leave out points that repeat", () => {
    expect(orthogonal({ x: 5, y: 0 }, { x: 5, y: 30 }, { y: 10 })).toEqual([
      { x: 5, y: 0 },
      { x: 5, y: 10 },
      { x: 5, y: 30 },
    ]);
  });

  it.each([
    [0, { x: 0, y: 0 }],
    [0.5, { x: 0, y: 75 }],
    [2 / 3, { x: 0, y: 100 }],
    [0.8, { x: 20, y: 100 }],
    [1, { x: 50, y: 100 }],
    [7, { x: 50, y: 100 }],
  ])("at %f of their length", (share, point) => {
    const at = pointAt(corner, share);
    expect(at.x).toBeCloseTo(point.x, 6);
    expect(at.y).toBeCloseTo(point.y, 6);
  });

  it("have rounded corners of eight pixels", () => {
    expect(lineLength(corner)).toBe(150);
    expect(pathOf(corner)).toBe("M0 0L0 92Q0 100 8 100L50 100");
  });
});

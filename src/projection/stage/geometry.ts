/** Plain geometry of the stage, in stage pixels. Edges are orthogonal polylines, so everything on them is arithmetic, not DOM. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly w: number;
  readonly h: number;
}

export type Side = "top" | "right" | "bottom" | "left";

export const cornerRadius = 8;

/** A point on a side of a box; `share` 0..1 runs left to right or top to bottom, 0.5 is the middle. */
export function anchor(box: Box, side: Side, share = 0.5): Point {
  if (side === "top" || side === "bottom") {
    return { x: box.x + box.w * share, y: side === "top" ? box.y : box.y + box.h };
  }
  return { x: side === "left" ? box.x : box.x + box.w, y: box.y + box.h * share };
}

/** Joins points that share an axis into one orthogonal line: from, through `lanes`, to. A lane is an x or a y that the line turns at. */
export function orthogonal(
  from: Point,
  to: Point,
  ...lanes: readonly ({ readonly x: number } | { readonly y: number })[]
): Point[] {
  const points: Point[] = [from];
  let at = from;
  for (const lane of lanes) {
    at = "x" in lane ? { x: lane.x, y: at.y } : { x: at.x, y: lane.y };
    points.push(at);
  }
  const last = lanes.at(-1);
  if (last) {
    const bend = "x" in last ? { x: last.x, y: to.y } : { x: to.x, y: last.y };
    points.push(bend);
  }
  points.push(to);
  return withoutRepeats(points);
}

function withoutRepeats(points: readonly Point[]): Point[] {
  return points.filter((point, i) => {
    const before = points[i - 1];
    return !before || Math.abs(before.x - point.x) > 0.01 || Math.abs(before.y - point.y) > 0.01;
  });
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

export function lineLength(points: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) sum += distance(points[i - 1], points[i]);
  return sum;
}

/** The point at a share (0..1) of the line's length. */
export function pointAt(points: readonly Point[], share: number): Point {
  let left = Math.max(0, Math.min(1, share)) * lineLength(points);
  for (let i = 1; i < points.length; i++) {
    const step = distance(points[i - 1], points[i]);
    if (left <= step || i === points.length - 1) {
      const t = step === 0 ? 0 : Math.min(1, left / step);
      return mixPoint(points[i - 1], points[i], t);
    }
    left -= step;
  }
  return points[0] ?? { x: 0, y: 0 };
}

/** SVG path data with rounded corners. */
export function pathOf(points: readonly Point[]): string {
  if (points.length === 0) return "";
  let path = `M${round(points[0].x)} ${round(points[0].y)}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [before, corner, after] = [points[i - 1], points[i], points[i + 1]];
    const radius = Math.min(cornerRadius, distance(before, corner) / 2, distance(corner, after) / 2);
    const enter = towards(corner, before, radius);
    const leave = towards(corner, after, radius);
    path += `L${round(enter.x)} ${round(enter.y)}Q${round(corner.x)} ${round(corner.y)} ${round(leave.x)} ${round(leave.y)}`;
  }
  const last = points[points.length - 1];
  return `${path}L${round(last.x)} ${round(last.y)}`;
}

function towards(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to);
  return whole === 0 ? from : mixPoint(from, to, by / whole);
}

export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
export const mixPoint = (a: Point, b: Point, t: number): Point => ({ x: mix(a.x, b.x, t), y: mix(a.y, b.y, t) });
export const mixBox = (a: Box, b: Box, t: number): Box => ({
  x: round(mix(a.x, b.x, t)),
  y: round(mix(a.y, b.y, t)),
  w: round(mix(a.w, b.w, t)),
  h: round(mix(a.h, b.h, t)),
});

/** Tenths of a pixel: enough for the eye, and short in the DOM. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** The smallest box around all of them. */
export function around(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, w: 0, h: 0 };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    w: Math.max(...boxes.map((box) => box.x + box.w)) - x,
    h: Math.max(...boxes.map((box) => box.y + box.h)) - y,
  };
}

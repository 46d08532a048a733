import type { Move, Scene } from "../../model.ts";
import { type Box, lineLength, type Point, pointAt, round } from "../geometry.ts";
import type { Place, StageLayout } from "../layout.ts";
import { easeTravel, progress } from "../timing.ts";
import { edgeBetween } from "./edges.ts";

export interface TokenFrame extends Point {
  readonly id: string;
  readonly label: string;
  readonly kind: Move["kind"];
  readonly ok: boolean;
  readonly opacity: number;
}

/** About how wide a pill is, pixels: what keeps it off the card that it arrives at. */
export const pillWidth = (label: string): number => 28 + label.length * 7;
export const pillHeight = 28;

export function tokensAt(layout: StageLayout, scene: Scene, share: number, still: boolean): TokenFrame[] {
  const tokens: TokenFrame[] = [];
  for (const [i, move] of scene.moves.entries()) {
    const edge = edgeBetween(layout, move.from, move.to);
    if (!edge || (share < move.start && !still)) continue;
    const points = edge.from === move.from ? edge.points : [...edge.points].reverse();
    const later = scene.moves.some(
      (other, j) =>
        j > i && other.start >= move.end && edgeBetween(layout, other.from, other.to) === edge && share >= other.start,
    );
    if (later) continue;
    const whole = lineLength(points);
    const t = still ? 0.5 : easeTravel(progress(share, move.start, move.end));
    const [first, last] = [room(points[0], points[1], move.label), room(points.at(-1), points.at(-2), move.label)];
    const from = Math.min(whole / 2, first);
    const to = Math.max(whole / 2, whole - last);
    const point = still
      ? restOn(points, move.label, tokens, layout.places)
      : pointAt(points, whole === 0 ? 0 : (from + (to - from) * t) / whole);
    const opacity = still ? 1 : progress(share, move.start, Math.min(move.end, move.start + 0.08));
    tokens.push({
      id: `${i}:${move.label}`,
      x: round(within(layout.bounds, point.x, move.label)),
      y: round(point.y),
      label: move.label,
      kind: move.kind,
      ok: move.ok,
      opacity: round(opacity * 10) / 10,
    });
  }
  return tokens;
}

/** Where a token rests: in the middle of its edge, or as near to it as the tokens before it, and cards, leave room. */
function restOn(
  points: readonly Point[],
  label: string,
  others: readonly TokenFrame[],
  places: readonly Place[],
): Point {
  const half = { w: pillWidth(label) / 2, h: pillHeight / 2 };
  const isClear = ({ x, y }: Point): boolean =>
    others.every(
      (other) =>
        Math.abs(other.y - y) > pillHeight + 2 || Math.abs(other.x - x) > (pillWidth(other.label) + 2 * half.w) / 2 + 4,
    );
  const isOff = ({ x, y }: Point): boolean =>
    places.every(
      ({ face, box }) =>
        face === "frame" ||
        x + half.w <= box.x ||
        x - half.w >= box.x + box.w ||
        y + half.h <= box.y ||
        y - half.h >= box.y + box.h,
    );
  const clear = restShares.map((share) => pointAt(points, share)).filter(isClear);
  return clear.find(isOff) ?? clear[0] ?? pointAt(points, 0.5);
}

const restShares = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.9, 0.1];

/** A token at the edge of the stage is beside its line, whole. */
function within(bounds: Box, x: number, label: string): number {
  const half = pillWidth(label) / 2;
  return Math.max(bounds.x + half, Math.min(bounds.x + bounds.w - half, x));
}

/** How far a pill's middle stays from a line's end so as not to cover the card there. */
function room(end: Point | undefined, next: Point | undefined, label: string): number {
  const horizontal = end !== undefined && next !== undefined && Math.abs(end.y - next.y) < 0.01;
  return horizontal ? pillWidth(label) / 2 + 6 : pillHeight / 2 + 5;
}

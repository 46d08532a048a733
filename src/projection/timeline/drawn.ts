import { placeOn, type Span } from "./axis.ts";
import type { Axis, Bar, Lane, Mark, MarkState } from "./model.ts";

/** What of a lane is in view, in CSS pixels from the left edge of the view. */
export interface DrawnLane {
  readonly bars: readonly DrawnBar[];
  readonly marks: readonly DrawnMark[];
}

export interface DrawnBar {
  readonly left: number;
  readonly width: number;
  /** So much of it is covered neither by the next nor by a mark: there is room for words. */
  readonly free: number;
  readonly state: Bar["state"];
  /** The first of those that are drawn as one. */
  readonly bar: Bar;
}

export interface DrawnMark {
  readonly x: number;
  readonly state: MarkState;
}

/** A request that is narrower than this is a dot. */
const dotBelow = 7;
/** Bars that are narrower than this, and nearer to one another, are drawn as one. */
const thin = 2;
/** Marks of one state that are nearer to one another are drawn as one. */
const near = 3;
const markRadius = 5;
/** A mark that is so near to a bar's start stands at it. */
const atStart = 1;
/** So far beyond the view things are drawn, for what reaches in. */
const margin = 8;

export function drawnLane(lane: Lane, axis: Axis, span: Span, width: number): DrawnLane {
  const scale = width / Math.max(Number.EPSILON, span.to - span.from);
  const x = (place: number): number => (place - span.from) * scale;
  const bars: DrawnBar[] = [];
  const marks: DrawnMark[] = [];
  const lastX = new Map<MarkState, number>();
  const mark = (at: number, state: MarkState): void => {
    if (at < -margin || at > width + margin) return;
    if (Math.abs(at - (lastX.get(state) ?? Number.NEGATIVE_INFINITY)) < near) return;
    lastX.set(state, at);
    marks.push({ x: at, state });
  };
  for (const bar of lane.bars) {
    const left = x(placeOn(axis, bar.from));
    const right = Math.max(left, x(placeOn(axis, bar.to)));
    if (right < -margin || left > width + margin) continue;
    if (lane.kind === "apiServer" && right - left < dotBelow) mark(right, bar.state === "fail" ? "fail" : "event");
    else pushBar(bars, bar, left, right, width);
  }
  for (const { at, state } of lane.marks) mark(x(placeOn(axis, at)), state);
  return { bars: marks.length === 0 ? bars : bars.map((bar) => clearOf(marks, bar)), marks };
}

/** Words stop short of the first mark that stands on the bar; one at its start has them begin behind it. */
function clearOf(marks: readonly DrawnMark[], bar: DrawnBar): DrawnBar {
  let free = bar.free;
  for (const { x } of marks) if (x > bar.left + atStart) free = Math.min(free, Math.max(0, x - markRadius - bar.left));
  return free === bar.free ? bar : { ...bar, free };
}

function pushBar(bars: DrawnBar[], bar: Bar, left: number, right: number, viewWidth: number): void {
  const before = bars[bars.length - 1];
  if (before && right - left < thin && left - (before.left + before.width) < thin && before.width < thin * 4) {
    const state = bar.state === "fail" ? "fail" : before.state;
    bars[bars.length - 1] = { ...before, width: Math.max(before.width, right - before.left), free: 0, state };
    return;
  }
  // What lies far outside need not be as wide as it is: browsers draw huge boxes badly.
  const from = Math.max(left, -margin);
  const width = Math.min(right, viewWidth + margin) - from;
  if (before) bars[bars.length - 1] = { ...before, free: Math.min(before.free, Math.max(0, from - before.left)) };
  bars.push({ left: from, width, free: width, state: bar.state, bar });
}

/** What stands in a lane at a place of the axis: a mark within `reach` of it, else the bar that covers it. */
export function thingAt(lane: Lane, axis: Axis, at: number, reach: number): { bar: Bar } | { mark: Mark } | null {
  let mark: Mark | null = null;
  let distance = reach;
  for (const each of lane.marks) {
    const gap = Math.abs(placeOn(axis, each.at) - at);
    if (gap <= distance) {
      mark = each;
      distance = gap;
    }
  }
  if (mark) return { mark };
  const bar =
    lane.bars.findLast((each) => placeOn(axis, each.from) <= at && placeOn(axis, each.to) >= at) ??
    lane.bars.find(
      (each) => Math.abs(placeOn(axis, each.from) - at) <= reach || Math.abs(placeOn(axis, each.to) - at) <= reach,
    );
  return bar ? { bar } : null;
}

import type { TimelineLane, TimelineModel } from "../../projection/model.ts";

/**
 * The lanes to show where there is room for `room` of them: those with something in the act that is on, then those with
 * something near it; always in the order of the model.
 */
export function visibleLanes({ acts, lanes }: TimelineModel, act: number, room: number): readonly TimelineLane[] {
  if (lanes.length <= room) return lanes;
  const now = acts.find((band) => band.act === act);
  if (!now) return lanes.slice(0, room);
  const ranked = lanes.map((lane, index) => ({ index, distance: distanceOf(lane, now.from, now.to) }));
  ranked.sort((a, b) => a.distance - b.distance || a.index - b.index);
  const chosen = new Set(ranked.slice(0, room).map(({ index }) => index));
  return lanes.filter((_, index) => chosen.has(index));
}

/** How far a lane's nearest bar or mark is from a span, in presentation milliseconds; 0 when it is within. */
function distanceOf(lane: TimelineLane, from: number, to: number): number {
  const gaps = [
    ...lane.bars.map((bar) => gap(bar.from, bar.to, from, to)),
    ...lane.marks.map(({ at }) => gap(at, at, from, to)),
  ];
  return Math.min(Number.MAX_SAFE_INTEGER, ...gaps);
}

/** Bars that only touch the span at its end don't count as within. */
function gap(start: number, end: number, from: number, to: number): number {
  if (start < to && end > from) return 0;
  return start >= to ? start - to + 1 : from - end + 1;
}

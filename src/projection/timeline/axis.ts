import type { Axis, Moment } from "./model.ts";

/** The place of a moment on an axis, milliseconds of its own. */
export const placeOn = (axis: Axis, moment: Moment): number => (axis === "story" ? moment.story : moment.time);

/** Virtual time at a place of the story. */
export const clockAt = (anchors: readonly Moment[], story: number): number => across(anchors, "story", "clock", story);

/** Where in the story a virtual time is; where many beats share one, at the end of the last. */
export const storyAt = (anchors: readonly Moment[], time: number): number => across(anchors, "clock", "story", time);

/** From one axis to the other, straight between the anchors and never beyond them. */
function across(anchors: readonly Moment[], from: Axis, to: Axis, at: number): number {
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placeOn(from, anchors[middle]) <= at) low = middle + 1;
    else high = middle;
  }
  const before = anchors[low - 1];
  const after = anchors[low];
  if (!before) return after ? placeOn(to, after) : 0;
  if (!after) return placeOn(to, before);
  const start = placeOn(from, before);
  const share = (at - start) / (placeOn(from, after) - start);
  return placeOn(to, before) + share * (placeOn(to, after) - placeOn(to, before));
}

/** The part of an axis that is in view, in milliseconds of that axis. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The whole of an axis. */
export function wholeOf(axis: Axis, anchors: readonly Moment[]): Span {
  const last = anchors[anchors.length - 1];
  return { from: 0, to: Math.max(1, last ? placeOn(axis, last) : 1) };
}

/** As close as it gets: so much of the axis in view. */
const closest = { story: 400, clock: 2 } as const;

/** `span` with its length times `factor`, the place `around` staying where it is; never beyond the whole. */
export function zoomed(span: Span, factor: number, around: number, whole: Span, axis: Axis): Span {
  const length = span.to - span.from;
  const share = length > 0 ? Math.min(1, Math.max(0, (around - span.from) / length)) : 0.5;
  const wanted = Math.max(Math.min(closest[axis], whole.to - whole.from), length * factor);
  return within({ from: around - share * wanted, to: around + (1 - share) * wanted }, whole);
}

export function panned(span: Span, by: number, whole: Span): Span {
  return within({ from: span.from + by, to: span.to + by }, whole);
}

/** The span moved, and where it is too long shortened, until it lies within the whole. */
export function within({ from, to }: Span, whole: Span): Span {
  const length = to - from;
  if (length >= whole.to - whole.from) return whole;
  if (from < whole.from) return { from: whole.from, to: whole.from + length };
  if (to > whole.to) return { from: whole.to - length, to: whole.to };
  return { from, to };
}

/** The span that has `at` in view: as it is, or turned like a page so that `at` stands near its start. */
export function following(span: Span, at: number, whole: Span): Span {
  if (at >= span.from && at <= span.to) return span;
  const length = span.to - span.from;
  return within({ from: at - length * 0.1, to: at + length * 0.9 }, whole);
}

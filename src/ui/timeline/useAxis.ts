import { useMemo } from "react";
import { clockAt, placeOn, type Span, storyAt, wholeOf } from "../../projection/timeline/axis.ts";
import type { Axis, Moment, TimelineModel } from "../../projection/timeline/model.ts";
import { type TimelineView, useTimelineView } from "../../state/timelineView.ts";

const selectAxis = (view: TimelineView) => view.axis;
const selectSpan = (view: TimelineView) => view.span;

/** The part of the run in view, and the way between the run and the screen. */
export interface AxisView {
  readonly axis: Axis;
  readonly span: Span;
  readonly whole: Span;
  readonly isZoomed: boolean;
  /** CSS pixels. */
  readonly width: number;
  /** From a moment, or a place of the story, to the axis. */
  readonly of: (moment: Moment) => number;
  readonly ofStory: (story: number) => number;
  /** From the axis to the story. */
  readonly toStory: (place: number) => number;
  /** From the axis to the screen and back, CSS pixels from its left edge. */
  readonly x: (place: number) => number;
  readonly at: (x: number) => number;
}

export function useAxis({ anchors }: TimelineModel, width: number): AxisView {
  const axis = useTimelineView(selectAxis);
  const inView = useTimelineView(selectSpan);
  return useMemo(() => {
    const whole = wholeOf(axis, anchors);
    const span = inView ?? whole;
    const scale = width / (span.to - span.from);
    return {
      axis,
      span,
      whole,
      isZoomed: inView !== null,
      width,
      of: (moment) => placeOn(axis, moment),
      ofStory: (story) => (axis === "story" ? story : clockAt(anchors, story)),
      toStory: (place) => (axis === "story" ? place : storyAt(anchors, place)),
      x: (place) => (place - span.from) * scale,
      at: (x) => span.from + x / scale,
    };
  }, [axis, inView, anchors, width]);
}

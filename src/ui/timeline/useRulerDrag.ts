import { type PointerEvent, type RefObject, useRef } from "react";
import { usePlayground } from "../../state/playground.ts";
import { playheadAt, timeAt } from "../../state/playhead.ts";
import { useTimelineView } from "../../state/timelineView.ts";
import type { AxisView } from "./useAxis.ts";

/** What a press on the timeline does as it is drawn along. `from` and `to` drag one end of the loop. */
type Drag = "scrub" | "pan" | "range" | "from" | "to";

/** A press that moves less than this is a click, CSS pixels. */
const clickRadius = 4;
/** So near to the playhead's grip, or to an end of the loop, a press takes hold of it. */
const gripRadius = 8;

interface DragHandlers {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
}

/**
 * Dragging along the axis. On the lanes it moves the playhead. On the ruler it moves the playhead, too; zoomed in, it moves
 * the view unless it takes hold of the grip; and with Shift it marks the range to loop.
 */
export function useRulerDrag(
  ruler: RefObject<HTMLElement | null>,
  view: AxisView,
  on: "ruler" | "lanes",
  /** The ends of the loop on the screen, where it is shown. */
  ends: { readonly from: number; readonly to: number } | null = null,
): DragHandlers {
  const drag = useRef<{ kind: Drag; x: number; last: number; moved: boolean } | null>(null);
  const xOf = (event: PointerEvent<HTMLElement>): number =>
    event.clientX - (ruler.current?.getBoundingClientRect().left ?? 0);
  const storyAt = (x: number): number => view.toStory(view.at(x));
  const scrub = (x: number): void => usePlayground.getState().scrub(storyAt(x));
  const mark = (end: "from" | "to", x: number): void => {
    const { journey, markLoop } = usePlayground.getState();
    if (journey) markLoop(end, playheadAt(journey, storyAt(x)));
  };
  const kindAt = (x: number, isShift: boolean): Drag => {
    if (on === "lanes") return "scrub";
    if (isShift) return "range";
    if (ends && Math.abs(x - ends.from) <= gripRadius) return "from";
    if (ends && Math.abs(x - ends.to) <= gripRadius) return "to";
    const state = usePlayground.getState();
    const grip = state.journey ? view.x(view.ofStory(timeAt(state.journey, state))) : Number.NaN;
    return view.isZoomed && !(Math.abs(x - grip) <= gripRadius) ? "pan" : "scrub";
  };
  return {
    onPointerDown: (event) => {
      const x = xOf(event);
      if (event.button !== 0 || x < -gripRadius) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { kind: kindAt(x, event.shiftKey), x, last: x, moved: false };
      if (drag.current.kind === "scrub") scrub(x);
    },
    onPointerMove: (event) => {
      const now = drag.current;
      if (!now || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const x = xOf(event);
      if (!now.moved && Math.abs(x - now.x) < clickRadius) return;
      now.moved = true;
      if (now.kind === "scrub") scrub(x);
      else if (now.kind === "pan") useTimelineView.getState().pan(view.at(now.last) - view.at(x));
      else if (now.kind === "range") {
        usePlayground.getState().clearLoop();
        mark("from", Math.min(now.x, x));
        mark("to", Math.max(now.x, x));
      } else mark(now.kind, x);
      now.last = x;
    },
    onPointerUp: () => {
      const now = drag.current;
      drag.current = null;
      // A click on the ruler goes there, whatever a drag would have done.
      if (now && !now.moved && now.kind !== "scrub") scrub(now.x);
    },
  };
}

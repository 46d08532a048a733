import { usePlayground } from "../../state/playground.ts";
import { timeAt } from "../../state/playhead.ts";
import { useTimelineView } from "../../state/timelineView.ts";
import type { AxisView } from "./useAxis.ts";

const factor = 1.6;

/** One step in or out: around the playhead when it is in view, else around the middle. */
export function zoomStep(direction: "in" | "out", { span, ofStory }: AxisView): void {
  const state = usePlayground.getState();
  const at = state.journey ? ofStory(timeAt(state.journey, state)) : Number.NaN;
  const around = at >= span.from && at <= span.to ? at : (span.from + span.to) / 2;
  useTimelineView.getState().zoom(direction === "in" ? 1 / factor : factor, around);
}

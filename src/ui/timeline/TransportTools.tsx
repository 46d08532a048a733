import type { Axis } from "../../projection/timeline/model.ts";
import { type TimelineView, useTimelineView } from "../../state/timelineView.ts";
import { BookmarksButton } from "./BookmarksButton.tsx";
import { BreakpointsButton } from "./BreakpointsButton.tsx";
import { LoopButton } from "./LoopButton.tsx";
import { StopNote } from "./StopNote.tsx";
import { TransportSelect } from "./TransportSelect.tsx";
import { useTimelineWords } from "./useTimelineWords.ts";

const selectAxis = (view: TimelineView) => view.axis;
const axes: readonly Axis[] = ["story", "clock"];

/** What the transport row has beyond the first load: the ruler's kind, bookmarks, breakpoints, the loop, and why play stopped. */
export function TransportTools() {
  const t = useTimelineWords();
  const axis = useTimelineView(selectAxis);
  return (
    <>
      <TransportSelect
        label={t("axis.label")}
        note={t(`axis.${axis}Note`)}
        value={axis}
        options={axes.map((value) => ({ value, label: t(`axis.${value}`) }))}
        onChange={(value) => useTimelineView.getState().setAxis(value as Axis)}
      />
      <BookmarksButton />
      <BreakpointsButton />
      <LoopButton />
      <StopNote />
    </>
  );
}

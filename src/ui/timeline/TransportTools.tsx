import type { Axis } from "../../projection/timeline/model.ts";
import { type TimelineView, useTimelineView } from "../../state/timelineView.ts";
import { BookmarksButton } from "./BookmarksButton.tsx";
import { BreakpointsButton } from "./BreakpointsButton.tsx";
import { LoopButton } from "./LoopButton.tsx";
import { StopNote } from "./StopNote.tsx";
import transport from "./Transport.module.css";
import { useTimelineWords } from "./useTimelineWords.ts";

const selectAxis = (view: TimelineView) => view.axis;
const axes: readonly Axis[] = ["story", "clock"];

/** What the transport row has beyond the first load: the ruler's kind, bookmarks, breakpoints, the loop, and why play stopped. */
export function TransportTools() {
  const t = useTimelineWords();
  const axis = useTimelineView(selectAxis);
  return (
    <>
      <label className={transport.choice}>
        <span className="visually-hidden">{t("axis.label")}</span>
        <select
          value={axis}
          title={t(`axis.${axis}Note`)}
          onChange={(event) => useTimelineView.getState().setAxis(event.target.value as Axis)}
        >
          {axes.map((value) => (
            <option key={value} value={value}>
              {t(`axis.${value}`)}
            </option>
          ))}
        </select>
      </label>
      <BookmarksButton />
      <BreakpointsButton />
      <LoopButton />
      <StopNote />
    </>
  );
}

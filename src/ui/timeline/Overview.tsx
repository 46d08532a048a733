import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { clockAt } from "../../projection/timeline/axis.ts";
import type { TimelineModel } from "../../projection/timeline/model.ts";
import { useTimelineView } from "../../state/timelineView.ts";
import style from "./Overview.module.css";
import type { AxisView } from "./useAxis.ts";
import { useTimelineWords } from "./useTimelineWords.ts";
import { virtualTimeText } from "./virtualTime.ts";

/** A key moves the view by so much of its length. */
const keyStep = 0.25;

/** Over the ruler while only a part is in view: the whole run by its acts, and the part, which can be dragged. */
export function Overview({ timeline, view }: { readonly timeline: TimelineModel; readonly view: AxisView }) {
  const t = useTimelineWords();
  const grabbed = useRef(0);
  const share = (place: number): string => `${((place / view.whole.to) * 100).toFixed(2)}%`;
  const length = view.span.to - view.span.from;
  const placeOf = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * view.whole.to;
  };
  const show = (from: number): void => useTimelineView.getState().setSpan({ from, to: from + length });
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    useTimelineView.getState().pan(direction * keyStep * length);
  };
  const timeAt = (place: number): string => virtualTimeText(clockAt(timeline.anchors, view.toStory(place)));
  return (
    <div
      className={style.overview}
      role="slider"
      tabIndex={0}
      aria-label={t("zoom.overview")}
      aria-valuemin={0}
      aria-valuemax={Math.round(view.whole.to)}
      aria-valuenow={Math.round(view.span.from)}
      aria-valuetext={t("zoom.span", { from: timeAt(view.span.from), to: timeAt(view.span.to) })}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        const place = placeOf(event);
        const isOnPart = place >= view.span.from && place <= view.span.to;
        grabbed.current = isOnPart ? place - view.span.from : length / 2;
        event.currentTarget.setPointerCapture(event.pointerId);
        if (!isOnPart) show(place - length / 2);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) show(placeOf(event) - grabbed.current);
      }}
    >
      {timeline.acts.map(({ act, from, to }) => (
        <span
          key={act}
          className={style.act}
          style={{ left: share(view.of(from)), width: `calc(${share(view.of(to) - view.of(from))} - 1px)` }}
        />
      ))}
      <span className={style.part} style={{ left: share(view.span.from), width: share(length) }} />
    </div>
  );
}

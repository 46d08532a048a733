import { type RefObject, useMemo } from "react";
import { useTranslate } from "../../i18n/index.ts";
import type { TimelineModel } from "../../projection/timeline/model.ts";
import { ticksIn } from "../../projection/timeline/ticks.ts";
import { loopIn, stopBeatsOf } from "../../state/marks.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { timeAt } from "../../state/playhead.ts";
import { useTimelineView } from "../../state/timelineView.ts";
import style from "./Ruler.module.css";
import { rulerLabels, tickGap } from "./rulerLabels.ts";
import type { AxisView } from "./useAxis.ts";
import type { Chapter } from "./useChapters.ts";
import { useRulerDrag } from "./useRulerDrag.ts";
import { tickText } from "./virtualTime.ts";

const selectJourney = (state: PlaygroundState) => state.journey;
const selectPresentation = (state: PlaygroundState) => state.presentation;
const selectAct = (state: PlaygroundState) => state.scene?.act ?? 1;
const selectBookmarks = (state: PlaygroundState) => state.bookmarks;
const selectBreakpoints = (state: PlaygroundState) => state.breakpoints;
const selectLoop = (state: PlaygroundState) => state.loop;

/** Ticks of the clock stand at least so far apart, CSS pixels. */
const tickRoom = 64;

interface RulerProps {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly timeline: TimelineModel;
  readonly view: AxisView;
  readonly chapters: readonly Chapter[];
}

/** Along the top: acts, the lesson's chapters, the virtual clock, and what the person marked. */
export function Ruler({ ref, timeline, view, chapters }: RulerProps) {
  const now = usePlayground(selectAct);
  const loop = useLoopEnds(view);
  const drag = useRulerDrag(ref, view, "ruler", loop);
  const acts = useBands(timeline, view);
  const ticks = useMemo(() => {
    const apart = (tickRoom / Math.max(1, view.width)) * (view.span.to - view.span.from);
    return ticksIn(view.axis, view.span, apart, timeline.anchors).map(({ time, at }) => ({
      x: view.x(at),
      text: tickText(time),
    }));
  }, [timeline, view]);
  const labels = rulerLabels({ width: view.width, acts, chapters, ticks });
  const told = new Set(labels.map(({ x }) => x - tickGap));
  const isNow = (x: number): boolean => acts.some(({ act, left, right }) => act === now && x >= left && x <= right);
  const zoomToAct = (x: number): void => {
    const act = acts.find(({ left, right }) => x >= left && x <= right);
    if (act) useTimelineView.getState().setSpan({ from: view.at(act.left), to: view.at(act.right) });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a larger grip for the pointer; the keyboard has the slider and its keys
    <div
      ref={ref}
      className={style.ruler}
      {...drag}
      onDoubleClick={(event) => zoomToAct(event.clientX - event.currentTarget.getBoundingClientRect().left)}
    >
      <div className={style.things} aria-hidden>
        {acts.map(({ act, left, right }) => (
          <span
            key={act}
            className={act === now ? style.bandNow : style.band}
            style={{ left: `${left}px`, width: `${Math.max(1, right - left - 3)}px` }}
          />
        ))}
        {ticks
          .filter(({ x }) => view.axis === "clock" || told.has(x))
          .map(({ x }) => (
            <span key={x} className={style.tick} style={{ left: `${x}px` }} />
          ))}
        {chapters.map(({ x }) => (
          <span key={x} className={style.chapter} style={{ left: `${x}px` }} />
        ))}
        {loop && <span className={style.loop} style={{ left: `${loop.from}px`, width: `${loop.to - loop.from}px` }} />}
        {labels.map(({ kind, x, text }) => (
          <span
            key={`${kind}-${text}`}
            className={`${kind === "act" && isNow(x) ? style.actNow : style[`${kind}Label`]} ${isNow(x) ? style.inActNow : ""}`}
            style={{ left: `${x}px` }}
          >
            {text}
          </span>
        ))}
        <MarkedBeats view={view} />
      </div>
    </div>
  );
}

function useBands({ acts }: TimelineModel, view: AxisView) {
  const t = useTranslate();
  return useMemo(
    () =>
      acts.map(({ act, from, to }) => ({
        act,
        name: t(`act.${act}`),
        left: Math.max(-8, view.x(view.of(from))),
        right: Math.min(view.width + 8, view.x(view.of(to))),
      })),
    [acts, view, t],
  );
}

/** Bookmarks, and the beats at which play will stop. */
function MarkedBeats({ view }: { readonly view: AxisView }) {
  const presentation = usePlayground(selectPresentation);
  const bookmarks = usePlayground(selectBookmarks);
  const breakpoints = usePlayground(selectBreakpoints);
  if (!presentation) return null;
  const { beats } = presentation.journey;
  const xOf = (beat: number): number => view.x(view.ofStory(beats[beat].start + beats[beat].duration));
  const marked = bookmarks.flatMap(({ beat }) => beats.find(({ id }) => id === beat)?.index ?? []);
  return (
    <>
      {stopBeatsOf(presentation, breakpoints).map((beat) => (
        <span key={`stop-${beat}`} className={style.stop} style={{ left: `${xOf(beat)}px` }} />
      ))}
      {marked.map((beat) => (
        <span key={`bookmark-${beat}`} className={style.bookmark} style={{ left: `${xOf(beat)}px` }} />
      ))}
    </>
  );
}

function useLoopEnds(view: AxisView): { readonly from: number; readonly to: number } | null {
  const journey = usePlayground(selectJourney);
  const loop = usePlayground(selectLoop);
  return useMemo(() => {
    const range = journey && loopIn(journey, loop);
    if (!range) return null;
    const xOf = (place: typeof range.from): number => view.x(view.ofStory(timeAt(journey, place)));
    return { from: xOf(range.from), to: xOf(range.to) };
  }, [journey, loop, view]);
}

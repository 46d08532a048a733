import { type RefObject, useEffect, useState } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { clockAt } from "../../projection/timeline/axis.ts";
import { thingAt } from "../../projection/timeline/drawn.ts";
import type { Lane, TimelineModel } from "../../projection/timeline/model.ts";
import { usePlayground } from "../../state/playground.ts";
import { playheadAt } from "../../state/playhead.ts";
import style from "./HoverTip.module.css";
import { barText, laneName } from "./laneWords.ts";
import type { AxisView } from "./useAxis.ts";
import type { Chapter } from "./useChapters.ts";
import type { TimelineWords } from "./useTimelineWords.ts";
import { virtualTimeText } from "./virtualTime.ts";

/** How near to a mark the pointer is on it, CSS pixels. */
const reach = 6;
/** Half of the widest tip, CSS pixels: it stays over the timeline. */
const halfWidth = 150;

interface Pointed {
  /** CSS pixels from the left edge of the axis, and from the top of the tracks. */
  readonly x: number;
  readonly y: number;
  readonly lane: string | null;
}

interface HoverTipProps {
  readonly root: RefObject<HTMLElement | null>;
  readonly ruler: RefObject<HTMLElement | null>;
  readonly timeline: TimelineModel;
  readonly view: AxisView;
  readonly chapters: readonly Chapter[];
  readonly t: TimelineWords;
}

/** Beside a resting pointer: which beat is there and when, and what stands in the lane. A screen reader has the slider. */
export function HoverTip({ root, ruler, timeline, view, chapters, t }: HoverTipProps) {
  const translate = useTranslate();
  const pointed = usePointed(root, ruler, view.width);
  const { journey, bookmarks } = usePlayground.getState();
  if (!pointed || !journey) return null;
  const place = view.at(pointed.x);
  const story = view.toStory(place);
  const beat = journey.beats[playheadAt(journey, story).beat];
  if (!beat) return null;
  const name = [beat.title, ...(beat.place ? [beat.place] : [])].map((each) => translate.tell(each)).join(" ");
  const lane = timeline.lanes.find(({ id }) => id === pointed.lane);
  const bookmark = bookmarks.find((each) => each.beat === beat.id)?.name;
  const chapter = lane ? undefined : chapters.find(({ x }) => Math.abs(x + reach - pointed.x) <= 2 * reach);
  const left = Math.min(Math.max(pointed.x, halfWidth - 100), view.width - halfWidth);
  return (
    <div className={style.tip} style={{ left: `${left}px`, top: `${pointed.y}px` }} aria-hidden>
      <p>
        {t("hover.beat", { beat: beat.index + 1, name })} ·{" "}
        <code>t = {virtualTimeText(clockAt(timeline.anchors, story))}</code>
      </p>
      {bookmark && <p>{bookmark}</p>}
      {chapter && <p>{chapter.title}</p>}
      {pointed.lane === null && <p className={style.quiet}>{t("ruler.hint")}</p>}
      {lane && <LaneThing lane={lane} place={place} view={view} t={t} />}
    </div>
  );
}

interface LaneThingProps {
  readonly lane: Lane;
  readonly place: number;
  readonly view: AxisView;
  readonly t: TimelineWords;
}

function LaneThing({ lane, place, view, t }: LaneThingProps) {
  const thing = thingAt(lane, view.axis, place, (reach / view.width) * (view.span.to - view.span.from));
  const { whole } = laneName(lane, true, t);
  if (!thing) return <p className={style.quiet}>{whole}</p>;
  if ("mark" in thing) {
    const { at, state, label } = thing.mark;
    return (
      <p>
        <strong>{whole}</strong> {state !== "event" && t(`mark.${state}`)} {label}{" "}
        <code>{virtualTimeText(at.time)}</code>
      </p>
    );
  }
  const { from, to, label } = thing.bar;
  return (
    <p>
      <strong>{whole}</strong> {label !== undefined && barText(label, t)}{" "}
      <code>
        {virtualTimeText(from.time)} – {virtualTimeText(to.time)}
      </code>
    </p>
  );
}

function usePointed(
  root: RefObject<HTMLElement | null>,
  ruler: RefObject<HTMLElement | null>,
  width: number,
): Pointed | null {
  const [pointed, setPointed] = useState<Pointed | null>(null);
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const clear = (): void => setPointed(null);
    const onMove = (event: PointerEvent): void => {
      const box = ruler.current?.getBoundingClientRect();
      const x = event.clientX - (box?.left ?? 0);
      // A finger covers what it points at.
      if (!box || event.pointerType === "touch" || x < 0 || x > width) {
        clear();
        return;
      }
      const lane = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-lane]") : null;
      const top = (lane ?? ruler.current)?.getBoundingClientRect().top ?? box.top;
      setPointed({ x, y: top - element.getBoundingClientRect().top, lane: lane?.dataset.lane ?? null });
    };
    element.addEventListener("pointermove", onMove);
    element.addEventListener("pointerleave", clear);
    return () => {
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerleave", clear);
    };
  }, [root, ruler, width]);
  return pointed;
}

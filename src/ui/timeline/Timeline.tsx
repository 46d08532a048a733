import { memo, type PointerEvent, useEffect, useMemo, useRef } from "react";
import { useTranslate } from "../../i18n/index.ts";
import type { TimelineModel } from "../../projection/model.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { timeAt } from "../../state/playhead.ts";
import { selectBeat } from "../../state/selectors.ts";
import { largeScreen, useMedia } from "../components/useMedia.ts";
import { Lanes } from "./Lanes.tsx";
import style from "./Timeline.module.css";
import { Transport } from "./Transport.tsx";
import { visibleLanes } from "./visibleLanes.ts";

const selectTimeline = (state: PlaygroundState) => state.presentation?.timeline ?? null;
const selectJourney = (state: PlaygroundState) => state.journey;
const selectAct = (state: PlaygroundState) => state.scene?.act ?? 1;

/** The journey from end to end: act bands, a lane for each component, and the playhead that can be dragged. */
export function Timeline({ allLanes = false }: { readonly allLanes?: boolean }) {
  const t = useTranslate();
  const whole = usePlayground(selectTimeline);
  const act = usePlayground(selectAct);
  const isTall = useMedia(largeScreen);
  const room = allLanes ? Number.POSITIVE_INFINITY : isTall ? 8 : 3;
  const timeline = useMemo(() => whole && { ...whole, lanes: visibleLanes(whole, act, room) }, [whole, act, room]);
  return (
    <section className={style.timeline} aria-label={t("pane.timeline")}>
      <Transport />
      {timeline && <Tracks timeline={timeline} />}
    </section>
  );
}

function Tracks({ timeline }: { readonly timeline: TimelineModel }) {
  const t = useTranslate();
  const journey = usePlayground(selectJourney);
  const beat = usePlayground(selectBeat);
  const axis = useRef<HTMLDivElement>(null);
  const duration = journey?.duration ?? 1;

  // The playhead moves with every frame: it is written to the style, past React.
  useEffect(() => {
    const place = (state: PlaygroundState): void => {
      if (!state.journey || !axis.current) return;
      const share = timeAt(state.journey, state) / Math.max(1, state.journey.duration);
      axis.current.style.setProperty("--at", `${(share * 100).toFixed(3)}%`);
    };
    place(usePlayground.getState());
    return usePlayground.subscribe(place);
  }, []);

  const scrub = (event: PointerEvent<HTMLDivElement>): void => {
    const box = axis.current?.getBoundingClientRect();
    if (box) usePlayground.getState().scrub(((event.clientX - box.left) / box.width) * duration);
  };
  return (
    <div className={style.tracks}>
      <div className={style.labels} aria-hidden>
        {timeline.lanes.map((lane) => (
          <span key={lane.id} className={lane.kind === "container" || lane.kind === "probe" ? style.mono : undefined}>
            {lane.label}
          </span>
        ))}
      </div>
      <div
        className={style.axis}
        ref={axis}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          scrub(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) scrub(event);
        }}
      >
        <Bands timeline={timeline} duration={duration} part="grounds" />
        <Lanes timeline={timeline} duration={duration} />
        <Bookmarks />
        <div
          className={style.playhead}
          role="slider"
          tabIndex={0}
          aria-label={t("timeline.playhead")}
          aria-valuemin={1}
          aria-valuemax={journey?.beats.length ?? 1}
          aria-valuenow={(beat?.index ?? 0) + 1}
          aria-valuetext={beat ? `${beat.index + 1}: ${t.tell(beat.sentence).replaceAll("**", "")}` : ""}
        />
        <Bands timeline={timeline} duration={duration} part="names" />
      </div>
    </div>
  );
}

interface BandsProps {
  readonly timeline: TimelineModel;
  readonly duration: number;
  readonly part: "grounds" | "names";
}

/** The acts along the top. Their names are drawn after the playhead, so that its line passes behind them. */
const Bands = memo(function Bands({ timeline, duration, part }: BandsProps) {
  const t = useTranslate();
  const now = usePlayground(selectAct);
  return (
    <div className={style[part]} aria-hidden>
      {timeline.acts.map(({ act, from, to }) => (
        <div
          key={act}
          className={act === now ? style.bandNow : style.band}
          style={{ left: `${(from / duration) * 100}%`, width: `calc(${((to - from) / duration) * 100}% - 3px)` }}
        >
          {part === "names" && (
            <span className={style.name}>
              {act} <span>{t(`act.${act}`)}</span>
            </span>
          )}
        </div>
      ))}
    </div>
  );
});

const selectBookmarks = (state: PlaygroundState) => state.bookmarks;

function Bookmarks() {
  const journey = usePlayground(selectJourney);
  const bookmarks = usePlayground(selectBookmarks);
  return bookmarks.map(({ beat }) => {
    const at = journey?.beats.find(({ id }) => id === beat);
    if (!journey || !at) return null;
    return (
      <span
        key={beat}
        className={style.bookmark}
        style={{ left: `${((at.start + at.duration) / journey.duration) * 100}%` }}
        aria-hidden
      />
    );
  });
}

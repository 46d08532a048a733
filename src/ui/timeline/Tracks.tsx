import { type CSSProperties, useLayoutEffect, useRef, useState } from "react";
import type { TimelineModel } from "../../projection/timeline/model.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { HoverTip } from "./HoverTip.tsx";
import { LaneList } from "./LaneList.tsx";
import { Overview } from "./Overview.tsx";
import { Playhead } from "./Playhead.tsx";
import { Ruler } from "./Ruler.tsx";
import style from "./Tracks.module.css";
import { tallest } from "./tallest.ts";
import { useAxis } from "./useAxis.ts";
import { useChapters } from "./useChapters.ts";
import { type LaneGeometry, useLaneGeometry } from "./useLaneGeometry.ts";
import { useTimelineKeys } from "./useTimelineKeys.ts";
import { useTimelineWords } from "./useTimelineWords.ts";
import { useWheel } from "./useWheel.ts";
import { ZoomButtons } from "./ZoomButtons.tsx";

/** CSS pixels. */
const transportAndRuler = 66;
const mostOverlooked = 14;

const selectTimeline = (state: PlaygroundState) => state.presentation?.timeline ?? null;

/** The ruler, the lanes below it, and the playhead over both. */
export function Tracks({ allLanes }: { readonly allLanes: boolean }) {
  const timeline = usePlayground(selectTimeline);
  return timeline && <TracksOf timeline={timeline} allLanes={allLanes} />;
}

function TracksOf({ timeline, allLanes }: { readonly timeline: TimelineModel; readonly allLanes: boolean }) {
  const t = useTimelineWords();
  const root = useRef<HTMLDivElement>(null);
  const ruler = useRef<HTMLDivElement>(null);
  const width = useWidth(ruler);
  const view = useAxis(timeline, width);
  const chapters = useChapters(timeline, view);
  const lanes = useRef<HTMLDivElement>(null);
  const geometry = useLaneGeometry(lanes);
  useTimelineKeys(view);
  useWheel(root, ruler, view);
  return (
    <div
      className={allLanes ? `${style.tracks} ${style.all}` : style.tracks}
      style={{ "--axis-width": `${width}px` } as CSSProperties}
      ref={root}
    >
      {view.isZoomed && <Overview timeline={timeline} view={view} />}
      <div className={style.head}>
        <ZoomButtons view={view} tall={allLanes ? null : tallHeight(timeline.lanes.length, geometry)} />
        <Ruler ref={ruler} timeline={timeline} view={view} chapters={chapters} />
      </div>
      <div
        className={style.lanes}
        style={
          allLanes
            ? { flex: "none", height: `min(46dvh, ${timeline.lanes.length * geometry.laneHeight}px)` }
            : undefined
        }
        ref={lanes}
      >
        <LaneList timeline={timeline} view={view} geometry={geometry} ruler={ruler} />
      </div>
      <Playhead view={view} />
      <HoverTip root={root} ruler={ruler} timeline={timeline} view={view} chapters={chapters} t={t} />
    </div>
  );
}

/** As high as the timeline has to be for all lanes, or for as many as one looks over; null when all are in sight. */
function tallHeight(lanes: number, { laneHeight, room }: LaneGeometry): number | null {
  if (lanes <= room && usePlayground.getState().timelineHeight === null) return null;
  const wanted = transportAndRuler + Math.min(mostOverlooked, lanes) * laneHeight;
  return Math.round(Math.min(wanted, tallest()));
}

function useWidth(of: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = of.current;
    if (!element) return;
    const measure = (): void => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [of]);
  return width;
}

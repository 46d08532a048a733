import { memo, type ReactNode, type Ref, useLayoutEffect, useRef } from "react";
import type { LaneRow } from "../../projection/timeline/followed.ts";
import style from "./Lanes.module.css";
import { LaneTrack } from "./LaneTrack.tsx";
import type { AxisView } from "./useAxis.ts";
import { usePlayheadX } from "./usePlayheadX.ts";
import type { TimelineWords } from "./useTimelineWords.ts";

/** How far marks reach over the ends of the axis, CSS pixels. */
const bleed = 8;

interface LaneLayersProps {
  readonly rows: readonly { readonly row: LaneRow; readonly top: number }[];
  readonly view: AxisView;
  readonly t: TimelineWords;
}

/**
 * The lanes twice over, one layer as travelled and one as to come, each cut at the playhead. The cut is two opposite
 * translations of layers that the browser keeps: while the playhead moves, nothing here is styled or drawn anew but words
 * that it passes. They appear whole, when it has passed their end.
 */
export function LaneLayers({ rows, view, t }: LaneLayersProps) {
  const travelled = useRef<HTMLDivElement>(null);
  const ahead = useRef<HTMLDivElement>(null);
  const words = useRef<readonly HTMLElement[]>([]);
  useLayoutEffect(() => {
    words.current = [...(travelled.current?.querySelectorAll<HTMLElement>("[data-words-to]") ?? [])];
  });
  usePlayheadX(view, (x) => {
    for (const each of words.current) showWords(each, x >= Number(each.dataset.wordsTo));
    const cut = Math.round(Math.max(-bleed, Math.min(x, view.width + bleed)));
    shift(travelled.current, cut - view.width - bleed);
    shift(ahead.current, cut + bleed);
  });
  return (
    <>
      <Layer ref={travelled} className={style.layer}>
        <LayerLanes rows={rows} view={view} isAhead={false} t={t} />
      </Layer>
      <Layer ref={ahead} className={`${style.layer} ${style.ahead}`}>
        <LayerLanes rows={rows} view={view} isAhead t={t} />
      </Layer>
    </>
  );
}

/** Moves the window of a layer by `by` CSS pixels while what is in it stays where it is. */
function shift(window: HTMLElement | null, by: number): void {
  if (!window) return;
  window.style.transform = `translateX(${by}px)`;
  (window.firstElementChild as HTMLElement).style.transform = `translateX(${-by}px)`;
}

function showWords({ style }: HTMLElement, isPassed: boolean): void {
  const color = isPassed ? "" : "transparent";
  if (style.color !== color) style.color = color;
}

interface LayerProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly className: string;
  readonly children: ReactNode;
}

function Layer({ ref, className, children }: LayerProps) {
  return (
    <div ref={ref} className={className} aria-hidden>
      <div>{children}</div>
    </div>
  );
}

const LayerLanes = memo(function LayerLanes({
  rows,
  view,
  isAhead,
  t,
}: LaneLayersProps & { readonly isAhead: boolean }) {
  return rows.map(
    ({ row, top }) =>
      row.kind === "lane" && (
        <div key={row.lane.id} className={style.place} style={{ top: `${top}px` }}>
          <LaneTrack lane={row.lane} axis={view.axis} span={view.span} width={view.width} isAhead={isAhead} t={t} />
        </div>
      ),
  );
});

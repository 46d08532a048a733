import { memo } from "react";
import type { Span } from "../../projection/timeline/axis.ts";
import { type DrawnBar, type DrawnMark, drawnLane } from "../../projection/timeline/drawn.ts";
import type { Axis, Lane, MarkState } from "../../projection/timeline/model.ts";
import style from "./Lanes.module.css";
import { barText, shortText } from "./laneWords.ts";
import { textWidth } from "./textWidth.ts";
import type { TimelineWords } from "./useTimelineWords.ts";

interface LaneTrackProps {
  readonly lane: Lane;
  readonly axis: Axis;
  readonly span: Span;
  readonly width: number;
  readonly isAhead: boolean;
  readonly t: TimelineWords;
}

/** Type size and padding of a bar's words, CSS pixels. */
const barText12 = 12;
const barPadding = 13;

/** What stands in a lane: as travelled (solid, with words), or as still to come (dashed). */
export const LaneTrack = memo(function LaneTrack({ lane, axis, span, width, isAhead, t }: LaneTrackProps) {
  const { bars, marks } = drawnLane(lane, axis, span, width);
  const words = (bar: DrawnBar): string => (isAhead ? "" : wordsFor(bar, t));
  return (
    <div className={lane.kind === "autoscaler" ? `${style.lane} ${style.marked}` : style.lane}>
      {bars.map((bar, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two requests may span the same time, and bars never change places
        <BarShape key={index} bar={bar} words={words(bar)} />
      ))}
      <MarkShapes marks={marks} isAhead={isAhead} />
    </div>
  );
});

/** What would be cut or covered is shortened or left out; pointing at the bar tells it. */
function wordsFor({ bar, left, free }: DrawnBar, t: TimelineWords): string {
  if (bar.label === undefined) return "";
  const texts = [barText(bar.label, t), ...shortText(bar.label)];
  return texts.find((text) => textWidth(text, barText12) + barPadding <= free + Math.min(0, left)) ?? "";
}

/** Where a bar's words end is told to who cuts the layer: they are shown once the playhead has passed them. */
function BarShape({ bar: { left, width, state }, words }: { readonly bar: DrawnBar; readonly words: string }) {
  const end = Math.round(Math.max(0, left) + barPadding / 2 + textWidth(words, barText12));
  return (
    <span
      className={`${style.bar} ${style[state]}`}
      style={{ left: `${left}px`, width: `${width}px` }}
      data-words-to={words ? end : undefined}
    >
      {words}
    </span>
  );
}

const markStates: readonly MarkState[] = ["event", "pass", "fail"];

/** All marks of one state as one path: a lane may have hundreds. */
function MarkShapes({ marks, isAhead }: { readonly marks: readonly DrawnMark[]; readonly isAhead: boolean }) {
  return (
    <svg aria-hidden className={style.marks}>
      {markStates.map((state) => {
        const path = marks
          .filter((mark) => mark.state === state)
          .map(({ x }) => shape(x, state === "fail" && !isAhead));
        return path.length > 0 && <path key={state} className={style[`mark-${state}`]} d={path.join("")} />;
      })}
    </svg>
  );
}

function shape(x: number, isCross: boolean): string {
  const at = x.toFixed(1);
  return isCross ? `M${at} 5m-3.5-3.5l7 7m0-7l-7 7` : `M${at} 5m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0`;
}

import { memo } from "react";
import type { TimelineLane, TimelineModel } from "../../projection/model.ts";
import style from "./Lanes.module.css";

interface LanesProps {
  readonly timeline: TimelineModel;
  readonly duration: number;
}

/**
 * The lanes twice over: as travelled (solid) and as to come (dashed), each cut at the playhead by the style, so that
 * nothing here is drawn anew while the playhead moves.
 */
export const Lanes = memo(function Lanes({ timeline, duration }: LanesProps) {
  return (
    <div aria-hidden>
      <div className={style.travelled}>
        {timeline.lanes.map((lane) => (
          <Lane key={lane.id} lane={lane} duration={duration} isAhead={false} />
        ))}
      </div>
      <div className={style.ahead}>
        {timeline.lanes.map((lane) => (
          <Lane key={lane.id} lane={lane} duration={duration} isAhead />
        ))}
      </div>
    </div>
  );
});

function Lane({ lane, duration, isAhead }: { lane: TimelineLane; duration: number; isAhead: boolean }) {
  const at = (time: number): string => `${((time / duration) * 100).toFixed(3)}%`;
  return (
    <div className={style.lane}>
      {lane.bars.map(({ from, to, state, label }) => (
        <span
          key={`${from}-${to}-${state}`}
          className={`${style.bar} ${style[state]}`}
          style={{ left: at(from), width: at(to - from) }}
        >
          {label && <span>{label}</span>}
        </span>
      ))}
      {lane.marks.map(({ at: time, state }, index) => (
        <svg
          aria-hidden
          // biome-ignore lint/suspicious/noArrayIndexKey: two marks may fall on one moment, and they never change places within a run
          key={`${time}-${state}-${index}`}
          className={`${style.mark} ${style[`mark-${state}`]}`}
          style={{ left: at(time) }}
          viewBox="0 0 10 10"
        >
          {state === "fail" && !isAhead ? (
            <path d="M1.5 1.5 8.5 8.5M8.5 1.5 1.5 8.5" />
          ) : (
            <circle cx="5" cy="5" r="3.5" />
          )}
        </svg>
      ))}
    </div>
  );
}

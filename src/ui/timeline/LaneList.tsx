import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight, RefreshCw } from "lucide-react";
import { memo, type RefObject, useMemo, useRef, useState } from "react";
import type { ActNumber } from "../../projection/model.ts";
import { nameOf } from "../../projection/records.ts";
import { followedLanes, laneRows } from "../../projection/timeline/followed.ts";
import type { Lane, LaneGroup, TimelineModel } from "../../projection/timeline/model.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { type TimelineView, useTimelineView } from "../../state/timelineView.ts";
import { useAfterPaint } from "../components/useAfterPaint.ts";
import { LaneLayers } from "./LaneLayers.tsx";
import style from "./LaneList.module.css";
import { laneName } from "./laneWords.ts";
import { shortened, textWidth } from "./textWidth.ts";
import type { AxisView } from "./useAxis.ts";
import type { LaneGeometry } from "./useLaneGeometry.ts";
import { useRulerDrag } from "./useRulerDrag.ts";
import { type TimelineWords, useTimelineWords } from "./useTimelineWords.ts";

const selectAct = (state: PlaygroundState) => state.scene?.act ?? 1;
const selectToggled = (view: TimelineView) => view.toggled;
const selectPod = (state: PlaygroundState) => state.journey?.pod ?? "";

interface LaneListProps {
  readonly timeline: TimelineModel;
  readonly view: AxisView;
  readonly geometry: LaneGeometry;
  readonly ruler: RefObject<HTMLElement | null>;
}

/** The lanes: those that tell the act that is on first, then all others by group. Only what is in sight is drawn. */
export function LaneList({ timeline, view, geometry: { laneHeight, labelWidth, room }, ruler }: LaneListProps) {
  const t = useTimelineWords();
  const scroller = useRef<HTMLDivElement>(null);
  const act = useAfterPaint(usePlayground(selectAct));
  const pod = usePlayground(selectPod);
  const toggled = useTimelineView(selectToggled);
  const [isScrolled, setScrolled] = useState(false);
  const drag = useRulerDrag(ruler, view, "lanes");
  const followed = useFollowed(timeline, act, room, isScrolled);
  const rows = useMemo(() => laneRows(timeline.lanes, followed, toggled), [timeline, followed, toggled]);
  const probed = new Set(timeline.lanes.flatMap(({ kind, name }) => (kind === "probe" ? [name] : [])));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => laneHeight,
    overscan: 2,
  });
  const inSight = virtual.getVirtualItems().flatMap(({ index }) => {
    const row = rows[index];
    return row ? [{ row, top: index * laneHeight }] : [];
  });
  return (
    <div
      ref={scroller}
      className={style.list}
      // Whole lanes, and no half ones.
      style={{ height: `${room * laneHeight}px` }}
      onScroll={(event) => setScrolled(event.currentTarget.scrollTop > 0)}
      {...drag}
    >
      <div className={style.rows} style={{ height: `${rows.length * laneHeight}px` }}>
        <ul aria-label={t("lane.list")}>
          {inSight.map(({ row, top }) => (
            <li
              key={row.kind === "group" ? row.group : row.lane.id}
              className={style.row}
              data-lane={row.kind === "lane" ? row.lane.id : undefined}
              style={{ top: `${top}px` }}
            >
              {row.kind === "group" ? (
                <GroupHeading group={row.group} count={row.count} isOpen={row.isOpen} pod={pod} t={t} />
              ) : (
                <LaneLabel lane={row.lane} hasOthers={probed.size > 1} width={labelWidth} t={t} />
              )}
            </li>
          ))}
        </ul>
        <LaneLayers rows={inSight} view={view} t={t} />
      </div>
    </div>
  );
}

/** While the person looks further down, the lanes on top stay as they are: rows would jump under the eyes. */
function useFollowed(timeline: TimelineModel, act: ActNumber, room: number, isScrolled: boolean): readonly Lane[] {
  const now = useMemo(() => followedLanes(timeline, act, room), [timeline, act, room]);
  const kept = useRef({ timeline, lanes: now });
  if (!isScrolled || kept.current.timeline !== timeline) kept.current = { timeline, lanes: now };
  return kept.current.lanes;
}

interface GroupHeadingProps {
  readonly group: LaneGroup;
  readonly count: number;
  readonly isOpen: boolean;
  readonly pod: string;
  readonly t: TimelineWords;
}

function GroupHeading({ group, count, isOpen, pod, t }: GroupHeadingProps) {
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      className={style.group}
      aria-expanded={isOpen}
      onClick={() => useTimelineView.getState().toggleGroup(group)}
    >
      <Icon size={13} aria-hidden />
      {group === "pod" ? t("group.pod", { pod: nameOf(pod) }) : t(`group.${group}`)} <span>{count}</span>
    </button>
  );
}

/** Type size and padding, CSS pixels. */
const labelSize = 13.5;
const labelPadding = 8;

const mono: ReadonlySet<Lane["kind"]> = new Set(["container", "pause"]);

interface LaneLabelProps {
  readonly lane: Lane;
  readonly hasOthers: boolean;
  /** CSS pixels. */
  readonly width: number;
  readonly t: TimelineWords;
}

const LaneLabel = memo(function LaneLabel({ lane, hasOthers, width, t }: LaneLabelProps) {
  const { short: full, shorter = full, whole } = laneName(lane, hasOthers, t);
  const besides = labelPadding + (lane.kind === "controller" ? 16 : 0) + (lane.kind === "probe" ? 36 : 0);
  const room = width - besides;
  const short = textWidth(full, labelSize) <= room ? full : shortened(shorter, labelSize, room);
  const holds = t("lane.holds", { bars: lane.bars.length, marks: lane.marks.length });
  const name = (
    <>
      {lane.kind === "controller" && <RefreshCw size={12} aria-hidden />}
      <span className={style.name} aria-hidden={short !== whole}>
        {short}
      </span>
      {short !== whole && <span className="visually-hidden">{whole}</span>}
      {lane.periodSeconds !== undefined && (
        <span className={style.period} aria-hidden>
          {t("lane.period", { seconds: lane.periodSeconds })}
        </span>
      )}
      <span className="visually-hidden">{`: ${holds}`}</span>
    </>
  );
  const look = `${style.label} ${mono.has(lane.kind) ? style.mono : ""} ${lane.kind === "probe" ? style.inner : ""}`;
  if (lane.kind !== "pod") {
    return (
      <div className={look} title={whole}>
        {name}
      </div>
    );
  }
  return (
    <button
      type="button"
      className={look}
      title={t("lane.putOnStage", { pod: whole })}
      onClick={() => usePlayground.getState().setFocusPod(lane.name)}
    >
      {name}
    </button>
  );
});

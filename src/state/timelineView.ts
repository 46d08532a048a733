import { create } from "zustand";
import {
  clockAt,
  following,
  panned,
  placeOn,
  type Span,
  wholeOf,
  within,
  zoomed,
} from "../projection/timeline/axis.ts";
import type { Axis, LaneGroup, Moment, TimelineModel } from "../projection/timeline/model.ts";
import { usePlayground } from "./playground.ts";
import { timeAt } from "./playhead.ts";
import { loadData, save } from "./storage.ts";

/** How the person looks at the timeline: it changes nothing of the run. */
export interface TimelineView {
  readonly axis: Axis;
  /** What is in view, in milliseconds of the axis; null: the whole run. */
  readonly span: Span | null;
  /** Groups of lanes that were opened or closed by hand. */
  readonly toggled: ReadonlySet<LaneGroup>;

  readonly setAxis: (axis: Axis) => void;
  readonly setSpan: (span: Span) => void;
  /** Makes what is in view `factor` times as long; `around` keeps its place. */
  readonly zoom: (factor: number, around: number) => void;
  readonly pan: (by: number) => void;
  readonly fit: () => void;
  readonly toggleGroup: (group: LaneGroup) => void;
}

const timelineOnStage = (): TimelineModel | null => usePlayground.getState().presentation?.timeline ?? null;

function savedAxis(): Axis {
  return loadData("timeline")?.axis === "clock" ? "clock" : "story";
}

export const useTimelineView = create<TimelineView>()((set, get) => {
  const wholeRun = (): Span => wholeOf(get().axis, timelineOnStage()?.anchors ?? []);
  /** A view of the whole is none: it stays whole when the run gets longer. */
  const view = (span: Span): void => {
    const whole = wholeRun();
    const next = within(span, whole);
    set({ span: next.to - next.from >= whole.to - whole.from ? null : next });
  };
  return {
    axis: savedAxis(),
    span: null,
    toggled: new Set(),

    setAxis: (axis) => {
      set({ axis, span: null });
      save("timeline", JSON.stringify({ axis }));
    },
    setSpan: view,
    zoom: (factor, around) => view(zoomed(get().span ?? wholeRun(), factor, around, wholeRun(), get().axis)),
    pan: (by) => view(panned(get().span ?? wholeRun(), by, wholeRun())),
    fit: () => set({ span: null }),
    toggleGroup: (group) =>
      set(({ toggled }) => {
        const next = new Set(toggled);
        if (!next.delete(group)) next.add(group);
        return { toggled: next };
      }),
  };
});

/**
 * The view of a new run: as it was while the playhead and something besides are in it, else the page with the playhead,
 * else the whole (null).
 */
export function spanOfRun(span: Span, axis: Axis, timeline: TimelineModel, story: number): Span | null {
  const { anchors } = timeline;
  const whole = wholeOf(axis, anchors);
  if (span.to - span.from >= whole.to - whole.from) return null;
  const next = following(within(span, whole), placeOf(axis, timeline, story), whole);
  return hasAnything(timeline, axis, next) ? next : null;
}

function hasAnything({ lanes }: TimelineModel, axis: Axis, { from, to }: Span): boolean {
  const isIn = (start: Moment, end: Moment): boolean => placeOn(axis, start) <= to && placeOn(axis, end) >= from;
  return lanes.some(
    ({ bars, marks }) => bars.some((bar) => isIn(bar.from, bar.to)) || marks.some(({ at }) => isIn(at, at)),
  );
}

const placeOf = (axis: Axis, { anchors }: TimelineModel, story: number): number =>
  axis === "story" ? story : clockAt(anchors, story);

/** When the playhead leaves the view by itself, the view turns like a page; the person may look elsewhere as long as they like. */
function turnedPage(span: Span, axis: Axis, timeline: TimelineModel, from: number, to: number): Span {
  const [was, is] = [placeOf(axis, timeline, from), placeOf(axis, timeline, to)];
  const wasInView = was >= span.from && was <= span.to;
  return wasInView ? following(span, is, wholeOf(axis, timeline.anchors)) : span;
}

usePlayground.subscribe((state, before) => {
  const { presentation, journey } = state;
  const { span, axis } = useTimelineView.getState();
  if (span === null || !presentation || !journey) return;
  const { timeline } = presentation;
  const isNew = presentation !== before.presentation;
  if (!isNew && state.beat === before.beat && state.p === before.p) return;
  const story = timeAt(journey, state);
  // Another scenario is another story: it is seen whole.
  const ofRun = (): Span | null => (before.opening ? null : spanOfRun(span, axis, timeline, story));
  const next = isNew ? ofRun() : turnedPage(span, axis, timeline, timeAt(journey, before), story);
  if (next !== span) useTimelineView.setState({ span: next });
});

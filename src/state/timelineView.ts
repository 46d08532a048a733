import { create } from "zustand";
import { panned, type Span, wholeOf, within, zoomed } from "../projection/timeline/axis.ts";
import type { Axis, LaneGroup, TimelineModel } from "../projection/timeline/model.ts";
import { usePlayground } from "./playground.ts";
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

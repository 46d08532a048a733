import { beforeEach, describe, expect, it } from "vitest";
import type { Journey } from "../projection/model.ts";
import type { TimelineModel } from "../projection/timeline/model.ts";
import { usePlayground } from "./playground.ts";
import type { Presentation } from "./presentation.ts";
import { spanOfRun, useTimelineView } from "./timelineView.ts";

/** A run of `length` story milliseconds, ten times as long on the clock, with marks at these places of the story. */
function timeline(length: number, marks: readonly number[]): TimelineModel {
  const at = (story: number) => ({ story, time: story * 10 });
  const lane = { id: "etcd", group: "controlPlane", kind: "etcd", name: "", bars: [] } as const;
  return {
    acts: [],
    anchors: [at(0), at(length)],
    lanes: [{ ...lane, marks: marks.map((story) => ({ at: at(story), state: "event" as const })) }],
  };
}

describe("the view of a new run", () => {
  const span = { from: 2000, to: 3000 };
  it.each([
    ["stays while playhead and something are in it", 9000, [2200], 2500, span],
    ["turns to the playhead where that stands elsewhere", 9000, [5100], 5000, { from: 4900, to: 5900 }],
    ["moves into a run that is shorter", 2500, [1800], 2000, { from: 1500, to: 2500 }],
    ["is the whole where nothing is around the playhead", 9000, [8000], 2500, null],
    ["is the whole of a run that fits into it", 800, [100], 100, null],
  ])("%s", (_, length, marks, story, expected) => {
    expect(spanOfRun(span, "story", timeline(length, marks), story)).toEqual(expected);
  });

  it("is reckoned on the axis in view", () => {
    expect(spanOfRun({ from: 2000, to: 3000 }, "clock", timeline(9000, [250]), 250)).toEqual(span);
    expect(spanOfRun({ from: 2000, to: 3000 }, "clock", timeline(9000, [450]), 450)).toEqual({ from: 4400, to: 5400 });
  });
});

describe("when a run comes on stage", () => {
  const initial = usePlayground.getState();
  const present = (model: TimelineModel, ends = [6000]): Presentation => {
    const beats = ends.map((end, i) => ({
      id: `b${i}`,
      index: i,
      start: ends[i - 1] ?? 0,
      duration: end - (ends[i - 1] ?? 0),
    }));
    const journey = { beats, acts: [], duration: ends.at(-1) } as unknown as Journey;
    return { journey, timeline: model, sceneAt: () => null, decisionAt: () => null } as unknown as Presentation;
  };
  beforeEach(() => {
    usePlayground.setState(initial, true);
    usePlayground.getState().show(present(timeline(9000, [])));
    useTimelineView.getState().setSpan({ from: 2000, to: 3000 });
  });

  it("of the same scenario, the view follows the playhead", () => {
    usePlayground.getState().show(present(timeline(9000, [6100])));
    expect(useTimelineView.getState().span).toEqual({ from: 5900, to: 6900 });
  });

  it("and the playhead goes on at once to a place that the run before had not", () => {
    usePlayground.getState().show(present(timeline(20_000, [6100, 15_000]), [6000, 14_000]));
    usePlayground.getState().goTo({ beat: 1, p: 1 });
    expect(useTimelineView.getState().span).toEqual({ from: 13_900, to: 14_900 });
  });

  it("the playhead may be left out of view, and comes into it again by itself only from there", () => {
    usePlayground.getState().show(present(timeline(9000, [2500]), [2500, 4000, 8000]));
    usePlayground.getState().goTo({ beat: 1, p: 1 });
    expect(useTimelineView.getState().span).toEqual({ from: 3900, to: 4900 });
    useTimelineView.getState().setSpan({ from: 0, to: 1000 });
    usePlayground.getState().goTo({ beat: 2, p: 1 });
    expect(useTimelineView.getState().span).toEqual({ from: 0, to: 1000 });
  });

  it("of another scenario, all of it is in view", () => {
    usePlayground.getState().openScenario({ text: "other", lesson: null });
    usePlayground.getState().show(present(timeline(9000, [6100])));
    expect(useTimelineView.getState().span).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { clockAt, following, panned, storyAt, wholeOf, within, zoomed } from "./axis.ts";
import type { Moment } from "./model.ts";

/** A beat of 2 s that took 10 ms, one of 3 s in which nothing passed, one of 1 s that took a minute. */
const anchors: readonly Moment[] = [
  { story: 0, time: 0 },
  { story: 2000, time: 10 },
  { story: 5000, time: 10 },
  { story: 6000, time: 60_010 },
];

describe("from one axis to the other", () => {
  it.each([
    [0, 0],
    [1000, 5],
    [2000, 10],
    [4000, 10],
    [5500, 30_010],
    [6000, 60_010],
    [9000, 60_010],
    [-5, 0],
  ])("the story's %i is the clock's %i", (story, time) => {
    expect(clockAt(anchors, story)).toBe(time);
  });

  it.each([
    [0, 0],
    [5, 1000],
    [10, 5000],
    [30_010, 5500],
    [70_000, 6000],
  ])("the clock's %i is the story's %i: where many beats share a time, the end of the last", (time, story) => {
    expect(storyAt(anchors, time)).toBe(story);
  });

  it("a run without beats has a whole, too", () => {
    expect([clockAt([], 7), wholeOf("clock", [])]).toEqual([0, { from: 0, to: 1 }]);
  });
});

describe("what is in view", () => {
  const whole = wholeOf("story", anchors);
  it.each([
    ["half, around the middle", 0.5, 3000, [1500, 4500]],
    ["half, around the start", 0.5, 0, [0, 3000]],
    ["half, around a place that is not in view", 0.5, 9000, [3000, 6000]],
    ["further out than there is", 2, 3000, [0, 6000]],
    ["as close as it gets", 0.001, 3000, [2800, 3200]],
  ])("%s", (_, factor, around, [from, to]) => {
    expect(zoomed(whole, factor, around, whole, "story")).toEqual({ from, to });
  });

  it("a short run on the clock can be looked at whole", () => {
    expect(zoomed({ from: 0, to: 1 }, 0.5, 0, { from: 0, to: 1 }, "clock")).toEqual({ from: 0, to: 1 });
  });

  it.each([
    [500, [1500, 2500]],
    [-5000, [0, 1000]],
    [90_000, [5000, 6000]],
  ])("moved by %i", (by, [from, to]) => {
    expect(panned({ from: 1000, to: 2000 }, by, whole)).toEqual({ from, to });
  });

  it.each([
    ["still in view", 1500, [1000, 2000]],
    ["past its end: the next page", 2001, [1901, 2901]],
    ["before its start", 900, [800, 1800]],
    ["at the end of the run", 6000, [5000, 6000]],
  ])("follows the playhead: %s", (_, at, [from, to]) => {
    expect(following({ from: 1000, to: 2000 }, at, whole)).toEqual({ from, to });
  });

  it("never leaves the whole", () => {
    expect(within({ from: -10, to: 9000 }, whole)).toEqual(whole);
  });
});

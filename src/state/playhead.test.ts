import { describe, expect, it } from "vitest";
import type { Beat, Journey } from "../projection/model.ts";
import { actStep, advance, playheadAt, playOn, timeAt } from "./playhead.ts";

/** Beats of 100, 200 and 300 ms; act 1 holds the first two, act 2 the third. */
const journey = {
  pod: "default/web",
  root: null,
  pods: ["default/web"],
  beats: [
    { start: 0, duration: 100 },
    { start: 100, duration: 200 },
    { start: 300, duration: 300 },
  ] as unknown as Beat[],
  acts: [{ first: 0, last: 1 }, { first: 2, last: 2 }, null, null, null, null, null],
  duration: 600,
  outcome: "running",
} satisfies Journey;

describe("the playhead", () => {
  it.each([
    [{ beat: 0, p: 0 }, 50, { beat: 0, p: 0.5, ended: false }],
    [{ beat: 0, p: 0.5 }, 50, { beat: 1, p: 0, ended: false }],
    [{ beat: 0, p: 0.5 }, 350, { beat: 2, p: 1 / 3, ended: false }],
    [{ beat: 1, p: 0.5 }, 9999, { beat: 2, p: 1, ended: true }],
    [{ beat: 2, p: 1 }, 16, { beat: 2, p: 1, ended: true }],
  ])("from %o by %i ms", (from, milliseconds, to) => {
    expect(advance(journey, from, milliseconds)).toEqual(to);
  });

  it("stops at the end of the beat it was told to play", () => {
    expect(advance(journey, { beat: 1, p: 0 }, 5000, 1)).toEqual({ beat: 1, p: 1, ended: true });
  });

  it.each([
    [-5, { beat: 0, p: 0 }],
    [50, { beat: 0, p: 0.5 }],
    [100, { beat: 1, p: 0 }],
    [450, { beat: 2, p: 0.5 }],
    [600, { beat: 2, p: 1 }],
    [9999, { beat: 2, p: 1 }],
  ])("at %i ms", (time, playhead) => {
    expect(playheadAt(journey, time)).toEqual(playhead);
    if (time >= 0 && time <= 600) expect(timeAt(journey, playhead)).toBe(time);
  });

  it.each([
    [0, 1, 2],
    [2, 1, 2],
    [1, -1, 0],
    [2, -1, 0],
    [0, -1, 0],
  ] as const)("from beat %i, act step %i goes to beat %i", (beat, direction, to) => {
    expect(actStep(journey, beat, direction)).toBe(to);
  });
});

describe("play that is held back", () => {
  const range = { from: { beat: 0, p: 0.5 }, to: { beat: 1, p: 0.5 } };
  it.each([
    ["by nothing", { beat: 0, p: 0 }, 50, { loop: null, stops: [] }, { beat: 0, p: 0.5, ended: false, stopped: false }],
    ["at the end", { beat: 2, p: 0 }, 900, { loop: null, stops: [] }, { beat: 2, p: 1, ended: true, stopped: false }],
    [
      "in a loop",
      { beat: 1, p: 0 },
      50,
      { loop: range, stops: [] },
      { beat: 1, p: 0.25, ended: false, stopped: false },
    ],
    ["round", { beat: 1, p: 0.25 }, 60, { loop: range, stops: [] }, { ...range.from, ended: false, stopped: false }],
    [
      "behind a loop",
      { beat: 2, p: 0 },
      30,
      { loop: range, stops: [] },
      { beat: 2, p: 0.1, ended: false, stopped: false },
    ],
    ["by a stop", { beat: 0, p: 0 }, 900, { loop: null, stops: [1] }, { beat: 1, p: 1, ended: true, stopped: true }],
    [
      "before a stop",
      { beat: 0, p: 0 },
      200,
      { loop: null, stops: [1] },
      { beat: 1, p: 0.5, ended: false, stopped: false },
    ],
    [
      "from a stop on",
      { beat: 1, p: 1 },
      30,
      { loop: null, stops: [1] },
      { beat: 2, p: 0.1, ended: false, stopped: false },
    ],
    [
      "by a stop within the loop",
      { beat: 0, p: 0.5 },
      300,
      { loop: range, stops: [0] },
      { beat: 0, p: 1, ended: true, stopped: true },
    ],
    [
      "not by one behind its end",
      { beat: 1, p: 0 },
      500,
      { loop: range, stops: [1] },
      { ...range.from, ended: false, stopped: false },
    ],
  ])("%s", (_, from, milliseconds, bounds, to) => {
    const { beat, p, ended, stopped } = playOn(journey, from, milliseconds, bounds);
    expect({ beat, p, ended, stopped }).toEqual({ ...to, p: expect.closeTo(to.p) });
  });
});

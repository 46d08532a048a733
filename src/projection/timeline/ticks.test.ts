import { describe, expect, it } from "vitest";
import { storyAt } from "./axis.ts";
import type { Moment } from "./model.ts";
import { ticksIn } from "./ticks.ts";

const even: readonly Moment[] = [
  { story: 0, time: 0 },
  { story: 60_000, time: 60_000 },
];

describe("on the clock's axis ticks are even", () => {
  it.each([
    [{ from: 0, to: 60_000 }, 6000, [0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]],
    [{ from: 12_000, to: 21_000 }, 4500, [15_000, 20_000]],
    [{ from: 0, to: 4 }, 1.2, [0, 2, 4]],
    [{ from: 0, to: 7_200_000 }, 4_000_000, [0, 3_600_000, 7_200_000]],
  ])("%o, %i apart", (span, apart, times) => {
    expect(ticksIn("clock", span, apart, even)).toEqual(times.map((time) => ({ time, at: time })));
  });
});

describe("on the story's axis each gap gets the roundest time that has room", () => {
  /** Five seconds of story in which 40 ms pass, then five in which a minute does. */
  const uneven: readonly Moment[] = [
    { story: 0, time: 0 },
    { story: 5000, time: 40 },
    { story: 10_000, time: 60_040 },
  ];
  const times = ticksIn("story", { from: 0, to: 10_000 }, 1000, uneven);

  it("fine where time is slow, coarse where it runs", () => {
    expect(times.map(({ time }) => time)).toEqual([0, 10, 20, 30, 38, 10_000, 30_000, 45_000, 60_000]);
  });

  it("stands where the time is", () => {
    for (const { time, at } of times) expect(at).toBe(storyAt(uneven, time));
  });

  it("leaves them apart", () => {
    const gaps = times.slice(1).map(({ at }, index) => at - times[index].at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
  });

  it("has none where there is no room", () => {
    expect(ticksIn("story", { from: 0, to: 500 }, 1000, uneven).length).toBeLessThan(2);
  });
});

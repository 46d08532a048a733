import { describe, expect, it } from "vitest";
import { drawnLane, thingAt } from "./drawn.ts";
import type { Bar, Lane, Mark, Moment } from "./model.ts";

const at = (time: number): Moment => ({ story: time, time });
const bar = (from: number, to: number, state: Bar["state"] = "running"): Bar => ({ from: at(from), to: at(to), state });
const mark = (time: number, state: Mark["state"] = "pass"): Mark => ({ at: at(time), state });
const lane = (bars: readonly Bar[], marks: readonly Mark[] = [], kind: Lane["kind"] = "container"): Lane => ({
  id: "x",
  group: "pod",
  kind,
  name: "x",
  bars,
  marks,
});
/** A hundred pixels for a hundred milliseconds. */
const draw = (some: Lane) => drawnLane(some, "clock", { from: 0, to: 100 }, 100);

describe("bars", () => {
  it("stand where they are, and leave room for words up to the next", () => {
    expect(draw(lane([bar(10, 60), bar(40, 70, "pass")])).bars).toMatchObject([
      { left: 10, width: 50, free: 30, state: "running" },
      { left: 40, width: 30, free: 30, state: "pass" },
    ]);
  });

  it("leave words no more room than up to the first mark that stands on them; one at their start is none", () => {
    expect(draw(lane([bar(10, 60), bar(60, 90)], [mark(10), mark(50), mark(95)])).bars).toMatchObject([
      { left: 10, free: 35 },
      { left: 60, free: 30 },
    ]);
    expect(draw(lane([bar(10, 60)], [mark(12)])).bars).toMatchObject([{ left: 10, free: 0 }]);
  });

  it("thinner than two pixels are drawn as one, failed if one of them is", () => {
    const thin = Array.from({ length: 6 }, (_, i) => bar(10 + i, 10.5 + i, i === 3 ? "fail" : "running"));
    expect(draw(lane(thin)).bars).toMatchObject([{ left: 10, width: 5.5, state: "fail" }]);
  });

  it("however many there are, few are drawn", () => {
    const many = Array.from({ length: 10_000 }, (_, i) => bar(i / 100, i / 100 + 0.005));
    expect(draw(lane(many)).bars.length).toBeLessThan(20);
  });

  it("out of view are left out, and wide ones are cut a little beyond it", () => {
    const { bars } = drawnLane(lane([bar(0, 5), bar(20, 9000), bar(9000, 9001)]), "clock", { from: 50, to: 100 }, 100);
    expect(bars).toMatchObject([{ left: -8, width: 116 }]);
  });

  it("of the API server are dots when they are narrow", () => {
    expect(draw(lane([bar(10, 12), bar(20, 22, "fail"), bar(40, 60, "now")], [], "apiServer"))).toMatchObject({
      bars: [{ left: 40, width: 20 }],
      marks: [
        { x: 12, state: "event" },
        { x: 22, state: "fail" },
      ],
    });
  });
});

it("marks of one state within three pixels are one; a failure beside them is not lost", () => {
  const marks = [mark(10), mark(11), mark(12, "fail"), mark(14), mark(16.9)];
  expect(draw(lane([], marks)).marks).toEqual([
    { x: 10, state: "pass" },
    { x: 12, state: "fail" },
    { x: 14, state: "pass" },
  ]);
});

describe("what is under the pointer", () => {
  const some = lane([bar(10, 60), bar(60, 62)], [mark(30)]);
  it.each([
    ["a mark, before the bar that it stands on", 28, { mark: some.marks[0] }],
    ["a bar", 50, { bar: some.bars[0] }],
    ["a thin bar, nearly", 64, { bar: some.bars[1] }],
    ["nothing", 90, null],
  ])("%s", (_, place, thing) => {
    expect(thingAt(some, "clock", place, 3)).toEqual(thing);
  });
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startClock } from "./clock.ts";
import { usePlayground } from "./playground.ts";

const initial = usePlayground.getState();
let stop = (): void => {};
let frames: FrameRequestCallback[] = [];
let ticks: number[] = [];

/** The browser draws, at a time. */
const frame = (now: number): void => {
  for (const callback of frames.splice(0)) callback(now);
};

beforeEach(() => {
  frames = [];
  ticks = [];
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback));
  vi.stubGlobal("cancelAnimationFrame", () => {});
  const tick = (milliseconds: number): void => {
    ticks.push(milliseconds);
    usePlayground.setState(({ p }) => ({ p: p + milliseconds / 1000 }));
  };
  usePlayground.setState({ ...initial, tick }, true);
  stop = startClock();
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  usePlayground.setState(initial, true);
});

it("asks for no frame while nothing moves", () => {
  usePlayground.setState({ beat: 1 });
  expect(frames).toHaveLength(0);
});

it("pushes the playhead by the time between two frames, a late one by no more than 100 ms", () => {
  usePlayground.setState({ motion: "play" });
  frame(1000);
  frame(1016);
  frame(1032);
  frame(5000);
  expect(ticks).toEqual([16, 16, 100]);
});

it("begins anew with a step that comes while the last one moves", () => {
  usePlayground.setState({ beat: 1, p: 0, motion: "step" });
  frame(1000);
  frame(1016);
  usePlayground.setState({ beat: 2, p: 0, motion: "step" });
  frame(1032);
  expect(ticks).toEqual([16]);
  frame(1048);
  expect(ticks).toEqual([16, 16]);
});

it("rests once nothing moves, and does not count the rest", () => {
  usePlayground.setState({ motion: "play" });
  frame(1000);
  usePlayground.setState({ motion: "still" });
  frame(1016);
  expect(frames).toHaveLength(0);
  usePlayground.setState({ motion: "play" });
  frame(9000);
  frame(9016);
  expect(ticks).toEqual([16]);
});

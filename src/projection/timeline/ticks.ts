import { clockAt, type Span, storyAt } from "./axis.ts";
import type { Axis, Moment } from "./model.ts";

/** A mark of the virtual clock on the ruler. */
export interface Tick {
  /** Virtual milliseconds. */
  readonly time: number;
  /** Its place on the axis. */
  readonly at: number;
}

/** Steps that read well on a clock, milliseconds, the coarsest first. */
const steps = [
  3_600_000, 1_800_000, 600_000, 300_000, 120_000, 60_000, 30_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10,
  5, 2, 1,
];

/**
 * The clock's ticks in view, at least `apart` from one another (in milliseconds of the axis). On the clock's own axis they
 * are even; on the story's, where a second may be long or short, each gap gets the roundest time that has room in it.
 */
export function ticksIn(axis: Axis, span: Span, apart: number, anchors: readonly Moment[]): Tick[] {
  return axis === "clock" ? evenTicks(span, apart) : unevenTicks(span, apart, anchors);
}

function evenTicks({ from, to }: Span, apart: number): Tick[] {
  const step = steps.findLast((each) => each >= apart) ?? steps[0];
  const ticks: Tick[] = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) ticks.push({ time, at: time });
  return ticks;
}

function unevenTicks(span: Span, apart: number, anchors: readonly Moment[]): Tick[] {
  const ticks: Tick[] = [];
  const fill = (from: number, to: number): void => {
    if (to - from < 2 * apart) return;
    const tick = roundest(from + apart, to - apart, anchors);
    if (!tick) return;
    fill(from, tick.at);
    ticks.push(tick);
    fill(tick.at, to);
  };
  // Ticks may stand at the very edges of the view.
  fill(span.from - apart, span.to + apart);
  return ticks;
}

/** The roundest virtual time between two places of the story; of equally round ones that nearest to their middle. */
function roundest(from: number, to: number, anchors: readonly Moment[]): Tick | null {
  const first = clockAt(anchors, from);
  const last = clockAt(anchors, to);
  const middle = clockAt(anchors, (from + to) / 2);
  for (const step of steps) {
    const time = Math.min(
      Math.floor(last / step) * step,
      Math.max(Math.ceil(first / step) * step, nearest(middle, step)),
    );
    if (time < first || time > last) continue;
    const at = storyAt(anchors, time);
    if (at >= from && at <= to) return { time, at };
  }
  return null;
}

const nearest = (time: number, step: number): number => Math.round(time / step) * step;

import type { Journey } from "../projection/model.ts";

/** Where the story stands: a beat, and the share of it that has been shown (0..1). */
export interface Playhead {
  readonly beat: number;
  readonly p: number;
}

/** Moves the playhead by `milliseconds` of presentation time; `ended` when it stands at the end of `lastBeat`. */
export function advance(
  journey: Journey,
  from: Playhead,
  milliseconds: number,
  lastBeat: number = journey.beats.length - 1,
): Playhead & { readonly ended: boolean } {
  let { beat, p } = from;
  let left = milliseconds;
  for (;;) {
    const duration = Math.max(1, journey.beats[beat]?.duration ?? 1);
    const rest = (1 - p) * duration;
    if (left < rest) return { beat, p: p + left / duration, ended: false };
    if (beat >= lastBeat) return { beat, p: 1, ended: true };
    left -= rest;
    beat++;
    p = 0;
  }
}

/** What holds play back: a range that it goes round in, and beats at whose ends it stops (ascending). */
export interface Bounds {
  readonly loop: { readonly from: Playhead; readonly to: Playhead } | null;
  readonly stops: readonly number[];
}

/** Plays on by `milliseconds`: over the end of the loop back to its start, and no further than the next stop. */
export function playOn(
  journey: Journey,
  from: Playhead,
  milliseconds: number,
  { loop, stops }: Bounds,
): Playhead & { readonly ended: boolean; readonly stopped: boolean } {
  const to = advance(journey, from, milliseconds);
  const turns = loop !== null && orderOf(from) < orderOf(loop.to) && orderOf(to) >= orderOf(loop.to);
  const stop = stops.find((beat) => beat + 1 > orderOf(from));
  if (stop !== undefined && stop + 1 <= orderOf(turns ? loop.to : to)) {
    return { beat: stop, p: 1, ended: true, stopped: true };
  }
  return turns ? { ...loop.from, ended: false, stopped: false } : { ...to, stopped: false };
}

/** Playheads in order: 3.5 is the middle of beat 3. The end of a beat and the start of the next are one. */
export const orderOf = ({ beat, p }: Playhead): number => beat + p;

/** The playhead at a place on the presentation axis, milliseconds at 1×. */
export function playheadAt(journey: Journey, time: number): Playhead {
  const { beats } = journey;
  const clamped = Math.max(0, Math.min(time, journey.duration));
  let low = 0;
  let high = beats.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (beats[middle].start <= clamped) low = middle;
    else high = middle - 1;
  }
  const beat = beats[low];
  if (!beat) return { beat: 0, p: 1 };
  return { beat: low, p: Math.min(1, (clamped - beat.start) / Math.max(1, beat.duration)) };
}

/** The place of a playhead on the presentation axis, milliseconds at 1×. */
export function timeAt(journey: Journey, { beat, p }: Playhead): number {
  const at = journey.beats[beat];
  return at ? at.start + p * at.duration : 0;
}

/** The first beat of the next or previous act that the journey reaches; going back inside an act goes to its first beat. */
export function actStep(journey: Journey, beat: number, direction: 1 | -1): number {
  const firsts = journey.acts.flatMap((act) => (act ? [act.first] : []));
  if (direction === 1) return firsts.find((first) => first > beat) ?? journey.beats.length - 1;
  return firsts.findLast((first) => first < beat) ?? 0;
}

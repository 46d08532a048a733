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

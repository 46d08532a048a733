import type { SimulationEntry } from "../../engine/index.ts";
import type { Beat, Journey } from "../model.ts";
import type { Moment } from "./model.ts";

/** Gives an entry of the trace its place on both axes. */
export type Place = (seq: number) => Moment;

/** On the story's axis an entry stands within the beat that shows it, or in the first that has it behind it. */
export function placing({ beats, duration }: Journey, entries: readonly SimulationEntry[]): Place {
  const shown = new Map<number, number>();
  for (const beat of beats) {
    beat.entries.forEach((seq, at) => {
      if (!shown.has(seq)) shown.set(seq, beat.start + (beat.duration * (at + 1)) / beat.entries.length);
    });
  }
  const storyOf = (seq: number): number => {
    const known = shown.get(seq);
    if (known !== undefined) return known;
    const index = firstBehind(beats, seq);
    const beat = beats[index];
    if (!beat) return duration;
    const from = beats[index - 1]?.entry ?? -1;
    const share = beat.entry === from ? 1 : (seq - from) / (beat.entry - from);
    return beat.start + beat.duration * Math.min(1, Math.max(0, share));
  };
  return (seq) => ({ story: storyOf(seq), time: entries[seq]?.time ?? 0 });
}

/** The first beat at whose end entry `seq` has happened; their entries never go back. */
export function firstBehind(beats: readonly Beat[], seq: number): number {
  let low = 0;
  let high = beats.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beats[middle].entry < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the axes meet: the start, each entry that a beat shows, and the beats' ends. */
export function anchorsOf({ beats }: Journey, entries: readonly SimulationEntry[]): Moment[] {
  const anchors: Moment[] = [{ story: 0, time: 0 }];
  let time = 0;
  for (const beat of beats) {
    beat.entries.forEach((seq, at) => {
      time = Math.max(time, Math.min(entries[seq]?.time ?? 0, beat.time));
      anchors.push({ story: beat.start + (beat.duration * (at + 1)) / beat.entries.length, time });
    });
    time = Math.max(time, beat.time);
    anchors.push({ story: beat.start + beat.duration, time });
  }
  return anchors;
}

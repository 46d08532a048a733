import type { SimulationEntry } from "../engine/index.ts";
import type { Journey } from "./model.ts";

/**
 * Where stepping by single events stops, in beats: 3.5 is the middle of beat 3, 4 its end. Each entry that a beat shows is
 * a stop; what happens elsewhere in the cluster is not.
 */
export function eventStops(journey: Journey, _entries: readonly SimulationEntry[]): number[] {
  return journey.beats.flatMap(({ index, entries }) => {
    const shown = new Set(entries).size;
    return Array.from({ length: shown }, (_, at) => index + (at + 1) / shown);
  });
}

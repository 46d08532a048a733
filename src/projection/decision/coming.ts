import type { DecisionScene, Journey } from "../model.ts";

/** The first beat after `from` that shows an attempt of the scheduler at the Pod on stage; null: none follows. */
export function nextAttempt({ beats }: Journey, from: number): number | null {
  const at = beats.findIndex(({ about }, beat) => beat > from && about.kind === "decision");
  return at < 0 ? null : at;
}

/** The first beat after `from` at which an attempt has ended; null: none follows. */
export function nextVerdict(
  journey: Journey,
  decisionAt: (beat: number) => DecisionScene | null,
  from: number,
): number | null {
  for (let beat = from + 1; beat < journey.beats.length; beat++) {
    if (journey.beats[beat].about.kind !== "decision") continue;
    const phase = decisionAt(beat)?.phase;
    if (phase === "picked" || phase === "refused") return beat;
  }
  return null;
}

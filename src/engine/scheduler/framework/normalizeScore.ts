import type { Normalization } from "./operands.ts";

/**
 * Scales scores so that the highest becomes 100; with `reverse`, so that the lowest is best. All 0 stays 0, or becomes
 * 100 in reverse. Integer arithmetic.
 *
 * Models helper.DefaultNormalizeScore (v1.34).
 */
export function defaultNormalizeScore(scores: Float64Array, reverse: boolean): void {
  let max = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! > max) max = scores[i]!;
  if (max === 0) {
    if (reverse) scores.fill(100);
    return;
  }
  for (let i = 0; i < scores.length; i++) {
    const scaled = Math.trunc((100 * scores[i]!) / max);
    scores[i] = reverse ? 100 - scaled : scaled;
  }
}

/** The numbers of `defaultNormalizeScore`, for people. */
export function explainDefaultNormalize(raw: Float64Array, reverse: boolean): Normalization {
  let max = 0;
  for (let i = 0; i < raw.length; i++) if (raw[i]! > max) max = raw[i]!;
  return { kind: "share", max, reverse };
}

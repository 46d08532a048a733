import { nanoQuantity } from "../../engine/index.ts";

const units: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A time in a scenario: `30s`, `1m30s`, `500ms`, `0s`. */
export const durationPattern = /^(\d+(\.\d+)?(ms|s|m|h))+$/;

/** Virtual milliseconds; the text has passed `durationPattern`. */
export function millis(text: string): number {
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * units[unit],
    0,
  );
}

/** An amount of memory or of an image: `64Mi`, `1G`, `2000`. */
export const bytesPattern = /^\d+(\.\d+)?([kMGT]|[KMGT]i)?$/;

/** Bytes; the text has passed `bytesPattern`. */
export function bytesOf(text: string): number {
  return Number(nanoQuantity(text) / 1_000_000_000n);
}

/** A part of a whole: `5%`, `0.5%`, `100%`. */
export const sharePattern = /^(100(\.0+)?|\d{1,2}(\.\d+)?)%$/;

/** Between 0 and 1; the text has passed `sharePattern`. */
export function shareOf(text: string): number {
  return Number(text.slice(0, -1)) / 100;
}

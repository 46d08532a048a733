import { escapeText } from "../../api/names.ts";

/** A number as Go's strconv.Atoi reads it, or why it is none. */
function atoi(text: string): number | string {
  return /^[+-]?\d+$/.test(text) ? Number(text) : `strconv.Atoi: parsing ${escapeText(text)}: invalid syntax`;
}

/** One part of a list of indexes: `3` or `3-5`. Models parseIndexInterval of pkg/apis/batch/validation (v1.34). */
function parseInterval(interval: string, completions: number): readonly [number, number] | string {
  const limits = interval.split("-");
  if (limits.length > 2)
    return `the fragment ${escapeText(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`;
  const failure = (text: string): string => `cannot convert string to integer for index: ${escapeText(text)}`;
  const low = atoi(limits[0] ?? "");
  if (typeof low === "string") return failure(limits[0] ?? "");
  if (low >= completions) return `too large index: ${escapeText(limits[0] ?? "")}`;
  if (limits[1] === undefined) return [low, low];
  const high = atoi(limits[1]);
  if (typeof high === "string") return failure(limits[1]);
  if (high >= completions) return `too large index: ${escapeText(limits[1])}`;
  if (low >= high) return `non-increasing order, previous: ${low}, current: ${high}`;
  return [low, high];
}

/** How many indexes a list names (`1,3-5`), or why it cannot be read. Models validateIndexesFormat (v1.34). */
export function validateIndexes(text: string, completions: number): number | string {
  if (text === "") return 0;
  let total = 0;
  let last = -1;
  for (const part of text.split(",")) {
    const interval = parseInterval(part, completions);
    if (typeof interval === "string") return interval;
    const [low, high] = interval;
    if (last >= 0 && last >= low) return `non-increasing order, previous: ${last}, current: ${low}`;
    last = high;
    total += high - low + 1;
  }
  return total;
}

import { escapeText } from "../../api/names.ts";

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const fieldBounds: readonly Bounds[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: days },
];
const descriptors = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/** A number, or why it is none. */
function parseNumber(text: string): number | string {
  if (/^\+?\d+$/.test(text)) return Number(text);
  if (/^-\d+$/.test(text)) return `negative number (${Number(text)}) not allowed: ${text}`;
  return `failed to parse int from ${text}: strconv.Atoi: parsing ${escapeText(text)}: invalid syntax`;
}

function parseName(text: string, { min, names }: Bounds): number | string {
  const index = names?.indexOf(text.toLowerCase()) ?? -1;
  return index >= 0 ? index + min : parseNumber(text);
}

/** What is wrong with one range of a field; null when nothing is. */
function rangeProblem(range: string, bounds: Bounds): string | null {
  const { min, max } = bounds;
  const [span = "", ...steps] = range.split("/");
  const [low = "", ...highs] = span.split("-");
  const isStar = low === "*" || low === "?";
  const start = isStar ? min : parseName(low, bounds);
  if (typeof start === "string") return start;
  if (!isStar && highs.length > 1) return `too many hyphens: ${range}`;
  const given = isStar ? max : highs[0] === undefined ? start : parseName(highs[0], bounds);
  if (typeof given === "string") return given;
  if (steps.length > 1) return `too many slashes: ${range}`;
  const step = steps[0] === undefined ? 1 : parseNumber(steps[0]);
  if (typeof step === "string") return step;
  const end = steps.length === 1 && highs.length === 0 ? max : given;
  if (start < min) return `beginning of range (${start}) below minimum (${min}): ${range}`;
  if (end > max) return `end of range (${end}) above maximum (${max}): ${range}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${range}`;
  return step === 0 ? `step of range should be a positive number: ${range}` : null;
}

const duration = /^[-+]?((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+$/;

function descriptorProblem(text: string): string | null {
  if (descriptors.includes(text)) return null;
  if (!text.startsWith("@every ")) return `unrecognized descriptor: ${text}`;
  const given = text.slice("@every ".length);
  if (duration.test(given)) return null;
  return `failed to parse duration ${text}: time: invalid duration ${escapeText(given)}`;
}

/** Why a schedule cannot be read, in the words of the parser that upstream uses (robfig/cron v3); null when it can. */
export function scheduleProblem(schedule: string): string | null {
  const zoned = /^(?:CRON_)?TZ=(\S*)\s+(.*)$/.exec(schedule);
  const text = zoned ? (zoned[2] ?? "").trim() : schedule;
  if (text.startsWith("@")) return descriptorProblem(text);
  const fields = text.split(/\s+/).filter((field) => field !== "");
  if (fields.length !== 5) return `expected exactly 5 fields, found ${fields.length}: [${fields.join(" ")}]`;
  for (const [index, field] of fields.entries()) {
    for (const range of field.split(",").filter((part) => part !== "")) {
      const problem = rangeProblem(range, fieldBounds[index] as Bounds);
      if (problem !== null) return problem;
    }
  }
  return null;
}

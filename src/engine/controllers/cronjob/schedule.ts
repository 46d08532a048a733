import { timestamp, type VirtualMillis, virtualTime } from "../../kernel/clock.ts";

/** Due again and again after the same time, in virtual milliseconds: `@every 90s`. */
interface Interval {
  readonly every: VirtualMillis;
}

/** The minutes, hours, days of the month, months and days of the week on which a schedule is due. */
interface Calendar {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** A restricted day of either kind suffices when both are restricted. */
  readonly anyDay: boolean;
}

export type Schedule = Interval | Calendar;

const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const shorthands: { readonly [name: string]: string } = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

function numberOf(text: string, names: readonly string[], first: number): number {
  const named = names.indexOf(text.toLowerCase());
  return named >= 0 ? named + first : /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function parseField(field: string, first: number, last: number, names: readonly string[] = []): Set<number> | null {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "", stepText] = part.split("/");
    const step = stepText === undefined ? 1 : Number(stepText);
    const [fromText = "", toText] = range.split("-");
    const isAll = range === "*" || range === "?";
    const from = isAll ? first : numberOf(fromText, names, first);
    const to =
      isAll || (toText === undefined && stepText !== undefined) ? last : numberOf(toText ?? fromText, names, first);
    if (!(step >= 1) || !(from >= first) || !(to <= last) || from > to) return null;
    for (let value = from; value <= to; value += step) found.add(value);
  }
  return found;
}

const second: VirtualMillis = 1000;
const everyPrefix = "@every ";

/** Go's units of time, in virtual milliseconds. */
const units: { readonly [unit: string]: VirtualMillis } = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: second,
  m: 60 * second,
  h: 3600 * second,
};

/** Whole seconds, at least one. Models Every of robfig/cron; a duration that is none is refused by the API server. */
function parseInterval(text: string): Interval {
  const parts = [...text.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)];
  const length = parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ""] ?? 0), 0);
  const isNegative = text.startsWith("-");
  return { every: isNegative ? second : Math.max(1, Math.floor(length / second)) * second };
}

/** A cron schedule of five fields or a shorthand; null when it cannot be read. Models robfig/cron's standard parser. */
export function parseSchedule(text: string): Schedule | null {
  if (text.startsWith(everyPrefix)) return parseInterval(text.slice(everyPrefix.length));
  const fields = (shorthands[text.trim()] ?? text).trim().split(/\s+/);
  if (fields.length !== 5) return null;
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour, 0, 23);
  const days = parseField(day, 1, 31);
  const months = parseField(month, 1, 12, monthNames);
  const weekdays = parseField(weekday, 0, 6, dayNames);
  if (!minutes || !hours || !days || !months || !weekdays) return null;
  const isOpen = (field: string): boolean => field.startsWith("*") || field.startsWith("?");
  return { minutes, hours, days, months, weekdays, anyDay: !isOpen(day) && !isOpen(weekday) };
}

const minuteLength: VirtualMillis = 60_000;
const hoursOfYears = 5 * 366 * 24;

/** 0 is Sunday; by Sakamoto's method. */
function weekdayOf(year: number, month: number, day: number): number {
  const shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
  const y = month < 3 ? year - 1 : year;
  return (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + (shifts[month - 1] ?? 0) + day) % 7;
}

/** Year, month, day, hour and minute of a moment, as a clock on a wall shows them. */
type WallClock = (time: VirtualMillis) => readonly number[];

const utc: WallClock = (time) =>
  timestamp(time)
    .split(/[-T:Z]/)
    .map(Number);

const clocks = new Map<string, WallClock>();

/** The clock of a time zone, by the host's table of them; undefined for a name that is none. */
export function clockOf(timeZone: string | undefined): WallClock | undefined {
  if (timeZone === undefined || timeZone === "UTC" || timeZone === "Etc/UTC") return utc;
  const known = clocks.get(timeZone);
  if (known) return known;
  try {
    const fields = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
    const format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...fields });
    const epoch = virtualTime("1970-01-01T00:00:00Z") ?? 0;
    const clock: WallClock = (time) => {
      const parts = new Map(format.formatToParts(time - epoch).map(({ type, value }) => [type, Number(value)]));
      return (["year", "month", "day", "hour", "minute"] as const).map((type) => parts.get(type) ?? 0);
    };
    clocks.set(timeZone, clock);
    return clock;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * The first time after `after` at which the schedule is due by a clock, UTC's unless another is given; null when there is
 * none within five years. An hour that the clock skips has no runs.
 */
export function nextRun(schedule: Schedule, after: VirtualMillis, clock: WallClock = utc): VirtualMillis | null {
  if ("every" in schedule) return Math.floor(after / second) * second + schedule.every;
  let time = (Math.floor(after / minuteLength) + 1) * minuteLength;
  for (let hour = 0; hour < hoursOfYears; hour++) {
    const [year = 0, month = 0, day = 0, hours = 0, minutes = 0] = clock(time);
    const isDay = schedule.days.has(day);
    const isWeekday = schedule.weekdays.has(weekdayOf(year, month, day));
    const suits = schedule.anyDay ? isDay || isWeekday : isDay && isWeekday;
    if (suits && schedule.months.has(month) && schedule.hours.has(hours)) {
      for (let minute = minutes; minute < 60; minute++) {
        if (schedule.minutes.has(minute)) return time + (minute - minutes) * minuteLength;
      }
    }
    time += (60 - minutes) * minuteLength;
  }
  return null;
}

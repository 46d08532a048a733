/** Virtual time is a number of milliseconds since the start of the run; it only moves when the simulator takes the next event. */
export type VirtualMillis = number;

/** Where virtual time 0 lies on the calendar. A constant: the engine never asks what day it is. */
const epochSeconds = 1_893_456_000; // 2030-01-01T00:00:00Z

const secondsPerDay = 86_400;

/** Days since 1970-01-01 to a civil date, by the era method: no Date object in the engine. */
function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day };
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

/** Virtual milliseconds to an RFC 3339 timestamp with whole seconds, as Kubernetes stores times. */
export function timestamp(now: VirtualMillis): string {
  const seconds = epochSeconds + Math.floor(now / 1000);
  if (seconds !== lastSeconds) {
    lastSeconds = seconds;
    lastTimestamp = textOf(seconds);
  }
  return lastTimestamp;
}

/** Virtual milliseconds to an RFC 3339 timestamp with six digits of a second's fraction: metav1.MicroTime. */
export function microTimestamp(now: VirtualMillis): string {
  const milliseconds = String(((Math.floor(now) % 1000) + 1000) % 1000).padStart(3, "0");
  return `${timestamp(now).slice(0, -1)}.${milliseconds}000Z`;
}

/** Much happens in the same second: its text is made once. */
let lastSeconds = Number.NaN;
let lastTimestamp = "";

function textOf(seconds: number): string {
  const days = Math.floor(seconds / secondsPerDay);
  const rest = seconds - days * secondsPerDay;
  const { year, month, day } = civilFromDays(days);
  const clock = `${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(rest % 60)}`;
  return `${year}-${two(month)}-${two(day)}T${clock}Z`;
}

/**
 * An RFC 3339 timestamp (UTC, whole seconds or fractions) to virtual milliseconds; negative before the epoch.
 * Returns null for text that is not such a timestamp.
 */
export function virtualTime(time: string): VirtualMillis | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?Z$/.exec(time);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * 146_097 + dayOfEra - 719_468;
  const fraction = match[7] ? Number(`0.${match[7]}`) * 1000 : 0;
  return (days * secondsPerDay + hour * 3600 + minute * 60 + second - epochSeconds) * 1000 + fraction;
}

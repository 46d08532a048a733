import type { Time } from "../../api/meta.ts";
import { type VirtualMillis, virtualTime } from "../../kernel/clock.ts";

/** A span of time as kubectl rounds it: `45s`, `2m30s`, `3h`, `5d12h`. Models apimachinery's duration.HumanDuration (v1.34). */
export function humanDuration(millis: number): string {
  const seconds = Math.trunc(millis / 1000);
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) return two(minutes, "m", seconds % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) return two(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (hours < 192) return two(days, "d", hours % 24, "h");
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.trunc(days / 365);
  return hours < 24 * 365 * 8 ? two(years, "y", days % 365, "d") : `${years}y`;
}

function two(large: number, unit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${unit}` : `${large}${unit}${small}${smallUnit}`;
}

/** How long ago a moment was. Models translateTimestampSince in pkg/printers/internalversion (v1.34). */
export function age(time: Time | null | undefined, now: VirtualMillis): string {
  const then = time ? virtualTime(time) : null;
  return then === null ? "<unknown>" : humanDuration(now - then);
}

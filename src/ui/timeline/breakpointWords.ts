import { breakpointIds, type Stop } from "../../projection/breakpoints.ts";
import type { TimelineWords } from "./useTimelineWords.ts";

const eventPrefix = "event:";

/** `BackOff` of `event:BackOff`; null for other breakpoints. */
export function reasonOf(id: string): string | null {
  return id.startsWith(eventPrefix) ? id.slice(eventPrefix.length) : null;
}

/** What a breakpoint stops at. A link may name one that this version does not know: it shows as it is. */
export function breakpointText(id: string, t: TimelineWords): string {
  const reason = reasonOf(id);
  if (reason !== null) return t("breakpoints.event", { reason });
  const known = breakpointIds.find((each) => each === id);
  return known && !known.startsWith(eventPrefix) ? t(`breakpoints.${known as KnownId}`) : id;
}

type KnownId = "bind" | "unschedulable" | "restart" | "notReady" | "denied";

/** Why play stopped. */
export function stopText({ breakpoint, about, detail = "" }: Stop, t: TimelineWords): string {
  const reason = reasonOf(breakpoint);
  if (reason !== null) return t("stopped.event", { about, reason });
  return t(`stopped.${breakpoint as KnownId}`, { about, detail });
}

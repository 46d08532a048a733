import type { Event } from "../../api/core.ts";
import type { VirtualMillis } from "../../kernel/clock.ts";
import { age } from "./age.ts";
import type { Printer } from "./table.ts";

/** `kubelet, node-1`: who reported an event, and from where. */
function sourceOf({ source, reportingComponent, reportingInstance }: Event): string {
  const component = source?.component || reportingComponent || "";
  const host = source?.host || reportingInstance || "";
  return host === "" ? component : `${component}, ${host}`;
}

function countOf({ count, series }: Event): number {
  return series?.count ?? (count || 1);
}

function firstSeen({ firstTimestamp, eventTime }: Event, now: VirtualMillis): string {
  return age(firstTimestamp ?? eventTime, now);
}

function lastSeen(event: Event, now: VirtualMillis): string {
  if (event.series) return age(event.series.lastObservedTime, now);
  return event.lastTimestamp ? age(event.lastTimestamp, now) : firstSeen(event, now);
}

function objectOf({ involvedObject }: Event): string {
  const kind = (involvedObject.kind ?? "").toLowerCase();
  return involvedObject.name ? `${kind}/${involvedObject.name}` : kind;
}

const reasonColumns = ["Last Seen", "Type", "Reason", "Object"];

/** The wide table has columns in its middle, so that both are told apart here. */
export const eventPrinter: Printer<Event> = {
  columns: [...reasonColumns, "Message"],
  allWide: [...reasonColumns, "Subobject", "Source", "Message", "First Seen", "Count", "Name"],
  cells: (event, { now, wide }) => {
    const head = [lastSeen(event, now), event.type ?? "", event.reason ?? "", objectOf(event)];
    const message = (event.message ?? "").trim();
    if (!wide) return [...head, message];
    return [
      ...head,
      event.involvedObject.fieldPath ?? "",
      sourceOf(event),
      message,
      firstSeen(event, now),
      countOf(event),
      event.metadata.name ?? "",
    ];
  },
};

import type { Event } from "../../api/core.ts";
import { resourceByName } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { type VirtualMillis, virtualTime } from "../../kernel/clock.ts";
import { objectsOf } from "../console/cluster.ts";
import { age } from "../print/age.ts";
import type { DescribeContext, Description } from "./description.ts";

const eventKind = resourceByName("events")!;

/** The events about an object, the oldest first. Models searchEvents and event.SortableEvents (v1.34). */
function eventsAbout({ kind, metadata }: KubernetesObject, { records }: DescribeContext): readonly Event[] {
  const lastSeen = ({ lastTimestamp }: Event): number =>
    (lastTimestamp ? virtualTime(lastTimestamp) : null) ?? Number.NEGATIVE_INFINITY;
  return objectsOf<Event>(records, eventKind)
    .filter(({ involvedObject }) => {
      const { name, namespace, uid } = involvedObject;
      // A kubelet tells its Node by name where others have its UID.
      const same = uid === undefined || uid === metadata.uid || uid === metadata.name;
      return (
        involvedObject.kind === kind &&
        name === metadata.name &&
        (namespace ?? "") === (metadata.namespace ?? "") &&
        same
      );
    })
    .sort((a, b) => compare(lastSeen(a), lastSeen(b)) || byWriting(a, b));
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** Of one second: as they were written. */
export function byWriting(a: Event, b: Event): number {
  return Number(a.metadata.resourceVersion ?? 0) - Number(b.metadata.resourceVersion ?? 0);
}

/** `18s (x3 over 2m)`: when it was last seen, and how often. */
export function intervalOf(event: Event, now: VirtualMillis): string {
  const { series, count = 0, lastTimestamp, firstTimestamp, eventTime } = event;
  const first = age(eventTime ?? firstTimestamp, now);
  if (series) return `${age(series.lastObservedTime, now)} (x${series.count} over ${first})`;
  return count > 1 ? `${age(lastTimestamp, now)} (x${count} over ${first})` : first;
}

/** Models DescribeEvents of kubectl's pkg/describe/describe.go (v1.34). */
export function describeEvents(description: Description, object: KubernetesObject, context: DescribeContext): void {
  const { now } = context;
  const events = eventsAbout(object, context);
  if (events.length === 0) {
    description.line(0, "Events:", "<none>");
    return;
  }
  description.flush();
  description.line(0, "Events:").line(1, "Type", "Reason", "Age", "From", "Message");
  description.line(1, "----", "------", "----", "----", "-------");
  for (const event of events) {
    const { type = "", reason = "", message = "" } = event;
    const source = event.source?.component || event.reportingComponent || "";
    description.line(1, type, reason, intervalOf(event, now), source, message.trim());
  }
}

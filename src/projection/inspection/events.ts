import { type Event, printedAge, type SimulationCursor, virtualTime } from "../../engine/index.ts";
import type { Journey } from "../model.ts";
import { objectsAt } from "../records.ts";
import { beatOf, lastChange } from "./history.ts";
import type { EventRow } from "./model.ts";
import { involvedKey } from "./selection.ts";

/** The Events in the cluster at a beat, by when they were last seen. */
export function eventsAt(journey: Journey, cursor: SimulationCursor, beatIndex: number): EventRow[] {
  const beat = journey.beats[beatIndex];
  if (!beat) return [];
  return objectsAt<Event>(cursor.stateAt(beat.entry), "/registry/events/")
    .map((event): EventRow => {
      const { kind = "", name = "", namespace } = event.involvedObject;
      const key = `/registry/events/${event.metadata.namespace}/${event.metadata.name}`;
      const written = lastChange(cursor.entries, key, beat.entry);
      const [first, last] = timesOf(event);
      return {
        key,
        time: virtualTime(last) ?? 0,
        firstTime: virtualTime(first) ?? 0,
        lastSeen: printedAge(last, beat.time),
        type: event.type ?? "",
        reason: event.reason ?? "",
        object: `${kind.toLowerCase()}/${name}`,
        objectKey: involvedKey(kind, namespace, name),
        message: (event.message ?? "").trim(),
        count: event.series?.count ?? (event.count || 1),
        component: event.source?.component || (event.reportingComponent ?? ""),
        beat: written ? beatOf(journey, written.seq) : null,
      };
    })
    .sort((a, b) => a.time - b.time);
}

/** When an Event was first and last seen. Models printEvent in pkg/printers/internalversion (v1.34). */
export function timesOf({ firstTimestamp, lastTimestamp, eventTime, series }: Event): [first: string, last: string] {
  const first = firstTimestamp || eventTime || "";
  return [first, series?.lastObservedTime || lastTimestamp || first];
}

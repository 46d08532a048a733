import { type Event, type SimulationCursor, virtualTime } from "../engine/index.ts";
import type { EventRow, Journey } from "./model.ts";
import { objectsAt } from "./records.ts";

/** The Events in the cluster at a beat, oldest first, as `kubectl get events` sorted by time. */
export function eventsAt(journey: Journey, cursor: SimulationCursor, beatIndex: number): EventRow[] {
  const beat = journey.beats[beatIndex];
  if (!beat) return [];
  return objectsAt<Event>(cursor.stateAt(beat.entry), "/registry/events/")
    .map(rowOf)
    .sort((a, b) => a.time - b.time);
}

export function rowOf(event: Event): EventRow {
  const { kind = "", name = "" } = event.involvedObject;
  return {
    time:
      virtualTime(
        event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp ?? event.metadata.creationTimestamp ?? "",
      ) ?? 0,
    type: event.type ?? "Normal",
    reason: event.reason ?? "",
    object: `${kind.toLowerCase()}/${name}`,
    message: event.message ?? "",
    count: event.count ?? event.series?.count ?? 1,
    component: event.source?.component ?? event.reportingComponent ?? "",
  };
}

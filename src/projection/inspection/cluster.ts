import type { DecisionRecord, KubernetesObject, Pod, Records, SimulationCursor } from "../../engine/index.ts";
import type { Journey } from "../model.ts";
import { podAt } from "../records.ts";
import type { Cluster } from "./model.ts";
import { requestObjectAt } from "./requestObject.ts";

/** What the newest attempt at a beat looked at; before the first, what is stored, with the Pod as it is by then. */
export function clusterAt(journey: Journey, cursor: SimulationCursor, beatIndex: number): Cluster | null {
  const attempt = attemptAt(journey, cursor, beatIndex, () => true);
  if (attempt) return attempt;
  const beat = journey.beats[beatIndex];
  if (!beat) return null;
  const records = cursor.stateAt(beat.entry);
  const asked = requestObjectAt(journey, cursor, beatIndex)?.object;
  const pod = (journey.pod !== null && podAt(records, journey.pod)) || (asked?.kind === "Pod" && (asked as Pod));
  return pod ? { pod, objects: objectsOf(records), record: null } : null;
}

/** The newest attempt at a beat in which Pods were found that could make room. */
export function preemptionAt(journey: Journey, cursor: SimulationCursor, beatIndex: number): Cluster | null {
  return attemptAt(journey, cursor, beatIndex, ({ postFilter }) => Object.keys(postFilter?.victims ?? {}).length > 0);
}

function attemptAt(
  { beats, pod: key }: Journey,
  cursor: SimulationCursor,
  beatIndex: number,
  isWanted: (record: DecisionRecord) => boolean,
): Cluster | null {
  for (let at = Math.min(beatIndex, beats.length - 1); at >= 0 && key !== null; at--) {
    const { about } = beats[at];
    const event = about.kind === "decision" ? cursor.entries[about.seq].event : null;
    if (about.kind !== "decision" || event?.type !== "SchedulingPhase" || !isWanted(event.decision)) continue;
    const records = cursor.stateAt(about.seq);
    const pod = podAt(records, key);
    return pod ? { pod, objects: objectsOf(records), record: event.decision } : null;
  }
  return null;
}

/** What etcd holds, but no Events: nobody reckons with them. */
function objectsOf(records: Records): readonly KubernetesObject[] {
  return [...records]
    .filter(([key]) => key.startsWith("/registry/") && !key.startsWith("/registry/events/"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, object]) => object as KubernetesObject);
}

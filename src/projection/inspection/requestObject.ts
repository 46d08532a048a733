import type { FieldChange, KubernetesObject, SimulationCursor } from "../../engine/index.ts";
import type { Journey } from "../model.ts";
import { indexTrace, type RequestTrack } from "../traceIndex.ts";

/**
 * The object that the newest request at or before a beat carries, as far as the API server has changed it: what it
 * defaulted and what admission did to it. null when no request has a body.
 */
export function requestObjectAt(
  journey: Journey,
  cursor: SimulationCursor,
  beatIndex: number,
): { readonly object: KubernetesObject; readonly request: number } | null {
  const index = indexTrace(cursor.entries);
  for (let at = beatIndex; at >= 0; at--) {
    const { about, entry } = journey.beats[at];
    // kubectl has read another file: what it sent before is not what this is about.
    if (about.kind === "kubectl") return null;
    const track = about.kind === "request" ? index.requests.get(about.request) : undefined;
    const { body } = track?.entry.event ?? {};
    if (!track || !body) continue;
    return { object: changedBy(body, track, entry), request: track.entry.event.request };
  }
  return null;
}

function changedBy(body: KubernetesObject, track: RequestTrack, upTo: number): KubernetesObject {
  const changes = track.stations.flatMap(({ seq, event }) => (seq <= upTo ? (event.changed ?? []) : []));
  return changes.reduce<KubernetesObject>((object, change) => withChange(object, change) as KubernetesObject, body);
}

/** A copy of `object` in which one field is as a change says. Paths are as in field errors: `metadata.labels[a/b]`. */
export function withChange(object: unknown, { path, after }: FieldChange): unknown {
  const steps = [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([step, bracketed]) => bracketed ?? step);
  return put(object, steps, after);
}

function put(value: unknown, [step, ...rest]: readonly string[], after: unknown): unknown {
  if (step === undefined) return after;
  if (Array.isArray(value) || (value === undefined && /^\d+$/.test(step))) {
    const list = [...((value as unknown[] | undefined) ?? [])];
    const changed = put(list[Number(step)], rest, after);
    if (changed === undefined) list.splice(Number(step), 1);
    else list[Number(step)] = changed;
    return list;
  }
  const map = { ...(value as { readonly [key: string]: unknown } | undefined) };
  const changed = put(map[step], rest, after);
  if (changed === undefined) delete map[step];
  else map[step] = changed;
  return map;
}

import type { KubernetesObject, Records, SimulationCursor, SimulationEntry } from "../../engine/index.ts";
import { indexTrace, type RequestTrack, type TraceIndex } from "../traceIndex.ts";

const podKey = /^\/registry\/pods\/(.+)$/;

/** All Pods that the run created, in order, as `namespace/name`. Those that were there from the start are not among them. */
export function podsOfRun(entries: readonly SimulationEntry[]): string[] {
  const pods = new Set<string>();
  for (const { event } of indexTrace(entries).writes) {
    const match = event.op === "create" ? podKey.exec(event.key) : null;
    if (match) pods.add(match[1]);
  }
  return [...pods];
}

/** The request that created `pod`. */
export function creationOf(index: TraceIndex, pod: string): RequestTrack | null {
  const key = `/registry/pods/${pod}`;
  const write = index.writes.find(({ event }) => event.op === "create" && event.key === key);
  return (write && index.requests.get(write.event.request)) ?? null;
}

const writing: ReadonlySet<string> = new Set(["create", "update", "patch"]);

export function isRefused(track: RequestTrack): boolean {
  return (track.response?.event.code ?? 0) >= 400;
}

/**
 * The request to tell in detail when no Pod was stored: a Pod's creation that was refused, else the first write of the
 * user's that was, else the first write at all.
 */
export function courseWithoutPod(index: TraceIndex): RequestTrack | null {
  const writes = index.requestList.filter(
    ({ entry: { event } }) => writing.has(event.verb) && event.resource !== "events" && !event.subresource,
  );
  const refusals = writes.filter(isRefused);
  return (
    refusals.find(({ entry }) => entry.event.resource === "pods") ??
    refusals.find(({ entry }) => entry.event.client === "kubectl") ??
    writes.find(({ entry }) => entry.event.client === "kubectl") ??
    null
  );
}

/** Follows the controllers' owner references from an object up to what has none. The object itself is first. */
export function ownersOf(object: KubernetesObject, records: Records): KubernetesObject[] {
  const chain = [object];
  for (let current = object; ; ) {
    const reference = current.metadata.ownerReferences?.find((owner) => owner.controller);
    if (!reference) return chain;
    const owner = findByUid(records, reference.uid);
    if (!owner || chain.includes(owner)) return chain;
    chain.push(owner);
    current = owner;
  }
}

function findByUid(records: Records, uid: string): KubernetesObject | undefined {
  for (const [key, value] of records) {
    if (!key.startsWith("/registry/")) continue;
    const object = value as KubernetesObject;
    if (object.metadata?.uid === uid) return object;
  }
  return undefined;
}

/** The Pod as it was when stored, and the last that is known of it. */
export function podEver(cursor: SimulationCursor, index: TraceIndex, pod: string): KubernetesObject | undefined {
  const key = `/registry/pods/${pod}`;
  const last = cursor.stateAt(cursor.entries.length - 1).get(key);
  if (last) return last as KubernetesObject;
  const created = index.writes.find(({ event }) => event.op === "create" && event.key === key);
  return created && (cursor.stateAt(created.seq).get(key) as KubernetesObject | undefined);
}

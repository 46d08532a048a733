import type { SimulationEntry } from "../engine/index.ts";

type Event = SimulationEntry["event"];
type EventOf<T extends Event["type"]> = Extract<Event, { type: T }>;
export type EntryOf<T extends Event["type"]> = SimulationEntry & { readonly event: EventOf<T> };

/** One request from its arrival to its response, with what it caused in etcd. */
export interface RequestTrack {
  readonly entry: EntryOf<"Request">;
  readonly stations: EntryOf<"Station">[];
  readonly writes: EntryOf<"EtcdWrite">[];
  response: EntryOf<"Response"> | null;
}

/** Where things are in a trace: built once a trace, in one pass, and shared by everything that reads it. */
export interface TraceIndex {
  /** By request number. */
  readonly requests: ReadonlyMap<number, RequestTrack>;
  /** What broke and was mended. */
  readonly removedImages: readonly EntryOf<"ImageRemoved">[];
  readonly faults: readonly EntryOf<"Fault">[];
  /** In order of arrival. */
  readonly requestList: readonly RequestTrack[];
  /** kubectl's own entries and the requests that it sent. */
  readonly kubectl: readonly SimulationEntry[];
  readonly reconciles: readonly EntryOf<"Reconcile">[];
  readonly writes: readonly EntryOf<"EtcdWrite">[];
  /** Watch events by the revision that they tell of. */
  readonly watches: ReadonlyMap<number, readonly EntryOf<"WatchEvent">[]>;
  /** QueueMove and SchedulingPhase entries by Pod (`namespace/name`). */
  readonly scheduling: ReadonlyMap<string, readonly EntryOf<"QueueMove" | "SchedulingPhase">[]>;
  /** The kubelets' and runtimes' entries by Pod. */
  readonly kubelet: ReadonlyMap<string, readonly KubeletEntry[]>;
}

export type KubeletEntry = EntryOf<"KubeletStep" | "VolumeMount" | "CRI" | "ContainerExited" | "Hook" | "Probe">;

const indexes = new WeakMap<readonly SimulationEntry[], TraceIndex>();

export function indexTrace(entries: readonly SimulationEntry[]): TraceIndex {
  const known = indexes.get(entries);
  if (known) return known;
  const index = build(entries);
  indexes.set(entries, index);
  return index;
}

function build(entries: readonly SimulationEntry[]): TraceIndex {
  const requests = new Map<number, RequestTrack>();
  const kubectl: SimulationEntry[] = [];
  const reconciles: EntryOf<"Reconcile">[] = [];
  const writes: EntryOf<"EtcdWrite">[] = [];
  const watches = new Map<number, EntryOf<"WatchEvent">[]>();
  const scheduling = new Map<string, EntryOf<"QueueMove" | "SchedulingPhase">[]>();
  const kubelet = new Map<string, KubeletEntry[]>();
  const removedImages: EntryOf<"ImageRemoved">[] = [];
  const faults: EntryOf<"Fault">[] = [];

  for (const entry of entries) {
    const { event } = entry;
    switch (event.type) {
      case "Request":
        requests.set(event.request, {
          entry: entry as EntryOf<"Request">,
          stations: [],
          writes: [],
          response: null,
        });
        if (event.client === "kubectl") kubectl.push(entry);
        break;
      case "Station":
        requests.get(event.request)?.stations.push(entry as EntryOf<"Station">);
        break;
      case "EtcdWrite":
        writes.push(entry as EntryOf<"EtcdWrite">);
        requests.get(event.request)?.writes.push(entry as EntryOf<"EtcdWrite">);
        break;
      case "Response": {
        const track = requests.get(event.request);
        if (track) track.response = entry as EntryOf<"Response">;
        break;
      }
      case "WatchEvent":
        append(watches, event.revision, entry as EntryOf<"WatchEvent">);
        break;
      case "KubectlCommand":
      case "KubectlRead":
      case "KubectlDiscovery":
      case "KubectlOutput":
        kubectl.push(entry);
        break;
      case "ImageRemoved":
        removedImages.push(entry as EntryOf<"ImageRemoved">);
        break;
      case "Fault":
        faults.push(entry as EntryOf<"Fault">);
        break;
      case "Reconcile":
        reconciles.push(entry as EntryOf<"Reconcile">);
        break;
      case "QueueMove":
      case "SchedulingPhase":
        append(scheduling, event.pod, entry as EntryOf<"QueueMove" | "SchedulingPhase">);
        break;
      case "KubeletStep":
      case "VolumeMount":
      case "CRI":
      case "ContainerExited":
      case "Hook":
      case "Probe":
        append(kubelet, event.pod, entry as KubeletEntry);
        break;
    }
  }
  const requestList = [...requests.values()];
  return { requests, requestList, kubectl, reconciles, writes, watches, scheduling, kubelet, removedImages, faults };
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The first of `list` (ascending by seq) with seq > `seq`. */
export function after<E extends { readonly seq: number }>(list: readonly E[], seq: number): E | undefined {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].seq <= seq) low = middle + 1;
    else high = middle;
  }
  return list[low];
}

/** How many of `list` (ascending by seq) have happened at `seq`. */
export function countUpTo(list: readonly { readonly seq: number }[], seq: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].seq <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

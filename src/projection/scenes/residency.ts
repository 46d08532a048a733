import type { EndpointSlice, Node, Pod, SimulationEntry } from "../../engine/index.ts";
import type { Journey } from "../model.ts";
import { byName } from "../records.ts";

/** Where Pods stand through act 7, and how much room that takes: the same at each beat, so that nothing moves which stays. */
export interface Residency {
  /** By uid: a Pod's row on its node, or among those that no node has. Rows are given anew when a Pod is gone. */
  readonly slots: ReadonlyMap<string, number>;
  /** By node: rows that a Pod left and no other takes, with the entry at which it did. From then on they are closed up. */
  readonly left: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** By node: the most rows that are needed at the end of a beat. */
  readonly rows: ReadonlyMap<string, number>;
  /** The most Pods that wait for a node for long, or at the end. */
  readonly unplacedRows: number;
  /** The most Pods that are on nodes at the end of a beat, all together. */
  readonly peak: number;
  /** The most containers (a debugging one comes late), probes of a container, and volumes in one Pod. */
  readonly largest: { readonly containers: number; readonly probes: number; readonly volumes: number };
  /** By node: the most taints, by key, at the end of a beat. */
  readonly taints: ReadonlyMap<string, number>;
  /** By `namespace/name` of a Service: where its first endpoint last was. It orders Services beside the nodes. */
  readonly servedFrom: ReadonlyMap<string, readonly [node: string, slot: number]>;
}

const known = new WeakMap<Journey, Residency>();

export function residencyOf(journey: Journey, entries: readonly SimulationEntry[]): Residency {
  const before = known.get(journey);
  if (before) return before;
  const residency = walk(journey, entries);
  known.set(journey, residency);
  return residency;
}

const podPrefix = "/registry/pods/";
const nodePrefix = "/registry/minions/";
const slicePrefix = "/registry/endpointslices/";
const nowhere = "";
/** Milliseconds of virtual time. */
const longWait = 1000;

/** Its state says the same. */
const cordoned = "node.kubernetes.io/unschedulable";

/** Taints by what they are for: the same key with two effects is one line. */
export const taintKeys = (node: Node): string[] => [
  ...new Set(
    (node.spec?.taints ?? []).filter(({ key }) => key !== cordoned).map(({ key, value = "" }) => `${key}=${value}`),
  ),
];

class Rooms {
  readonly slots = new Map<string, number>();
  readonly left = new Map<string, Map<number, number>>();
  private readonly taken = new Map<string, Map<string, number>>();
  private readonly homes = new Map<string, string>();
  private readonly waitingSince = new Map<string, number>();

  put(uid: string, node: string, time: number, seq: number): void {
    if (this.homes.get(uid) === node) return;
    this.leave(uid, seq);
    if (node === nowhere) this.waitingSince.set(uid, time);
    const room = this.taken.get(node) ?? new Map<string, number>();
    this.taken.set(node, room);
    const used = new Set(room.values());
    let slot = 0;
    while (used.has(slot)) slot++;
    room.set(uid, slot);
    this.left.get(node)?.delete(slot);
    this.homes.set(uid, node);
    this.slots.set(`${uid} ${node}`, slot);
  }

  leave(uid: string, seq: number): void {
    const home = this.homes.get(uid);
    if (home === undefined) return;
    const left = this.left.get(home) ?? new Map<number, number>();
    this.left.set(home, left.set(this.taken.get(home)?.get(uid) ?? 0, seq));
    this.taken.get(home)?.delete(uid);
    this.homes.delete(uid);
    this.waitingSince.delete(uid);
  }

  /** Pods that are on a node now. */
  count(): number {
    return [...this.homes.values()].filter((home) => home !== nowhere).length;
  }

  /** Pods that wait for a node longer than a scheduler takes; at the end of the run, all that do. */
  waiting(time: number, isEnd: boolean): number {
    return [...this.waitingSince.values()].filter((since) => isEnd || time - since >= longWait).length;
  }

  /** The rows that a node needs now. */
  *needs(): Generator<readonly [node: string, rows: number]> {
    for (const [node, room] of this.taken)
      if (node !== nowhere) yield [node, Math.max(0, ...[...room.values()].map((slot) => slot + 1))];
  }
}

function walk(journey: Journey, entries: readonly SimulationEntry[]): Residency {
  const ofRun = new Set(journey.pods);
  const moments = new Set(journey.beats.filter(({ act }) => act === 7).map(({ entry }) => entry));
  const last = journey.beats.at(-1)?.entry;
  const rooms = new Rooms();
  const rows = new Map<string, number>();
  const taints = new Map<string, number>();
  const counts = new Map<string, number>();
  const servedFrom = new Map<string, readonly [string, number]>();
  let largest = { containers: 1, probes: 0, volumes: 0 };
  let peak = 0;
  let unplacedRows = 0;
  for (const { seq, time, changes } of entries) {
    for (const { key, from, to } of changes) {
      if (key.startsWith(podPrefix) && ofRun.has(key.slice(podPrefix.length))) {
        const pod = (to ?? from) as Pod;
        const uid = pod.metadata.uid ?? "";
        if (to === undefined) rooms.leave(uid, seq);
        else {
          rooms.put(uid, pod.spec.nodeName ?? nowhere, time, seq);
          const held = contentsOf(pod);
          largest = {
            containers: Math.max(largest.containers, held.containers),
            probes: Math.max(largest.probes, held.probes),
            volumes: Math.max(largest.volumes, held.volumes),
          };
        }
      } else if (key.startsWith(nodePrefix) && to !== undefined)
        counts.set(key.slice(nodePrefix.length), taintKeys(to as Node).length);
      else if (key.startsWith(slicePrefix) && to !== undefined) noteEndpoints(to as EndpointSlice, rooms, servedFrom);
    }
    if (!moments.has(seq)) continue;
    peak = Math.max(peak, rooms.count());
    unplacedRows = Math.max(unplacedRows, rooms.waiting(time, seq === last));
    for (const [node, need] of rooms.needs()) rows.set(node, Math.max(rows.get(node) ?? 0, need));
    for (const [node, count] of counts) taints.set(node, Math.max(taints.get(node) ?? 0, count));
  }
  return {
    slots: rooms.slots,
    left: rooms.left,
    rows,
    unplacedRows,
    peak,
    largest,
    taints,
    servedFrom,
  };
}

function contentsOf({ spec }: Pod): Residency["largest"] {
  const { initContainers = [], containers, ephemeralContainers = [] } = spec;
  const probesOf = ({ startupProbe, readinessProbe, livenessProbe }: Pod["spec"]["containers"][number]): number =>
    [startupProbe, readinessProbe, livenessProbe].filter((probe) => probe !== undefined).length;
  return {
    containers: initContainers.length + containers.length + ephemeralContainers.length,
    probes: Math.max(0, ...[...initContainers, ...containers].map(probesOf)),
    volumes: spec.volumes?.length ?? 0,
  };
}

function noteEndpoints(slice: EndpointSlice, rooms: Rooms, servedFrom: Map<string, readonly [string, number]>): void {
  const service = slice.metadata.labels?.["kubernetes.io/service-name"];
  const places = (slice.endpoints ?? []).flatMap(({ nodeName, targetRef }): (readonly [string, number])[] =>
    nodeName === undefined ? [] : [[nodeName, rooms.slots.get(`${targetRef?.uid ?? ""} ${nodeName}`) ?? 0]],
  );
  const [first] = places.sort((a, b) => byName(a[0], b[0]) || a[1] - b[1]);
  if (service !== undefined && first) servedFrom.set(`${slice.metadata.namespace}/${service}`, first);
}

/** The row of a Pod on its node, or among those without one, after an entry. */
export function slotOf({ slots, left }: Residency, pod: Pod, seq: number): number {
  const node = pod.spec.nodeName ?? nowhere;
  const slot = slots.get(`${pod.metadata.uid ?? ""} ${node}`) ?? 0;
  let above = 0;
  for (const [row, since] of left.get(node) ?? []) if (row < slot && since <= seq) above++;
  return slot - above;
}

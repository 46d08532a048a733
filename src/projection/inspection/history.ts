import type { KubernetesObject, SimulationEntry } from "../../engine/index.ts";
import type { Journey } from "../model.ts";
import type { Turn } from "./model.ts";

/** One change of an object in etcd. */
interface Change {
  readonly seq: number;
  /** What it was before; undefined when it came. */
  readonly from: KubernetesObject | undefined;
  /** What it is after; undefined when it went. */
  readonly to: KubernetesObject | undefined;
}

const histories = new WeakMap<readonly SimulationEntry[], ReadonlyMap<string, readonly Change[]>>();

/** All changes of a key in etcd, in order. The first question about a trace reads it once. */
export function historyOf(entries: readonly SimulationEntry[], key: string): readonly Change[] {
  const known = histories.get(entries) ?? readHistories(entries);
  histories.set(entries, known);
  return known.get(key) ?? [];
}

function readHistories(entries: readonly SimulationEntry[]): Map<string, Change[]> {
  const histories = new Map<string, Change[]>();
  for (const { seq, changes } of entries) {
    for (const { key, from, to } of changes) {
      if (!key.startsWith("/registry/")) continue;
      const change = { seq, from: from as Change["from"], to: to as Change["to"] };
      const list = histories.get(key);
      if (list) list.push(change);
      else histories.set(key, [change]);
    }
  }
  return histories;
}

/** The last change of a key at or before an entry. */
export function lastChange(entries: readonly SimulationEntry[], key: string, upTo: number): Change | undefined {
  return historyOf(entries, key).findLast(({ seq }) => seq <= upTo);
}

/** When an entry happened, and the first beat at whose end it has. */
export function turnAt(entries: readonly SimulationEntry[], journey: Journey, seq: number): Turn {
  return { time: entries[seq].time, beat: beatOf(journey, seq) };
}

export function beatOf({ beats }: Journey, seq: number): number | null {
  const beat = beats.findIndex(({ entry }) => entry >= seq);
  return beat < 0 ? null : beat;
}

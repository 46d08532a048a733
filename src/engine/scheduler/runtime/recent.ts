import { NodeRecords } from "./nodeRecords.ts";

/**
 * What a recorder wrote last, by name. Two attempts in a row say nearly the same of a hundred nodes: what is equal is
 * kept once, or a run of a thousand Pods would hold hundreds of megabytes of repetition. Records are plain data that
 * nobody changes, so sharing does not show.
 */
export class Recent {
  private readonly values = new Map<string, unknown>();
  private readonly entries = new Map<string, Entries<unknown>>();
  private readonly scores = new Map<string, NodeScores>();
  private readonly records = new NodeRecords();
  private readonly byNode = new Map<string, Kept<unknown>>();

  /** `value`, or what was kept under `name` before, where the two are equal, the order of keys included. */
  shared<T>(name: string, value: T): T {
    const before = this.values.get(name);
    if (isSame(before, value)) return before as T;
    this.values.set(name, value);
    return value;
  }

  /** As `shared`, entry by entry: a record of `keys` and `values`. */
  sharedEntries<T>(name: string, keys: readonly string[], values: readonly T[]): { readonly [key: string]: T } {
    const before = this.entries.get(name) as Entries<T> | undefined;
    if (!before || !isSameList(before.keys, keys)) return this.newEntries(name, keys, values, before?.record);
    let shared: T[] | null = null;
    for (let i = 0; i < values.length; i++) {
      const known = before.values[i]!;
      const value = values[i]!;
      if (known === value || isSame(known, value)) continue;
      shared ??= before.values.slice();
      shared[i] = value;
    }
    return shared ? this.keptEntries(name, before.keys, shared) : before.record;
  }

  /** Other keys than before: those that are still there may have the same values. */
  private newEntries<T>(
    name: string,
    keys: readonly string[],
    values: readonly T[],
    before: { readonly [key: string]: T } = {},
  ): { readonly [key: string]: T } {
    const shared = values.map((value, i) => {
      const known = before[keys[i]!];
      return known !== undefined && isSame(known, value) ? known : value;
    });
    return this.keptEntries(name, keys, shared);
  }

  private keptEntries<T>(name: string, keys: readonly string[], values: readonly T[]): { readonly [key: string]: T } {
    const record = this.records.of(keys, values);
    this.entries.set(name, { keys, values, record });
    return record;
  }

  /**
   * What was worked out for each node under a name and a text, good until the node changes: most nodes are the same in two
   * attempts in a row, and most Pods ask for the same.
   */
  kept<T>(name: string, text: string): Kept<T> {
    const key = `${name} ${text}`;
    let known = this.byNode.get(key);
    if (!known) {
      if (this.byNode.size >= texts) this.byNode.clear();
      known = { generations: [], values: [] };
      this.byNode.set(key, known);
    }
    return known as Kept<T>;
  }

  /** A number a node as a record, in the order of `nodes`. */
  numbers(name: string, nodes: readonly string[], values: Float64Array): NodeScores["record"] {
    const before = this.scores.get(name);
    if (before && isSameScore(before, nodes, values)) return before.record;
    // The numbers are in a buffer that the next plugin writes over.
    const kept = values.slice(0, nodes.length);
    const record = this.records.of(nodes, kept);
    this.scores.set(name, { nodes, values: kept, record });
    return record;
  }
}

/** So many different texts are kept apart. */
const texts = 64;

/** Values by the node's slot, and the generation of the node that each holds for: no two nodes ever have the same. */
export interface Kept<T> {
  readonly generations: number[];
  readonly values: T[];
}

interface Entries<T> {
  readonly keys: readonly string[];
  readonly values: readonly T[];
  readonly record: { readonly [key: string]: T };
}

interface NodeScores {
  readonly nodes: readonly string[];
  readonly values: Float64Array;
  readonly record: { readonly [node: string]: number };
}

function isSameScore(before: NodeScores, nodes: readonly string[], values: Float64Array): boolean {
  if (!isSameList(before.nodes, nodes)) return false;
  for (let i = 0; i < nodes.length; i++) if (before.values[i] !== values[i]) return false;
  return true;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** From how many keys on a comparison of records is remembered. */
const manyKeys = 32;
/** What a large record was compared with last: the operands of all nodes have the counts of all domains in common. */
const compared = new WeakMap<object, { readonly other: object; readonly same: boolean }>();

/** Equality of plain data, the order of keys included. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!isSame(a[i], b[i])) return false;
    return true;
  }
  const [left, right] = [a, b] as { readonly [key: string]: unknown }[];
  const known = compared.get(left);
  if (known?.other === right) return known.same;
  const keys = Object.keys(left);
  const others = Object.keys(right);
  if (keys.length !== others.length) return false;
  const same = sameEntries(left, right, keys, others);
  if (keys.length >= manyKeys) compared.set(left, { other: right, same });
  return same;
}

function sameEntries(
  left: { readonly [key: string]: unknown },
  right: { readonly [key: string]: unknown },
  keys: readonly string[],
  others: readonly string[],
): boolean {
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] !== others[i] || !isSame(left[keys[i]], right[keys[i]])) return false;
  }
  return true;
}

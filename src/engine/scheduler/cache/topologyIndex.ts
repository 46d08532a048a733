import { type Labels, labelOf } from "../framework/labels.ts";
import type { TopologyKey } from "../framework/snapshot.ts";

/** One topology key over all nodes, its values interned to small integers. */
class InternedKey implements TopologyKey {
  readonly name: string;
  readonly values: string[] = [];
  private readonly ids = new Map<string, number>();
  bySlot: Int32Array;

  constructor(name: string, capacity: number) {
    this.name = name;
    this.bySlot = new Int32Array(capacity).fill(-1);
  }

  set(slot: number, labels: Labels | null): void {
    if (slot >= this.bySlot.length) {
      const grown = new Int32Array(Math.max(slot + 1, this.bySlot.length * 2)).fill(-1);
      grown.set(this.bySlot);
      this.bySlot = grown;
    }
    const value = labels ? labelOf(labels, this.name) : undefined;
    if (value === undefined) {
      this.bySlot[slot] = -1;
      return;
    }
    let id = this.ids.get(value);
    if (id === undefined) {
      id = this.values.length;
      this.values.push(value);
      this.ids.set(value, id);
    }
    this.bySlot[slot] = id;
  }
}

/** The topology keys that some Pod has asked for, kept up to date as nodes come, change and go. */
export class TopologyIndex {
  private readonly keys = new Map<string, InternedKey>();

  /** `nodes`: slot and labels of every node, asked for when the key is new. */
  key(name: string, nodes: () => Iterable<{ readonly slot: number; readonly labels: Labels }>): TopologyKey {
    const known = this.keys.get(name);
    if (known) return known;
    const created = new InternedKey(name, 64);
    for (const node of nodes()) created.set(node.slot, node.labels);
    this.keys.set(name, created);
    return created;
  }

  /** `labels` null: the node is gone. */
  update(slot: number, labels: Labels | null): void {
    for (const key of this.keys.values()) key.set(slot, labels);
  }
}

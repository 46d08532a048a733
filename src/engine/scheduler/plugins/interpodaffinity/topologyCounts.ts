import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { Snapshot, TopologyKey } from "../../framework/snapshot.ts";

/** Sums by topology key and value, over nodes. Models topologyToMatchedTermCount and scoreMap of interpodaffinity (v1.34). */
export class TopologyCounts {
  private readonly snapshot: Snapshot;
  readonly keys: { readonly topology: TopologyKey; readonly sums: Map<number, number> }[];

  constructor(snapshot: Snapshot, keys: TopologyCounts["keys"] = []) {
    this.snapshot = snapshot;
    this.keys = keys;
  }

  private sumsOf(key: string): TopologyCounts["keys"][number] {
    for (const entry of this.keys) if (entry.topology.name === key) return entry;
    const created = { topology: this.snapshot.topology(key), sums: new Map<number, number>() };
    this.keys.push(created);
    return created;
  }

  /** Adds `amount` for every Pod of a class to the domains of its nodes. Domains whose sum comes to 0 stay. */
  addClass(key: string, countBySlot: ReadonlyMap<number, number>, amount: number): void {
    const { topology, sums } = this.sumsOf(key);
    const { bySlot } = topology;
    for (const [slot, count] of countBySlot) {
      const value = bySlot[slot]!;
      if (value >= 0) sums.set(value, (sums.get(value) ?? 0) + count * amount);
    }
  }

  /** Adds to the domain of one node; a domain whose sum comes to 0 is dropped. */
  update(key: string, node: NodeInfo, amount: number): void {
    const { topology, sums } = this.sumsOf(key);
    const value = topology.bySlot[node.slot]!;
    if (value < 0) return;
    const sum = (sums.get(value) ?? 0) + amount;
    if (sum === 0) sums.delete(value);
    else sums.set(value, sum);
  }

  /** The sum of a node's domain; undefined when the node lacks the key. */
  at(key: string, node: NodeInfo): number | undefined {
    const { topology, sums } = this.sumsOf(key);
    const value = topology.bySlot[node.slot]!;
    return value < 0 ? undefined : (sums.get(value) ?? 0);
  }

  /** The node's sums over all keys. */
  total(node: NodeInfo): number {
    let total = 0;
    for (const { topology, sums } of this.keys) {
      const value = topology.bySlot[node.slot]!;
      if (value >= 0) total += sums.get(value) ?? 0;
    }
    return total;
  }

  /** Whether some domain of the node has a positive sum. */
  hasPositive(node: NodeInfo): boolean {
    for (const { topology, sums } of this.keys) {
      const value = topology.bySlot[node.slot]!;
      if (value >= 0 && (sums.get(value) ?? 0) > 0) return true;
    }
    return false;
  }

  get isEmpty(): boolean {
    return this.keys.every(({ sums }) => sums.size === 0);
  }

  clone(): TopologyCounts {
    return new TopologyCounts(
      this.snapshot,
      this.keys.map(({ topology, sums }) => ({ topology, sums: new Map(sums) })),
    );
  }
}

import type { VirtualMillis } from "./clock.ts";
import type { RecordChange, Records } from "./records.ts";
import { KeyIndex, RecordTable } from "./recordTable.ts";

/** One thing that happened. `E` is the union of what can happen; the kernel only reads its `type`. */
export interface TraceEntry<E extends { type: string } = { type: string }> {
  /** Position in the trace, from 0. */
  readonly seq: number;
  readonly time: VirtualMillis;
  /** Who did it: `kubectl`, `kube-apiserver`, `kubelet/node-1`, … */
  readonly actor: string;
  /** The entry without which this one would not have happened; null for the first of a chain. */
  readonly cause: number | null;
  readonly event: E;
  readonly changes: readonly RecordChange[];
}

/** At least this many entries lie between two checkpoints. */
const checkpointInterval = 512;

interface Checkpoint {
  /** The state is the one before this entry. */
  readonly seq: number;
  readonly records: RecordTable;
}

/**
 * Reads the state at any entry of a trace. Seeking applies changes from where the cursor stands, or from the checkpoint
 * before; it re-runs nothing and looks up no key. A checkpoint is a cell for each key of the trace; there is one every
 * quarter as many entries (and at least `checkpointInterval`), so that all together take four cells an entry.
 */
export class TraceCursor<E extends { type: string }> {
  private readonly checkpoints: Checkpoint[] = [];
  private readonly current: RecordTable;
  /** The state held in `current` is the one after this entry; -1 is before the first. */
  private position = -1;
  /** The keys of all changes, by number, one after the other. */
  private readonly slots: Int32Array;
  /** Where an entry's changes begin in `slots`. */
  private readonly starts: Int32Array;

  constructor(readonly entries: readonly TraceEntry<E>[]) {
    const index = new KeyIndex();
    this.starts = new Int32Array(entries.length);
    const slots: number[] = [];
    for (let seq = 0; seq < entries.length; seq++) {
      this.starts[seq] = slots.length;
      for (const { key } of entries[seq].changes) slots.push(index.add(key));
    }
    this.slots = Int32Array.from(slots);
    this.current = new RecordTable(index);

    const interval = Math.max(checkpointInterval, index.keys.length >> 2);
    const records = new RecordTable(index);
    for (let seq = 0; seq < entries.length; seq++) {
      if (seq % interval === 0) this.checkpoints.push({ seq, records: records.copy() });
      this.apply(seq, records);
    }
  }

  /** The records after entry `seq`. The map is reused by the next call: read it, don't keep it; its values may be kept. */
  stateAt(seq: number): Records {
    const target = Math.max(-1, Math.min(seq, this.entries.length - 1));
    this.approach(target);
    while (this.position < target) this.apply(++this.position, this.current);
    while (this.position > target) this.revert(this.position--, this.current);
    return this.current;
  }

  private apply(seq: number, records: RecordTable): void {
    const { changes } = this.entries[seq];
    const start = this.starts[seq];
    for (let i = 0; i < changes.length; i++) records.put(this.slots[start + i], changes[i].to);
  }

  private revert(seq: number, records: RecordTable): void {
    const { changes } = this.entries[seq];
    const start = this.starts[seq];
    for (let i = changes.length - 1; i >= 0; i--) records.put(this.slots[start + i], changes[i].from);
  }

  /** Goes to the last checkpoint before `target`, where that is a shorter way than from here. */
  private approach(target: number): void {
    if (Math.abs(target - this.position) <= checkpointInterval) return;
    const checkpoint = this.checkpointBefore(target);
    if (!checkpoint || Math.abs(target - this.position) <= target - checkpoint.seq) return;
    this.current.assign(checkpoint.records);
    this.position = checkpoint.seq - 1;
  }

  private checkpointBefore(target: number): Checkpoint | undefined {
    let low = 0;
    let high = this.checkpoints.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.checkpoints[middle].seq <= target + 1) low = middle + 1;
      else high = middle;
    }
    return this.checkpoints[low - 1];
  }
}

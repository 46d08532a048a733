import type { VirtualMillis } from "./clock.ts";
import { applyChange, type RecordChange, type Records, revertChange } from "./records.ts";

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
  readonly records: Records;
}

/**
 * Reads the state at any entry of a trace. Seeking applies changes from where the cursor
 * stands, or the checkpoint before; it re-runs nothing. Checkpoints are as far apart as the state is large (and at least
 * `checkpointInterval` entries): a seek costs in proportion to the state, and all checkpoints together take no more
 * memory than the trace has entries.
 */
export class TraceCursor<E extends { type: string }> {
  private readonly checkpoints: Checkpoint[] = [];
  private readonly current = new Map<string, unknown>();
  /** The state held in `current` is the one after this entry; -1 is before the first. */
  private position = -1;

  constructor(readonly entries: readonly TraceEntry<E>[]) {
    const records = new Map<string, unknown>();
    let next = 0;
    for (let seq = 0; seq < entries.length; seq++) {
      if (seq >= next) {
        this.checkpoints.push({ seq, records: new Map(records) });
        next = seq + Math.max(checkpointInterval, records.size);
      }
      for (const change of entries[seq].changes) applyChange(records, change);
    }
  }

  /** The records after entry `seq`. The map is reused by the next call: read it, don't keep it; its values may be kept. */
  stateAt(seq: number): Records {
    const target = Math.max(-1, Math.min(seq, this.entries.length - 1));
    this.approach(target);
    while (this.position < target) {
      this.position++;
      for (const change of this.entries[this.position].changes) applyChange(this.current, change);
    }
    while (this.position > target) {
      const { changes } = this.entries[this.position];
      for (let i = changes.length - 1; i >= 0; i--) revertChange(this.current, changes[i]);
      this.position--;
    }
    return this.current;
  }

  /** Goes to the last checkpoint before `target`, where that is a shorter way than from here. */
  private approach(target: number): void {
    if (Math.abs(target - this.position) <= checkpointInterval) return;
    const checkpoint = this.checkpointBefore(target);
    if (!checkpoint) return;
    const { seq, records } = checkpoint;
    if (Math.abs(target - this.position) <= target - seq + records.size) return;
    // Most keys are in both, many with the same value: setting the others in place costs no memory, where a map that is
    // filled anew leaves a large one behind.
    for (const key of this.current.keys()) if (!records.has(key)) this.current.delete(key);
    records.forEach((value, key) => {
      if (this.current.get(key) !== value) this.current.set(key, value);
    });
    this.position = seq - 1;
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

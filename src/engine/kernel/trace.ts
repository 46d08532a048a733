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

const checkpointInterval = 512;

/**
 * Reads the state at any entry of a trace. Seeking applies changes from the nearest of three places: where the cursor
 * stands, or the checkpoints to either side; so a seek costs at most `checkpointInterval` entries, and re-runs nothing.
 */
export class TraceCursor<E extends { type: string }> {
  private readonly checkpoints: Records[] = [];
  private readonly current = new Map<string, unknown>();
  /** The state held in `current` is the one after this entry; -1 is before the first. */
  private position = -1;

  constructor(readonly entries: readonly TraceEntry<E>[]) {
    const records = new Map<string, unknown>();
    for (let seq = 0; seq < entries.length; seq++) {
      if (seq % checkpointInterval === 0) this.checkpoints.push(new Map(records));
      for (const change of entries[seq].changes) applyChange(records, change);
    }
  }

  /** The records after entry `seq`. The map is reused by the next call: read it, don't keep it; its values may be kept. */
  stateAt(seq: number): Records {
    const target = Math.max(-1, Math.min(seq, this.entries.length - 1));
    if (Math.abs(target - this.position) > checkpointInterval)
      this.restore(Math.floor((target + 1) / checkpointInterval));
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

  private restore(index: number): void {
    const checkpoint = this.checkpoints[Math.min(index, this.checkpoints.length - 1)];
    if (!checkpoint) return;
    this.current.clear();
    for (const [key, value] of checkpoint) this.current.set(key, value);
    this.position = Math.min(index, this.checkpoints.length - 1) * checkpointInterval - 1;
  }
}

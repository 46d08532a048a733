import type { Records } from "./records.ts";

/** The keys of a whole trace, numbered in the order in which they first change. */
export class KeyIndex {
  readonly keys: string[] = [];
  private readonly slots = new Map<string, number>();

  /** The number of `key`, given to it now if it has none. */
  add(key: string): number {
    const known = this.slots.get(key);
    if (known !== undefined) return known;
    const slot = this.keys.length;
    this.slots.set(key, slot);
    this.keys.push(key);
    return slot;
  }

  slot(key: string): number | undefined {
    return this.slots.get(key);
  }
}

/**
 * Records in an array by their key's number: to the reader a map, to the cursor a state that is copied as a block and
 * changed without looking a key up. An undefined value is a record that is not there.
 */
export class RecordTable implements Records {
  private readonly cells: unknown[];
  size = 0;

  constructor(private readonly index: KeyIndex) {
    this.cells = new Array(index.keys.length).fill(undefined);
  }

  /** Sets the record in `slot`, or removes it with undefined. */
  put(slot: number, value: unknown): void {
    if (value !== undefined) this.size++;
    if (this.cells[slot] !== undefined) this.size--;
    this.cells[slot] = value;
  }

  copy(): RecordTable {
    const copy = new RecordTable(this.index);
    copy.assign(this);
    return copy;
  }

  assign(other: RecordTable): void {
    for (let slot = 0; slot < this.cells.length; slot++) this.cells[slot] = other.cells[slot];
    this.size = other.size;
  }

  get(key: string): unknown {
    const slot = this.index.slot(key);
    return slot === undefined ? undefined : this.cells[slot];
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  *entries(): MapIterator<[string, unknown]> {
    const { cells } = this;
    const { keys } = this.index;
    for (let slot = 0; slot < cells.length; slot++) if (cells[slot] !== undefined) yield [keys[slot], cells[slot]];
  }

  *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<unknown> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, unknown]> {
    return this.entries();
  }

  forEach(callback: (value: unknown, key: string, records: Records) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }
}

/**
 * What a plugin remembers within one scheduling attempt. Data that AddPod/RemovePod change says how to copy itself: a
 * dry run works on a copy. Other data is shared.
 */
export interface CloneableState {
  clone(): CloneableState;
}

/** A typed slot in the cycle state. Created once, at module level; a slot is an array index, so that Filter pays no hashing. */
export interface StateKey<T extends object> {
  readonly index: number;
  /** Never set: ties the key to the type of its data. */
  readonly dataType?: T;
}

let slots = 0;

export function stateKey<T extends object>(): StateKey<T> {
  return { index: slots++ };
}

/** Models framework.CycleState (v1.34): plugins' memory from PreFilter to PostBind of one attempt. */
export class CycleState {
  private readonly data: (object | undefined)[];
  /** Plugins whose PreFilter said Skip. */
  readonly skipFilter: Set<string>;
  /** Plugins whose PreScore said Skip. */
  readonly skipScore: Set<string>;

  constructor(data: (object | undefined)[] = [], skipFilter = new Set<string>(), skipScore = new Set<string>()) {
    this.data = data;
    this.skipFilter = skipFilter;
    this.skipScore = skipScore;
  }

  read<T extends object>(key: StateKey<T>): T | undefined {
    return this.data[key.index] as T | undefined;
  }

  write<T extends object>(key: StateKey<T>, value: T): void {
    this.data[key.index] = value;
  }

  clone(): CycleState {
    const copy = this.data.map((entry) => (entry && "clone" in entry ? (entry as CloneableState).clone() : entry));
    return new CycleState(copy, this.skipFilter, this.skipScore);
  }
}

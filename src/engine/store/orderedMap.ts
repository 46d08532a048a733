interface Entry<T> {
  readonly key: string;
  value: T;
  isGone: boolean;
}

/**
 * A map that lists its values in the order of their keys, by code unit. Writes cost the same however much is in it: what
 * was added and taken out since the last listing is put in its place by the next.
 */
export class OrderedMap<T> {
  private readonly byKey = new Map<string, Entry<T>>();
  private ordered: Entry<T>[] = [];
  private added: Entry<T>[] = [];
  private hasGone = false;

  get isEmpty(): boolean {
    return this.byKey.size === 0;
  }

  get(key: string): T | undefined {
    return this.byKey.get(key)?.value;
  }

  set(key: string, value: T): void {
    const known = this.byKey.get(key);
    if (known) {
      known.value = value;
      return;
    }
    const entry = { key, value, isGone: false };
    this.byKey.set(key, entry);
    this.added.push(entry);
  }

  delete(key: string): void {
    const entry = this.byKey.get(key);
    if (!entry) return;
    this.byKey.delete(key);
    entry.isGone = true;
    this.hasGone = true;
  }

  /** All values, or those whose key starts with `prefix`. */
  list(prefix = ""): T[] {
    this.order();
    const { ordered } = this;
    if (prefix === "") return ordered.map(({ value }) => value);
    const values: T[] = [];
    for (let i = this.position(prefix); i < ordered.length; i++) {
      const entry = ordered[i];
      if (!entry?.key.startsWith(prefix)) break;
      values.push(entry.value);
    }
    return values;
  }

  private order(): void {
    if (this.hasGone) {
      this.ordered = this.ordered.filter(({ isGone }) => !isGone);
      this.added = this.added.filter(({ isGone }) => !isGone);
      this.hasGone = false;
    }
    if (this.added.length === 0) return;
    const added = this.added.sort((a, b) => (a.key < b.key ? -1 : 1));
    this.ordered = merged(this.ordered, added);
    this.added = [];
  }

  /** Where the first key that is not before `key` stands. */
  private position(key: string): number {
    let low = 0;
    let high = this.ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ordered[middle]?.key ?? "") < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Two lists in the order of their keys, without a key in common, as one. */
function merged<T>(left: readonly Entry<T>[], right: readonly Entry<T>[]): Entry<T>[] {
  const result: Entry<T>[] = [];
  let next = 0;
  for (const entry of left) {
    for (let other = right[next]; other && other.key < entry.key; other = right[++next]) result.push(other);
    result.push(entry);
  }
  for (; next < right.length; next++) result.push(right[next] as Entry<T>);
  return result;
}

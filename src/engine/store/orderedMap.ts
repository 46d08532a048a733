/** A map that lists its values in the order of their keys, by code unit. Listing copies; nothing is sorted again. */
export class OrderedMap<T> {
  private readonly byKey = new Map<string, T>();
  private readonly keys: string[] = [];
  private readonly values: T[] = [];

  get isEmpty(): boolean {
    return this.keys.length === 0;
  }

  get(key: string): T | undefined {
    return this.byKey.get(key);
  }

  set(key: string, value: T): void {
    const at = this.position(key);
    if (this.byKey.has(key)) {
      this.values[at] = value;
    } else {
      this.keys.splice(at, 0, key);
      this.values.splice(at, 0, value);
    }
    this.byKey.set(key, value);
  }

  delete(key: string): void {
    if (!this.byKey.delete(key)) return;
    const at = this.position(key);
    this.keys.splice(at, 1);
    this.values.splice(at, 1);
  }

  /** All values, or those whose key starts with `prefix`. */
  list(prefix = ""): T[] {
    if (prefix === "") return this.values.slice();
    const from = this.position(prefix);
    let to = from;
    while (to < this.keys.length && this.keys[to]?.startsWith(prefix)) to++;
    return this.values.slice(from, to);
  }

  /** Where `key` is, or would be put. */
  private position(key: string): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.keys[middle] ?? "") < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

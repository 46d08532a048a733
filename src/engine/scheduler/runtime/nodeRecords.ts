/** The shape of the record that was made last: the next one mostly has the same keys in the same order. */
export class NodeRecords {
  private keys: readonly string[] = [];
  private shape: { [key: string]: unknown } = {};

  /**
   * A record of `keys` and `values`, key order kept. JavaScript engines keep an object that is filled by computed keys as a
   * hash table, seven times as large as a copy of one that has all keys from the start; a run keeps thousands of these.
   */
  of<T>(keys: readonly string[], values: ArrayLike<T>): { [key: string]: T } {
    if (!this.hasShape(keys)) {
      this.keys = keys.slice();
      this.shape = JSON.parse(`{${keys.map((key) => `${JSON.stringify(key)}:null`).join(",")}}`);
    }
    const record = { ...this.shape } as { [key: string]: T };
    for (let i = 0; i < keys.length; i++) record[keys[i]] = values[i];
    return record;
  }

  private hasShape(keys: readonly string[]): boolean {
    if (keys.length !== this.keys.length) return false;
    for (let i = 0; i < keys.length; i++) if (keys[i] !== this.keys[i]) return false;
    return true;
  }
}

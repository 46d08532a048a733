/**
 * A function of a text that remembers what it gave: names, images, addresses and times come again and again. It has to be
 * pure; `most` are kept before all are forgotten.
 */
export function remembered<T>(compute: (text: string) => T, most = 4096): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = compute(text);
    if (known.size >= most) known.clear();
    known.set(text, value);
    return value;
  };
}

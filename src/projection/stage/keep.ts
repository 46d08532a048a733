/**
 * The new value, built of the old one's parts wherever they are equal: what did not change keeps its identity, and is not
 * drawn again. It runs at every frame over every node, so it makes nothing new before the first difference.
 */
export function keep<T>(old: unknown, fresh: T): T {
  if (Object.is(old, fresh)) return fresh;
  if (typeof old !== "object" || typeof fresh !== "object" || old === null || fresh === null) return fresh;
  if (Array.isArray(fresh)) return (Array.isArray(old) ? keepItems(old, fresh) : fresh) as T;
  return (Array.isArray(old) ? fresh : keepFields(old as Fields, fresh as Fields)) as T;
}

type Fields = Readonly<Record<string, unknown>>;

function keepItems(old: readonly unknown[], fresh: readonly unknown[]): readonly unknown[] {
  let kept: unknown[] | null = null;
  for (let i = 0; i < fresh.length; i++) {
    const value = keep(old[i], fresh[i]);
    if (kept) kept.push(value);
    else if (i >= old.length || !Object.is(value, old[i])) kept = [...old.slice(0, i), value];
  }
  return kept ?? (old.length === fresh.length ? old : old.slice(0, fresh.length));
}

function keepFields(old: Fields, fresh: Fields): Fields {
  let kept: Record<string, unknown> | null = null;
  let count = 0;
  for (const key in fresh) {
    const before = old[key];
    const value = keep(before, fresh[key]);
    if (kept) kept[key] = value;
    else if (!Object.is(value, before) || !(key in old)) {
      // All that came before this key is as it was.
      kept = {};
      let left = count;
      for (const earlier in fresh) {
        if (left-- === 0) break;
        kept[earlier] = old[earlier];
      }
      kept[key] = value;
    }
    count++;
  }
  if (kept) return kept;
  let size = 0;
  for (const _ in old) size++;
  if (size === count) return old;
  return Object.fromEntries(Object.keys(fresh).map((key) => [key, old[key]]));
}

/** The new value, built of the old one's parts wherever they are equal: what did not change keeps its identity, and is not drawn again. */
export function keep<T>(old: unknown, fresh: T): T {
  if (Object.is(old, fresh)) return fresh;
  if (typeof old !== "object" || typeof fresh !== "object" || old === null || fresh === null) return fresh;
  if (Array.isArray(old) !== Array.isArray(fresh)) return fresh;
  const before = old as Readonly<Record<string, unknown>>;
  const after = fresh as Readonly<Record<string, unknown>>;
  const keys = Object.keys(after);
  let same = Object.keys(before).length === keys.length;
  const kept: Record<string, unknown> | unknown[] = Array.isArray(fresh) ? [] : {};
  for (const key of keys) {
    const value = keep(before[key], after[key]);
    (kept as Record<string, unknown>)[key] = value;
    if (!Object.is(value, before[key]) || !(key in before)) same = false;
  }
  return (same ? old : kept) as T;
}

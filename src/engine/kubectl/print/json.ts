/** JSON as kubectl writes it: keys in order, four blanks a level, `<`, `>` and `&` escaped. Models encoding/json's MarshalIndent. */
export function jsonText(value: unknown): string {
  return escaped(JSON.stringify(sorted(value), null, 4));
}

/** As jsonText, on one line. */
export function compactJson(value: unknown): string {
  return escaped(JSON.stringify(sorted(value)) ?? "null");
}

const escaped = (text: string): string =>
  text.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026");

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}

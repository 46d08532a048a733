import { isFields } from "../patch/mergePatch.ts";

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A value that came as JSON as Go's fmt prints it with `%+v`. */
export function goValue(value: unknown): string {
  if (value === null || value === undefined) return "<nil>";
  if (Array.isArray(value)) return `[${value.map(goValue).join(" ")}]`;
  if (!isFields(value)) return String(value);
  const fields = Object.keys(value)
    .sort(byName)
    .map((name) => `${name}:${goValue(value[name])}`);
  return `map[${fields.join(" ")}]`;
}

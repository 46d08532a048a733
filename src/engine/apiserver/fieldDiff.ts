import type { KubernetesObject } from "../api/meta.ts";
import type { FieldChange } from "./events.ts";

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keys that are not plain identifiers stand in brackets, as in field errors: `metadata.annotations[a/b]`. */
function step(path: string, key: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)) return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** What differs between two objects, leaf by leaf; a whole value that was added or removed is one change. Keys in order. */
export function fieldDiff(before: unknown, after: unknown, path = ""): FieldChange[] {
  if (before === after) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => fieldDiff(before[key], after[key], step(path, key)));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, i) => fieldDiff(before[i], after[i], `${path}[${i}]`)).flat();
  }
  return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}

/**
 * True when a write would store what is there already: then nothing is written, and nobody is told.
 * Models GuaranteedUpdate of storage/etcd3 (v1.34).
 */
export function isUnchanged(wanted: KubernetesObject, stored: KubernetesObject): boolean {
  return fieldDiff(stored, wanted).every(({ path }) => path === "metadata.resourceVersion");
}

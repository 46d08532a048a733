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
export function fieldDiff(before: unknown, after: unknown): FieldChange[] {
  const changes: FieldChange[] = [];
  collect(before, after, [], changes);
  return changes;
}

/** Most of two versions of an object is the same: a path is only put together where something differs. */
function collect(before: unknown, after: unknown, way: (string | number)[], changes: FieldChange[]): void {
  if (before === after) return;
  if (isRecord(before) && isRecord(after)) {
    const keys = Object.keys(before);
    let mayBeNew = false;
    for (const key of keys) {
      const to = after[key];
      if (to === undefined) mayBeNew = true;
      if (before[key] === to) continue;
      way.push(key);
      collect(before[key], to, way, changes);
      way.pop();
    }
    const others = Object.keys(after);
    // As many keys, and all of those before are there: none is new.
    if (!mayBeNew && others.length === keys.length) return;
    for (const key of others) {
      if (key in before) continue;
      way.push(key);
      collect(undefined, after[key], way, changes);
      way.pop();
    }
  } else if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    for (let i = 0; i < length; i++) {
      if (before[i] === after[i]) continue;
      way.push(i);
      collect(before[i], after[i], way, changes);
      way.pop();
    }
  } else {
    const path = pathOf(way);
    changes.push({ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) });
  }
}

function pathOf(way: readonly (string | number)[]): string {
  let path = "";
  for (const each of way) path = typeof each === "number" ? `${path}[${each}]` : step(path, each);
  return path;
}

/** Equality of plain data; what is undefined counts as absent. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!isEqual(a[i], b[i])) return false;
    return true;
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  for (const key of Object.keys(a)) if (!isEqual(a[key], b[key])) return false;
  for (const key of Object.keys(b)) if (b[key] !== undefined && !(key in a)) return false;
  return true;
}

/**
 * True when a write would store what is there already: then nothing is written, and nobody is told.
 * Models GuaranteedUpdate of storage/etcd3 (v1.34).
 */
export function isUnchanged(wanted: KubernetesObject, stored: KubernetesObject): boolean {
  const { resourceVersion } = stored.metadata;
  if (wanted.metadata.resourceVersion === resourceVersion) return isEqual(wanted, stored);
  return isEqual({ ...wanted, metadata: { ...wanted.metadata, resourceVersion } }, stored);
}

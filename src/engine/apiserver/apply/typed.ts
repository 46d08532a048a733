import type { KubernetesObject } from "../../api/meta.ts";
import { isFields } from "../patch/mergePatch.ts";
import { type FieldSet, fieldSet } from "./fieldSet.ts";
import { isAtomicItem, itemElement, missingKey, type Shape, shapeOf } from "./schema.ts";

type Path = readonly string[];
type Fields = { readonly [name: string]: unknown };

/** What nobody owns: it says which object it is, or the system keeps it. */
const unowned = new Set(["apiVersion", "kind"]);
const unownedMetadata = new Set([
  "name",
  "namespace",
  "uid",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "selfLink",
  "managedFields",
]);

function owned({ metadata, ...object }: KubernetesObject): Fields {
  const rest = Object.entries(object).filter(([name]) => !unowned.has(name));
  const kept = Object.entries(metadata).filter(([name]) => !unownedMetadata.has(name));
  return { ...Object.fromEntries(rest), ...(kept.length > 0 && { metadata: Object.fromEntries(kept) }) };
}

/** Parts that a Go object has even when they are empty: they are never new. */
const alwaysThere = new Set([
  "metadata",
  "spec",
  "status",
  "template",
  "strategy",
  "updateStrategy",
  "jobTemplate",
  "containers",
]);

function entriesOf(value: unknown): [string, unknown][] {
  return isFields(value) ? Object.entries(value).filter(([, field]) => field !== undefined) : [];
}

/** All paths below and at a value; `withContainers` also those of maps and structs that are not empty. */
function collect(
  value: unknown,
  type: string,
  field: string,
  path: Path,
  withContainers: boolean,
  found: Path[],
): void {
  const shape = shapeOf(type, field, value);
  if (shape.kind === "leaf") {
    found.push(path);
    return;
  }
  if (shape.kind === "items") {
    const items = value as readonly unknown[];
    if (items.length === 0 || (withContainers && !alwaysThere.has(field))) found.push(path);
    for (const item of items) {
      const at = [...path, itemElement(item, shape.keys)];
      found.push(at);
      if (isAtomicItem(shape.type)) continue;
      for (const [name, inner] of entriesOf(item))
        collect(inner, shape.type, name, [...at, `f:${name}`], withContainers, found);
    }
    return;
  }
  const fields = entriesOf(value);
  if (fields.length === 0 ? !alwaysThere.has(field) : withContainers && !alwaysThere.has(field)) found.push(path);
  for (const [name, inner] of fields) collect(inner, shape.type, name, [...path, `f:${name}`], withContainers, found);
}

/** The fields that an applied object speaks of. */
export function fieldsOf(object: KubernetesObject): FieldSet {
  const found: Path[] = [];
  for (const [name, value] of entriesOf(owned(object))) collect(value, object.kind, name, [`f:${name}`], false, found);
  return fieldSet(found);
}

export interface Changes {
  /** New fields, and those with another value. */
  readonly set: FieldSet;
  readonly removed: FieldSet;
}

function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => deepEqual(item, b[index]));
  if (!isFields(a) || !isFields(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => deepEqual(a[key], b[key]));
}

class Comparison {
  readonly set: Path[] = [];
  readonly removed: Path[] = [];

  fields(before: unknown, after: unknown, type: string, path: Path): void {
    const old = new Map(entriesOf(before));
    const now = new Map(entriesOf(after));
    for (const name of new Set([...old.keys(), ...now.keys()]))
      this.value(old.get(name), now.get(name), type, name, [...path, `f:${name}`]);
  }

  private value(before: unknown, after: unknown, type: string, field: string, path: Path): void {
    if (after === undefined || before === undefined) {
      const found = after === undefined ? this.removed : this.set;
      collect(after ?? before, type, field, path, true, found);
      return;
    }
    const shape = shapeOf(type, field, after);
    if (shape.kind === "fields" && isFields(before)) this.fields(before, after, shape.type, path);
    else if (shape.kind === "items" && Array.isArray(before))
      this.items(before, after as readonly unknown[], shape.type, shape.keys, path);
    else if (!deepEqual(before, after)) this.set.push(path);
  }

  private items(
    before: readonly unknown[],
    after: readonly unknown[],
    type: string,
    keys: readonly string[],
    path: Path,
  ): void {
    const old = new Map(before.map((item) => [itemElement(item, keys), item]));
    const now = new Map(after.map((item) => [itemElement(item, keys), item]));
    for (const element of new Set([...old.keys(), ...now.keys()])) {
      const at = [...path, element];
      if (!now.has(element)) this.whole(old.get(element), type, at, this.removed);
      else if (!old.has(element)) this.whole(now.get(element), type, at, this.set);
      else if (isAtomicItem(type)) {
        if (!deepEqual(old.get(element), now.get(element))) this.set.push(at);
      } else this.fields(old.get(element), now.get(element), type, at);
    }
  }

  private whole(item: unknown, type: string, path: Path, found: Path[]): void {
    found.push(path);
    if (isAtomicItem(type)) return;
    for (const [name, inner] of entriesOf(item)) collect(inner, type, name, [...path, `f:${name}`], true, found);
  }
}

/** Structs that a new object has before anything is written into it, where their names do not tell. */
const emptyObjects: { readonly [kind: string]: Fields } = {
  PersistentVolumeClaim: { spec: { resources: {} } },
  HorizontalPodAutoscaler: { spec: { scaleTargetRef: {} } },
  NetworkPolicy: { spec: { podSelector: {} } },
};

const templateGeneration = "deprecated.daemonset.template.generation";

/** A new object as the field manager sees it: the generation of a DaemonSet's template is an annotation by then. */
function converted(object: KubernetesObject): KubernetesObject {
  if (object.kind !== "DaemonSet") return object;
  const annotations = { [templateGeneration]: "0", ...object.metadata.annotations };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** Models structured-merge-diff's typed.Compare (v6, as of v1.34). */
export function compare(before: KubernetesObject | undefined, after: KubernetesObject): Changes {
  const comparison = new Comparison();
  if (before) comparison.fields(owned(before), owned(after), after.kind, []);
  else comparison.fields(emptyObjects[after.kind] ?? {}, owned(converted(after)), after.kind, []);
  return { set: fieldSet(comparison.set), removed: fieldSet(comparison.removed) };
}

/** What is there with what is applied put over it; items of lists by their keys. */
export function merge(live: unknown, applied: unknown, type: string): unknown {
  const merged: { [name: string]: unknown } = isFields(live) ? { ...live } : {};
  for (const [name, value] of entriesOf(applied)) {
    const shape = shapeOf(type, name, value);
    const present = merged[name];
    if (shape.kind === "fields") merged[name] = merge(present, value, shape.type);
    else if (shape.kind === "items" && Array.isArray(present)) {
      merged[name] = mergeItems(present, value as readonly unknown[], shape);
    } else merged[name] = value;
  }
  return merged;
}

/**
 * The items of both lists: those applied in their order, and what only is there ahead of what it stood ahead of.
 * Models the merging walker's visitListItems of structured-merge-diff (v6).
 */
function mergeItems(
  present: readonly unknown[],
  applied: readonly unknown[],
  { type, keys }: Extract<Shape, { kind: "items" }>,
): unknown[] {
  const left = present.map((item) => itemElement(item, keys));
  const right = applied.map((item) => itemElement(item, keys));
  const shared = right.filter((element) => left.includes(element));
  const merged: unknown[] = [];
  const take = (index: number): void => {
    const item = applied[index];
    const before = present[left.indexOf(right[index] ?? "")];
    merged.push(isFields(item) && isFields(before) ? merge(before, item, type) : item);
    if (shared[0] === right[index]) shared.shift();
  };
  for (let l = 0, r = 0; l < left.length || r < right.length; ) {
    const ours = left[l];
    const both = ours !== undefined && right.includes(ours);
    if (ours !== undefined && r < right.length) {
      if (ours === right[r]) {
        take(r++);
        l++;
        continue;
      }
      if (both && shared.length > 0 && shared[0] !== ours) {
        l++;
        continue;
      }
    }
    if (ours !== undefined && !both) {
      merged.push(present[l++]);
      continue;
    }
    if (both && right.indexOf(ours) < r) l++;
    if (r < right.length) take(r++);
  }
  return merged;
}

/** The value without the field at a path. */
export function removeAt(value: unknown, [element, ...rest]: Path, keys: (item: unknown) => string[]): unknown {
  if (element === undefined) return undefined;
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      if (!keys(item).includes(element)) return [item];
      const left = removeAt(item, rest, keys);
      return left === undefined ? [] : [left];
    });
  }
  if (!isFields(value)) return value;
  const { [element.slice(2)]: inner, ...others } = value;
  if (inner === undefined) return value;
  const left = removeAt(inner, rest, keys);
  return left === undefined ? others : { ...value, [element.slice(2)]: left };
}

/** The list with an item that lacks what would tell it apart, with its place and the key; null when there is none. */
export function itemWithoutKey(
  object: KubernetesObject,
): { readonly path: Path; readonly index: number; readonly key: string } | null {
  let found: { path: Path; index: number; key: string } | null = null;
  const walk = (value: unknown, type: string, field: string, path: Path): void => {
    const shape = shapeOf(type, field, value);
    if (found || shape.kind === "leaf") return;
    if (shape.kind === "fields") {
      for (const [name, inner] of entriesOf(value)) walk(inner, shape.type, name, [...path, `f:${name}`]);
      return;
    }
    (value as readonly unknown[]).forEach((item, index) => {
      const key = isFields(item) ? missingKey(item, shape.keys) : undefined;
      if (key !== undefined) found ??= { path, index, key };
      const at = [...path, itemElement(item, shape.keys)];
      for (const [name, inner] of entriesOf(item)) walk(inner, shape.type, name, [...at, `f:${name}`]);
    });
  };
  for (const [name, value] of entriesOf(owned(object))) walk(value, object.kind, name, [`f:${name}`]);
  return found;
}

/** The list whose items are told apart by keys that come twice, with the keys; null when there is none. */
export function duplicateItems(object: KubernetesObject): { readonly path: Path; readonly element: string } | null {
  let duplicate: { path: Path; element: string } | null = null;
  const walk = (value: unknown, type: string, field: string, path: Path): void => {
    const shape = shapeOf(type, field, value);
    if (duplicate || shape.kind === "leaf") return;
    if (shape.kind === "fields") {
      for (const [name, inner] of entriesOf(value)) walk(inner, shape.type, name, [...path, `f:${name}`]);
      return;
    }
    const seen = new Set<string>();
    for (const item of value as readonly unknown[]) {
      const element = itemElement(item, shape.keys);
      if (seen.has(element)) duplicate ??= { path, element };
      seen.add(element);
      for (const [name, inner] of entriesOf(item)) walk(inner, shape.type, name, [...path, element, `f:${name}`]);
    }
  };
  for (const [name, value] of entriesOf(owned(object))) walk(value, object.kind, name, [`f:${name}`]);
  return duplicate;
}

import type { KubernetesObject, ManagedFieldsEntry } from "../../api/meta.ts";
import { decodeFields, encodeFields, type FieldSet, union, without } from "./fieldSet.ts";
import { compare } from "./typed.ts";

/** Who writes: entries of managedFields are told apart by this. */
export interface Manager {
  readonly manager: string;
  readonly operation: "Apply" | "Update";
  readonly apiVersion: string;
  readonly subresource?: string;
}

/** Fields of one entry. */
export interface Owner extends Manager {
  readonly time: string;
  readonly fields: FieldSet;
}

export function ownersOf({ metadata }: KubernetesObject): Owner[] {
  return (metadata.managedFields ?? []).map((entry) => ({
    manager: entry.manager ?? "",
    operation: entry.operation === "Apply" ? "Apply" : "Update",
    apiVersion: entry.apiVersion ?? "",
    time: entry.time ?? "",
    fields: decodeFields(entry.fieldsV1),
    ...(entry.subresource && { subresource: entry.subresource }),
  }));
}

export function isSame(a: Manager, b: Manager): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.apiVersion === b.apiVersion &&
    (a.subresource ?? "") === (b.subresource ?? "")
  );
}

function encode(owners: readonly Owner[]): ManagedFieldsEntry[] {
  const order = ({ operation, time, manager }: Owner): string => `${operation}|${time}|${manager}`;
  return owners
    .filter(({ fields }) => fields.size > 0)
    .sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
    .map(({ manager, operation, apiVersion, time, fields, subresource }) => ({
      manager,
      operation,
      apiVersion,
      time,
      fieldsType: "FieldsV1",
      fieldsV1: encodeFields(fields),
      ...(subresource && { subresource }),
    }));
}

function withOwners(object: KubernetesObject, owners: readonly Owner[]): KubernetesObject {
  const { managedFields: _, ...metadata } = object.metadata;
  const managedFields = encode(owners);
  return { ...object, metadata: { ...metadata, ...(managedFields.length > 0 && { managedFields }) } };
}

/** What a write through the object itself, or through its status, never comes to own: it is reset before it is stored. */
export function withoutReset(fields: FieldSet, { subresource }: Manager): FieldSet {
  const reset = subresource === undefined ? "f:status" : subresource === "status" ? "f:spec" : undefined;
  return reset === undefined ? fields : new Map([...fields].filter(([, [first]]) => first !== reset));
}

/** After a create, an update or a patch: the writer owns what it has changed, and nobody what is gone. */
export function afterUpdate(
  old: KubernetesObject | undefined,
  object: KubernetesObject,
  writer: Manager,
  time: string,
): KubernetesObject {
  // One empty entry wipes them all, and the writer does not get one.
  const [given, ...more] = object.metadata.managedFields ?? [];
  if (old && given && more.length === 0 && Object.keys(given).length === 0) return withOwners(object, []);
  const changes = compare(old, object);
  const set = withoutReset(changes.set, writer);
  const removed = withoutReset(changes.removed, writer);
  const before = old ? ownersOf(old) : [];
  if (set.size === 0 && removed.size === 0) return withOwners(object, before);
  const own = before.find((owner) => isSame(owner, writer));
  const others = before
    .filter((owner) => owner !== own)
    .map((owner) => ({ ...owner, fields: without(without(owner.fields, set), removed) }));
  const fields = without(union(own?.fields ?? new Map(), set), removed);
  return withOwners(object, [...others, { ...writer, time, fields }]);
}

/** After an apply: the writer owns what it spoke of, alone where it was forced. */
export function afterApply(
  old: KubernetesObject | undefined,
  object: KubernetesObject,
  writer: Manager,
  applied: { readonly fields: FieldSet; readonly taken: FieldSet },
  time: string,
): KubernetesObject {
  const before = old ? ownersOf(old) : [];
  const own = before.find((owner) => isSame(owner, writer));
  const others = before
    .filter((owner) => owner !== own)
    .map((owner) => ({ ...owner, fields: without(owner.fields, applied.taken) }));
  return withOwners(object, [...others, { ...writer, time, fields: applied.fields }]);
}

import type { KubernetesObject, OwnerReference, Status } from "../api/meta.ts";

/** `namespace/name`, or `name` for objects of the cluster. */
export function keyOf({ metadata }: KubernetesObject): string {
  return metadata.namespace ? `${metadata.namespace}/${metadata.name}` : (metadata.name ?? "");
}

export const nameOf = ({ metadata }: KubernetesObject): string => metadata.name ?? "";

/** The owner that manages the object, if it has one. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  for (const owner of object.metadata.ownerReferences ?? []) if (owner.controller) return owner;
  return undefined;
}

export function isControlledBy(object: KubernetesObject, owner: KubernetesObject): boolean {
  const reference = controllerOf(object);
  return reference !== undefined && reference.uid === owner.metadata.uid;
}

/** The reference that a managing owner puts on what it makes. */
export function controllerReference(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: nameOf(owner),
    uid: owner.metadata.uid ?? "",
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** By creation time, then name: the order in which upstream walks ReplicaSets. */
export function byCreation(a: KubernetesObject, b: KubernetesObject): number {
  return (
    compare(a.metadata.creationTimestamp ?? "", b.metadata.creationTimestamp ?? "") || compare(nameOf(a), nameOf(b))
  );
}

/** Compares strings by code unit, never by locale. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Semantic equality of API values: a missing field, null, an empty list and an empty map are the same thing. */
export function semanticEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isEmpty(a) && isEmpty(b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => semanticEqual(item, b[i]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  for (const key of Object.keys(a)) if (!semanticEqual(a[key], b[key])) return false;
  for (const key of Object.keys(b)) if (!(key in a) && !isEmpty(b[key])) return false;
  return true;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

/** A copy without the fields that are 0: Go's omitempty, for counters in a status. */
export function omitZero<T extends object>(counters: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(counters).filter(([, value]) => value !== 0 && value !== undefined),
  ) as Partial<T>;
}

export const isAlreadyExists = (status: Status): boolean => status.reason === "AlreadyExists";
export const isNotFound = (status: Status): boolean => status.code === 404;

/** Creating things in a namespace that is going away is not worth a retry. */
export function isNamespaceTerminating(status: Status): boolean {
  return status.details?.causes?.some(({ reason }) => reason === "NamespaceTerminating") ?? false;
}

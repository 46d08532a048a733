import type { KubernetesObject, Status } from "../../api/meta.ts";
import { applyConflict, plainError } from "../status.ts";
import { both, type FieldSet, fieldSet, printPath, union, without, withParents } from "./fieldSet.ts";
import { isSame, type Manager, type Owner, ownersOf, withoutReset } from "./ownership.ts";
import { compare, duplicateItems, fieldsOf, itemWithoutKey, merge, removeAt } from "./typed.ts";

/** What an apply comes to: the object, and what its manager owns of it. */
export interface Applied {
  readonly object: KubernetesObject;
  readonly fields: FieldSet;
  /** Fields that other managers lose. */
  readonly taken: FieldSet;
}

function title({ manager, operation, apiVersion, subresource }: Owner): string {
  const through = subresource ? ` with subresource "${subresource}"` : "";
  return `"${manager}"${through}${operation === "Update" ? ` using ${apiVersion}` : ""}`;
}

/** A list that cannot be told apart by its keys; null when there is none. */
function untypable(object: KubernetesObject): Status | null {
  const { namespace = "", name = "" } = object.metadata;
  const version = object.apiVersion.includes("/") ? object.apiVersion : `/${object.apiVersion}`;
  const untyped = (path: readonly string[], why: string): Status =>
    plainError(
      `failed to create typed patch object (${namespace}/${name}; ${version}, Kind=${object.kind}): ${printPath(path)}: ${why}`,
    );
  const keyless = itemWithoutKey(object);
  if (keyless) {
    const why = `associative list with keys has an element that omits key field "${keyless.key}" (and doesn't have default value)`;
    return untyped(keyless.path, `element ${keyless.index}: ${why}`);
  }
  const duplicate = duplicateItems(object);
  return duplicate && untyped(duplicate.path, `duplicate entries for key ${printPath([duplicate.element])}`);
}

/** All the ways in which an item may be named by its keys: enough to find it again. */
function elementsOf(item: unknown): string[] {
  if (typeof item !== "object" || item === null) return [`v:${JSON.stringify(item)}`];
  const fields = item as { readonly [key: string]: unknown };
  const single = ["name", "type", "uid", "mountPath", "devicePath", "ip"].map((key) => ({ [key]: fields[key] }));
  const { containerPort, port, protocol = "TCP", topologyKey, whenUnsatisfiable } = fields;
  const pairs = [
    { containerPort, protocol },
    { port, protocol },
    { topologyKey, whenUnsatisfiable },
  ];
  return [...single, ...pairs].map((key) => `k:${JSON.stringify(key)}`);
}

/**
 * Server-side apply: the live object with the applied one merged in; what the manager applied before and no longer
 * mentions goes, unless somebody else holds it too. A value that another manager owns is a conflict.
 *
 * Models structured-merge-diff's merge.Updater.Apply and the API server's field manager (v1.34).
 */
export function serverSideApply(
  live: KubernetesObject | undefined,
  applied: KubernetesObject,
  manager: Manager,
  force: boolean,
): Applied | { readonly refused: Status } {
  const refused = untypable(applied);
  if (refused) return { refused };
  // What is reset before it is stored is nobody's, and no conflict.
  const fields = withoutReset(fieldsOf(applied), manager);
  const { resourceVersion: _, managedFields: __, ...metadata } = applied.metadata;
  if (!live) return { object: { ...applied, metadata }, fields, taken: fieldSet([]) };
  const owners = ownersOf(live);
  const others = owners.filter((owner) => !isSame(owner, manager));
  const before = owners.find((owner) => isSame(owner, manager))?.fields ?? fieldSet([]);
  const held = others.reduce<FieldSet>((sum, owner) => union(sum, withParents(owner.fields)), withParents(fields));
  let object = merge(live, applied, applied.kind) as KubernetesObject;
  for (const path of without(withParents(before), held).values()) {
    if (path.join() !== "f:metadata") object = removeAt(object, path, elementsOf) as KubernetesObject;
  }
  const changed = both(compare(live, object).set, fields);
  const conflicts = others
    .map((owner) => ({ owner, paths: [...both(owner.fields, changed).values()].map(printPath).sort() }))
    .filter(({ paths }) => paths.length > 0);
  if (conflicts.length > 0 && !force)
    return { refused: applyConflict(conflicts.map(({ owner, paths }) => ({ title: title(owner), paths }))) };
  return { object: { ...object, metadata: { ...object.metadata } }, fields, taken: force ? changed : fieldSet([]) };
}

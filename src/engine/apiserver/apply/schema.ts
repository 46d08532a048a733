import { fieldTypeOf } from "../decoding/index.ts";
import { listRuleOf } from "../patch/listKeys.ts";
import { isFields } from "../patch/mergePatch.ts";

/** Types and fields that are always set as a whole (structType and mapType atomic in k8s.io/api, v1.34). */
const atomicTypes = new Set([
  "LabelSelector",
  "LocalObjectReference",
  "ConfigMapKeySelector",
  "SecretKeySelector",
  "ObjectFieldSelector",
  "ResourceFieldSelector",
  "NodeSelector",
  "NodeSelectorTerm",
  "TypedLocalObjectReference",
  "TopologySelectorTerm",
  "ObjectReference",
  "SecretReference",
  "RoleRef",
  "Subject",
  "ServiceBackendPort",
  "ScopeSelector",
]);
const atomicFields = new Set(["PodSpec.nodeSelector", "ServiceSpec.selector", "ReplicationControllerSpec.selector"]);

/** Fields of such a type that are set part by part all the same (structType granular). */
const granularFields = new Set(["PersistentVolumeSpec.claimRef"]);

/** What keys have when they are not given. */
const keyDefaults: { readonly [key: string]: unknown } = { protocol: "TCP" };

/** How the value under a field is to be taken. */
export type Shape =
  | { readonly kind: "leaf" }
  | { readonly kind: "fields"; readonly type: string }
  | { readonly kind: "items"; readonly type: string; readonly keys: readonly string[] };

const leaf: Shape = { kind: "leaf" };

/** `type` is the type that holds the field, empty below maps and where it is not known. */
export function shapeOf(type: string, field: string, value: unknown): Shape {
  if (Array.isArray(value)) {
    const rule = listRuleOf(type, field);
    if (!rule) return leaf;
    return {
      kind: "items",
      type: fieldTypeOf(type, field),
      keys: rule.applyKeys ?? (rule.mergeKey ? [rule.mergeKey] : []),
    };
  }
  if (!isFields(value)) return leaf;
  const own = fieldTypeOf(type, field);
  const isAtomic = atomicTypes.has(own) && !granularFields.has(`${type}.${field}`);
  if (isAtomic || atomicFields.has(`${type}.${field}`)) return leaf;
  return { kind: "fields", type: own };
}

/** Whether items of a list are set as a whole each. */
export function isAtomicItem(type: string): boolean {
  return atomicTypes.has(type);
}

/** A key that an item does not have and that has no default: without any of them it cannot be told apart. */
export function missingKey(item: { readonly [key: string]: unknown }, keys: readonly string[]): string | undefined {
  const missing = keys.filter((key) => item[key] === undefined && keyDefaults[key] === undefined);
  return missing.sort()[0];
}

/** The element of a path that stands for an item of a list. */
export function itemElement(item: unknown, keys: readonly string[]): string {
  if (keys.length === 0 || !isFields(item)) return `v:${JSON.stringify(item)}`;
  const named = [...keys].sort().map((key) => [key, item[key] ?? keyDefaults[key]]);
  return `k:${JSON.stringify(Object.fromEntries(named))}`;
}

import type { KubernetesObject } from "../../api/meta.ts";
import { goValue } from "../decoding/goValue.ts";
import { fieldTypeOf } from "../decoding/index.ts";
import { listRuleOf } from "./listKeys.ts";
import { isFields } from "./mergePatch.ts";

type Fields = { readonly [key: string]: unknown };

const directive = "$patch";
const retainKeys = "$retainKeys";
const deletions = "$deleteFromPrimitiveList/";
const order = "$setElementOrder/";

/** A patch that cannot be merged, in upstream's words (apimachinery's mergepatch). */
class PatchError extends Error {}

function unknownDirective(how: unknown, patch: Fields): never {
  throw new PatchError(`unknown patch type: ${how} in map: ${goValue(patch)}`);
}

function mergeItems(target: readonly unknown[], patch: readonly unknown[], key: string, type: string): unknown[] {
  let merged = [...target];
  for (const item of patch) {
    if (!isFields(item)) {
      if (!merged.includes(item)) merged.push(item);
      continue;
    }
    const { [directive]: how, ...rest } = item;
    if (how !== undefined && how !== "replace" && how !== "delete" && how !== "merge") unknownDirective(how, item);
    if (how !== "replace" && key !== "" && item[key] === undefined)
      throw new PatchError(`map: ${goValue(rest)} does not contain declared merge key: ${key}`);
    const same = (other: unknown): boolean => isFields(other) && other[key] === item[key];
    if (how === "replace") return patch.filter((other) => isFields(other) && other[directive] === undefined);
    if (how === "delete") merged = merged.filter((other) => !same(other));
    else if (merged.some(same)) merged = merged.map((other) => (same(other) ? mergeFields(other, rest, type) : other));
    else merged.push(mergeFields({}, rest, type));
  }
  return merged;
}

function mergeFields(target: unknown, patch: Fields, type: string): unknown {
  if (patch[directive] === "delete") return {};
  if (patch[directive] === "replace") {
    const { [directive]: _, ...whole } = patch;
    return whole;
  }
  if (patch[directive] !== undefined && patch[directive] !== "merge") unknownDirective(patch[directive], patch);
  const merged: { [key: string]: unknown } = isFields(target) ? { ...target } : {};
  const kept = patch[retainKeys];
  if (Array.isArray(kept)) for (const key of Object.keys(merged)) if (!kept.includes(key)) delete merged[key];
  for (const [key, value] of Object.entries(patch)) {
    if (key === directive || key === retainKeys || key.startsWith(order)) continue;
    if (key.startsWith(deletions)) {
      const field = key.slice(deletions.length);
      const gone = Array.isArray(value) ? value : [];
      const present = merged[field];
      if (Array.isArray(present)) merged[field] = present.filter((item) => !gone.includes(item));
      continue;
    }
    const present = merged[key];
    if (value === null) delete merged[key];
    else if (Array.isArray(value)) {
      const rule = listRuleOf(type, key);
      merged[key] = rule
        ? mergeItems(Array.isArray(present) ? present : [], value, rule.mergeKey, fieldTypeOf(type, key))
        : value;
    } else if (isFields(value)) merged[key] = mergeFields(present, value, fieldTypeOf(type, key));
    else merged[key] = value;
  }
  return merged;
}

/**
 * A strategic merge patch: like a merge patch, but lists with a merge key are merged item by item.
 *
 * Models k8s.io/apimachinery/pkg/util/strategicpatch (v1.34). Left out: the order that `$setElementOrder` asks for.
 */
export function strategicMergePatch(
  target: KubernetesObject,
  patch: Fields,
  kind: string,
): KubernetesObject | { readonly problem: string } {
  try {
    return mergeFields(target, patch, kind) as KubernetesObject;
  } catch (error) {
    if (error instanceof PatchError) return { problem: error.message };
    throw error;
  }
}

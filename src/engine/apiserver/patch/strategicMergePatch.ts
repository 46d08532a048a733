import type { KubernetesObject, Status } from "../../api/meta.ts";
import { goValue } from "../decoding/goValue.ts";
import { fieldTypeOf } from "../decoding/index.ts";
import { badRequest, plainError, unprocessable } from "../status.ts";
import { inElementOrder } from "./elementOrder.ts";
import { listRuleOf } from "./listKeys.ts";
import { isFields } from "./mergePatch.ts";

type Fields = { readonly [key: string]: unknown };

const directive = "$patch";
const retainKeys = "$retainKeys";
const deletions = "$deleteFromPrimitiveList/";
const order = "$setElementOrder/";

/** A patch that cannot be merged, in upstream's words (apimachinery's mergepatch). */
class PatchError extends Error {
  constructor(readonly status: Status) {
    super(status.message);
  }
}

function unknownDirective(how: unknown, patch: Fields): never {
  throw new PatchError(plainError(`unknown patch type: ${how} in map: ${goValue(patch)}`));
}

/** The keys that alone are to be left: what the patch itself sets has to be among them. */
function retainedKeys(patch: Fields): readonly unknown[] | null {
  const kept = patch[retainKeys];
  if (kept === undefined) return null;
  if (!Array.isArray(kept)) throw new PatchError(badRequest("invalid patch format of retainKeys"));
  const strays = Object.entries(patch).filter(
    ([key, value]) => key !== retainKeys && value !== null && !kept.includes(key),
  );
  if (strays.length > 0) throw new PatchError(unprocessable());
  return kept;
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
      throw new PatchError(plainError(`map: ${goValue(rest)} does not contain declared merge key: ${key}`));
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
  const kept = retainedKeys(patch);
  if (kept) for (const key of Object.keys(merged)) if (!kept.includes(key)) delete merged[key];
  for (const [key, value] of Object.entries(patch)) {
    if (key === directive || key === retainKeys || key.startsWith(order)) continue;
    if (key.startsWith(deletions)) {
      const field = key.slice(deletions.length);
      if (!Array.isArray(value)) throw new PatchError(badRequest("invalid patch format of primitive list"));
      const gone: readonly unknown[] = value;
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
  for (const [key, wanted] of Object.entries(patch)) {
    if (!key.startsWith(order)) continue;
    if (!Array.isArray(wanted)) throw new PatchError(badRequest("invalid patch format of setElementOrder list"));
    const field = key.slice(order.length);
    const list = merged[field];
    const rule = listRuleOf(type, field);
    if (!rule || !Array.isArray(list)) continue;
    const live = isFields(target) && Array.isArray(target[field]) ? target[field] : [];
    merged[field] = inElementOrder(list, wanted, live, rule.mergeKey);
  }
  return merged;
}

/**
 * A strategic merge patch: like a merge patch, but lists with a merge key are merged item by item.
 *
 * Models k8s.io/apimachinery/pkg/util/strategicpatch (v1.34). Left out: whether a list and its
 * `$setElementOrder` agree.
 */
export function strategicMergePatch(target: KubernetesObject, patch: Fields, kind: string): KubernetesObject | Status {
  try {
    return mergeFields(target, patch, kind) as KubernetesObject;
  } catch (error) {
    if (error instanceof PatchError) return error.status;
    throw error;
  }
}

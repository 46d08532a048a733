import type { KubernetesObject } from "../../api/meta.ts";
import { compareQuantities, isQuantityError, parseQuantity } from "../../api/quantity.ts";
import { findAll, JsonPathError, parseRelaxed } from "./jsonPath.ts";

/**
 * Objects by the field at a path, those without it first; throws a JsonPathError when none has it.
 * Models kubectl's pkg/cmd/get/sorter.go (v1.34).
 */
export function sortBy(objects: readonly KubernetesObject[], expression: string): readonly KubernetesObject[] {
  const path = parseRelaxed(expression);
  const keyed = objects.map((object) => ({ object, value: findAll(path, object)[0]?.[0] }));
  if (objects.length > 0 && keyed.every(({ value }) => value === undefined)) {
    const field = `{.${expression.replace(/^\{?\.?|\}$/g, "")}}`;
    throw new JsonPathError(`couldn't find any field with path ${JSON.stringify(field)} in the list of objects`);
  }
  return keyed.sort((a, b) => compareValues(a.value, b.value)).map(({ object }) => object);
}

function compareValues(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1);
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [String(a), String(b)];
  const quantities = !isQuantityError(parseQuantity(left)) && !isQuantityError(parseQuantity(right));
  return quantities ? compareQuantities(left, right) : naturally(left, right);
}

/** Texts with their digits as numbers: web-2 before web-10. */
export function naturally(a: string, b: string): number {
  const left = a.split(/(\d+)/);
  const right = b.split(/(\d+)/);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] === right[i]) continue;
    const difference = i % 2 === 1 ? Number(left[i]) - Number(right[i]) : 0;
    if (difference !== 0) return difference;
    return left[i] < right[i] ? -1 : 1;
  }
  return left.length - right.length;
}

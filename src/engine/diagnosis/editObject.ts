import type { EditStep } from "./model.ts";

type Json = { readonly [key: string]: unknown };

/** A copy of `value` with one field set, or removed when `to` is undefined. What the path does not touch is shared. */
export function editObject<T>(value: T, path: readonly EditStep[], to: unknown): T {
  return edited(value, path, to) as T;
}

function edited(value: unknown, [step, ...rest]: readonly EditStep[], to: unknown): unknown {
  if (step === undefined) return to;
  if (typeof step === "string" && step !== "-") {
    const object = (value ?? {}) as Json;
    if (to === undefined && object[step] === undefined) return value;
    const next = edited(object[step], rest, to);
    if (next !== undefined) return { ...object, [step]: next };
    const { [step]: _, ...others } = object;
    return others;
  }
  const list = (value ?? []) as readonly unknown[];
  const index = indexOf(list, step);
  if (index < 0) return value;
  const next = edited(list[index], rest, to);
  return next === undefined ? list.filter((_, i) => i !== index) : list.toSpliced(index, 1, next);
}

/** Which item of a list a step means; -1: none. */
function indexOf(list: readonly unknown[], step: EditStep): number {
  if (typeof step === "number") return step;
  if (step === "-") return list.length;
  return list.findIndex((item) =>
    Object.entries(step).every(([field, expected]) => (item as Json | null)?.[field] === expected),
  );
}

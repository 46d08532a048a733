import { isFields } from "./mergePatch.ts";

/** What an item of a list is told apart by: one of its fields, or itself where there is no merge key. */
function nameOf(item: unknown, mergeKey: string): unknown {
  return mergeKey !== "" && isFields(item) ? item[mergeKey] : item;
}

/**
 * A merged list in the order that a patch's `$setElementOrder` gives its items. Items that it does not name stay ahead of
 * the items that they were ahead of in the live list.
 *
 * Models normalizeElementOrder of k8s.io/apimachinery/pkg/util/strategicpatch (v1.34).
 */
export function inElementOrder(
  merged: readonly unknown[],
  order: readonly unknown[],
  live: readonly unknown[],
  mergeKey: string,
): unknown[] {
  const placeIn = (list: readonly unknown[]) => {
    const names = list.map((item) => nameOf(item, mergeKey));
    return (item: unknown) => names.indexOf(nameOf(item, mergeKey));
  };
  const asked = placeIn(order);
  const stood = placeIn(live);
  const patched = merged.filter((item) => asked(item) >= 0).sort((a, b) => asked(a) - asked(b));
  const others = merged.filter((item) => asked(item) < 0).sort((a, b) => stood(a) - stood(b));
  const sorted: unknown[] = [];
  while (patched.length > 0 && others.length > 0) {
    const [other, next] = [stood(others[0]), stood(patched[0])];
    const isAhead = other >= 0 && next >= 0 && other < next;
    sorted.push((isAhead ? others : patched).shift());
  }
  return [...sorted, ...patched, ...others];
}

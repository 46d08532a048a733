import fc from "fast-check";
import { expect, it } from "vitest";
import { OrderedMap } from "./orderedMap.ts";

it("lists by key, whole or below a prefix", () => {
  const map = new OrderedMap<number>();
  for (const [key, value] of [
    ["b/2", 1],
    ["a/1", 2],
    ["b/10", 3],
    ["c", 4],
    ["b/2", 5],
    ["bb/1", 6],
  ] as const) {
    map.set(key, value);
  }
  map.delete("c");
  map.delete("never there");
  expect(map.list()).toEqual([2, 3, 5, 6]);
  expect(map.list("b/")).toEqual([3, 5]);
  expect(map.list("d/")).toEqual([]);
  expect(map.get("b/2")).toBe(5);
  expect(map.get("c")).toBeUndefined();
});

it("stays in order whatever is put in and taken out", () => {
  const key = fc.string({ maxLength: 3 });
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.boolean())), (steps) => {
      const map = new OrderedMap<string>();
      const plain = new Set<string>();
      for (const [name, put] of steps) {
        if (put) {
          map.set(name, name);
          plain.add(name);
        } else {
          map.delete(name);
          plain.delete(name);
        }
      }
      expect(map.list()).toEqual([...plain].sort());
    }),
  );
});

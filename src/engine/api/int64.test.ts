import { expect, it } from "vitest";
import { add64, scale64, subtract64, toInt64 } from "./int64.ts";

it.each([
  [1, 2, 3],
  [9_007_199_254_740_991, 1, 9_007_199_254_740_992n],
  [9_223_372_036_854_775_807n, 1, -9_223_372_036_854_775_808n],
])("adds %s and %s as int64", (a, b, sum) => {
  expect(add64(a, b)).toBe(sum);
});

it("comes back to a number when the difference is small", () => {
  expect(subtract64(9_007_199_254_740_993n, 9_007_199_254_740_992n)).toBe(1);
});

it.each([
  [50, 100, 100, 50],
  [-7, 100, 3, -233],
  [45_000_000_000_000_001n, 100, 90_000_000_000_000_000n, 50],
  [44_999_999_999_999_999n, 100, 90_000_000_000_000_000n, 49],
])("scales %s by %s / %s", (a, factor, divisor, expected) => {
  expect(scale64(a, factor, divisor)).toBe(expected);
});

it("saturates", () => {
  expect(toInt64(2n ** 70n)).toBe(9_223_372_036_854_775_807n);
  expect(toInt64(-(2n ** 70n))).toBe(-9_223_372_036_854_775_808n);
});

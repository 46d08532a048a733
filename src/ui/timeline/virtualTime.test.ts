import { expect, it } from "vitest";
import { tickText, virtualTimeText, wholeSecondsText } from "./virtualTime.ts";

it.each([
  [0, "0.000 s"],
  [31, "0.031 s"],
  [9999, "9.999 s"],
  [11_800, "11.8 s"],
  [60_000, "1 m 0 s"],
  [192_400, "3 m 12 s"],
])("%i ms reads %s", (milliseconds, text) => {
  expect(virtualTimeText(milliseconds)).toBe(text);
});

it.each([
  [0, "0 s"],
  [3400, "3 s"],
  [125_000, "2 m 5 s"],
])("%i ms reads %s in whole seconds", (milliseconds, text) => {
  expect(wholeSecondsText(milliseconds)).toBe(text);
});

it.each([
  [0, "0 s"],
  [31, "0.031 s"],
  [500, "0.5 s"],
  [40_000, "40 s"],
  [120_000, "2 m"],
  [90_000, "1 m 30 s"],
])("%i ms on the ruler reads %s", (milliseconds, text) => {
  expect(tickText(milliseconds)).toBe(text);
});

import { expect, it } from "vitest";
import { boldWidth, shortened, textWidth } from "./textWidth.ts";

it.each([
  ["Running", 41],
  ["第 2 次运行", 66],
])("%s is about %i pixels wide", (text, width) => {
  expect(Math.round(textWidth(text, 12))).toBe(width);
});

it.each([
  ["web", 100, "web"],
  ["web-554b4cbfbb-w6s7q", 100, "web-…bfbb-w6s7q"],
  ["web-554b4cbfbb-w6s7q", 60, "web-…6s7q"],
  ["web-554b4cbfbb-w6s7q", 10, "web-…"],
])("%s in %i pixels reads %s", (text, room, short) => {
  expect(shortened(text, 13.5, room)).toBe(short);
});

// As Chromium measured them on the page, at the ruler's weights.
it.each([
  ["7 Running", 13, 56.2],
  ["Unknown", 12, 49.5],
  ["Calm again", 12, 56.9],
  ["Evicted", 12, 37.6],
  ["Move to the middle", 12, 98.1],
  ["版本 2.1：10、50、100", 12, 120.7],
])("in bold %s of %i pixels is %f wide, to within two", (text, size, width) => {
  expect(Math.abs(boldWidth(text, size) - width)).toBeLessThan(2);
});

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

it.each([
  ["7 Running", 13, 54],
  ["Unknown", 12, 48],
  ["驱逐", 12, 24],
])("in bold %s of %i pixels is about %i wide, as it was measured on the page", (text, size, width) => {
  expect(Math.round(boldWidth(text, size))).toBe(width);
});

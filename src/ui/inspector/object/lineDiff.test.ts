import { expect, it } from "vitest";
import { lineDiff } from "./lineDiff.ts";

const signs = { same: " ", added: "+", removed: "-" };

it.each([
  ["", "abc", "+a+b+c"],
  ["abc", "abc", " a b c"],
  ["abc", "axc", " a-b+x c"],
  ["abcd", "ad", " a-b-c d"],
  ["ad", "abcd", " a+b+c d"],
  ["abxcd", "aycxd", " a-b-x+y c+x d"],
])("%s to %s is %s", (before, after, expected) => {
  expect(
    lineDiff([...before], [...after])
      .map(({ sign, line }) => signs[sign] + line)
      .join(""),
  ).toBe(expected);
});

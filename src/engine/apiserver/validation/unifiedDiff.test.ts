import { describe, expect, it } from "vitest";
import { unifiedDiff } from "./unifiedDiff.ts";

const numbered = (lines: readonly string[]): string => lines.join("\n");
const ten = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

describe("unifiedDiff", () => {
  it.each([
    ["nothing", numbered(ten), ""],
    ["one line", numbered(ten.with(4, "five")), "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"],
    ["a line more at the end", numbered([...ten, "11"]), "@@ -8,3 +8,4 @@\n 8\n 9\n 10\n+11\n"],
    ["a line less at the start", numbered(ten.slice(1)), "@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n"],
    [
      "two places",
      numbered(ten.with(0, "one").with(9, "ten")),
      "@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n@@ -7,4 +7,4 @@\n 7\n 8\n 9\n-10\n+ten\n",
    ],
  ])("%s", (_, after, expected) => {
    expect(unifiedDiff(numbered(ten), after)).toBe(expected);
  });
});

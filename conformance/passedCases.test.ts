import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { passedSchedulerCases } from "./passedCases.ts";

const root = join(import.meta.dirname, "..");
const document = readFileSync(join(root, "docs", "conformance.md"), "utf8");

const page = (rows: string): string =>
  `# Conformance\n\n## The scheduler\n\n| group | cases | passed | note |\n|---|---|---|---|\n${rows}\n\n## The rest\n\n| group | cases | passed |\n|---|---|---|\n| other | 9 | 9 |\n`;

describe("the number of the honest label", () => {
  it.each([
    ["one row", "| taints | 120 | 120 | x |", 120],
    ["what failed is not counted", "| taints | 120 | 117 | x |\n| spread | 1,200 | 1,200 | y |", 1317],
  ])("%s", (_, rows, sum) => {
    expect(passedSchedulerCases(page(rows))).toBe(sum);
  });

  it("a table that is not there, or a row without a count, stops the build", () => {
    expect(() => passedSchedulerCases("# Conformance\n")).toThrow("no table");
    expect(() => passedSchedulerCases(page("| taints | 120 | most | x |"))).toThrow('no count in "| taints');
  });

  it("is at most the number of cases that are there, and the document names only groups that are", () => {
    const groups = [...document.matchAll(/^\| ([a-z]+) \| (\d+) \| \d+ \|.*\|.*$/gm)];
    const files = new Set(readdirSync(join(root, "conformance/cases")).map((file) => file.replace(/\..*$/, "")));
    let there = 0;
    for (const [, group = "", cases] of groups.filter(([row]) => row.split("|").length === 6)) {
      expect(files).toContain(group);
      const lines = gunzipSync(readFileSync(join(root, "conformance/cases", `${group}.jsonl.gz`)))
        .toString("utf8")
        .trimEnd()
        .split("\n").length;
      expect(`${group} ${cases}`).toBe(`${group} ${lines}`);
      there += lines;
    }
    expect(passedSchedulerCases(document)).toBe(there);
  });
});

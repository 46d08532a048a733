import { describe, expect, it } from "vitest";
import { limits } from "./limits.ts";
import { tooDeepAt } from "./nesting.ts";

const deep = limits.nesting + 1;
/** `a:` in `a:` in `a:`, each a space further in. */
const staircase = (steps: number): string => Array.from({ length: steps }, (_, i) => `${" ".repeat(i)}a:`).join("\n");

describe("how deep a text is nested", () => {
  it.each<[string, string, number | null]>([
    ["nothing", "", null],
    ["brackets up to the limit", "[".repeat(limits.nesting), null],
    ["one bracket more", "[".repeat(deep), limits.nesting],
    ["braces", `a: ${"{a: ".repeat(deep)}`, 3 + 4 * limits.nesting],
    ["many side by side", "[1, {a: 2}]\n".repeat(2000).replaceAll("[", "- [").replaceAll("\n", "\n"), null],
    ["brackets in a string", `a: "${"[".repeat(deep)}"`, null],
    ["brackets in a comment", `# ${"[".repeat(deep)}`, null],
    ["a sequence in a sequence on one line", "- ".repeat(deep), 2 * limits.nesting],
    ["lines further and further in, up to the limit", staircase(deep), null],
    ["one step more", staircase(deep + 1), staircase(deep).length + 1 + deep],
    ["up and down again", `${staircase(400)}\n${staircase(400)}`, null],
    ["one line far in", `a:\n${" ".repeat(600)}b: 1`, null],
    ["a staircase in a block of text", `a: |\n${staircase(700).replaceAll("a:", " x").replace(" x", "  x")}`, null],
    ["dashes below one another", "- a\n".repeat(deep), null],
    ["a line of dashes", `# ${"-".repeat(2 * deep)}`, null],
    ["each document from the start", `${"[".repeat(limits.nesting)}\n---\n[1]`, null],
  ])("%s", (_, text, at) => {
    expect(tooDeepAt(text)).toBe(at);
  });
});

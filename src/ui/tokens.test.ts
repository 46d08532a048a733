import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contrast } from "./design/contrast.ts";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
const split = css.lastIndexOf('[data-theme="dark"]');

function colors(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map((match) => [match[1], match[2]]));
}
const light = colors(css.slice(0, split));
const dark = new Map([...light, ...colors(css.slice(split))]);

const grounds = ["surface", "ground", "sunken", "stage"];
const states = ["pass", "fail", "run", "pend", "warn", "term"];
const letters = ["T", "A", "F", "S", "P", "B", "I"];

const texts: readonly (readonly [string, string])[] = [
  ...["ink", "ink-2", "ink-3", "accent"].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ["accent", "accent-soft"],
  ["on-accent", "accent"],
  ...states.flatMap((state) => [[state, `${state}-soft`] as const, [state, "surface"] as const]),
  ["fail", "sunken"],
  ...["surface", "pass-soft", "fail-soft", "warn-soft", "accent-soft"].flatMap((ground) =>
    ["ink", "ink-2", "code-str", "code-num"].map((text) => [text, ground] as const),
  ),
];
const marks: readonly (readonly [string, string])[] = [
  ["control", "surface"],
  ...states.map((state) => [`${state}-mark`, "ground"] as const),
];

describe.each([
  ["light", light],
  ["dark", dark],
] as const)("%s", (_theme, tokens) => {
  const ratio = (a: string, b: string): number => {
    const [first, second] = [tokens.get(a), tokens.get(b)];
    if (!first || !second) throw new Error(`no such token: ${first ? b : a}`);
    return contrast(first, second);
  };

  it.each(texts)("text %s on %s reaches 4.5", (text, ground) => {
    expect(ratio(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(marks)("mark %s on %s reaches 3", (mark, ground) => {
    expect(ratio(mark, ground)).toBeGreaterThanOrEqual(3);
  });

  it.each(letters)("what stands in segment %s reaches 4.5", (letter) => {
    const ink = tokens.has(`sc-${letter}-ink`) ? `sc-${letter}-ink` : "ink";
    expect(ratio(ink, `sc-${letter}`)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("the measure", () => {
  it("is WCAG's", () => {
    expect(contrast("#000000", "#ffffff")).toBe(21);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});

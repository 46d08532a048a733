import { describe, expect, it } from "vitest";
import { matches } from "./selector.ts";
import { parseSelector } from "./selectorText.ts";

describe("a label selector in a query", () => {
  it.each([
    ["", { any: "thing" }, true],
    ["app=web", { app: "web" }, true],
    ["app==web", { app: "api" }, false],
    ["app!=web", {}, true],
    ["app in (web, api),!old", { app: "api" }, true],
    ["app in (web, api),!old", { app: "api", old: "" }, false],
    ["app notin (web)", { app: "web" }, false],
    ["app", { app: "" }, true],
    ["app=", { app: "" }, true],
    ["app in (,)", { app: "" }, true],
    ["in in (in)", { in: "in" }, true],
  ])("%s", (text, labels, expected) => {
    const selector = parseSelector(text);
    if ("error" in selector) throw new Error(selector.error);
    expect(matches(selector, labels as unknown as { [key: string]: string })).toBe(expected);
  });

  it.each([
    ["a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ["a=b,", "found '', expected: identifier after ','"],
    ["=b", "found '=', expected: !, identifier, or 'end of string'"],
    ["!a=b", "found '=', expected: ',' or 'end of string'"],
    ["a in b", "unable to parse requirement: found 'b' expected: '('"],
    ["a in (b", "unable to parse requirement: found '', expected: ',' or ')'"],
    ["a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'"],
    ["a=(b)", "unable to parse requirement: found '(', expected: identifier"],
    [
      "a in ()",
      "unable to parse requirement: values: Invalid value: null: for 'in', 'notin' operators, values set can't be empty",
    ],
    [
      "a=-b",
      "unable to parse requirement: values[0][a]: Invalid value: \"-b\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ],
  ])("%s is none", (text, error) => {
    expect(parseSelector(text)).toEqual({ error });
  });
});

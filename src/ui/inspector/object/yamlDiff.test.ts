import { describe, expect, it } from "vitest";
import { yamlDiff } from "./yamlDiff.ts";
import { yamlLines } from "./yamlText.ts";

const signs = { same: " ", added: "+", removed: "-", changed: "~" };

function printed(before: object | null, after: object): string[] {
  return yamlDiff(before && yamlLines(before), yamlLines(after)).map(
    ({ sign, indent, text, was }) =>
      `${signs[sign]}${" ".repeat(indent)}${text}${was === undefined ? "" : ` (was ${was})`}`,
  );
}

describe("what a beat did to an object", () => {
  it.each<[string, object | null, object, string[]]>([
    ["nothing without a before", null, { a: 1 }, [" a: 1"]],
    ["a value that changed", { phase: "Pending" }, { phase: "Running" }, ["~phase: Running (was Pending)"]],
    [
      "a field that came, beside one that changed",
      { spec: { a: 1 } },
      { spec: { a: 2, nodeName: "node-3" } },
      [" spec:", "~  a: 2 (was 1)", "+  nodeName: node-3"],
    ],
    ["a list that grew", { list: ["a"] }, { list: ["a", "b"] }, [" list:", " - a", "+- b"]],
    ["an item that changed", { list: ["a", "c"] }, { list: ["b", "c"] }, [" list:", "~- b (was a)", " - c"]],
    ["a branch that came for a value", { a: "x" }, { a: { b: 1 } }, ["-a: x", "+a:", "+  b: 1"]],
    ["a key with a colon in it", { "a:b": "1" }, { "a:b": "2" }, ['~a:b: "2" (was "1")']],
  ])("%s", (_what, before, after, lines) => {
    expect(printed(before, after)).toEqual(lines);
  });
});

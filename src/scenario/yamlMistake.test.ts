import { describe, expect, it } from "vitest";
import { editorEn } from "../i18n/editor.en.ts";
import { editorZhCN } from "../i18n/editor.zhCN.ts";
import { parseScenario } from "./parseScenario.ts";
import type { YamlMistake } from "./yamlMistake.ts";

/** The first problem of a text: its mistake, and where. */
function found(text: string) {
  const [problem] = parseScenario(text).problems;
  return [problem?.mistake, problem && `${problem.line}:${problem.column}`];
}

describe("a text that is no YAML", () => {
  it.each<[string, string, YamlMistake, string]>([
    ["a tab", "metadata:\n\tname: web\n", { kind: "tab" }, "2:1"],
    ["a tab in a list", "spec:\n  containers:\n  - name: a\n\t  image: b\n", { kind: "tab" }, "4:1"],
    ["a field too far left", "metadata:\n   name: web\n  labels: {a: b}\n", { kind: "uneven", of: "fields" }, "3:1"],
    [
      "an item too far right",
      "spec:\n  containers:\n  - name: a\n    image: b\n   - name: c\n",
      { kind: "uneven", of: "items" },
      "5:4",
    ],
    [
      "a field too far right",
      "spec:\n  containers:\n  - name: web\n\n     image: x\n",
      { kind: "deeper", field: "name" },
      "5:6",
    ],
    ["a child of a value", "kind: Pod\n  metadata:\n    name: a\n", { kind: "deeper", field: "kind" }, "2:3"],
    ["no colon above others", "metadata\n  name: web\nspec: {}\n", { kind: "noColon", text: "metadata" }, "1:1"],
    ["no colon", "metadata:\n  name web\n  labels: {}\n", { kind: "noColon", text: "name web" }, "2:3"],
    ["no colon at the end", "metadata:\n  name: web\n  labels\n", { kind: "noColon", text: "labels" }, "3:3"],
    ["no space", "metadata:\n  name:web\n  labels: {}\n", { kind: "noSpace", field: "name" }, "2:3"],
    ["no space on the first line", "apiVersion:v1\nkind: Pod\n", { kind: "noSpace", field: "apiVersion" }, "1:1"],
    ["a colon in a value", "metadata:\n  name: a: b\n", { kind: "colonInValue", text: "a: b" }, "2:9"],
    ["an open quote", 'metadata:\n  name: "web\n  labels: {}\n', { kind: "openQuote", quote: '"' }, "2:9"],
    ["an open quote, single", "a: 'x'\nname: 'web\nb: c\n", { kind: "openQuote", quote: "'" }, "2:7"],
    ["an open brace", "metadata:\n  labels: {app: web\nspec: {}\n", { kind: "openBracket", closes: "}" }, "2:11"],
    ["an open bracket", "spec:\n  args: [a, b\n  image: c\n", { kind: "openBracket", closes: "]" }, "2:9"],
    [
      "JSON that ends early",
      '{"kind": "Pod", "metadata": {"name": "a"}\n',
      { kind: "openBracket", closes: "}" },
      "1:1",
    ],
    ["a brace too many", "metadata:\n  labels: {app: web}}\n", { kind: "extraBracket", bracket: "}" }, "2:21"],
    ["no comma", "metadata:\n  labels: {app: web tier: b}\n", { kind: "noComma" }, "2:17"],
    ["no comma in JSON", '{"kind": "Pod"\n "metadata": {}}\n', { kind: "noComma" }, "2:2"],
    ["a field twice", "metadata:\n  name: a\n  name: b\n", { kind: "twice", field: "name" }, "3:3"],
    ["more behind a quote", 'metadata:\n  name: "web" x\n', { kind: "behindValue", text: "x" }, "2:15"],
    ["a reserved character", "metadata:\n  name: @web\n", { kind: "badStart", character: "@" }, "2:9"],
    ["a template", "{{- if .Values.x }}\nmetadata:\n  name: a\n", { kind: "template" }, "1:3"],
  ])("%s", (_what, text, mistake, place) => {
    expect(found(text)).toEqual([mistake, place]);
    for (const words of [editorEn, editorZhCN]) {
      const said = words["yaml.mistake"]({ mistake });
      expect(said).toMatch(/[.。]$/);
      expect(said).not.toContain("undefined");
    }
  });

  it("that is wrong in another way has the parser's words alone", () => {
    const [problem] = parseScenario('metadata:\n  name: "a\\qb"\n').problems;
    expect(problem).toMatchObject({ code: "yaml", line: 2, message: "Invalid escape sequence \\q" });
    expect(problem.mistake).toBeUndefined();
  });
});

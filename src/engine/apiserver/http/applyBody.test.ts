import { describe, expect, it } from "vitest";
import { type KindInfo, kindOf } from "../../api/kinds.ts";
import { appliedChange } from "./applyBody.ts";

const kind = kindOf("v1", "ConfigMap") as KindInfo;
const refusal = (body: string) => {
  const read = appliedChange(body, { kind });
  return "refused" in read ? read.refused.message : null;
};

describe("the body of an apply", () => {
  it("is YAML", () => {
    const read = appliedChange('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: "1"\n', { kind });
    expect(read).toMatchObject({ applied: { kind: "ConfigMap", metadata: { name: "c" }, data: { a: "1" } } });
  });

  it.each([
    ["{", "error converting YAML to JSON: yaml: did not find expected node content"],
    ["a: b: c", "error converting YAML to JSON: yaml: mapping values are not allowed in this context"],
    ["a: 1\n\tb: 2\n", "error converting YAML to JSON: yaml: line 2: found character that cannot start any token"],
    [
      "[]",
      "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}",
    ],
  ])("%j is refused", (body, expected) => {
    expect(refusal(body)).toBe(`error decoding YAML: ${expected}`);
  });

  it.each([
    [
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: b, a: c}\n",
      ['line 4: key "a" already set in map'],
    ],
    [
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  a: b\n  a: c\ndata:\n  x: y\n  x: z\n",
      [
        'line 7: key "a" already set in map',
        'line 10: key "x" already set in map',
        'line 9: key "data" already set in map',
      ],
    ],
    [
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","name":"c"}}',
      ['line 1: key "name" already set in map'],
    ],
    ['{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}', undefined],
  ])("%j: keys that stand there twice", (body, complaints) => {
    const read = appliedChange(body, { kind });
    expect("refused" in read ? read : read.complaints).toEqual(complaints);
  });
});

import { expect, it } from "vitest";
import type { Client } from "../client/client.ts";
import { create } from "./create.ts";

/** What kubectl says of a file before it asks the API server anything. */
function told(text: string): string {
  let output = "";
  const nobody = {} as Client;
  const run = create(nobody, { file: "f.yaml", namespace: "default", text }, (line) => {
    output += line;
  });
  expect(run.next()).toEqual({ done: true, value: 1 });
  return output;
}

const invalid = (why: string) =>
  `error: error validating "f.yaml": error validating data: ${why}; if you choose to ignore these errors, turn validation off with --validate=false\n`;

it.each([
  ['{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"', "error: error parsing f.yaml: unexpected EOF\n"],
  [
    "a: b: c",
    "error: error parsing f.yaml: error converting YAML to JSON: yaml: mapping values are not allowed in this context\n",
  ],
  ["not an object", invalid("invalid object to validate")],
  ["[]", invalid("invalid object to validate")],
  ["", "error: no objects passed to create\n"],
  ["metadata: {name: x}", invalid("[apiVersion not set, kind not set]")],
  ['{"apiVersion":"v1","metadata":{"name":"x"},}', invalid("kind not set")],
])("create -f with %j", (text, expected) => {
  expect(told(text)).toBe(expected);
});

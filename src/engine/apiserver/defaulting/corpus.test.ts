import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { applyDefaults } from "./index.ts";

const file = new URL("../../../../conformance/cases/defaults.jsonl.gz", import.meta.url);

it("defaults Pods as upstream does", () => {
  for (const line of gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n")) {
    const entry: { id: string; object: object; expect: object } = JSON.parse(line);
    expect(applyDefaults(entry.object), entry.id).toEqual(entry.expect);
  }
});

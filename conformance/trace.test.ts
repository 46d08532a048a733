import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { KubernetesObject } from "../src/engine/api/meta.ts";
import { BulkScheduler } from "../src/engine/scheduler/bulk.ts";

const read = (name: string): string =>
  gunzipSync(readFileSync(join(import.meta.dirname, "traces", name))).toString("utf8");
const cluster = JSON.parse(read("openb-default.json.gz")) as KubernetesObject;

it.each([
  ["all", 100],
  ["adaptive", 0],
])(
  "places the first 1,500 Pods of the real trace as upstream does (%s)",
  (name, percentage) => {
    const expected = read(`openb-default.placements-${name}.jsonl.gz`).trim().split("\n").slice(0, 1500);
    const lines = new BulkScheduler([cluster], { percentage }).step(1500).map((line) => JSON.stringify(line));
    expect(lines).toEqual(expected);
  },
  60_000,
);

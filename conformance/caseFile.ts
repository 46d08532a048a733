import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A golden case: what it is called, and everything else as it stands in the file. */
export interface GoldenCase extends JsonObject {
  readonly id: string;
}

/** Reads the cases of a .jsonl or .jsonl.gz file; throws when the file cannot be read as such. */
export function readCases(path: string): readonly GoldenCase[] {
  const bytes = readFileSync(path);
  const text = path.endsWith(".gz") ? gunzipSync(bytes).toString("utf8") : bytes.toString("utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, i) => {
      const value = JSON.parse(line) as JsonObject;
      return { ...value, id: typeof value.id === "string" ? value.id : `line ${i + 1}` };
    });
}

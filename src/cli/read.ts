import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { type ParsedScenario, parseScenario } from "../scenario/index.ts";

/** What went wrong before anything could be run: printed as it is, exit code 1. */
export class UsageError extends Error {}

/** A file's text; gzipped ones are unpacked. */
export function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Several files are one scenario, in the order given. */
export function readScenario(files: readonly string[]): { parsed: ParsedScenario; name: string; text: string } {
  if (files.length === 0) throw new UsageError("name at least one file");
  const text = files.map(readText).join("\n---\n");
  return { parsed: parseScenario(text), name: files.map((file) => basename(file)).join(","), text };
}

/** The scenario, or its problems as an error to print. */
export function readRunnable(files: readonly string[]) {
  const { parsed, name, text } = readScenario(files);
  if (!parsed.scenario) {
    const errors = parsed.problems.filter(({ severity }) => severity === "error");
    throw new UsageError(errors.map(({ line, message }) => `${name}:${line}: ${message}`).join("\n"));
  }
  return { scenario: parsed.scenario, name, text, problems: parsed.problems };
}

import { apiPath, checkObject, kindOf, printedRefusal } from "../engine/index.ts";
import { nearest } from "../scenario/index.ts";
import { parseRunOptions } from "./options.ts";
import { readScenario, UsageError } from "./read.ts";

interface Found {
  readonly file: string;
  readonly line: number;
  readonly path: string;
  readonly message: string;
  readonly object?: string;
}

interface Checked {
  readonly found: readonly Found[];
  /** As kubectl would print them. */
  readonly refusals: readonly string[];
  readonly objects: number;
}

function check(path: string): Checked {
  const { parsed, name: file } = readScenario([path]);
  const found: Found[] = parsed.problems
    .filter(({ severity, code }) => severity === "error" || code === "unknownKind")
    .map(({ line, path = "", message }) => ({ file, line, path, message }));
  const refusals: string[] = [];
  const sources = parsed.scenario?.sources ?? [];
  for (const { object, range, positions } of sources) {
    const { status, errors } = checkObject(object);
    if (!status) continue;
    refusals.push(printedRefusal(status, file));
    const kind = kindOf(object.apiVersion, object.kind);
    const place = kind
      ? `${apiPath(kind, object.metadata.namespace)} ${object.metadata.name ?? ""}`.trim()
      : object.kind;
    for (const { path, message } of errors) {
      found.push({ file, line: nearest(positions, path)?.line ?? range.line, path, message, object: place });
    }
  }
  return { found, refusals, objects: sources.length };
}

/** `validate FILE…`: what the YAML parser and the API server would say, each at its line; exit code 1 if anything. */
export function validate(args: readonly string[]): number {
  const { files, output } = parseRunOptions(args);
  if (files.length === 0) throw new UsageError("name at least one file");
  const checked = files.map(check);
  const found = checked.flatMap(({ found }) => found);
  const refusals = checked.flatMap(({ refusals }) => refusals);
  const objects = checked.reduce((sum, { objects }) => sum + objects, 0);
  if (output === "json") console.log(JSON.stringify({ errors: found }, null, 2));
  else {
    for (const { file, line, path, message } of found) {
      console.log(`${file}:${line}: ${path ? `${path}: ` : ""}${message}`);
    }
    if (refusals.length > 0) console.log(`\n${refusals.join("\n")}`);
    if (found.length === 0) console.log(`${files.join(", ")}: valid, ${objects} objects`);
  }
  return found.length > 0 ? 1 : 0;
}

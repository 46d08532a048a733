import { apiPath, checkObject, kindOf, printedRefusal } from "../engine/index.ts";
import { nearest } from "../scenario/index.ts";
import { parseRunOptions } from "./options.ts";
import { readScenario } from "./read.ts";

interface Found {
  readonly line: number;
  readonly path: string;
  readonly message: string;
  readonly object?: string;
}

/** `validate FILE…`: what the YAML parser and the API server would say, each at its line; exit code 1 if anything. */
export function validate(args: readonly string[]): number {
  const { files, output } = parseRunOptions(args);
  const { parsed, name } = readScenario(files);
  const found: Found[] = parsed.problems
    .filter(({ severity, code }) => severity === "error" || code === "unknownKind")
    .map(({ line, path = "", message }) => ({ line, path, message }));
  const refusals: string[] = [];
  for (const { object, range, positions } of parsed.scenario?.sources ?? []) {
    const { status, errors } = checkObject(object);
    if (!status) continue;
    refusals.push(printedRefusal(status, name));
    const kind = kindOf(object.apiVersion, object.kind);
    const place = kind
      ? `${apiPath(kind, object.metadata.namespace)} ${object.metadata.name ?? ""}`.trim()
      : object.kind;
    for (const { path, message } of errors) {
      found.push({ line: nearest(positions, path)?.line ?? range.line, path, message, object: place });
    }
  }
  if (output === "json") console.log(JSON.stringify({ errors: found }, null, 2));
  else {
    for (const { line, path, message } of found) console.log(`${name}:${line}: ${path ? `${path}: ` : ""}${message}`);
    if (refusals.length > 0) console.log(`\n${refusals.join("\n")}`);
    if (found.length === 0) console.log(`${name}: valid, ${parsed.scenario?.sources.length ?? 0} objects`);
  }
  return found.length > 0 ? 1 : 0;
}

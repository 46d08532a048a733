import { parseArgs } from "node:util";
import { parseAllDocuments } from "yaml";
import { type KubernetesObject, scheduleAll } from "../engine/index.ts";
import { parseSeed } from "./options.ts";
import { readText, UsageError } from "./read.ts";

function isKubernetesObject(value: unknown): value is KubernetesObject {
  return typeof value === "object" && value !== null && "kind" in value && "apiVersion" in value;
}

/** A dump may be far larger than what the page takes, so JSON goes straight to the parser that is made for it. */
function readObjects(file: string): KubernetesObject[] {
  const text = readText(file);
  let values: unknown[];
  try {
    values = /^\s*[{[]/.test(text) ? [JSON.parse(text)] : parseAllDocuments(text).map((document) => document.toJS());
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const objects = values.flat().filter((value) => value !== null);
  if (objects.length === 0 || !objects.every(isKubernetesObject))
    throw new UsageError(`${file}: no Kubernetes objects`);
  return objects as KubernetesObject[];
}

/** `schedule FILE`: all pending Pods in file order, one JSON line each. */
export function schedule(args: readonly string[]): number {
  let parsed: ReturnType<typeof parseSchedule>;
  try {
    parsed = parseSchedule(args);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const percentage = Number(values.percentage ?? "0");
  if (!Number.isInteger(percentage) || percentage < 0 || percentage > 100) {
    throw new UsageError(`--percentage ${values.percentage}: a whole number from 0 (adaptive) to 100`);
  }
  const ties = values.ties ?? "first";
  if (ties !== "first" && ties !== "seeded") throw new UsageError(`--ties ${ties}: first or seeded`);
  if (positionals.length === 0) throw new UsageError("name a file");
  const objects = positionals.flatMap(readObjects);
  const lines = scheduleAll(objects, { percentage, ties, seed: parseSeed(values.seed) });
  process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return 0;
}

function parseSchedule(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { percentage: { type: "string" }, ties: { type: "string" }, seed: { type: "string" } },
  });
}

import { parseArgs } from "node:util";
import { UsageError } from "./read.ts";

export interface RunOptions {
  readonly files: readonly string[];
  /** undefined: the scenario's own, or 1. */
  readonly seed: number | undefined;
  /** Virtual milliseconds; undefined: until nothing is left to happen. */
  readonly until: number | undefined;
  readonly output: "text" | "json";
}

const units: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `1m30s`, `90s`, `500ms` → milliseconds. */
export function parseDuration(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text))
    throw new UsageError(`--until ${text}: a duration is needed, such as 60s or 1m30s`);
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * units[unit],
    0,
  );
}

export function parseSeed(text: string | undefined): number {
  const seed = Number(text ?? "1");
  if (!Number.isInteger(seed) || seed < 0) throw new UsageError(`--seed ${text}: a whole number is needed`);
  return seed;
}

/** The options that `run`, `explain` and `validate` share. */
export function parseRunOptions(args: readonly string[]): RunOptions {
  let parsed: ReturnType<typeof parseStrictly>;
  try {
    parsed = parseStrictly(args);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const output = values.output ?? "text";
  if (output !== "text" && output !== "json") throw new UsageError(`-o ${output}: text or json`);
  return {
    files: positionals,
    seed: values.seed === undefined ? undefined : parseSeed(values.seed),
    until: values.until === undefined ? undefined : parseDuration(values.until),
    output,
  };
}

function parseStrictly(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { until: { type: "string" }, seed: { type: "string" }, output: { type: "string", short: "o" } },
  });
}

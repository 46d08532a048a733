import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { type ConsoleMoment, completeKubectl, runKubectl, Simulation } from "../engine/index.ts";
import { runLimit } from "../scenario/index.ts";
import { parseDuration, parseSeed } from "./options.ts";
import { readRunnable, UsageError } from "./read.ts";

/** The cluster `at` a time of the run, virtual milliseconds; without one, at its end. */
function momentOf(files: readonly string[], seed: number | undefined, at: number | undefined): ConsoleMoment {
  const { scenario, name } = readRunnable(files);
  const until = at ?? runLimit(scenario);
  const simulation = new Simulation(scenario, { seed: seed ?? scenario.seed ?? 1, file: name, until });
  simulation.run();
  const records = simulation.cursor().stateAt(simulation.entries.length - 1);
  const { runtime, load } = scenario;
  return { records, now: at ?? simulation.now, runtime, ...(load && { load }) };
}

/** One command line; its exit code. */
function execute(line: string, moment: ConsoleMoment): number {
  const result = runKubectl(line, moment);
  if (result.kind === "step") {
    console.log(JSON.stringify(result.step));
    return 0;
  }
  for (const { text, stream } of result.lines) (stream === "stdout" ? console.log : console.error)(text);
  return result.exitCode;
}

/** A prompt: command lines one after the other, with completion on a terminal. */
function converse(moment: ConsoleMoment): number {
  const prompt = createInterface({
    input: process.stdin,
    output: process.stdin.isTTY ? process.stdout : undefined,
    prompt: "$ ",
    completer: (line: string) => [completeKubectl(line, moment).map(({ insert }) => line + insert), line],
  });
  if (process.stdin.isTTY) prompt.prompt();
  prompt.on("line", (line) => {
    process.exitCode = execute(line, moment);
    if (process.stdin.isTTY) prompt.prompt();
  });
  return 0;
}

/** A word as a shell would have to be given it. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** `kubectl [--at 30s] [--seed N] FILE… [-- COMMAND]`: kubectl on the cluster of a scenario, at a moment of its run. */
export function kubectl(args: readonly string[]): number {
  const dash = args.indexOf("--");
  const own = dash < 0 ? args : args.slice(0, dash);
  let parsed: ReturnType<typeof parseOwn>;
  try {
    parsed = parseOwn(own);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const seed = values.seed === undefined ? undefined : parseSeed(values.seed);
  const at = values.at === undefined ? undefined : parseDuration(values.at);
  const moment = momentOf(positionals, seed, at);
  return dash < 0
    ? converse(moment)
    : execute(
        args
          .slice(dash + 1)
          .map(quoted)
          .join(" "),
        moment,
      );
}

function parseOwn(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { at: { type: "string" }, seed: { type: "string" } },
  });
}

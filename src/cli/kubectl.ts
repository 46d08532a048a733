import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { type ApiSchema, type ConsoleMoment, completeKubectl, runKubectl, Simulation } from "../engine/index.ts";
import { appendStep, parseScenario, runLimit, type Scenario } from "../scenario/index.ts";
import { parseDuration, parseSeed } from "./options.ts";
import { readRunnable, UsageError } from "./read.ts";

interface Options {
  readonly name: string;
  readonly seed: number | undefined;
  /** Virtual milliseconds; undefined: the end of the run. */
  readonly at: number | undefined;
}

function run(scenario: Scenario, { name, seed }: Options, until: number): Simulation {
  const simulation = new Simulation(scenario, { seed: seed ?? scenario.seed ?? 1, file: name, until });
  simulation.run();
  return simulation;
}

function momentOf(scenario: Scenario, options: Options): ConsoleMoment {
  const simulation = run(scenario, options, options.at ?? runLimit(scenario));
  const records = simulation.cursor().stateAt(simulation.entries.length - 1);
  const { runtime, load } = scenario;
  const apiSchema = readSchema();
  const given = { ...(load && { load }), ...(apiSchema && { apiSchema }) };
  return { records, now: options.at ?? simulation.now, runtime, readFile, ...given };
}

const schemaFile = new URL("../generated/kubernetes.schema.json", import.meta.url);
let schema: ApiSchema | null | undefined;

/** The descriptions of the API, as `npm run build` and `npm run dev` make them; null before. */
function readSchema(): ApiSchema | null {
  if (schema !== undefined) return schema;
  try {
    schema = JSON.parse(readFileSync(schemaFile, "utf8")) as ApiSchema;
  } catch {
    schema = null;
  }
  return schema;
}

/** What `-f` names; null when it can't be read. */
function readFile(name: string): string | null {
  try {
    return readFileSync(name, "utf8");
  } catch {
    return null;
  }
}

const say = (text: string, stream: "stdout" | "stderr"): void =>
  (stream === "stdout" ? console.log : console.error)(text);

/** The command that something came of, by the chain of causes: its place in the trace; null when it came of none. */
function commandBehind(entries: Simulation["entries"], cause: number | null): number | null {
  for (let at = cause; at !== null; at = entries[at]?.cause ?? null)
    if (entries[at]?.event.type === "KubectlCommand") return at;
  return null;
}

/** A scenario's text and the moment of its run that kubectl looks at. What changes the cluster goes into the text. */
class Session {
  private constructor(
    private text: string,
    private readonly options: Options,
    private moment: ConsoleMoment,
  ) {}

  static open(text: string, scenario: Scenario, options: Options): Session {
    return new Session(text, options, momentOf(scenario, options));
  }

  complete(line: string): string[] {
    return completeKubectl(line, this.moment).map(({ insert }) => line + insert);
  }

  /** One command line; its exit code. */
  execute(line: string): number {
    const result = runKubectl(line, this.moment);
    if (result.kind === "output") {
      for (const { text, stream } of result.lines) say(text, stream);
      return result.exitCode;
    }
    const { now } = this.moment;
    const text = appendStep(this.text, result.step, now, result.documents);
    const { scenario, problems } = parseScenario(text ?? this.text);
    if (text === null || !scenario) {
      say(problems.map(({ message }) => message).join("\n"), "stderr");
      return 1;
    }
    this.text = text;
    return this.play(scenario, now);
  }

  /** Runs the scenario with its new step at `now`, prints what kubectl said from then on, and goes to its last word. */
  private play(scenario: Scenario, now: number): number {
    const { entries } = run(scenario, this.options, runLimit(scenario));
    const from = entries.findLastIndex(({ time, event }) => time === now && event.type === "KubectlCommand");
    let failed = false;
    let at = now;
    for (const { event, time, cause } of from < 0 ? [] : entries.slice(from)) {
      // Steps of the script that come later have their own say.
      if (event.type !== "KubectlOutput" || commandBehind(entries, cause) !== from) continue;
      at = time;
      say(event.text, event.stream);
      failed ||= event.stream === "stderr" && !event.text.startsWith("Warning:");
    }
    this.moment = momentOf(scenario, { ...this.options, at });
    return failed ? 1 : 0;
  }
}

/** A prompt: command lines one after the other, with completion on a terminal. */
function converse(session: Session): number {
  const { stdin, stdout } = process;
  const prompt = createInterface({
    input: stdin,
    output: stdin.isTTY ? stdout : undefined,
    prompt: "$ ",
    completer: (line: string) => [session.complete(line), line],
  });
  if (stdin.isTTY) prompt.prompt();
  prompt.on("line", (line) => {
    process.exitCode = session.execute(line);
    if (stdin.isTTY) prompt.prompt();
  });
  return 0;
}

/** A word as a shell would have to be given it. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** `kubectl [--at 30s] [--seed N] FILE… [-- COMMAND]`: kubectl on the cluster of a scenario, at a moment of its run. */
export function kubectl(args: readonly string[]): number {
  const dash = args.indexOf("--");
  let parsed: ReturnType<typeof parseOwn>;
  try {
    parsed = parseOwn(dash < 0 ? args : args.slice(0, dash));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const { scenario, name, text } = readRunnable(positionals);
  const session = Session.open(text, scenario, {
    name,
    seed: values.seed === undefined ? undefined : parseSeed(values.seed),
    at: values.at === undefined ? undefined : parseDuration(values.at),
  });
  return dash < 0
    ? converse(session)
    : session.execute(
        args
          .slice(dash + 1)
          .map(quoted)
          .join(" "),
      );
}

function parseOwn(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { at: { type: "string" }, seed: { type: "string" } },
  });
}

import { Simulation, type SimulationEntry } from "../engine/index.ts";
import { runLimit } from "../scenario/index.ts";
import { columns } from "./columns.ts";
import { describeEvent } from "./describeEvent.ts";
import { parseRunOptions } from "./options.ts";
import { readRunnable } from "./read.ts";

function seconds(time: number): string {
  return `${(time / 1000).toFixed(3)}s`;
}

function row(entry: SimulationEntry): string[] {
  return [`${entry.seq}`, seconds(entry.time), entry.actor, entry.event.type, describeEvent(entry.event)];
}

const ends = {
  steady: "nothing is left to happen",
  until: "the time limit was reached",
  tooManyEntries: "the limit of entries was reached",
} as const;

/** `run FILE…`: the trace. */
export function run(args: readonly string[]): number {
  const { files, seed, until, output } = parseRunOptions(args);
  const { scenario, name } = readRunnable(files);
  const simulation = new Simulation(scenario, {
    seed: seed ?? scenario.seed ?? 1,
    file: name,
    until: until ?? runLimit(scenario),
  });
  const end = simulation.run() ?? "steady";
  if (output === "json") {
    for (const entry of simulation.entries) console.log(JSON.stringify(entry));
    return 0;
  }
  console.log(columns([["SEQ", "TIME", "ACTOR", "EVENT", "WHAT"], ...simulation.entries.map(row)], [0, 1]));
  console.log(`${simulation.entries.length} entries, ${seconds(simulation.now)}: ${ends[end]}`);
  for (const { kind, name: object } of scenario.notSimulated) console.log(`not simulated: ${kind} ${object}`);
  return 0;
}

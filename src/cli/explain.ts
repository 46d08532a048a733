import { type DecisionRecord, Simulation, type SimulationEntry } from "../engine/index.ts";
import { runLimit } from "../scenario/index.ts";
import { explainDecision } from "./explainDecision.ts";
import { parseRunOptions } from "./options.ts";
import { readRunnable } from "./read.ts";

/** Every attempt of every Pod, in the order in which they were made: the phases of an attempt share one record. */
function attemptsOf(entries: readonly SimulationEntry[]): readonly DecisionRecord[] {
  return [...new Set(entries.flatMap(({ event }) => (event.type === "SchedulingPhase" ? [event.decision] : [])))];
}

/** `explain FILE…`: for every Pod, its node or the FailedScheduling message, why each node was refused, and the scores. */
export function explain(args: readonly string[]): number {
  const { files, seed, until, output } = parseRunOptions(args);
  const { scenario, name } = readRunnable(files);
  const simulation = new Simulation(scenario, {
    seed: seed ?? scenario.seed ?? 1,
    file: name,
    until: until ?? runLimit(scenario),
  });
  simulation.run();
  const decisions = attemptsOf(simulation.entries);
  const messages = simulation.entries.flatMap(({ event }) =>
    event.type === "KubectlOutput" && event.stream === "stderr" ? [event.text] : [],
  );
  if (output === "json") {
    console.log(JSON.stringify({ pods: decisions, refused: messages, notSimulated: scenario.notSimulated }, null, 2));
    return 0;
  }
  for (const decision of decisions) console.log(`${explainDecision(decision)}\n`);
  for (const message of messages) console.log(message);
  for (const { kind, name: object } of scenario.notSimulated) console.log(`not simulated: ${kind} ${object}`);
  if (decisions.length === 0) console.log("No Pod reached the scheduler.");
  return 0;
}

import { type ConsoleMoment, runKubectl, Simulation } from "../engine/index.ts";
import { parseScenario } from "../scenario/index.ts";

/** A scenario's text, played: the cluster at moments of its run, as kubectl sees it. */
export class PlayedScenario {
  readonly simulation: Simulation;
  private readonly options: Pick<ConsoleMoment, "runtime" | "load">;

  constructor(text: string, until = 120_000) {
    const { scenario, problems } = parseScenario(text);
    if (!scenario) throw new Error(problems.map(({ line, message }) => `${line}: ${message}`).join("\n"));
    this.simulation = new Simulation(scenario, { seed: 1, until });
    this.simulation.run();
    const { runtime, load } = scenario;
    this.options = { runtime, ...(load && { load }) };
  }

  /** After everything that happened up to `seconds`. */
  momentAt(seconds: number): ConsoleMoment {
    const now = seconds * 1000;
    const { entries } = this.simulation;
    const records = this.simulation.cursor().stateAt(entries.findLastIndex(({ time }) => time <= now));
    return { records, now, ...this.options };
  }

  /** What a reading command prints: lines to stderr begin with `! `, an exit code that is not 0 comes last. */
  printed(line: string, seconds: number): string[] {
    const result = runKubectl(line, this.momentAt(seconds));
    if (result.kind === "step") throw new Error(`${line} is a step: ${JSON.stringify(result.step)}`);
    const lines = result.lines.map(({ text, stream }) => (stream === "stderr" ? `! ${text}` : text));
    return result.exitCode === 0 ? lines : [...lines, `exit ${result.exitCode}`];
  }
}

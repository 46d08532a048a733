import { isSimulated, kinds, Simulation } from "../engine/index.ts";
import { limits, type Positions, parseScenario, type Range, runLimit, type Scenario } from "../scenario/index.ts";
import { apiServerProblems } from "./problems.ts";
import type { ObjectLines, ScenarioSummary, TextRange, WorkerAnswer, WorkerRequest } from "./protocol.ts";

/** The engine's thread: reads a text, runs it, and sends the trace. */

/** Timers between two reports of progress. */
const stepsPerReport = 20_000;
/** Entries in a message. Entries share unchanged objects, and a message keeps what is shared within it. */
const entriesPerMessage = 20_000;

function answer(message: WorkerAnswer): void {
  self.postMessage(message);
}

self.onmessage = ({ data }: MessageEvent<WorkerRequest>): void => {
  const { run, text, seed } = data;
  let simulation: Simulation | null = null;
  try {
    const { scenario, problems } = parseScenario(text);
    const objections = scenario ? apiServerProblems(scenario) : [];
    answer({ type: "parsed", run, problems: [...objections, ...problems], summary: scenario && summarise(scenario) });
    if (!scenario) return;
    simulation = new Simulation(scenario, {
      // A seed that someone chose is in the request; 1 is what nobody chose.
      seed: seed === 1 ? (scenario.seed ?? seed) : seed,
      until: runLimit(scenario),
      maxEntries: limits.traceEntries,
    });
    let end = simulation.run(stepsPerReport);
    while (end === null) {
      answer({ type: "progress", run, entries: simulation.entries.length, virtualTime: simulation.now });
      end = simulation.run(stepsPerReport);
    }
    sendTrace(run, simulation);
    answer({ type: "done", run, end });
  } catch (error) {
    // A bug of ours: what was recorded before it is sound and is shown.
    if (simulation) sendTrace(run, simulation);
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    answer({ type: "crashed", run, message, stack });
  }
};

function sendTrace(run: number, { entries }: Simulation): void {
  for (let from = 0; from < entries.length; from += entriesPerMessage) {
    answer({ type: "entries", run, entries: entries.slice(from, from + entriesPerMessage) });
  }
}

function summarise(scenario: Scenario): ScenarioSummary {
  const initial = new Set(scenario.cluster);
  return {
    objects: scenario.applied.length,
    pods: scenario.applied.filter(({ kind }) => kind === "Pod").length,
    nodes: scenario.cluster.filter(({ kind }) => kind === "Node").length,
    defaultCluster: scenario.defaultCluster,
    notSimulated: scenario.notSimulated,
    onStage: scenario.onStage,
    storedKinds: [...new Set(kinds.filter((info) => info.served && !isSimulated(info)).map(({ kind }) => kind))],
    world: { runtime: scenario.runtime, ...(scenario.load && { load: scenario.load }) },
    schedulerConfiguration: scenario.schedulerConfiguration,
    objectLines: scenario.sources.map(({ object, range, positions }): ObjectLines => {
      const isInitial = initial.has(object);
      return {
        kind: object.kind,
        name: object.metadata.name ?? "",
        initial: isInitial,
        range: linesOf(range),
        // Beats are about what is applied; the cluster may be thousands of objects.
        fields: isInitial ? new Map() : fieldLines(positions),
      };
    }),
  };
}

function fieldLines(positions: Positions): Map<string, TextRange> {
  const lines = new Map<string, TextRange>();
  for (const [path, range] of positions) lines.set(path, linesOf(range));
  return lines;
}

/** An end at the first column is the end of the line before. */
function linesOf({ line, endLine, endColumn }: Range): TextRange {
  return { line, endLine: endColumn === 1 && endLine > line ? endLine - 1 : endLine };
}

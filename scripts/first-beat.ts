import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Simulation, TraceCursor } from "../src/engine/index.ts";
import { buildJourney } from "../src/projection/journey.ts";
import { sceneAt } from "../src/projection/scene.ts";
import { timelineOf } from "../src/projection/timeline/timeline.ts";
import { limits, parseScenario } from "../src/scenario/index.ts";
import type { FirstBeat } from "../src/state/firstBeat.ts";

const seed = 1;

/** Prints the first scenario's first beat as JSON: what the build puts beside the page (see vite/firstBeat.ts). */
function computeFirstBeat(path: string): FirstBeat {
  const { scenario } = parseScenario(readFileSync(path, "utf8"));
  if (!scenario) throw new Error(`${path} can't be run`);
  const simulation = new Simulation(scenario, { seed, until: limits.runMillis, maxEntries: limits.traceEntries });
  simulation.run();
  const { entries } = simulation;
  const cursor = new TraceCursor(entries);
  const journey = buildJourney(entries, cursor, undefined, scenario.notSimulated);
  return {
    seed,
    journey,
    scene: sceneAt(journey, cursor, 0),
    timeline: timelineOf(journey, entries),
    summary: {
      objects: scenario.applied.length,
      pods: scenario.applied.filter(({ kind }) => kind === "Pod").length,
      nodes: scenario.cluster.filter(({ kind }) => kind === "Node").length,
      defaultCluster: scenario.defaultCluster,
      notSimulated: scenario.notSimulated,
    },
  };
}

process.stdout.write(JSON.stringify(computeFirstBeat(join(import.meta.dirname, "../src/state/firstScenario.yaml"))));

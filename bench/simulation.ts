import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { Simulation, type SimulationEntry } from "../src/engine/index.ts";
import { createRandom } from "../src/engine/kernel/random.ts";
import { simulationWorkload } from "./simulationWorkload.ts";

const seeks = 1000;

/** Every entry and every change, as JSON, in one hash: two runs that agree here agree byte for byte. */
function traceDigest(entries: readonly SimulationEntry[]): string {
  const hash = createHash("sha256");
  for (const entry of entries) hash.update(JSON.stringify(entry));
  return hash.digest("hex");
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

/**
 * `bench simulation [--nodes N] [--pods M] [--minutes T] [--seed S] [--digest]`: one whole run, then seeks to random
 * entries. CPU seconds are the process's own, garbage collection in other threads included; on a shared machine they
 * say more than the time on the wall. `--digest` prints a hash of the trace, to compare two versions of the engine.
 */
export function benchSimulationCommand(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: {
      nodes: { type: "string", default: "100" },
      pods: { type: "string", default: "1000" },
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: "1" },
      digest: { type: "boolean", default: false },
    },
  });
  const minutes = Number(values.minutes);
  const input = simulationWorkload(Number(values.nodes), Number(values.pods), minutes);

  const cpu = process.cpuUsage();
  const began = performance.now();
  const simulation = new Simulation(input, {
    seed: Number(values.seed),
    until: minutes * 60_000,
    maxEntries: Number.POSITIVE_INFINITY,
  });
  const end = simulation.run();
  const wall = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const { heapUsed } = process.memoryUsage();

  const { entries } = simulation;
  const built = performance.now();
  const cursor = simulation.cursor();
  const cursorTime = performance.now() - built;
  const random = createRandom(1);
  const times = new Float64Array(seeks);
  for (let i = 0; i < seeks; i++) {
    const seq = random.integer(entries.length);
    const before = performance.now();
    cursor.stateAt(seq);
    times[i] = performance.now() - before;
  }
  times.sort();
  const records = cursor.stateAt(entries.length - 1).size;

  console.log(
    [
      `${values.nodes} nodes, ${values.pods} Pods, ${simulation.now / 60_000} virtual minutes: ended ${end}`,
      `run: ${wall.toFixed(2)} s on the wall, ${(user / 1e6).toFixed(2)} s user, ${(system / 1e6).toFixed(2)} s system`,
      `trace: ${entries.length} entries, ${records} records at the end`,
      `memory: heap ${mebibytes(heapUsed)} after the run, resident at most ${mebibytes(process.resourceUsage().maxRSS * 1024)}`,
      `cursor: ${cursorTime.toFixed(0)} ms to build`,
      `seek: p50 ${times[seeks >> 1].toFixed(2)} ms, p99 ${times[Math.floor(seeks * 0.99)].toFixed(2)} ms, max ${times[seeks - 1].toFixed(2)} ms`,
      ...(values.digest ? [`digest: ${traceDigest(entries)}`] : []),
    ].join("\n"),
  );
  return 0;
}

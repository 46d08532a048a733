import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Simulation } from "../../engine/index.ts";
import { english } from "../../i18n/catalogue.en.ts";
import { createTranslate } from "../../i18n/catalogue.ts";
import { parseScenario, runLimit } from "../../scenario/index.ts";
import { lessonsFolder } from "../../testing/playedLesson.ts";
import { buildJourney } from "../journey.ts";

const en = createTranslate(english);

/** `SECONDS sentence` of the beats of a lesson whose id fits. */
function told(id: string, ids: RegExp): string[] {
  const { scenario } = parseScenario(readFileSync(join(lessonsFolder, id, "scenario.yaml"), "utf8"));
  if (!scenario) throw new Error(id);
  const simulation = new Simulation(scenario, { seed: scenario.seed ?? 1, until: runLimit(scenario) });
  simulation.run();
  return buildJourney(simulation.entries, simulation.cursor())
    .beats.filter((beat) => ids.test(beat.id))
    .map(({ time, sentence }) => `${(time / 1000).toFixed(0)} ${en.tell(sentence).replaceAll("**", "")}`);
}

describe("when a node runs short, act 7 tells", () => {
  it("what the node spares first", () => {
    expect(told("image-gc", /^running\.(pressure|imagesRemoved)/)).toEqual([
      "300 The kubelet of node-1 removes 1 image that nobody uses, registry.example.com/report:1: 4Gi are free again.",
      "370 The kubelet of node-1 removes 1 image that nobody uses, registry.example.com/report:2: 4Gi are free again.",
      "370 node-1 is short of disk: its kubelet turns DiskPressure True.",
    ]);
  });

  it("whom the kubelet ends, and why", () => {
    const beats = told("eviction", /^running\.(pressure|ended)/).map((beat) => beat.replace(/batch-\w+-\w+/, "batch"));
    expect(beats.slice(0, 4)).toEqual([
      "30 The kubelet of node-1 ends batch: Evicted. The node was low on resource: memory. Threshold quantity: 100Mi, available: 0. Container batch was using 6Gi, request is 0, has larger consumption of memory.",
      "30 node-1 is short of memory: its kubelet turns MemoryPressure True.",
      '50 The kubelet of node-1 ends cache: Evicted. Usage of EmptyDir volume "data" exceeds the limit "1Gi".',
      "330 node-1 has had enough memory for a while: MemoryPressure turns False.",
    ]);
  });

  it("a Pod that gets other resources, or does not", () => {
    expect(told("resize", /^running\.resize/)).toEqual([
      "20 containerd holds web to other amounts from now on; the process runs on.",
      "50 web keeps what it has, Deferred: Node didn't have enough resource: cpu, requested: 3000, used: 2000, capacity: 4000.",
      "66 containerd holds web to other amounts from now on; the process runs on.",
      "80 web keeps what it has, Infeasible: Node didn't have enough capacity: cpu, requested: 8000, capacity: 4000.",
    ]);
  });
});

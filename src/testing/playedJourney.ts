import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Simulation, type SimulationCursor } from "../engine/index.ts";
import { buildJourney } from "../projection/journey.ts";
import type { Beat, Journey, Scene } from "../projection/model.ts";
import { sceneAt } from "../projection/scene.ts";
import { type FrameInput, frameAt, type StageFrame } from "../projection/stage/frame.ts";
import { laterActs } from "../projection/stage/laterActs.ts";
import { parseScenario, runLimit } from "../scenario/index.ts";
import { lessonsFolder } from "./playedLesson.ts";

/** A scenario played to its end, beat by beat as the stage shows it. */
export class PlayedJourney {
  readonly journey: Journey;
  readonly cursor: SimulationCursor;

  constructor(text: string) {
    const { scenario, problems } = parseScenario(text);
    if (!scenario) throw new Error(problems.map(({ line, message }) => `${line}: ${message}`).join("\n"));
    const simulation = new Simulation(scenario, { seed: scenario.seed ?? 1, until: runLimit(scenario) });
    simulation.run();
    this.cursor = simulation.cursor();
    this.journey = buildJourney(simulation.entries, this.cursor, undefined, scenario.notSimulated);
  }

  static lesson(id: string): PlayedJourney {
    return new PlayedJourney(readFileSync(join(lessonsFolder, id, "scenario.yaml"), "utf8"));
  }

  beat(id: string): Beat {
    const beat = this.journey.beats.find((each) => each.id === id);
    if (!beat) throw new Error(`there is no beat ${id}`);
    return beat;
  }

  scene(id: string): Scene {
    return sceneAt(this.journey, this.cursor, this.beat(id).index);
  }

  /** The stage at a share of a beat that is come to from the one before. */
  frame(id: string, p: number, more: Partial<FrameInput> = {}): StageFrame {
    const { index, duration } = this.beat(id);
    return frameAt({
      previous: index > 0 ? sceneAt(this.journey, this.cursor, index - 1) : null,
      scene: sceneAt(this.journey, this.cursor, index),
      p,
      viewport: { width: 628, height: 500 },
      later: laterActs,
      duration,
      ...more,
    });
  }
}

import type { Journey, Scene } from "../projection/model.ts";
import type { TimelineModel } from "../projection/timeline/model.ts";
import type { ScenarioSummary } from "../worker/protocol.ts";
import type { Presentation } from "./presentation.ts";

/** What the page shows of the first scenario before the engine has come: plain data, made by the same engine at build time. */
export interface FirstBeat {
  readonly seed: number;
  readonly journey: Journey;
  readonly scene: Scene;
  readonly timeline: TimelineModel;
  readonly summary: Pick<ScenarioSummary, "objects" | "pods" | "nodes" | "defaultCluster" | "notSimulated">;
}

/** A presentation that knows the first beat only. */
export function presentFirstBeat({ journey, scene, timeline }: FirstBeat): Presentation {
  return {
    isOpening: true,
    entries: [],
    notSimulated: [],
    journey,
    sceneAt: () => scene,
    decisionAt: () => null,
    outcome: null,
    laterActs: null,
    clusterOfDecision: () => null,
    eventStops: [],
    timeline,
    breakpoints: null,
    inspection: null,
  };
}

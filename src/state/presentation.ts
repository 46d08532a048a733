import {
  type DecisionRecord,
  type KubernetesObject,
  type Pod,
  type SimulationEntry,
  TraceCursor,
} from "../engine/index.ts";
import { type Breakpoints, breakpointsOf } from "../projection/breakpoints.ts";
import { clusterOfDecision, decisionAt } from "../projection/decision.ts";
import { eventStops } from "../projection/eventStops.ts";
import { inspect } from "../projection/inspection/inspection.ts";
import type { Inspection } from "../projection/inspection/model.ts";
import { buildJourney } from "../projection/journey.ts";
import type { DecisionScene, Journey, Scene } from "../projection/model.ts";
import { sceneAt } from "../projection/scene.ts";
import { laterActs } from "../projection/stage/laterActs.ts";
import type { LaterActs } from "../projection/stage/layout.ts";
import type { TimelineModel } from "../projection/timeline/model.ts";
import { timelineOf } from "../projection/timeline/timeline.ts";

// Comes with the first run, for which it is needed first.
export { isAnotherScenario } from "./another.ts";

/** A finished run as the screen reads it: the journey of the Pod on stage, and what each of its beats shows. */
export interface Presentation {
  /** Only the first beat is known yet. */
  readonly isOpening: boolean;
  readonly entries: readonly SimulationEntry[];
  readonly notSimulated: readonly { readonly kind: string; readonly name: string }[];
  readonly journey: Journey;
  readonly sceneAt: (beat: number) => Scene;
  readonly decisionAt: (beat: number) => DecisionScene | null;
  /** How the scheduler's last attempt at the Pod on stage ended; null: there was none. */
  readonly outcome: DecisionRecord | null;
  /** What the decision's attempt looked at. */
  readonly clusterOfDecision: (
    beat: number,
  ) => { readonly pod: Pod; readonly objects: readonly KubernetesObject[] } | null;
  /** Null while only the first beat is known. */
  readonly laterActs: LaterActs | null;
  /** Where stepping by single events stops, in beats: 3.5 is the middle of beat 3, 4 its end. Ascending. */
  readonly eventStops: readonly number[];
  readonly timeline: TimelineModel;
  /** Null while only the first beat is known. */
  readonly breakpoints: Breakpoints | null;
  /** What the inspector asks; null while only the first beat is known. */
  readonly inspection: Inspection | null;
}

/** Scenes that are kept: going back and forth over a few beats computes nothing anew. */
const keptScenes = 24;

/** Reads a trace as the journey of `pod`, or of the first Pod that the run created. */
export function present(
  entries: readonly SimulationEntry[],
  notSimulated: readonly { readonly kind: string; readonly name: string }[],
  pod: string | null,
): Presentation {
  const cursor = new TraceCursor(entries);
  const journey = buildJourney(entries, cursor, pod ?? undefined, notSimulated);
  const scenes = new Map<number, Scene>();
  const sceneOf = (beat: number): Scene => {
    const known = scenes.get(beat);
    if (known) return known;
    const scene = sceneAt(journey, cursor, beat);
    for (const oldest of scenes.keys()) {
      if (scenes.size < keptScenes) break;
      scenes.delete(oldest);
    }
    scenes.set(beat, scene);
    return scene;
  };
  let timeline: TimelineModel | undefined;
  return {
    isOpening: false,
    entries,
    notSimulated,
    journey,
    sceneAt: sceneOf,
    decisionAt: (beat) => decisionAt(journey, cursor, beat),
    get outcome() {
      return decisionAt(journey, cursor, journey.beats.length - 1)?.record ?? null;
    },
    laterActs,
    clusterOfDecision: (beat) => clusterOfDecision(journey, cursor, beat),
    eventStops: eventStops(journey, entries),
    get timeline() {
      timeline ??= timelineOf(journey, entries);
      return timeline;
    },
    breakpoints: breakpointsOf(journey, entries),
    inspection: inspect(journey, cursor, sceneOf),
  };
}

import type { SimulationEntry } from "../engine/index.ts";
import type {
  DecisionScene,
  EventRow,
  Journey,
  ObjectModel,
  RosettaModel,
  Scene,
  TimelineModel,
} from "../projection/model.ts";

/** A finished run as the screen reads it: the journey of the Pod on stage, and what each of its beats shows. */
export interface Presentation {
  readonly entries: readonly SimulationEntry[];
  readonly journey: Journey;
  readonly sceneAt: (beat: number) => Scene;
  readonly decisionAt: (beat: number) => DecisionScene | null;
  /** Where stepping by single events stops, in beats: 3.5 is the middle of beat 3, 4 its end. Ascending. */
  readonly eventStops: readonly number[];
  readonly timeline: TimelineModel;
  readonly rosettaAt: (beat: number) => RosettaModel | null;
  readonly eventsAt: (beat: number) => readonly EventRow[];
  /** `key` is what was selected on the stage; null: the Pod on stage. */
  readonly objectAt: (key: string | null, beat: number) => ObjectModel | null;
}

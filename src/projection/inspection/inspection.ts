import type { SimulationCursor } from "../../engine/index.ts";
import type { Journey, Scene } from "../model.ts";
import { clusterAt, preemptionAt } from "./cluster.ts";
import { eventsAt } from "./events.ts";
import type { Inspection } from "./model.ts";
import { objectAt, storedAt } from "./object.ts";
import { rosettaAt } from "./rosetta.ts";
import { beatOfCommand, commandsGivenAt, transcriptAt } from "./transcript.ts";

/** Answers the inspector's questions about a run. */
export function inspect(journey: Journey, cursor: SimulationCursor, sceneAt: (beat: number) => Scene): Inspection {
  return {
    run: { journey, cursor },
    objectAt: (selection, beat) => objectAt(journey, cursor, selection, beat, sceneAt(beat)),
    storedAt: (beat) => storedAt(journey, cursor, beat),
    rosettaAt: (pod, beat) => rosettaAt(journey, cursor, pod ?? journey.pod, beat),
    eventsAt: (beat) => eventsAt(journey, cursor, beat),
    preemptionAt: (beat) => preemptionAt(journey, cursor, beat),
    clusterAt: (beat) => clusterAt(journey, cursor, beat),
    momentAt: (beat, world) => {
      const { entry, time } = journey.beats[beat];
      return { records: cursor.stateAt(entry), now: time, ...world };
    },
    entryAt: (beat) => journey.beats[beat].entry,
    transcriptAt: (beat) => transcriptAt(cursor.entries, journey.beats[beat].entry),
    commandsGivenAt: (time) => commandsGivenAt(cursor.entries, time),
    beatOfCommand: (seq) => beatOfCommand(journey, seq),
  };
}

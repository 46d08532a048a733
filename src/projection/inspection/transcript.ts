import type { ConsoleLine, SimulationEntry, VirtualMillis } from "../../engine/index.ts";
import { commandsOf } from "../journey/commands.ts";
import type { Journey } from "../model.ts";
import { indexTrace } from "../traceIndex.ts";
import { beatOf } from "./history.ts";
import type { RunCommand } from "./model.ts";

/** The commands of a run that have been given at an entry, each with what it has printed by then. */
export function transcriptAt(entries: readonly SimulationEntry[], upTo: number): readonly RunCommand[] {
  return commandsOf({ entries, index: indexTrace(entries) })
    .filter(({ entries: [first] }) => first.seq <= upTo)
    .map(({ command, entries: own }) => ({
      seq: own[0].seq,
      time: own[0].time,
      command,
      lines: own.flatMap(({ seq, event }): ConsoleLine[] => {
        if (seq > upTo || event.type !== "KubectlOutput") return [];
        const { stream } = event;
        return event.text
          .replace(/\n$/, "")
          .split("\n")
          .map((text) => ({ text, stream }));
      }),
    }));
}

/** The commands that a script gives at one moment, in order: their places in the trace. */
export function commandsGivenAt(entries: readonly SimulationEntry[], time: VirtualMillis): readonly number[] {
  return entries
    .filter((entry) => entry.event.type === "KubectlCommand" && Math.abs(entry.time - time) < 1)
    .map(({ seq }) => seq);
}

/** The beat that tells of a command: the one that shows it, or the first by whose end it was given. */
export function beatOfCommand(journey: Journey, seq: number): number | null {
  const own = journey.beats.findIndex(({ about, entries }) => about.kind === "kubectl" && entries.includes(seq));
  return own >= 0 ? own : beatOf(journey, seq);
}

import type { SimulationEntry } from "../../engine/index.ts";
import { explain } from "../more.ts";
import { say, word } from "../narration.ts";
import { isRefusal } from "../printed.ts";
import type { TraceIndex } from "../traceIndex.ts";
import type { BeatDraft, Telling } from "./draft.ts";

/** A command of kubectl with all that it asked, was answered and printed, in order. */
export interface Command {
  readonly command: string;
  readonly entries: SimulationEntry[];
}

const known = new WeakMap<TraceIndex, readonly Command[]>();

/** The commands of the run: the file that is applied first, then what the script does. Each entry belongs to the command that caused it. */
export function commandsOf(telling: Pick<Telling, "entries" | "index">): readonly Command[] {
  const before = known.get(telling.index);
  if (before) return before;
  const commands = new Map<number, Command>();
  const owners = new Map<number, number>();
  const shown = telling.index.requestList
    .filter(({ entry }) => entry.event.client === "kubectl")
    .flatMap(({ writes, response }): SimulationEntry[] => [...writes, ...(response ? [response] : [])]);
  for (const entry of [...telling.index.kubectl, ...shown].sort((a, b) => a.seq - b.seq)) {
    if (entry.event.type === "KubectlCommand")
      commands.set(entry.seq, { command: entry.event.command, entries: [entry] });
    else commands.get(ownerOf(entry.seq))?.entries.push(entry);
  }
  const list = [...commands.values()];
  known.set(telling.index, list);
  return list;

  /** The command at the start of an entry's chain of causes. */
  function ownerOf(seq: number): number {
    const chain: number[] = [];
    let at: number | null = seq;
    while (at !== null && !owners.has(at) && !commands.has(at)) {
      chain.push(at);
      at = telling.entries[at].cause;
    }
    const owner = at === null ? -1 : (owners.get(at) ?? at);
    for (const each of chain) owners.set(each, owner);
    return owner;
  }
}

/** The commands before the Pod on stage came to be, which its story starts with, and those after. */
export function splitCommands(telling: Telling): {
  readonly before: readonly Command[];
  readonly after: readonly Command[];
} {
  const { course } = telling;
  const all = commandsOf(telling);
  const first = (command: Command): number => command.entries[0].seq;
  const isBefore = (command: Command, at: number): boolean => at === 0 || !course || first(command) < course.entry.seq;
  return { before: all.filter(isBefore), after: all.filter((command, at) => !isBefore(command, at)) };
}

/** A pause as long as this, milliseconds of virtual time, parts what a command does into beats: drain waits before it tries again. */
const pause = 1000;

/** What the user does once the Pod exists: a beat for each command, and one more each time that it goes on after a wait. */
export function tellCommands(telling: Telling): BeatDraft[] {
  return splitCommands(telling).after.flatMap(({ command, entries }) =>
    burstsOf(entries).map((burst, at) => tellBurst(command, burst, at > 0)),
  );
}

function burstsOf(entries: readonly SimulationEntry[]): SimulationEntry[][] {
  const bursts: SimulationEntry[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const entry of entries) {
    if (entry.time - last > pause) bursts.push([]);
    bursts[bursts.length - 1].push(entry);
    last = entry.time;
  }
  return bursts;
}

function tellBurst(command: string, burst: readonly SimulationEntry[], isLater: boolean): BeatDraft {
  const printed = burst.flatMap(({ event }) => (event.type === "KubectlOutput" ? [event] : []));
  const said = printed.find(isRefusal) ?? printed[printed.length - 1];
  const [verb = ""] = command.replace(/^kubectl /, "").split(" ");
  return {
    id: `kubectl.${verb}`,
    act: 7,
    entries: burst.map(({ seq }) => seq),
    title: word("kubectl"),
    place: word(verb),
    sentence: say(isLater ? "command.goesOn" : "command", {
      command: isLater ? command.split(" ").slice(0, 3).join(" ") : command,
      output: said?.text.trim().replaceAll("\n", " ") ?? "",
    }),
    more: explain("command", { verb }),
    about: { kind: "kubectl" },
    duration: 3200,
  };
}

/** Whether it is a later command than the first, at the end of its chain of causes, that made an entry happen. */
export function isCommanded(telling: Telling, seq: number): boolean {
  const [first] = commandsOf(telling);
  for (let at: number | null = seq; at !== null; at = telling.entries[at].cause)
    if (telling.entries[at].event.type === "KubectlCommand") return at !== first?.entries[0].seq;
  return false;
}

import type { Records, SimulationCursor, SimulationEntry } from "../../engine/index.ts";
import type { ActNumber, Beat, BeatSubject, Journey } from "../model.ts";
import type { More } from "../more.ts";
import type { Narration } from "../narration.ts";
import type { RequestTrack, TraceIndex } from "../traceIndex.ts";

/** A beat before it has its place: the tellers of the acts write these, `assemble` puts them in line. */
export interface BeatDraft {
  readonly id: string;
  readonly act: ActNumber;
  /** Seqs of the entries that it shows; the last one is where its moment ends. */
  readonly entries: readonly number[];
  readonly title: Narration;
  readonly place?: Narration;
  readonly sentence: Narration;
  readonly more: More;
  readonly about: BeatSubject;
  readonly source?: Beat["source"];
  /** Presentation milliseconds, where not the usual. */
  readonly duration?: number;
}

/** What the tellers read from. */
export interface Telling {
  readonly entries: readonly SimulationEntry[];
  readonly index: TraceIndex;
  readonly cursor: SimulationCursor;
  /** The state at the end of the run. */
  readonly last: Records;
  /** The Pod on stage. */
  readonly pod: string | null;
  /** The request whose stations are told one by one: it creates the Pod, or is the one that was refused. */
  readonly course: RequestTrack | null;
  readonly root: Journey["root"];
}

const reading = 2600;
const perMessage = 900;

/** Puts the drafts in line: acts in order, entries never going back, ids unique. */
export function assemble(drafts: readonly BeatDraft[], entries: readonly SimulationEntry[]): Beat[] {
  const beats: Beat[] = [];
  const used = new Map<string, number>();
  let start = 0;
  let entry = -1;
  let act: ActNumber = 1;
  for (const { duration: wanted, ...draft } of drafts) {
    entry = Math.max(entry, ...draft.entries);
    act = draft.act > act ? draft.act : act;
    const count = (used.get(draft.id) ?? 0) + 1;
    used.set(draft.id, count);
    const duration = wanted ?? Math.max(reading, 500 + perMessage * messagesIn(draft.entries, entries));
    beats.push({
      ...draft,
      id: count === 1 ? draft.id : `${draft.id}.${count}`,
      act,
      index: beats.length,
      entry: Math.max(entry, 0),
      start,
      duration,
      time: entries[Math.max(entry, 0)]?.time ?? 0,
    });
    start += duration;
  }
  return beats;
}

/** How many messages travel one after the other; watch events fan out together. */
function messagesIn(seqs: readonly number[], entries: readonly SimulationEntry[]): number {
  let count = 0;
  let fanOut = 0;
  for (const seq of seqs) {
    const { type } = entries[seq].event;
    if (type === "Request" || type === "Response" || type === "EtcdWrite") count++;
    else if (type === "WatchEvent") fanOut = 1;
  }
  return count + fanOut;
}

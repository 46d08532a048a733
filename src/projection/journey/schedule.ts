import type { EntryOf } from "../traceIndex.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { tellAssume, tellLateRefusal, tellPick, tellReserve } from "./schedule/choice.ts";
import { tellFailed, tellPostFilter } from "./schedule/failure.ts";
import { tellFilter, tellPreFilter } from "./schedule/filter.ts";
import type { PhaseEntry } from "./schedule/phase.ts";
import { tellMove } from "./schedule/queue.ts";
import { tellPreScore, tellScore } from "./schedule/score.ts";
import { tellVictims } from "./schedule/victims.ts";

type Entry = EntryOf<"QueueMove" | "SchedulingPhase">;

/** Failed attempts told in full; later ones in a beat each, and of many only the first few and the last. */
const retriesTold = 3;

/** Act 4: queue, attempts phase by phase, and between attempts what woke the Pod. */
export function tellScheduling(telling: Telling): BeatDraft[] {
  const beats: BeatDraft[] = [];
  let failures = 0;
  const attempts = attemptsOf(telling);
  attempts.forEach((attempt, at) => {
    const told = attempt.failed ? failures++ : 0;
    if (told === 0) beats.push(...tellAttempt(telling, attempt.entries));
    else if (told <= retriesTold || attempt.last) beats.push(...tellRetry(telling, attempt.entries));
    const choice = attempt.entries.find(isPostFilter);
    const next = attempts[at + 1]?.entries[0]?.seq ?? Number.POSITIVE_INFINITY;
    if (choice) beats.push(...tellVictims(telling, choice.event.decision, choice.seq, next));
  });
  return beats;
}

const isPostFilter = (entry: Entry): entry is PhaseEntry =>
  entry.event.type === "SchedulingPhase" && entry.event.phase === "PostFilter";

interface Attempt {
  readonly entries: Entry[];
  readonly failed: boolean;
  readonly last: boolean;
}

/** An attempt starts where the Pod is put into a queue that is not a mere consequence of failing, and ends where it waits. */
function attemptsOf({ index, pod }: Telling): Attempt[] {
  const all = (pod && index.scheduling.get(pod)) || [];
  const groups: Entry[][] = [];
  let waiting = true;
  for (const entry of all) {
    const { event } = entry;
    const wakes = event.type === "QueueMove" && (waiting || event.to === "inHand") && event.from !== "inHand";
    if (groups.length === 0 || (wakes && waiting)) {
      groups.push([]);
      waiting = false;
    }
    groups[groups.length - 1].push(entry);
    if (event.type === "QueueMove" && event.from === "inHand" && event.to !== null) waiting = true;
  }
  return groups.map((entries, at) => ({
    entries,
    failed: entries.some(({ event }) => event.type === "SchedulingPhase" && event.decision.chosen === null),
    last: at === groups.length - 1,
  }));
}

function tellAttempt(telling: Telling, entries: readonly Entry[]): BeatDraft[] {
  const beats: BeatDraft[] = [];
  let scored = 0;
  const merged: PhaseEntry[] = [];
  for (const entry of entries) {
    if (entry.event.type === "QueueMove") {
      beats.push(...tellMove(telling, entry as EntryOf<"QueueMove">));
      continue;
    }
    const phase = entry as PhaseEntry;
    switch (phase.event.phase) {
      case "PreFilter":
        beats.push(tellPreFilter(telling, phase));
        break;
      case "Filter":
        beats.push(...tellFilter(telling, phase));
        break;
      case "PostFilter":
        beats.push(tellPostFilter(phase));
        break;
      case "PreScore":
        beats.push(tellPreScore(phase));
        break;
      case "Score":
        scored++;
        beats.push(tellScore(telling, phase, scored));
        break;
      case "SelectHost":
        beats.push(tellPick(phase));
        break;
      case "Assume":
        beats.push(tellAssume(telling, phase));
        break;
      case "Reserve":
      case "Permit":
        if (phase.event.outcome === "refuse") beats.push(tellLateRefusal(phase));
        else merged.push(phase);
        if (phase.event.phase === "Permit" && merged.length > 0) beats.push(tellReserve(merged.splice(0)));
        break;
      default:
        break;
    }
  }
  if (merged.length > 0) beats.push(tellReserve(merged));
  return withFailure(telling, beats, entries);
}

/** FailedScheduling goes right before the Pod starts to wait. */
function withFailure(telling: Telling, beats: BeatDraft[], entries: readonly Entry[]): BeatDraft[] {
  const phases = entries.filter((entry): entry is PhaseEntry => entry.event.type === "SchedulingPhase");
  const last = phases[phases.length - 1];
  if (!last || last.event.decision.message === null) return beats;
  const wait = beats.findIndex(({ id, entries: [first] }) => id === "schedule.waits" && first > last.seq);
  const failure = tellFailed(telling, last, wait < 0 ? undefined : beats[wait].entries[0]);
  if (wait < 0) beats.push(failure);
  else beats.splice(wait, 0, failure);
  return beats;
}

/** A later attempt that fails again: what woke the Pod, and the message. */
function tellRetry(telling: Telling, entries: readonly Entry[]): BeatDraft[] {
  const beats = tellAttempt(telling, entries);
  return beats.filter(({ id }) => id === "schedule.moved" || id === "schedule.failed" || id === "schedule.waits");
}

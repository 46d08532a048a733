import type { DecisionRecord, Pod } from "../../../engine/index.ts";
import { explain } from "../../more.ts";
import { say, word } from "../../narration.ts";
import { preemptionOf } from "../../preemption.ts";
import { nameOf, podAt } from "../../records.ts";
import type { RequestTrack } from "../../traceIndex.ts";
import type { BeatDraft, Telling } from "../draft.ts";
import { subject } from "../request.ts";

/**
 * After preemption made its choice: the victims are deleted, and later have ended. `from` is the entry of the choice;
 * what came after `before`, the Pod's next turn, is not told here.
 */
export function tellVictims(telling: Telling, decision: DecisionRecord, from: number, before: number): BeatDraft[] {
  const preemption = preemptionOf(decision);
  if (!preemption) return [];
  const { node } = preemption;
  const deletions = telling.index.requestList.filter(
    ({ entry: { seq, event }, writes }) =>
      seq > from &&
      seq < before &&
      event.client === "kube-scheduler" &&
      event.verb === "delete" &&
      preemption.victims.includes(`${event.namespace}/${event.name}`) &&
      writes.some((write) => write.seq < before),
  );
  // One after the other: of several, some may not come before the Pod's next turn.
  const victims = deletions.map(({ entry: { event } }) => `${event.namespace}/${event.name}`);
  const marked = deletions.flatMap(({ writes }) => writes.filter((write) => write.seq < before).slice(0, 1));
  const [last] = deletions.slice(-1);
  if (!last || marked.length === 0) return [];
  const seq = marked.at(-1)!.seq;
  const records = telling.cursor.stateAt(seq);
  return [
    {
      id: "schedule.victims",
      act: 4,
      entries: [...deletions.map(({ entry }) => entry.seq), ...marked.map((write) => write.seq)],
      title: word("DefaultPreemption"),
      place: word(node),
      sentence: say("victims.leave", {
        victims: victims.map(nameOf).join(", "),
        count: victims.length,
        node,
        grace: Math.max(
          0,
          ...victims.map((victim) => podAt(records, victim)?.metadata.deletionGracePeriodSeconds ?? 0),
        ),
      }),
      more: explain("victims", {}),
      about: subject(last, seq),
    },
    ...tellEnd(telling, { node, victims, last }, before),
  ];
}

/** The moment from which on the last of them no longer counts: it has ended, or is gone. */
function tellEnd(
  { index, entries }: Telling,
  { node, victims, last }: { readonly node: string; readonly victims: readonly string[]; readonly last: RequestTrack },
  before: number,
): BeatDraft[] {
  const ends = victims.map((victim) =>
    index.writes.find(
      ({ seq }) =>
        seq > last.entry.seq &&
        seq < before &&
        entries[seq]!.changes.some(({ key, to }) => key === `/registry/pods/${victim}` && (!to || isOver(to as Pod))),
    ),
  );
  if (ends.some((end) => end === undefined)) return [];
  const seqs = ends.map((end) => end!.seq).sort((a, b) => a - b);
  const end = seqs.at(-1)!;
  return [
    {
      id: "schedule.victimsGone",
      act: 4,
      entries: seqs,
      title: word("DefaultPreemption"),
      place: word(node),
      sentence: say("victims.gone", {
        victims: victims.map(nameOf).join(", "),
        count: victims.length,
        node,
        after: Math.round((entries[end]!.time - last.entry.time) / 1000),
      }),
      more: explain("victims", {}),
      about: { kind: "cluster", pods: victims, focus: [`node/${node}`] },
    },
  ];
}

const isOver = ({ status }: Pod): boolean => status?.phase === "Succeeded" || status?.phase === "Failed";

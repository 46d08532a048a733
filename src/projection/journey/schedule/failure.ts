import { explain } from "../../more.ts";
import { say, word } from "../../narration.ts";
import { preemptionOf } from "../../preemption.ts";
import { nameOf } from "../../records.ts";
import { regards } from "../bind.ts";
import type { BeatDraft, Telling } from "../draft.ts";
import { pluginSource, podName } from "../source.ts";
import { type PhaseEntry, revealAll } from "./phase.ts";

export function tellPostFilter({ seq, event: { decision } }: PhaseEntry): BeatDraft {
  const preemption = preemptionOf(decision);
  return {
    id: "schedule.postfilter",
    act: 4,
    entries: [seq],
    title: word("PostFilter"),
    place: word("DefaultPreemption"),
    sentence: preemption
      ? say("postFilter.nominated", {
          node: preemption.node,
          victims: preemption.victims.map(nameOf).join(", "),
          count: preemption.victims.length,
        })
      : say("postFilter.none", {}),
    more: explain("postFilter.none", { message: decision.postFilter?.message ?? "" }),
    about: { kind: "decision", seq, phase: "PostFilter", ...revealAll(decision) },
  };
}

export function tellFailed(
  telling: Telling,
  { seq, event: { decision, attempt } }: PhaseEntry,
  before: number | undefined,
): BeatDraft {
  const event = telling.index.requestList.find(
    ({ entry }) =>
      entry.seq > seq &&
      entry.event.resource === "events" &&
      regards(entry.event.body, "FailedScheduling", podName(telling)),
  );
  const write = event?.writes[0];
  const near = write && (before === undefined || write.seq <= before) ? [event.entry.seq, write.seq] : [];
  return {
    id: "schedule.failed",
    act: 4,
    entries: [seq, ...near],
    title: word("FailedScheduling"),
    place: say("place.attempt", { attempt }),
    sentence: say("failedScheduling", { message: decision.message ?? "" }),
    more: explain("failedScheduling", {}),
    about: { kind: "decision", seq, phase: "PostFilter", ...revealAll(decision) },
    source: pluginSource(telling, decision.filter?.find(({ verdict }) => verdict)?.verdict?.plugin),
  };
}

import type { QueueRecord } from "../../../engine/index.ts";
import { explain, type More } from "../../more.ts";
import { type Narration, say, title, word } from "../../narration.ts";
import type { EntryOf } from "../../traceIndex.ts";
import type { BeatDraft, Telling } from "../draft.ts";
import { podName, sourceOf } from "../source.ts";

/** The Pod goes from one queue to another, or into the scheduler's hand. */
export function tellMove(telling: Telling, entry: EntryOf<"QueueMove">): BeatDraft[] {
  const { seq, event } = entry;
  const pod = podName(telling);
  const draft = (id: string, sentence: Narration, more: More): BeatDraft => ({
    id: `schedule.${id}`,
    act: 4,
    entries: [seq],
    title: title("queue"),
    place: word(event.to ?? ""),
    sentence,
    more,
    about: { kind: "queue" },
  });
  const record = queueAt(telling, seq);
  if (event.to === "inHand") {
    const attempt = record?.inHand?.attempts ?? 1;
    return [
      {
        ...draft(
          "pop",
          say("queue.pop", {
            pod,
            attempt,
            priority: record?.inHand?.priority ?? 0,
            left: record?.activeQ.length ?? 0,
          }),
          explain("queue.pop", {}),
        ),
        place: say("place.attempt", { attempt }),
        source: sourceOf(telling, "spec.priorityClassName"),
      },
    ];
  }
  if (event.from === null && event.to === "activeQ") {
    const ahead = record?.activeQ.findIndex((queued) => queued.pod === telling.pod) ?? 0;
    return [
      draft("enqueue", say("queue.active", { pod, ahead: Math.max(0, ahead) }), explain("queue", { queue: "activeQ" })),
    ];
  }
  if (event.from === null && event.to === "unschedulablePods")
    return [draft("gated", say("queue.gated", { pod, message: "" }), explain("queue", { queue: "gated" }))];
  if (event.from === "inHand" && event.to !== null) {
    const waiting = record?.[event.to].find((queued) => queued.pod === telling.pod);
    return [
      draft(
        "waits",
        say("queue.waits", { pod, queue: event.to, plugins: (waiting?.refusedBy ?? []).join(", ") }),
        explain("queue", { queue: event.to }),
      ),
    ];
  }
  if (event.to === null) return [];
  return [
    draft(
      "moved",
      say("queue.moved", { pod, to: event.to, event: event.event, hint: event.hint ?? "" }),
      explain("queue", { queue: event.to }),
    ),
  ];
}

function queueAt({ cursor }: Telling, seq: number): QueueRecord | undefined {
  return cursor.stateAt(seq).get("scheduler/queue") as QueueRecord | undefined;
}

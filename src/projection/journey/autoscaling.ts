import type { HorizontalPodAutoscaler } from "../../engine/index.ts";
import { autoscalingOf } from "../autoscaler.ts";
import { explain } from "../more.ts";
import { say, word } from "../narration.ts";
import { keyOf } from "../records.ts";
import type { EntryOf } from "../traceIndex.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { changeOf } from "./family.ts";

const prefix = "/registry/horizontalpodautoscalers/";

/** Each time that an autoscaler of the Pod's workload says something new: what it measured, and what follows. */
export function tellAutoscaling(telling: Telling): BeatDraft[] {
  const { index, root } = telling;
  const beats: BeatDraft[] = [];
  const told = new Map<string, string>();
  for (const write of index.writes) {
    if (!write.event.key.startsWith(prefix)) continue;
    const autoscaler = changeOf<HorizontalPodAutoscaler>(write).to;
    const reference = autoscaler?.spec.scaleTargetRef;
    if (!autoscaler || reference?.kind !== root?.kind || reference?.name !== root?.name) continue;
    if (autoscaler.metadata.namespace !== root?.namespace) continue;
    const { metric, from, to, outcome } = autoscalingOf(autoscaler);
    const said = `${from} ${to} ${outcome}`;
    if (metric === null || told.get(write.event.key) === said) continue;
    told.set(write.event.key, said);
    beats.push(tellPass(telling, autoscaler, write));
  }
  return beats;
}

/** The pass of the controller that a write comes from. */
function passOf({ entries }: Telling, seq: number): number {
  for (let at: number | null = seq; at !== null; at = entries[at].cause)
    if (entries[at].event.type === "Reconcile") return at;
  return seq;
}

function tellPass(telling: Telling, autoscaler: HorizontalPodAutoscaler, write: EntryOf<"EtcdWrite">): BeatDraft {
  const autoscaling = autoscalingOf(autoscaler);
  const { from, to } = autoscaling;
  const { name = "" } = autoscaler.metadata;
  return {
    id: `running.autoscaler.${name}`,
    act: 7,
    entries: [passOf(telling, write.seq), write.seq],
    title: word("HPA"),
    place: word(from === to ? name : `${from} → ${to}`),
    sentence: say("autoscaler", { name, ...autoscaling }),
    more: explain("autoscaler", {}),
    about: { kind: "cluster", focus: [`${prefix}${keyOf(autoscaler)}`] },
    source: { kind: "HorizontalPodAutoscaler", name, path: "spec.metrics" },
    duration: 3600,
  };
}

import type { Pod } from "../../../engine/index.ts";
import type { ActNumber, BeatSubject } from "../../model.ts";
import type { ContainerWord, Narration } from "../../narration.ts";
import { podAt } from "../../records.ts";
import type { KubeletEntry } from "../../traceIndex.ts";
import type { BeatDraft, Telling } from "../draft.ts";
import { containerSource } from "../source.ts";
import { settledAt } from "./settled.ts";

/** Of many failing pulls or restarts of a container so many are told, and the last one. */
const repeatsTold = 3;

/** What the tellers of a Pod on its node have in common: the Pod, the act, and how often they have said the same. */
export class NodeTelling {
  readonly pod: Pod | undefined;
  /** Containers that the kubelet stops, by the probe that failed. */
  readonly stopped = new Map<string, { readonly probe: string; readonly failures: number }>();
  private readonly settledAt: number;
  private readonly counts = new Map<string, number>();
  private readonly totals = new Map<string, number>();

  constructor(
    readonly journey: Telling,
    entries: readonly KubeletEntry[],
  ) {
    this.pod = journey.pod ? podAt(journey.last, journey.pod) : undefined;
    this.settledAt = settledAt(journey);
    for (const { event } of entries) {
      const key = repeatKey(event);
      if (key) this.totals.set(key, (this.totals.get(key) ?? 0) + 1);
    }
  }

  /** False for the repeats in the middle of a long row of the same thing. */
  worthTelling(event: KubeletEntry["event"]): boolean {
    const key = repeatKey(event);
    if (!key) return true;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count <= repeatsTold || count === this.totals.get(key);
  }

  draft(
    entry: KubeletEntry,
    id: string,
    titled: Narration,
    sentence: Narration,
    rest: Partial<BeatDraft> & Pick<BeatDraft, "more">,
  ): BeatDraft {
    const act: ActNumber = entry.seq > this.settledAt ? 7 : 6;
    return {
      id: `${act === 6 ? "kubelet" : "running"}.${id}`,
      act,
      entries: [entry.seq],
      title: titled,
      sentence,
      about: aboutNode(entry),
      ...rest,
    };
  }

  kindOf(container: string): ContainerWord {
    const init = this.pod?.spec.initContainers?.find(({ name }) => name === container);
    if (init) return init.restartPolicy === "Always" ? "sidecar" : "init";
    return this.pod?.spec.ephemeralContainers?.some(({ name }) => name === container) ? "ephemeral" : "app";
  }

  containerSource(container: string, field?: string): BeatDraft["source"] {
    return containerSource(this.journey, this.pod, container, field);
  }
}

/** Things that may come again and again, by what makes them the same. */
function repeatKey(event: KubeletEntry["event"]): string | null {
  switch (event.type) {
    case "KubeletStep":
      return `step/${event.step}/${event.phase}/${event.reason ?? ""}`;
    case "Hook":
      return event.phase === "start" ? null : `hook/${event.container}/${event.hook}/${event.phase}`;
    case "ContainerExited":
      return `exit/${event.container}`;
    case "VolumeMount":
      return event.ok ? null : `mount/${event.volume}/${event.message ?? ""}`;
    case "Probe":
      return `probe/${event.container}/${event.probe}/${event.success}`;
    case "CRI":
      return event.phase === "return" ? `${event.call}/${event.container ?? ""}/${event.ok ?? true}` : null;
    default:
      return null;
  }
}

export function nodeOf({ actor }: { readonly actor: string }): string {
  return actor.slice(actor.indexOf("/") + 1);
}

function aboutNode(entry: KubeletEntry): BeatSubject {
  const { event } = entry;
  return {
    kind: "node",
    node: nodeOf(entry),
    ...("container" in event && event.container && { container: event.container }),
  };
}

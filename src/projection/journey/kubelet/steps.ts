import { explain } from "../../more.ts";
import { say, title, word } from "../../narration.ts";
import type { EntryOf } from "../../traceIndex.ts";
import type { BeatDraft } from "../draft.ts";
import { podName, sourceOf } from "../source.ts";
import { type NodeTelling, nodeOf } from "./nodeTelling.ts";

/** The kubelet's own steps: admission, cgroup, volumes, and the end. */
export class StepTeller {
  private readonly mounts: EntryOf<"VolumeMount">[] = [];

  constructor(private readonly telling: NodeTelling) {}

  tell(entry: EntryOf<"KubeletStep">): BeatDraft[] {
    const { step, phase, reason = "", message = "" } = entry.event;
    const node = nodeOf(entry);
    const pod = podName(this.telling.journey);
    if (step === "admit" && phase === "done")
      return [
        this.telling.draft(entry, "admit", title("admit"), say("kubelet.admit", { node, pod }), {
          more: explain("kubelet.admit", {}),
        }),
      ];
    if (step === "admit" && phase === "fail")
      return [
        this.telling.draft(entry, "refused", title("admit"), say("kubelet.refused", { node, reason, message }), {
          more: explain("kubelet.refused", {}),
        }),
      ];
    if (step === "cgroup" && phase === "done")
      return [
        this.telling.draft(entry, "cgroup", title("cgroup"), say("kubelet.cgroup", { pod }), {
          more: explain("kubelet.cgroup", {}),
        }),
      ];
    if (step === "volumes" && phase === "done") {
      const names = this.mounts.splice(0);
      return [
        this.telling.draft(
          entry,
          "volumes",
          title("volumes"),
          say("kubelet.volumes", { count: names.length, names: names.map(({ event }) => event.volume).join(", ") }),
          {
            entries: [...names.map(({ seq }) => seq), entry.seq],
            more: explain("kubelet.volumes", {}),
            source: sourceOf(this.telling.journey, "spec.volumes"),
          },
        ),
      ];
    }
    if (phase === "fail") {
      // Failing mounts and sandboxes are told by what failed in them.
      if (step === "volumes" || step === "sandbox" || !this.telling.worthTelling(entry.event)) return [];
      const why = reason || step;
      return [
        this.telling.draft(entry, why, title("start"), say("kubelet.waits", { reason: why, message }), {
          place: word(why),
          more: explain("kubelet.waits", { reason: why }),
        }),
      ];
    }
    if (step === "terminating" && phase === "start" && reason !== "")
      return [
        this.telling.draft(entry, step, title("eviction"), say("kubelet.verdict", { node, pod, reason, message }), {
          place: word(reason),
          more: explain("verdict", { reason }),
        }),
      ];
    if ((step === "terminating" && phase === "start") || (step === "terminated" && phase === "done")) {
      if (!this.telling.worthTelling(entry.event)) return [];
      return [
        this.telling.draft(entry, step, title("exit"), say("kubelet.ending", { pod, done: step === "terminated" }), {
          more: explain("kubelet.ending", {}),
        }),
      ];
    }
    return [];
  }

  tellMount(entry: EntryOf<"VolumeMount">): BeatDraft[] {
    const { event } = entry;
    if (event.ok) {
      this.mounts.push(entry);
      return [];
    }
    if (!this.telling.worthTelling(event)) return [];
    return [
      this.telling.draft(
        entry,
        `volume.${event.volume}`,
        title("volumes"),
        say("kubelet.volumeFailed", { volume: event.volume, message: event.message ?? "" }),
        {
          place: word("FailedMount"),
          more: explain("kubelet.volumeFailed", {}),
          source: sourceOf(this.telling.journey, "spec.volumes"),
        },
      ),
    ];
  }
}

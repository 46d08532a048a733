import { secondsText } from "../../amounts.ts";
import { explain } from "../../more.ts";
import { say, title, word } from "../../narration.ts";
import type { EntryOf } from "../../traceIndex.ts";
import type { BeatDraft } from "../draft.ts";
import type { NodeTelling } from "./nodeTelling.ts";

/** What containers do once they run: hooks, probes, exits. */
export class ContainerTeller {
  private readonly hooks = new Map<string, EntryOf<"Hook">>();
  private readonly results = new Map<string, boolean>();

  constructor(private readonly telling: NodeTelling) {}

  tellExit(entry: EntryOf<"ContainerExited">): BeatDraft[] {
    const { container, exitCode, reason } = entry.event;
    if (!this.telling.worthTelling(entry.event)) return [];
    const stoppedBy = this.telling.stopped.get(container);
    return [
      this.telling.draft(
        entry,
        `exit.${container}`,
        title("exit"),
        say("kubelet.exited", {
          container,
          code: exitCode,
          reason,
          kind: this.telling.kindOf(container),
          ...(stoppedBy && { stoppedBy }),
        }),
        {
          place: word(container),
          more: explain("kubelet.exited", { policy: this.telling.pod?.spec.restartPolicy ?? "Always" }),
          source: this.telling.containerSource(container),
        },
      ),
    ];
  }

  /** One beat a hook, when it is over: what it has held up is seen then. */
  tellHook(entry: EntryOf<"Hook">): BeatDraft[] {
    const { container, hook, phase } = entry.event;
    const key = `${container}/${hook}`;
    if (phase === "start") {
      this.hooks.set(key, entry);
      return [];
    }
    const start = this.hooks.get(key) ?? entry;
    if (!this.telling.worthTelling(entry.event)) return [];
    const seconds = secondsText(entry.time - start.time);
    return [
      this.telling.draft(
        entry,
        `${hook}.${container}`,
        title("hook"),
        phase === "fail" ? say("hook.failed", { hook, container }) : say("hook.ran", { hook, container, seconds }),
        {
          entries: [start.seq, entry.seq],
          place: word(hook),
          more: explain("hook", { hook }),
          source: this.telling.containerSource(container, "lifecycle"),
        },
      ),
    ];
  }

  /** The first result of each probe, each change of mind, and what decides. */
  tellProbe(entry: EntryOf<"Probe">): BeatDraft[] {
    const { event } = entry;
    const key = `${event.container}/${event.probe}`;
    const before = this.results.get(key);
    this.results.set(key, event.success);
    if (event.decisive && !event.success && event.probe !== "readiness")
      this.telling.stopped.set(event.container, { probe: event.probe, failures: event.consecutive });
    if (before === event.success && !event.decisive) return [];
    if (!this.telling.worthTelling(event)) return [];
    const { probe, container, handler, consecutive, threshold, decisive } = event;
    const numbers = { probe, container, handler, consecutive, threshold, decisive };
    return [
      {
        ...this.telling.draft(
          entry,
          `${probe}.${container}`,
          title("probe"),
          event.success
            ? say("probe.passed", numbers)
            : say("probe.failed", { ...numbers, message: event.message ?? "" }),
          {
            place: word(probe),
            more: explain("probe", { probe }),
            source: this.telling.containerSource(container, `${probe}Probe`),
          },
        ),
        id: `running.${probe}.${container}`,
        act: 7,
      },
    ];
  }
}

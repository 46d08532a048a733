import type { Pod } from "../../engine/index.ts";
import { bytesText, secondsText } from "../amounts.ts";
import type { ActNumber, BeatSubject } from "../model.ts";
import { explain } from "../more.ts";
import { type ContainerWord, type Narration, say, title, word } from "../narration.ts";
import { podAt } from "../records.ts";
import type { EntryOf, KubeletEntry } from "../traceIndex.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { containerSource, podName, sourceOf } from "./source.ts";

/** Of many failing pulls or restarts of a container so many are told, and the last one. */
const repeatsTold = 3;

/** Acts 6 and 7 on the node: what the kubelet and the runtime do with the Pod, and what its probes say. */
export function tellKubelet(telling: Telling): BeatDraft[] {
  const entries = (telling.pod && telling.index.kubelet.get(telling.pod)) || [];
  if (entries.length === 0) return [];
  const teller = new KubeletTeller(telling, entries);
  return entries.flatMap((entry) => teller.tell(entry));
}

/** Where the Pod's own containers have all been started once: from there on it is act 7. */
export function settledAt({ index, pod: key, last }: Telling): number {
  const pod = key ? podAt(last, key) : undefined;
  const missing = new Set(pod?.spec.containers.map(({ name }) => name) ?? []);
  for (const { seq, event } of (key && index.kubelet.get(key)) || []) {
    if (event.type !== "CRI" || event.call !== "StartContainer" || event.phase !== "return" || event.ok === false)
      continue;
    missing.delete(event.container ?? "");
    if (missing.size === 0) return seq;
  }
  return Number.POSITIVE_INFINITY;
}

class KubeletTeller {
  private readonly pod: Pod | undefined;
  private readonly settledAt: number;
  private readonly mounts: EntryOf<"VolumeMount">[] = [];
  private readonly calls = new Map<string, EntryOf<"CRI">>();
  private readonly hooks = new Map<string, EntryOf<"Hook">>();
  private readonly pulled = new Set<string>();
  private readonly starts = new Map<string, number>();
  private readonly counts = new Map<string, number>();
  private readonly totals = new Map<string, number>();
  private readonly results = new Map<string, boolean>();
  /** Containers that the kubelet stops, by the probe that failed. */
  private readonly stopped = new Map<string, { readonly probe: string; readonly failures: number }>();

  constructor(
    private readonly telling: Telling,
    entries: readonly KubeletEntry[],
  ) {
    this.pod = telling.pod ? podAt(telling.last, telling.pod) : undefined;
    this.settledAt = settledAt(telling);
    for (const { event } of entries) {
      const key = repeatKey(event);
      if (key) this.totals.set(key, (this.totals.get(key) ?? 0) + 1);
    }
  }

  tell(entry: KubeletEntry): BeatDraft[] {
    const { event } = entry;
    switch (event.type) {
      case "KubeletStep":
        return this.tellStep(entry as EntryOf<"KubeletStep">);
      case "VolumeMount":
        return this.tellMount(entry as EntryOf<"VolumeMount">);
      case "CRI":
        return this.tellCall(entry as EntryOf<"CRI">);
      case "ContainerExited":
        return this.tellExit(entry as EntryOf<"ContainerExited">);
      case "Hook":
        return this.tellHook(entry as EntryOf<"Hook">);
      case "Probe":
        return this.tellProbe(entry as EntryOf<"Probe">);
    }
  }

  /** False for the repeats in the middle of a long row of the same thing. */
  private worthTelling(event: KubeletEntry["event"]): boolean {
    const key = repeatKey(event);
    if (!key) return true;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count <= repeatsTold || count === this.totals.get(key);
  }

  private draft(
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

  private tellStep(entry: EntryOf<"KubeletStep">): BeatDraft[] {
    const { step, phase, reason = "", message = "" } = entry.event;
    const node = nodeOf(entry);
    const pod = podName(this.telling);
    if (step === "admit" && phase === "done")
      return [
        this.draft(entry, "admit", title("admit"), say("kubelet.admit", { node, pod }), {
          more: explain("kubelet.admit", {}),
        }),
      ];
    if (step === "admit" && phase === "fail")
      return [
        this.draft(entry, "refused", title("admit"), say("kubelet.refused", { node, reason, message }), {
          more: explain("kubelet.refused", {}),
        }),
      ];
    if (step === "cgroup" && phase === "done")
      return [
        this.draft(entry, "cgroup", title("cgroup"), say("kubelet.cgroup", { pod }), {
          more: explain("kubelet.cgroup", {}),
        }),
      ];
    if (step === "volumes" && phase === "done") {
      const names = this.mounts.splice(0);
      return [
        this.draft(
          entry,
          "volumes",
          title("volumes"),
          say("kubelet.volumes", { count: names.length, names: names.map(({ event }) => event.volume).join(", ") }),
          {
            entries: [...names.map(({ seq }) => seq), entry.seq],
            more: explain("kubelet.volumes", {}),
            source: sourceOf(this.telling, "spec.volumes"),
          },
        ),
      ];
    }
    if (phase === "fail") {
      // Failing mounts and sandboxes are told by what failed in them.
      if (step === "volumes" || step === "sandbox" || !this.worthTelling(entry.event)) return [];
      const why = reason || step;
      return [
        this.draft(entry, why, title("start"), say("kubelet.waits", { reason: why, message }), {
          place: word(why),
          more: explain("kubelet.waits", { reason: why }),
        }),
      ];
    }
    if (step === "terminating" && phase === "start" && reason !== "")
      return [
        this.draft(entry, step, title("eviction"), say("kubelet.verdict", { node, pod, reason, message }), {
          place: word(reason),
          more: explain("verdict", { reason }),
        }),
      ];
    if ((step === "terminating" && phase === "start") || (step === "terminated" && phase === "done")) {
      if (!this.worthTelling(entry.event)) return [];
      return [
        this.draft(entry, step, title("exit"), say("kubelet.ending", { pod, done: step === "terminated" }), {
          more: explain("kubelet.ending", {}),
        }),
      ];
    }
    return [];
  }

  private tellMount(entry: EntryOf<"VolumeMount">): BeatDraft[] {
    const { event } = entry;
    if (event.ok) {
      this.mounts.push(entry);
      return [];
    }
    if (!this.worthTelling(event)) return [];
    return [
      this.draft(
        entry,
        `volume.${event.volume}`,
        title("volumes"),
        say("kubelet.volumeFailed", { volume: event.volume, message: event.message ?? "" }),
        {
          place: word("FailedMount"),
          more: explain("kubelet.volumeFailed", {}),
          source: sourceOf(this.telling, "spec.volumes"),
        },
      ),
    ];
  }

  private tellCall(entry: EntryOf<"CRI">): BeatDraft[] {
    const { event } = entry;
    const key = `${event.call}/${event.container ?? ""}`;
    if (event.phase === "call") {
      this.calls.set(key, entry);
      return [];
    }
    const call = this.calls.get(key);
    const entries = call ? [call.seq, entry.seq] : [entry.seq];
    const ok = event.ok !== false;
    const container = event.container ?? "";
    const kind: ContainerWord = event.containerKind ?? call?.event.containerKind ?? "app";
    const image = event.image ?? call?.event.image ?? "";
    if (!ok && !this.worthTelling(event)) return [];
    switch (event.call) {
      case "RunPodSandbox":
        return [
          ok
            ? this.draft(entry, "sandbox", title("sandbox"), say("kubelet.sandbox", { ip: event.ip ?? "" }), {
                entries,
                place: word("RunPodSandbox"),
                more: explain("kubelet.sandbox", {}),
              })
            : this.draft(
                entry,
                "sandboxFailed",
                title("sandbox"),
                say("kubelet.sandboxFailed", { message: event.message ?? "" }),
                { entries, more: explain("kubelet.sandboxFailed", {}) },
              ),
        ];
      case "PullImage": {
        this.pulled.add(container);
        if (ok && (this.starts.get(container) ?? 0) > 0) return [];
        const source = containerSource(this.telling, this.pod, container, "image");
        const size = event.sizeBytes ?? call?.event.sizeBytes;
        return [
          ok
            ? this.draft(
                entry,
                `pull.${container}`,
                title("image"),
                say("kubelet.pull", {
                  image,
                  container,
                  size: size ? bytesText(size) : "",
                  seconds: call ? secondsText(entry.time - call.time) : "",
                }),
                { entries, place: word(container), more: explain("kubelet.pull", {}), source, duration: 3600 },
              )
            : this.draft(
                entry,
                `pull.${container}`,
                title("image"),
                say("kubelet.pullFailed", { image, message: event.message ?? "" }),
                {
                  entries,
                  place: word("ErrImagePull"),
                  more: explain("kubelet.pullFailed", {}),
                  source,
                },
              ),
        ];
      }
      case "CreateContainer": {
        if (ok && (this.starts.get(container) ?? 0) > 0) return [];
        if (!ok) return [this.tellFailedStart(entry, entries, container)];
        const present = !this.pulled.has(container);
        this.pulled.delete(container);
        return [
          this.draft(
            entry,
            `create.${container}`,
            title("create"),
            say("kubelet.create", { container, kind, present }),
            {
              entries,
              place: word(container),
              more: explain("kubelet.container", { kind }),
              source: containerSource(this.telling, this.pod, container),
              duration: 2200,
            },
          ),
        ];
      }
      case "StartContainer": {
        const started = (this.starts.get(container) ?? 0) + 1;
        this.starts.set(container, started);
        this.stopped.delete(container);
        if (!ok) return [this.tellFailedStart(entry, entries, container)];
        if (!this.worthTelling(event)) return [];
        return [
          this.draft(
            entry,
            `start.${container}`,
            title("start"),
            say("kubelet.start", { container, kind, again: started > 1 }),
            {
              entries,
              place: word(container),
              more: explain("kubelet.container", { kind }),
              source: containerSource(this.telling, this.pod, container),
              duration: 2200,
            },
          ),
        ];
      }
      case "UpdateContainerResources":
        return [
          this.draft(entry, `resize.${container}`, title("resize"), say("kubelet.resized", { container }), {
            entries,
            place: word(container),
            more: explain("resized", {}),
            source: containerSource(this.telling, this.pod, container, "resources"),
          }),
        ];
      default:
        return [];
    }
  }

  private tellFailedStart(entry: EntryOf<"CRI">, entries: readonly number[], container: string): BeatDraft {
    return this.draft(
      entry,
      `start.${container}`,
      title("start"),
      say("kubelet.startFailed", { container, message: entry.event.message ?? "" }),
      {
        entries,
        place: word(container),
        more: explain("kubelet.startFailed", {}),
        source: containerSource(this.telling, this.pod, container),
      },
    );
  }

  private tellExit(entry: EntryOf<"ContainerExited">): BeatDraft[] {
    const { container, exitCode, reason } = entry.event;
    if (!this.worthTelling(entry.event)) return [];
    const stoppedBy = this.stopped.get(container);
    return [
      this.draft(
        entry,
        `exit.${container}`,
        title("exit"),
        say("kubelet.exited", {
          container,
          code: exitCode,
          reason,
          kind: this.kindOf(container),
          ...(stoppedBy && { stoppedBy }),
        }),
        {
          place: word(container),
          more: explain("kubelet.exited", { policy: this.pod?.spec.restartPolicy ?? "Always" }),
          source: containerSource(this.telling, this.pod, container),
        },
      ),
    ];
  }

  /** One beat a hook, when it is over: what it has held up is seen then. */
  private tellHook(entry: EntryOf<"Hook">): BeatDraft[] {
    const { container, hook, phase } = entry.event;
    const key = `${container}/${hook}`;
    if (phase === "start") {
      this.hooks.set(key, entry);
      return [];
    }
    const start = this.hooks.get(key) ?? entry;
    if (!this.worthTelling(entry.event)) return [];
    const seconds = secondsText(entry.time - start.time);
    return [
      this.draft(
        entry,
        `${hook}.${container}`,
        title("hook"),
        phase === "fail" ? say("hook.failed", { hook, container }) : say("hook.ran", { hook, container, seconds }),
        {
          entries: [start.seq, entry.seq],
          place: word(hook),
          more: explain("hook", { hook }),
          source: containerSource(this.telling, this.pod, container, "lifecycle"),
        },
      ),
    ];
  }

  private kindOf(container: string): ContainerWord {
    const init = this.pod?.spec.initContainers?.find(({ name }) => name === container);
    if (init) return init.restartPolicy === "Always" ? "sidecar" : "init";
    return this.pod?.spec.ephemeralContainers?.some(({ name }) => name === container) ? "ephemeral" : "app";
  }

  /** The first result of each probe, each change of mind, and what decides. */
  private tellProbe(entry: EntryOf<"Probe">): BeatDraft[] {
    const { event } = entry;
    const key = `${event.container}/${event.probe}`;
    const before = this.results.get(key);
    this.results.set(key, event.success);
    if (event.decisive && !event.success && event.probe !== "readiness")
      this.stopped.set(event.container, { probe: event.probe, failures: event.consecutive });
    if (before === event.success && !event.decisive) return [];
    if (!this.worthTelling(event)) return [];
    const { probe, container, handler, consecutive, threshold, decisive } = event;
    const numbers = { probe, container, handler, consecutive, threshold, decisive };
    return [
      {
        ...this.draft(
          entry,
          `${probe}.${container}`,
          title("probe"),
          event.success
            ? say("probe.passed", numbers)
            : say("probe.failed", { ...numbers, message: event.message ?? "" }),
          {
            place: word(probe),
            more: explain("probe", { probe }),
            source: containerSource(this.telling, this.pod, container, `${probe}Probe`),
          },
        ),
        id: `running.${probe}.${container}`,
        act: 7,
      },
    ];
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

function nodeOf({ actor }: { readonly actor: string }): string {
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

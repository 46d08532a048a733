import { bytesText, secondsText } from "../../amounts.ts";
import { explain } from "../../more.ts";
import { type ContainerWord, say, title, word } from "../../narration.ts";
import type { EntryOf } from "../../traceIndex.ts";
import type { BeatDraft } from "../draft.ts";
import type { NodeTelling } from "./nodeTelling.ts";

/** What the kubelet asks the runtime for, each call with its answer: sandbox, images, containers. */
export class CallTeller {
  private readonly calls = new Map<string, EntryOf<"CRI">>();
  private readonly pulled = new Set<string>();
  private readonly starts = new Map<string, number>();

  constructor(private readonly telling: NodeTelling) {}

  tell(entry: EntryOf<"CRI">): BeatDraft[] {
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
    if (!ok && !this.telling.worthTelling(event)) return [];
    switch (event.call) {
      case "RunPodSandbox":
        return [
          ok
            ? this.telling.draft(entry, "sandbox", title("sandbox"), say("kubelet.sandbox", { ip: event.ip ?? "" }), {
                entries,
                place: word("RunPodSandbox"),
                more: explain("kubelet.sandbox", {}),
              })
            : this.telling.draft(
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
        const source = this.telling.containerSource(container, "image");
        const size = event.sizeBytes ?? call?.event.sizeBytes;
        return [
          ok
            ? this.telling.draft(
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
            : this.telling.draft(
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
          this.telling.draft(
            entry,
            `create.${container}`,
            title("create"),
            say("kubelet.create", { container, kind, present }),
            {
              entries,
              place: word(container),
              more: explain("kubelet.container", { kind }),
              source: this.telling.containerSource(container),
              duration: 2200,
            },
          ),
        ];
      }
      case "StartContainer": {
        const started = (this.starts.get(container) ?? 0) + 1;
        this.starts.set(container, started);
        this.telling.stopped.delete(container);
        if (!ok) return [this.tellFailedStart(entry, entries, container)];
        if (!this.telling.worthTelling(event)) return [];
        return [
          this.telling.draft(
            entry,
            `start.${container}`,
            title("start"),
            say("kubelet.start", { container, kind, again: started > 1 }),
            {
              entries,
              place: word(container),
              more: explain("kubelet.container", { kind }),
              source: this.telling.containerSource(container),
              duration: 2200,
            },
          ),
        ];
      }
      case "UpdateContainerResources":
        return [
          this.telling.draft(entry, `resize.${container}`, title("resize"), say("kubelet.resized", { container }), {
            entries,
            place: word(container),
            more: explain("resized", {}),
            source: this.telling.containerSource(container, "resources"),
          }),
        ];
      default:
        return [];
    }
  }

  private tellFailedStart(entry: EntryOf<"CRI">, entries: readonly number[], container: string): BeatDraft {
    return this.telling.draft(
      entry,
      `start.${container}`,
      title("start"),
      say("kubelet.startFailed", { container, message: entry.event.message ?? "" }),
      {
        entries,
        place: word(container),
        more: explain("kubelet.startFailed", {}),
        source: this.telling.containerSource(container),
      },
    );
  }
}

import { explain } from "../more.ts";
import { say, title, word } from "../narration.ts";
import { namespaceOf } from "../records.ts";
import type { EntryOf, RequestTrack } from "../traceIndex.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { pathOf, subject } from "./request.ts";
import { podName } from "./source.ts";

/** Act 5: volumes if any, the binding, its write, the event, and the watch that tells the node. */
export function tellBinding(telling: Telling): BeatDraft[] {
  const { index, pod } = telling;
  if (!pod) return [];
  const beats: BeatDraft[] = [];
  for (const entry of index.scheduling.get(pod) ?? []) {
    if (entry.event.type !== "SchedulingPhase" || entry.event.phase !== "PreBind") continue;
    if (entry.event.plugins?.length || entry.event.outcome === "refuse")
      beats.push(tellPreBind(entry as EntryOf<"SchedulingPhase">));
  }
  const namespace = namespaceOf(pod);
  const name = podName(telling);
  const bindings = index.requestList.filter(
    ({ entry: { event } }) =>
      event.resource === "pods" &&
      event.subresource === "binding" &&
      event.namespace === namespace &&
      event.name === name,
  );
  for (const track of bindings) beats.push(...tellBind(telling, track));
  return beats.sort((a, b) => a.entries[0] - b.entries[0]);
}

function tellPreBind({ seq, event }: EntryOf<"SchedulingPhase">): BeatDraft {
  return {
    id: "bind.prebind",
    act: 5,
    entries: [seq],
    title: word("PreBind"),
    sentence:
      event.outcome === "refuse"
        ? say("schedulingRefused", { phase: "PreBind", message: event.message ?? "" })
        : say("preBind", { plugins: (event.plugins ?? []).join(", ") }),
    more: event.outcome === "refuse" ? explain("schedulingRefused", {}) : explain("preBind", {}),
    about: {
      kind: "decision",
      seq,
      phase: "Reserve",
      nodes: event.decision.filter?.length ?? 0,
      scores: event.decision.score?.length ?? 0,
      node: event.decision.chosen ?? undefined,
    },
  };
}

function tellBind(telling: Telling, track: RequestTrack): BeatDraft[] {
  const { index, last } = telling;
  const { entry, response } = track;
  const pod = podName(telling);
  const stored = telling.pod ? last.get(`/registry/pods/${telling.pod}`) : undefined;
  const node = targetOf(entry.event.body) ?? nodeNameOf(stored) ?? "";
  const send: BeatDraft = {
    id: "bind.request",
    act: 5,
    entries: [entry.seq],
    title: title("bind"),
    place: word("POST"),
    sentence: say("bind.send", { path: pathOf(entry.event.path), node }),
    more: explain("bind.send", {}),
    about: subject(track, entry.seq),
  };
  const write = track.writes[0];
  if (!write) {
    if (!response || response.event.code < 400) return [send];
    return [
      send,
      {
        id: "bind.refused",
        act: 5,
        entries: [response.seq],
        title: title("reply"),
        place: word(String(response.event.code)),
        sentence: say("refused", {
          code: response.event.code,
          reason: response.event.reason ?? "",
          message: response.event.message ?? "",
          by: "kube-apiserver",
        }),
        more: explain("refused", { station: "" }),
        about: subject(track, response.seq),
      },
    ];
  }
  const beats: BeatDraft[] = [
    send,
    {
      id: "bind.etcd",
      act: 5,
      entries: [...track.stations.filter(({ seq }) => seq < write.seq).map(({ seq }) => seq), write.seq],
      title: word("etcd"),
      place: word(String(write.event.revision)),
      sentence: say("bind.stored", { node, revision: write.event.revision }),
      more: explain("bind.stored", {}),
      about: subject(track, write.seq),
    },
  ];
  const watches = index.watches.get(write.event.revision) ?? [];
  const toNode = watches.find(({ event }) => event.watcher === `kubelet/${node}`);
  const event = index.requestList.find(
    ({ entry: request }) =>
      request.seq > entry.seq &&
      request.event.resource === "events" &&
      request.event.client === "kube-scheduler" &&
      regards(request.event.body, "Scheduled", pod),
  );
  if (event) {
    beats.push({
      id: "bind.event",
      act: 5,
      // Nobody waits for an event to be stored, and neither does the story.
      entries: [event.entry.seq],
      title: title("event"),
      place: word("Scheduled"),
      sentence: say("bind.event", { message: messageOf(event.entry.event.body) }),
      more: explain("bind.event", {}),
      about: subject(event, event.entry.seq),
    });
  }
  if (watches.length > 0) {
    const shown = toNode ?? watches[watches.length - 1];
    beats.push({
      id: "bind.watch",
      act: 5,
      entries: watches.filter(({ seq }) => seq <= shown.seq).map(({ seq }) => seq),
      title: title("watch"),
      place: word(shown.event.watchType),
      sentence: say("bind.watch", { node, pod }),
      more: explain("bind.watch", { node }),
      about: subject(track, shown.seq),
    });
  }
  return beats;
}

function targetOf(body: object | undefined): string | undefined {
  if (!body || !("target" in body)) return undefined;
  const { target } = body;
  return target && typeof target === "object" && "name" in target ? String(target.name) : undefined;
}

function nodeNameOf(pod: unknown): string | undefined {
  return (pod as { spec?: { nodeName?: string } } | undefined)?.spec?.nodeName;
}

function messageOf(body: object | undefined): string {
  return body && "message" in body ? String(body.message) : "";
}

/** Whether an Event object is about `pod` and has `reason`. */
export function regards(body: object | undefined, reason: string, pod: string): boolean {
  if (!body || !("reason" in body) || body.reason !== reason || !("involvedObject" in body)) return false;
  return (body.involvedObject as { name?: string }).name === pod;
}

import type { SimulationEntry } from "../../engine/index.ts";
import type { ActNumber, BeatSubject } from "../model.ts";
import { explain } from "../more.ts";
import { say, title, word } from "../narration.ts";
import { nameOf, objectsAt } from "../records.ts";
import { after, type EntryOf, type RequestTrack } from "../traceIndex.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { sourceOf } from "./source.ts";

/** Acts 1 to 3 for one request, station by station: from its sending to the moment when everyone who watches knows. */
export function tellCourse(telling: Telling, track: RequestTrack): BeatDraft[] {
  const beats = [tellSending(telling, track), ...tellStations(telling, track)];
  if (track.response && track.response.event.code >= 400) {
    const refusal = beats.findIndex((beat) => beat.sentence.key === "refused");
    if (refusal < 0) beats.push(tellRefusedReply(telling, track));
    return beats;
  }
  const write = ownWrite(track);
  if (write) beats.push(tellWrite(track, write));
  beats.push(...tellAftermath(telling, track));
  return beats;
}

/** What a request stores of its own; a quota's use is stored before it. */
function ownWrite({ entry, writes }: RequestTrack): EntryOf<"EtcdWrite"> | undefined {
  const isCounted = ({ event }: EntryOf<"EtcdWrite">) => event.key.startsWith("/registry/resourcequotas/");
  return entry.event.resource === "resourcequotas"
    ? writes[0]
    : (writes.find((write) => !isCounted(write)) ?? writes[0]);
}

/** The last entry of a request's own. */
const endOf = ({ entry, writes, response }: RequestTrack): number =>
  Math.max(entry.seq, response?.seq ?? 0, ...writes.map(({ seq }) => seq));

export function subject(track: RequestTrack, upTo: number): Extract<BeatSubject, { kind: "request" }> {
  return { kind: "request", request: track.entry.event.request, upTo };
}

/** `Pod web`, as people say it, or `pods/web` where the body is not known. */
export function aboutText({ entry: { event }, response }: RequestTrack): string {
  if (event.body)
    return `${event.body.kind} ${event.body.metadata.name ?? `${event.body.metadata.generateName ?? ""}…`}`;
  return response?.event.about ?? [event.resource, event.name].filter(Boolean).join("/");
}

/** As `aboutText`, with the name that the API server made up when there was none. */
function storedText(track: RequestTrack): string {
  const key = ownWrite(track)?.event.key;
  const { body } = track.entry.event;
  return body && key ? `${body.kind} ${nameOf(key)}` : aboutText(track);
}

export function pathOf(path: string): string {
  const query = path.indexOf("?");
  return query < 0 ? path : path.slice(0, query);
}

function tellSending(telling: Telling, track: RequestTrack): BeatDraft {
  const { event, seq } = track.entry;
  return {
    id: "create.request",
    act: 1,
    entries: [seq],
    title: title("request"),
    place: word(event.method),
    sentence: say("kubectl.send", {
      client: event.client,
      method: event.method,
      path: pathOf(event.path),
      about: aboutText(track),
    }),
    more: explain("kubectl.send", { verb: event.verb }),
    about: subject(track, seq),
    source: sourceOf(telling),
  };
}

function tellStations(telling: Telling, track: RequestTrack): BeatDraft[] {
  const beats: BeatDraft[] = [];
  // Upstream validates after mutating admission; when it refuses there, all of it is still the story of act 1.
  const invalid = track.stations.some(({ event }) => event.station === "validation" && event.outcome === "refuse");
  const actOf = (station: string): ActNumber =>
    invalid || !["mutatingAdmission", "validation", "validatingAdmission"].includes(station) ? 1 : 2;
  // Plugins that change nothing share a beat: before the first that does when all of them ran before it, else at the end.
  let quiet: EntryOf<"Station">[] = [];
  let quietAt = 0;
  // A webhook's change brings the plugins before it a second look: what has nothing new to say is not told twice.
  const looked = new Set<string>();
  const flush = (): void => {
    if (quiet.length > 0) beats.splice(quietAt, 0, tellQuietPlugins(track, quiet, actOf(quiet[0].event.station)));
    quiet = [];
  };
  for (const entry of track.stations) {
    const { event } = entry;
    const { station } = event;
    if (quiet.length > 0 && quiet[0].event.station !== station) flush();
    const act = actOf(station);
    const plugin = `${station} ${event.plugin}`;
    const looksAgain = event.plugin !== undefined && looked.has(plugin);
    looked.add(plugin);
    if (event.outcome === "refuse") {
      flush();
      beats.push(tellRefusal(telling, track, entry, act));
    } else if (station === "mutatingAdmission" || station === "validatingAdmission") {
      if (event.changed && event.changed.length > 0 && !invalid) beats.push(tellChange(telling, track, entry, act));
      else if (event.plugin === "ResourceQuota" && station === "validatingAdmission") {
        flush();
        beats.push(tellQuota(telling, track, entry, act));
      } else if (!looksAgain) {
        quiet.push(entry);
        if (quiet.length === 1 || quietAt < beats.length) quietAt = beats.length;
      }
    } else if (station !== "storage") {
      beats.push(tellStation(telling, track, entry, act));
    }
  }
  flush();
  return beats;
}

function tellStation(telling: Telling, track: RequestTrack, entry: EntryOf<"Station">, act: ActNumber): BeatDraft {
  const request = track.entry.event;
  const { station, changed = [] } = entry.event;
  const sentence = (() => {
    switch (station) {
      case "authentication":
        return say("station.authentication", { user: request.user });
      case "authorization":
        return say("station.authorization", {
          user: request.user,
          verb: request.verb,
          resource: request.resource,
          namespace: request.namespace ?? "",
        });
      case "decoding":
        return say("station.decoding", { kind: request.body ? `${request.body.apiVersion} ${request.body.kind}` : "" });
      case "defaulting":
        return say("station.defaulting", { count: changed.length, example: exampleOf(changed) });
      default:
        return say("station.validation", { about: aboutText(track) });
    }
  })();
  return {
    id: `${act === 1 ? "create" : "admission"}.${station}`,
    act,
    entries: [entry.seq],
    title: title(station),
    sentence,
    more: explain("station", { station }),
    about: subject(track, entry.seq),
    source: sourceOf(telling),
  };
}

type Change = NonNullable<EntryOf<"Station">["event"]["changed"]>[number];

const wellKnownDefaults = ["spec.restartPolicy", "spec.dnsPolicy", "spec.schedulerName"];

/** The changes of a station with those first that the sentence may name. */
export function bestKnownFirst(changed: readonly Change[]): readonly Change[] {
  const best = wellKnownDefaults.flatMap((path) => changed.filter((change) => change.path === path));
  return best.length > 0 ? [...best, ...changed.filter((change) => !best.includes(change))] : changed;
}

/** A changed field that people recognise, with its value. */
function exampleOf(changed: readonly Change[]): string {
  const change = bestKnownFirst(changed).find(({ after: value }) => typeof value !== "object");
  if (!change) return "";
  return `${change.path.slice(change.path.lastIndexOf(".") + 1)}: ${String(change.after)}`;
}

/** The fields of a change by their outermost names, each once, as many as one line holds: `spec.volumes`, `spec.priority`. */
function fieldsOf(changed: readonly Change[]): string[] {
  return [...new Set(changed.map(({ path }) => path.replace(/^(spec\.(?:\w+\[\d+\]\.)?\w+).*$/, "$1")))];
}

function listed(list: readonly string[]): string {
  const shown = list.filter((_, i) => i === 0 || list.slice(0, i + 1).join(", ").length <= 56);
  return shown.length < list.length ? `${shown.join(", ")} …` : shown.join(", ");
}

function tellChange(telling: Telling, track: RequestTrack, entry: EntryOf<"Station">, act: ActNumber): BeatDraft {
  const { plugin = "", changed = [] } = entry.event;
  const fields = fieldsOf(changed);
  return {
    id: `admission.${plugin}`,
    act,
    entries: [entry.seq],
    title: title("mutatingAdmission"),
    place: word(plugin),
    sentence: say("admission.changed", { plugin, count: fields.length, fields: listed(fields) }),
    more: explain("admission", { plugin }),
    about: subject(track, entry.seq),
    source: sourceOf(telling, plugin === "Priority" ? "spec.priorityClassName" : undefined),
  };
}

function tellQuietPlugins(track: RequestTrack, quiet: readonly EntryOf<"Station">[], act: ActNumber): BeatDraft {
  const names = quiet.flatMap(({ event }) => (event.plugin ? [event.plugin] : []));
  const { station } = quiet[0].event;
  return {
    id: `admission.${station === "mutatingAdmission" ? "mutating" : "validating"}`,
    act,
    entries: quiet.map(({ seq }) => seq),
    title: title(station),
    sentence: say("admission.quiet", {
      count: names.length,
      names: names.join(", "),
      validating: station === "validatingAdmission",
      changes: quiet.reduce((sum, { event }) => sum + (event.changed?.length ?? 0), 0),
    }),
    more: explain("station", { station }),
    about: subject(track, quiet[quiet.length - 1].seq),
  };
}

function tellQuota(telling: Telling, track: RequestTrack, entry: EntryOf<"Station">, act: ActNumber): BeatDraft {
  const { namespace = "" } = track.entry.event;
  const quotas = objectsAt(telling.cursor.stateAt(entry.seq), `/registry/resourcequotas/${namespace}/`).length;
  return {
    id: "admission.ResourceQuota",
    act,
    entries: [entry.seq],
    title: title("validatingAdmission"),
    place: word("ResourceQuota"),
    sentence: say("admission.quota", { about: aboutText(track), namespace, quotas }),
    more: explain("admission", { plugin: "ResourceQuota" }),
    about: subject(track, entry.seq),
  };
}

function tellRefusal(telling: Telling, track: RequestTrack, entry: EntryOf<"Station">, act: ActNumber): BeatDraft {
  const { station, plugin, status } = entry.event;
  return {
    id: `${act === 1 ? "create" : "admission"}.refused`,
    act,
    entries: replyEntries(telling, track, entry.seq),
    title: title(station),
    place: word(String(status?.code ?? track.response?.event.code ?? "")),
    sentence: say("refused", {
      code: status?.code ?? track.response?.event.code ?? 0,
      reason: status?.reason ?? "",
      message: status?.message ?? track.response?.event.message ?? "",
      by: plugin ?? station,
    }),
    more: explain("refused", { station }),
    about: subject(track, track.response?.seq ?? entry.seq),
    source: sourceOf(telling, status?.details?.causes?.[0]?.field),
  };
}

function tellRefusedReply(telling: Telling, track: RequestTrack): BeatDraft {
  const reply = track.response?.event;
  return {
    id: "create.refused",
    act: 1,
    entries: replyEntries(telling, track, track.response?.seq ?? track.entry.seq),
    title: title("reply"),
    place: word(String(reply?.code ?? "")),
    sentence: say("refused", {
      code: reply?.code ?? 0,
      reason: reply?.reason ?? "",
      message: reply?.message ?? "",
      by: "kube-apiserver",
    }),
    more: explain("refused", { station: "storage" }),
    about: subject(track, track.response?.seq ?? track.entry.seq),
    source: sourceOf(telling),
  };
}

/** An entry with the reply that follows from it, and what kubectl prints then. */
function replyEntries({ index }: Telling, track: RequestTrack, first: number): number[] {
  const entries = [first];
  if (track.response && track.response.seq > first) entries.push(track.response.seq);
  const output =
    track.entry.event.client === "kubectl" && track.response
      ? outputAfter(index.kubectl, track.response.seq)
      : undefined;
  if (output) entries.push(output.seq);
  return entries;
}

/** What kubectl printed right after a reply, before its next request. */
export function outputAfter(kubectl: readonly SimulationEntry[], seq: number): EntryOf<"KubectlOutput"> | undefined {
  const next = after(kubectl, seq);
  return next?.event.type === "KubectlOutput" ? (next as EntryOf<"KubectlOutput">) : undefined;
}

function tellWrite(track: RequestTrack, write: EntryOf<"EtcdWrite">): BeatDraft {
  const storage = track.stations.filter(({ event }) => event.station === "storage").map(({ seq }) => seq);
  return {
    id: "pending.etcd",
    act: 3,
    entries: [...storage, write.seq].sort((a, b) => a - b),
    title: word("etcd"),
    place: word(String(write.event.revision)),
    sentence: say("etcd.write", { key: write.event.key, revision: write.event.revision }),
    more: explain("etcd.write", {}),
    about: subject(track, write.seq),
  };
}

/** The reply and the watch events, in the order in which they happened; then the state that they leave. */
function tellAftermath({ index, pod }: Telling, track: RequestTrack): BeatDraft[] {
  const beats: BeatDraft[] = [];
  const { response } = track;
  if (response) {
    const { client } = track.entry.event;
    const output = client === "kubectl" ? outputAfter(index.kubectl, response.seq) : undefined;
    beats.push({
      id: "pending.reply",
      act: 3,
      entries: output ? [response.seq, output.seq] : [response.seq],
      title: title("reply"),
      place: word(String(response.event.code)),
      sentence: say("reply.created", {
        code: response.event.code,
        client,
        output: output?.event.text.trim() ?? "",
      }),
      more: explain("reply.created", {}),
      about: subject(track, response.seq),
    });
  }
  const watches = index.watches.get(ownWrite(track)?.event.revision ?? -1) ?? [];
  if (watches.length > 0) {
    const watchers = watches.map(({ event }) => event.watcher);
    beats.push({
      id: "pending.watch",
      act: 3,
      entries: watches.map(({ seq }) => seq),
      title: title("watch"),
      place: word(watches[0].event.watchType),
      sentence: say("watch.fanOut", {
        count: watchers.length,
        names: watchers.length > 4 ? `${watchers.slice(0, 3).join(", ")}, …` : watchers.join(", "),
        about: storedText(track),
      }),
      more: explain("watch", {}),
      about: subject(track, watches[watches.length - 1].seq),
    });
  }
  beats.sort((a, b) => a.entries[0] - b.entries[0]);
  if (pod) {
    beats.push({
      id: "pending.phase",
      act: 3,
      entries: beats.length > 0 ? beats[beats.length - 1].entries.slice(-1) : [track.entry.seq],
      title: word("Pending"),
      sentence: say("pending", { pod: pod.slice(pod.lastIndexOf("/") + 1) }),
      more: explain("pending", {}),
      about: { ...subject(track, endOf(track)), settled: true },
    });
  }
  return beats;
}

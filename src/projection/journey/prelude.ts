import type { ActNumber } from "../model.ts";
import { explain } from "../more.ts";
import { say, title, word } from "../narration.ts";
import { nameOf } from "../records.ts";
import type { EntryOf, RequestTrack } from "../traceIndex.ts";
import { splitCommands } from "./commands.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { isRefused } from "./focus.ts";
import { aboutText, outputAfter, pathOf, subject } from "./request.ts";
import { sourceOf } from "./source.ts";

/** Act 1 before the Pod's own request: kubectl reads and asks, applies what comes first, controllers make the Pod. */
export function tellPrelude(telling: Telling): BeatDraft[] {
  const beats = splitCommands(telling)
    .before.flatMap(({ entries }) => entries)
    .flatMap((entry) => {
      const { event, seq } = entry;
      switch (event.type) {
        case "KubectlRead":
          return [tellRead(telling, event, seq)];
        case "KubectlDiscovery":
          return [tellDiscovery(event, seq)];
        default:
          return [];
      }
    });
  beats.push(...tellApplied(telling), ...tellReconciles(telling));
  return beats.sort((a, b) => a.entries[a.entries.length - 1] - b.entries[b.entries.length - 1]);
}

function tellRead({ index }: Telling, event: EntryOf<"KubectlRead">["event"], seq: number): BeatDraft {
  const command = index.kubectl.find((entry) => entry.event.type === "KubectlCommand" && entry.seq < seq);
  const [first] = event.objects;
  return {
    id: "create.read",
    act: 1,
    entries: command ? [command.seq, seq] : [seq],
    title: title("read"),
    place: word("kubectl"),
    sentence: say("kubectl.read", {
      file: event.file,
      objects: event.objects.length,
      first: first ? `${first.kind} ${first.name}` : "",
    }),
    more: explain("kubectl.read", {}),
    about: { kind: "kubectl" },
    source: first && { kind: first.kind, name: first.name },
  };
}

function tellDiscovery(event: EntryOf<"KubectlDiscovery">["event"], seq: number): BeatDraft {
  return {
    id: "create.discovery",
    act: 1,
    entries: [seq],
    title: title("discovery"),
    sentence: say("kubectl.discovery", { cached: event.cached }),
    more: explain("kubectl.discovery", {}),
    about: { kind: "kubectl" },
  };
}

/** What kubectl asked and sent for one object. */
interface Application {
  readonly about: string;
  readonly tracks: RequestTrack[];
}

export function applicationsOf(telling: Telling): Application[] {
  const applications = new Map<string, Application>();
  const asked = new Set(splitCommands(telling).before.flatMap(({ entries }) => entries.map(({ seq }) => seq)));
  for (const track of telling.index.requestList) {
    const { event } = track.entry;
    if (!asked.has(track.entry.seq)) continue;
    const name = event.name ?? event.body?.metadata.name ?? "";
    const key = `${event.resource}/${event.namespace ?? ""}/${name}`;
    const known = applications.get(key);
    if (known) known.tracks.push(track);
    else applications.set(key, { about: aboutText(track), tracks: [track] });
  }
  return [...applications.values()];
}

/** The objects that kubectl applied up to the one on stage. The course itself is told elsewhere, station by station. */
function tellApplied(telling: Telling): BeatDraft[] {
  const beats: BeatDraft[] = [];
  const applications = applicationsOf(telling);
  const rootAt = rootApplication(telling, applications);
  applications.slice(0, rootAt + 1).forEach((application, at) => {
    if (at < rootAt) beats.push(tellShort(telling, application));
    else beats.push(...tellRoot(telling, application));
  });
  return beats;
}

/** Where the object that the Pod comes from is among those that kubectl applied; -1 when it isn't. */
export function rootApplication({ root, course }: Telling, applications: readonly Application[]): number {
  return applications.findIndex(({ tracks }) =>
    tracks.some(
      (track) =>
        track === course ||
        (track.entry.event.body !== undefined &&
          track.entry.event.body.kind === root?.kind &&
          track.entry.event.body.metadata.name === root.name),
    ),
  );
}

export function tellShort(telling: Telling, { tracks }: Application): BeatDraft {
  const last = tracks[tracks.length - 1];
  const entries = entriesOf(telling, tracks);
  const code = last.response?.event.code ?? 0;
  const { body } = last.entry.event;
  return {
    id: `create.apply.${body?.kind ?? last.entry.event.resource}-${body?.metadata.name ?? last.entry.event.name ?? ""}`,
    act: 1,
    entries,
    title: title("apply"),
    place: word(body?.kind ?? last.entry.event.resource),
    sentence: say("kubectl.applied", {
      about: aboutText(last),
      code,
      outcome: code >= 400 ? (last.response?.event.message ?? "") : outputText(telling, last),
    }),
    more: explain("apply", {}),
    about: subject(last, last.response?.seq ?? last.entry.seq),
    ...(body?.metadata.name && { source: { kind: body.kind, name: body.metadata.name } }),
    duration: 2200,
  };
}

function outputText({ index }: Telling, track: RequestTrack): string {
  return (track.response && outputAfter(index.kubectl, track.response.seq)?.event.text.trim()) ?? "";
}

function entriesOf({ index }: Telling, tracks: readonly RequestTrack[]): number[] {
  return tracks
    .flatMap((track) => [
      track.entry.seq,
      ...track.writes.map(({ seq }) => seq),
      ...(track.response ? [track.response.seq] : []),
      ...(track.response ? [outputAfter(index.kubectl, track.response.seq)?.seq ?? -1] : []),
    ])
    .filter((seq) => seq >= 0)
    .sort((a, b) => a - b);
}

/** The GET before the write, and, when controllers make the Pod, the write of the workload with its reply. */
function tellRoot(telling: Telling, { tracks }: Application): BeatDraft[] {
  const beats: BeatDraft[] = [];
  for (const track of tracks) {
    if (track === telling.course) continue;
    const { event } = track.entry;
    const code = track.response?.event.code ?? 0;
    if (event.verb === "get") {
      beats.push({
        id: "create.lookUp",
        act: 1,
        entries: entriesOf(telling, [track]),
        title: title("lookUp"),
        place: word(`GET ${code}`),
        sentence: say("kubectl.lookUp", {
          about: telling.root ? `${telling.root.kind} ${telling.root.name}` : aboutText(track),
          code,
        }),
        more: explain("kubectl.lookUp", {}),
        about: subject(track, track.response?.seq ?? track.entry.seq),
        source: sourceOf(telling),
      });
      continue;
    }
    beats.push(
      {
        id: `create.send.${event.resource}`,
        act: 1,
        entries: [track.entry.seq],
        title: title("request"),
        place: word(event.method),
        sentence: say("kubectl.send", {
          client: "kubectl",
          method: event.method,
          path: pathOf(event.path),
          about: aboutText(track),
        }),
        more: explain("kubectl.send", { verb: event.verb }),
        about: subject(track, track.entry.seq),
        source: sourceOf(telling),
      },
      {
        id: `create.stored.${event.resource}`,
        act: 1,
        entries: entriesOf(telling, [track]).filter((seq) => seq !== track.entry.seq),
        title: title("reply"),
        place: word(String(code)),
        sentence: say("kubectl.applied", {
          about: aboutText(track),
          code,
          outcome: code >= 400 ? (track.response?.event.message ?? "") : outputText(telling, track),
        }),
        more: explain("reply.created", {}),
        about: subject(track, track.response?.seq ?? track.entry.seq),
      },
    );
  }
  return beats;
}

/** The passes of the controllers between what the user applied and the Pod. */
function tellReconciles(telling: Telling): BeatDraft[] {
  const { index, course, root } = telling;
  if (!course || course.entry.event.client === "kubectl" || !root) return [];
  // From the course back along its causes: exactly the passes that led to this Pod.
  const chain = new Set<number>();
  for (let seq: number | null = course.entry.seq; seq !== null; seq = telling.entries[seq].cause) chain.add(seq);
  const passes = index.reconciles.filter(({ seq, event }) => chain.has(seq) && event.decision !== "none");
  return passes.map((entry): BeatDraft => {
    const { event, seq } = entry;
    const made = index.requestList.find((track) => track.entry.cause === seq && track.entry.event.verb === "create");
    const createsPods = made?.entry.event.resource === "pods";
    const entries = [seq];
    const refused = made !== undefined && isRefused(made);
    if (made && (refused || !createsPods)) {
      entries.push(made.entry.seq, ...made.writes.map((write) => write.seq));
      if (made.response) entries.push(made.response.seq);
    }
    const key = nameOf(event.key);
    const sentence = (() => {
      if (refused && createsPods)
        return say("reconcile.refused", {
          controller: event.controller,
          key,
          message: made?.response?.event.message ?? "",
        });
      if (event.decision === "createReplicaSet")
        return say("reconcile.createReplicaSet", {
          controller: event.controller,
          key,
          name: String(event.params?.name ?? made?.entry.event.body?.metadata.name ?? ""),
        });
      if (createsPods)
        return say("reconcile.createPods", {
          controller: event.controller,
          key,
          want: event.want ?? 0,
          have: event.have ?? 0,
        });
      return say("reconcile.other", {
        controller: event.controller,
        kind: event.kind,
        key,
        decision: event.decision,
        want: event.want,
        have: event.have,
      });
    })();
    return {
      id: `create.reconcile.${event.controller}`,
      act: 1,
      entries: entries.sort((a, b) => a - b),
      title: title("reconcile"),
      place: word(event.kind),
      sentence,
      more: explain("reconcile", {}),
      about: { kind: "reconcile", controller: event.controller, key: event.key },
      source: { kind: root.kind, name: root.name, path: "spec.replicas" },
    };
  });
}

/** What kubectl printed as errors that no request explains, such as a kind that the cluster doesn't know. */
export function tellErrors({ index }: Telling, told: readonly BeatDraft[], act: ActNumber): BeatDraft[] {
  const shown = new Set(told.flatMap(({ entries }) => entries));
  return index.kubectl.flatMap(({ seq, event }): BeatDraft[] => {
    if (event.type !== "KubectlOutput" || event.stream !== "stderr" || shown.has(seq)) return [];
    return [
      {
        id: "kubectl.error",
        act,
        entries: [seq],
        title: word("kubectl"),
        place: word("error"),
        sentence: say("kubectl.error", { text: event.text.trim().replaceAll("\n", " ") }),
        more: explain("kubectl.error", {}),
        about: { kind: "kubectl" },
      },
    ];
  });
}

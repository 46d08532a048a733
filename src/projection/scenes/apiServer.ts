import { bestKnownFirst } from "../journey/request.ts";
import type { ApiServerScene, CourseState } from "../model.ts";
import type { EntryOf, RequestTrack } from "../traceIndex.ts";
import type { SceneContext } from "./context.ts";

const reading = ["authentication", "authorization", "storage"] as const;
const writing = [
  "authentication",
  "authorization",
  "decoding",
  "defaulting",
  "mutatingAdmission",
  "validation",
  "validatingAdmission",
  "storage",
] as const;

/** The request on its way through the stations, at the point that the beat shows. */
export function apiServerScene(context: SceneContext): ApiServerScene {
  const { beat, entries, index } = context;
  const shown = beat.entries.map((seq) => entries[seq].event);
  const track = beat.about.kind === "request" ? index.requests.get(beat.about.request) : undefined;
  const upTo = beat.about.kind === "request" ? beat.about.upTo : -1;
  return {
    request: track ? requestOf(track) : null,
    stations: track
      ? stationsOf(track, upTo, beat.entries)
      : writing.map((station) => ({ station, state: "toCome" as const })),
    diff: shown.flatMap((event) =>
      event.type === "Station" || event.type === "EtcdWrite" ? bestKnownFirst(event.changed ?? []) : [],
    ),
    status: statusOf(track ? shown.filter((event) => isOf(event, track.entry.event.request)) : shown),
    told: [...new Set(shown.flatMap((event) => (event.type === "WatchEvent" ? [event.watcher] : [])))],
  };
}

function requestOf({ entry: { event }, response }: RequestTrack): ApiServerScene["request"] {
  const { metadata, kind } = event.body ?? {};
  const name = metadata?.name ?? event.name ?? "";
  return {
    method: event.method,
    path: event.path,
    from: event.client,
    about: kind
      ? `${kind} ${name || (metadata?.generateName ?? "")}`.trim()
      : (response?.event.about ?? `${event.resource}/${name}`),
  };
}

function stationsOf(track: RequestTrack, upTo: number, now: readonly number[]): ApiServerScene["stations"] {
  const names: readonly string[] =
    track.entry.event.verb === "get" || track.entry.event.verb === "list" ? reading : writing;
  const refusedAt = track.stations.find(({ event, seq }) => event.outcome === "refuse" && seq <= upTo);
  const answered = track.response !== null && track.response.seq <= upTo && !refusedAt;
  const stored = track.writes.find(({ seq }) => seq <= upTo);
  // Where a request that ends well does not come by is not on its way from the start.
  const isServed = answered || track.writes.length > 0 || (track.response?.event.code ?? 400) < 400;
  return names.flatMap((station) => {
    const entries = track.stations.filter(({ event }) => event.station === station);
    if (entries.length === 0 && track.stations.length > 0 && isServed && station !== "storage") return [];
    // What is stored has passed all stations; the beat of the write is at the last of them.
    const state =
      stored && station === "storage"
        ? now.includes(stored.seq)
          ? "now"
          : "done"
        : courseState(entries, upTo, stored ? [] : now, answered);
    const plugins = entries.flatMap((entry) =>
      entry.event.plugin
        ? [
            {
              name: entry.event.plugin,
              state: courseState([entry], upTo, now, false),
              changes: entry.seq <= upTo ? (entry.event.changed?.length ?? 0) : 0,
            },
          ]
        : [],
    );
    const note = state === "toCome" || state === "refused" ? undefined : noteOf(station, track, upTo);
    return [{ station, state, ...(note !== undefined && { note }), ...(plugins.length > 0 && { plugins }) }];
  });
}

/** What a station says of a request that it lets pass. */
function noteOf(
  station: string,
  { entry: { event }, stations, writes }: RequestTrack,
  upTo: number,
): string | number | undefined {
  switch (station) {
    case "authentication":
      return event.user;
    case "authorization":
      return `${event.verb} ${[event.resource, event.subresource].filter(Boolean).join("/")}`;
    case "decoding":
      return event.body ? `${event.body.apiVersion} ${event.body.kind}` : undefined;
    case "storage":
      return writes.findLast(({ seq }) => seq <= upTo)?.event.revision.toString();
    default: {
      const changed = stations.filter(({ event: at, seq }) => at.station === station && seq <= upTo);
      return changed.reduce((sum, { event: at }) => sum + (at.changed?.length ?? 0), 0) || undefined;
    }
  }
}

function courseState(
  entries: readonly EntryOf<"Station">[],
  upTo: number,
  now: readonly number[],
  answered: boolean,
): CourseState {
  const past = entries.filter(({ seq }) => seq <= upTo);
  if (past.some(({ event }) => event.outcome === "refuse")) return "refused";
  if (past.some(({ seq }) => now.includes(seq))) return "now";
  if (past.length > 0 && past.length < entries.length) return "now";
  return past.length > 0 || answered ? "done" : "toCome";
}

/** A beat may tell of several requests, as of apply's look-up before it creates: their answers are not this one's. */
const isOf = (event: SceneContext["entries"][number]["event"], request: number): boolean =>
  !("request" in event) || event.request === request;

function statusOf(shown: readonly SceneContext["entries"][number]["event"][]): ApiServerScene["status"] {
  for (const event of shown) {
    if (event.type === "Station" && event.status)
      return {
        code: event.status.code,
        reason: event.status.reason ?? "",
        message: event.status.message,
        problems: problemsOf(event.status.details?.causes ?? []),
      };
  }
  for (const event of shown) {
    if (event.type === "Response" && event.code >= 400)
      return { code: event.code, reason: event.reason ?? "", message: event.message ?? "", problems: [] };
  }
  return null;
}

const problemsOf = (causes: readonly { readonly field?: string; readonly message?: string }[]): string[] => [
  ...new Set(causes.map(({ field, message = "" }) => (field ? `${field}: ${message}` : message))),
];

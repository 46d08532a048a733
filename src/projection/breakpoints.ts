import type { Event, Node, Pod, SimulationEntry } from "../engine/index.ts";
import type { Journey } from "./model.ts";
import { nameOf } from "./records.ts";
import { firstBehind } from "./timeline/place.ts";
import { indexTrace } from "./traceIndex.ts";

/** What play may be told to stop at; an Event by its reason. The ids are those of links: they never change. */
export type BreakpointId = "bind" | "unschedulable" | "restart" | "notReady" | "denied" | `event:${string}`;

export const breakpointIds: readonly BreakpointId[] = ["bind", "unschedulable", "restart", "notReady", "denied"];

/** A moment of the run at which a breakpoint holds: play stops at the end of the beat that has it. */
export interface Stop {
  readonly breakpoint: BreakpointId;
  readonly beat: number;
  /** Virtual milliseconds. */
  readonly time: number;
  /** The Pod, container, node, request or object. */
  readonly about: string;
  /** The node, or what Kubernetes says of it. */
  readonly detail?: string;
}

/** All moments of a run at which a breakpoint would hold, by breakpoint and in order. */
export type Stops = ReadonlyMap<BreakpointId, readonly Stop[]>;

/** What play asks while breakpoints are on. The trace is read when it first does. */
export interface Breakpoints {
  readonly stops: () => Stops;
  /** The beats at whose ends play stops when these are on, ascending. */
  readonly beats: (on: readonly string[]) => readonly number[];
  /** Why play stops at a beat. */
  readonly at: (on: readonly string[], beat: number) => readonly Stop[];
}

export function breakpointsOf(journey: Journey, entries: readonly SimulationEntry[]): Breakpoints {
  let known: Stops | undefined;
  let last: { readonly on: readonly string[]; readonly beats: readonly number[] } | undefined;
  const stops = (): Stops => {
    known ??= stopsOf(journey, entries);
    return known;
  };
  const holding = (on: readonly string[]): readonly Stop[] => on.flatMap((id) => stops().get(id as BreakpointId) ?? []);
  return {
    stops,
    beats: (on) => {
      if (last?.on !== on) {
        const beats = new Set(holding(on).map(({ beat }) => beat));
        last = { on, beats: [...beats].sort((a, b) => a - b) };
      }
      return last.beats;
    },
    at: (on, beat) => holding(on).filter((stop) => stop.beat === beat),
  };
}

function stopsOf(journey: Journey, entries: readonly SimulationEntry[]): Stops {
  const stops = new Map<BreakpointId, Stop[]>();
  const shown = beatsByEntry(journey);
  const { requests } = indexTrace(entries);
  const refusedPods = new Set<string>();
  for (const { seq, time, event, changes } of entries) {
    const add = (breakpoint: BreakpointId, about: string, detail?: string): void => {
      const beat = shown.get(seq) ?? Math.min(firstBehind(journey.beats, seq), journey.beats.length - 1);
      const list = stops.get(breakpoint) ?? [];
      stops.set(breakpoint, list);
      list.push({ breakpoint, beat, time, about, ...(detail !== undefined && { detail }) });
    };
    if (event.type === "QueueMove" && event.from === "inHand" && event.to !== null && !refusedPods.has(event.pod)) {
      // The attempts that follow are the same Pod's.
      refusedPods.add(event.pod);
      add("unschedulable", nameOf(event.pod));
    } else if (event.type === "Station" && event.outcome === "refuse" && event.station !== "storage") {
      const request = requests.get(event.request)?.entry.event;
      add("denied", request ? `${request.method} ${request.path}` : event.station, event.status?.message);
    }
    for (const { key, from, to } of changes) {
      if (key.startsWith("/registry/pods/")) {
        const node = (to as Pod | undefined)?.spec.nodeName;
        if (node === undefined || from === undefined || (from as Pod).spec.nodeName !== undefined) continue;
        if (key.slice("/registry/pods/".length) === journey.pod) add("bind", nameOf(key), node);
      } else if (key.startsWith("/registry/minions/")) {
        if (isReady(from) && to !== undefined && !isReady(to)) add("notReady", nameOf(key));
      } else if (key.startsWith("/registry/events/")) {
        const { reason, involvedObject, message } = (to ?? {}) as Partial<Event>;
        if (reason) add(`event:${reason}`, `${involvedObject?.kind ?? ""} ${involvedObject?.name ?? ""}`, message);
      } else if (event.type === "CRI" && key.startsWith("kubelet/")) {
        const container = restarted(from, to);
        if (container !== undefined) add("restart", container, nameOf(event.pod));
      }
    }
  }
  return stops;
}

function beatsByEntry({ beats }: Journey): Map<number, number> {
  const shown = new Map<number, number>();
  for (const { index, entries } of beats) for (const seq of entries) if (!shown.has(seq)) shown.set(seq, index);
  return shown;
}

function isReady(node: unknown): boolean {
  return (
    (node as Node | undefined)?.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ??
    false
  );
}

interface Containers {
  readonly containers?: readonly { readonly name: string; readonly restarts: number }[];
}

/** The container that this change of the kubelet's record starts for the second time; later restarts are not told. */
function restarted(from: unknown, to: unknown): string | undefined {
  const before = (from as Containers | undefined)?.containers ?? [];
  const after = (to as Containers | undefined)?.containers ?? [];
  return after.find(
    ({ name, restarts }) => restarts === 1 && before.some((each) => each.name === name && each.restarts === 0),
  )?.name;
}

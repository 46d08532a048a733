import type { SimulationEntry } from "../../engine/index.ts";
import type { Move } from "../model.ts";
import { componentOf, type SceneContext } from "./context.ts";

const lead = 240;
const travel = 900;
/** What a station takes, on the way of a request from one message to the next; many share the time of one message. */
const station = 250;

interface Group {
  readonly entries: SimulationEntry[];
  /** Milliseconds at 1×. */
  span: number;
}

/** The messages of a beat: one after the other, watch events together. Spans are shares of the beat. */
export function movesOf({ beat, entries, index }: SceneContext): Move[] {
  if (beat.about.kind === "request" && beat.about.settled) return [];
  const groups: Group[] = [];
  const asks = beat.entries.some((seq) => entries[seq].event.type === "Request");
  for (const seq of beat.entries) {
    const entry = entries[seq];
    const last = groups[groups.length - 1];
    switch (entry.event.type) {
      case "Response":
        // Nor is an answer whose question is another beat's.
        if (beat.about.kind === "cluster" && !asks) break;
        groups.push({ entries: [entry], span: travel });
        break;
      case "Request":
      case "EtcdWrite":
        groups.push({ entries: [entry], span: travel });
        break;
      case "WatchEvent":
        // How it all stands is no message, though the last entry of the run is mostly one.
        if (beat.about.kind === "cluster") break;
        if (last?.entries[0].event.type === "WatchEvent") last.entries.push(entry);
        else groups.push({ entries: [entry], span: travel });
        break;
      case "Station":
        if (last?.entries[0].event.type === "Station") last.span = Math.min(travel, last.span + station);
        else groups.push({ entries: [entry], span: station });
        break;
      case "KubectlDiscovery":
        if (!entry.event.cached) groups.push({ entries: [entry], span: travel }, { entries: [entry], span: travel });
        break;
      default:
        break;
    }
  }
  const wanted = lead + groups.reduce((sum, { span }) => sum + span, 0);
  const scale = Math.min(1, beat.duration / wanted) / beat.duration;
  const moves: Move[] = [];
  let at = lead;
  for (const group of groups) {
    const start = at * scale;
    at += group.span;
    const end = at * scale;
    const seen = new Set<string>();
    for (const { event } of group.entries) {
      const move = event.type === "KubectlDiscovery" ? discovered(moves.length > 0) : moveOf(event);
      if (!move || seen.has(`${move.from} ${move.to}`)) continue;
      seen.add(`${move.from} ${move.to}`);
      moves.push({ ...move, start, end });
    }
  }
  return moves;

  function moveOf(event: SimulationEntry["event"]): Omit<Move, "start" | "end"> | null {
    switch (event.type) {
      case "Request":
        return {
          from: componentOf(event.client),
          to: "apiServer",
          kind: "request",
          label: `${event.method} ${tailOf(event.path)}`,
          ok: true,
        };
      case "Response":
        return {
          from: "apiServer",
          to: componentOf(event.client),
          kind: "response",
          label: String(event.code),
          ok: event.code < 400 || lookedUp(event.request),
        };
      case "EtcdWrite": {
        const asked = index.requests.get(event.request);
        return {
          from: "apiServer",
          to: "etcd",
          kind: "store",
          label: event.op === "delete" ? "delete" : "put",
          ok: true,
          ...(asked && { asker: componentOf(asked.entry.event.client) }),
        };
      }
      case "WatchEvent":
        return {
          from: "apiServer",
          to: componentOf(event.watcher),
          kind: "watch",
          label: `watch ${event.watchType}`,
          ok: true,
        };
      default:
        return null;
    }
  }

  /** What the API server serves: asked for, and told. */
  function discovered(isAnswer: boolean): Omit<Move, "start" | "end"> {
    return isAnswer
      ? { from: "apiServer", to: "kubectl", kind: "response", label: "200", ok: true }
      : { from: "kubectl", to: "apiServer", kind: "request", label: "GET /api, /apis", ok: true };
  }

  /** A 404 to kubectl's look-up is the answer it hoped for. */
  function lookedUp(request: number): boolean {
    return index.requests.get(request)?.entry.event.verb === "get";
  }
}

/** `…/pods` of `/api/v1/namespaces/default/pods?fieldManager=…`; subresources keep their parent's name out. */
function tailOf(path: string): string {
  const [bare] = path.split("?");
  return `…/${bare.slice(bare.lastIndexOf("/") + 1)}`;
}

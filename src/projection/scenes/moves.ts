import type { SimulationEntry } from "../../engine/index.ts";
import type { Move } from "../model.ts";
import { componentOf, type SceneContext } from "./context.ts";

const lead = 240;
const travel = 900;

/** The messages of a beat: one after the other, watch events together. Spans are shares of the beat. */
export function movesOf({ beat, entries, index }: SceneContext): Move[] {
  const groups: SimulationEntry[][] = [];
  for (const seq of beat.entries) {
    const entry = entries[seq];
    const { type } = entry.event;
    if (type !== "Request" && type !== "Response" && type !== "EtcdWrite" && type !== "WatchEvent") continue;
    const last = groups[groups.length - 1];
    if (type === "WatchEvent" && last?.[0].event.type === "WatchEvent") last.push(entry);
    else groups.push([entry]);
  }
  const wanted = lead + travel * groups.length;
  const scale = Math.min(1, beat.duration / wanted);
  const moves: Move[] = [];
  groups.forEach((group, at) => {
    const start = ((lead + travel * at) * scale) / beat.duration;
    const end = ((lead + travel * (at + 1)) * scale) / beat.duration;
    const seen = new Set<string>();
    for (const { event } of group) {
      const move = moveOf(event);
      if (!move || seen.has(`${move.from} ${move.to}`)) continue;
      seen.add(`${move.from} ${move.to}`);
      moves.push({ ...move, start, end });
    }
  });
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
      case "EtcdWrite":
        return {
          from: "apiServer",
          to: "etcd",
          kind: "store",
          label: event.op === "delete" ? "delete" : "put",
          ok: true,
        };
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

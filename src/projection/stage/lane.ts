import type { ComponentId, Move, PodScene, ProbeScene, Scene } from "../model.ts";
import { componentOf } from "../scenes/context.ts";
import { round } from "./geometry.ts";
import { checkAt, easeTravel, progress } from "./timing.ts";

/** Who has a place on the lane: components, and inside of a node the kubelet, the runtime and a container. */
export type LaneStop = ComponentId | "kubelet" | "containerd" | `container/${string}`;

/** On a phone, where cards stand in a list and have no lines between them: who talks, from left to right, and what is on its way. */
export interface LaneFrame {
  /** Watchers that are told together share one. */
  readonly stops: readonly (readonly LaneStop[])[];
  readonly message: {
    readonly label: string;
    readonly kind: Move["kind"];
    readonly ok: boolean;
    /** Indexes of stops, and how much of the way is done, 0..1. */
    readonly from: number;
    readonly to: number;
    readonly at: number;
  } | null;
}

/**
 * The lane of a beat at a share of it; null where nobody talks. While a request is told it is there at each beat, whether
 * something travels or not: what is under it stays where it is.
 */
export function laneAt(scene: Scene, share: number, still: boolean): LaneFrame | null {
  const { moves, pod, probe, running, act } = scene;
  if (probe) return checkOf(probe, share, still);
  if (moves.length === 0 && pod) return insideOf(pod, share, still);
  if (moves.length === 0 && (running || act === 4 || act >= 6)) return null;
  const group = groupAt(moves, share, still);
  const [first] = group;
  const told = group.map(partyOf).filter((party) => party !== null);
  const stops = [told.length > 0 ? told : [speakerOf(scene)], ["apiServer"], ["etcd"]] as const;
  if (!first) return { stops, message: null };
  return {
    stops,
    message: {
      label: first.label,
      kind: first.kind,
      ok: group.every(({ ok }) => ok),
      from: placeOf(first.from),
      to: placeOf(first.to),
      at: still ? 0.5 : round(easeTravel(progress(share, first.start, first.end)) * 100) / 100,
    },
  };
}

/** The messages that were sent last, together; of watchers, a node's kubelet first, for whom the others make no difference. */
function groupAt(moves: readonly Move[], share: number, still: boolean): readonly Move[] {
  const last = moves.findLast(({ start }) => still || start <= share);
  const group = moves.filter(({ start }) => start === last?.start);
  return [...group.filter(({ to }) => to.startsWith("node/")), ...group.filter(({ to }) => !to.startsWith("node/"))];
}

const placeOf = (id: ComponentId): number => (id === "apiServer" ? 1 : id === "etcd" ? 2 : 0);

/** Whoever talks with the API server; null for etcd. */
function partyOf({ from, to }: Move): ComponentId | null {
  const other = from === "apiServer" ? to : from;
  return other === "etcd" ? null : other;
}

function speakerOf({ moves, apiServer, act }: Scene): ComponentId {
  for (const move of moves) {
    const party = partyOf(move) ?? move.asker;
    if (party) return party;
  }
  if (apiServer.request) return componentOf(apiServer.request.from);
  return act >= 4 ? "scheduler" : "kubectl";
}

/** Inside of the node: what the kubelet calls. */
function insideOf({ call }: PodScene, share: number, still: boolean): LaneFrame {
  const at = still ? 0.5 : round(easeTravel(progress(share, 0.1, 0.5)) * 100) / 100;
  return {
    stops: [["kubelet"], ["containerd"]],
    message: call ? { label: call.replace(/ .*\//, " "), kind: "call", ok: true, from: 0, to: 1, at } : null,
  };
}

/** A check and its answer. */
function checkOf({ container, call, answer, ok }: ProbeScene, share: number, still: boolean): LaneFrame {
  const stops = [["kubelet"], [`container/${container}`]] as const;
  const { isAnswer, at } = checkAt(share, still);
  const label = still ? `${call} → ${answer}` : answer;
  const message = isAnswer
    ? ({ label, kind: "response", ok, from: 1, to: 0, at } as const)
    : ({ label: call, kind: "request", ok: true, from: 0, to: 1, at } as const);
  return { stops, message };
}

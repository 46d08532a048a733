import type { Pod, Records, SimulationCursor, SimulationEntry } from "../../engine/index.ts";
import type { Beat, ComponentId, Journey } from "../model.ts";
import { podAt } from "../records.ts";
import { indexTrace, type TraceIndex } from "../traceIndex.ts";

/** What the parts of a scene are computed from. `records` is the cursor's: valid until the next seek. */
export interface SceneContext {
  readonly journey: Journey;
  readonly beat: Beat;
  readonly entries: readonly SimulationEntry[];
  readonly index: TraceIndex;
  readonly records: Records;
  /** The Pod on stage as stored at this moment. */
  readonly pod: Pod | undefined;
  readonly decision: DecisionReveal | null;
}

/** The attempt that is on screen, and how much of it. */
export interface DecisionReveal {
  readonly seq: number;
  readonly phase: Extract<Beat["about"], { kind: "decision" }>["phase"];
  readonly nodes: number;
  readonly scores: number;
  readonly node?: string;
  readonly plugin?: string;
  /** False when the beat is a later one that only looks back. */
  readonly now: boolean;
}

export function createSceneContext(journey: Journey, cursor: SimulationCursor, beatIndex: number): SceneContext {
  const at = Math.max(0, Math.min(beatIndex, journey.beats.length - 1));
  const beat = journey.beats[at];
  const { entries } = cursor;
  const records = cursor.stateAt(beat.entry);
  return {
    journey,
    beat,
    entries,
    index: indexTrace(entries),
    records,
    pod: journey.pod ? podAt(records, journey.pod) : undefined,
    decision: revealAt(journey, at),
  };
}

/** The newest decision at or before a beat; null before the first, and again once the Pod is back in a queue. */
export function revealAt(journey: Journey, beatIndex: number): DecisionReveal | null {
  for (let at = beatIndex; at >= 0; at--) {
    const { about, id } = journey.beats[at];
    if (about.kind === "decision") {
      const { kind: _, ...reveal } = about;
      return { ...reveal, now: at === beatIndex };
    }
    if (about.kind === "queue" && !id.startsWith("schedule.waits")) return null;
    // The victims of preemption have ended: the nodes are no longer as the attempt saw them.
    if (id.startsWith("schedule.victimsGone")) return null;
  }
  return null;
}

/** The component on stage that an actor of the trace belongs to. */
export function componentOf(actor: string): ComponentId {
  if (actor === "kubectl") return "kubectl";
  if (actor === "kube-apiserver") return "apiServer";
  if (actor === "etcd") return "etcd";
  if (actor === "kube-scheduler") return "scheduler";
  const node = /^(?:kubelet|containerd)\/(.+)$/.exec(actor);
  return node ? `node/${node[1]}` : "controllers";
}

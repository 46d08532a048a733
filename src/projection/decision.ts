import type { DecisionRecord, KubernetesObject, Pod, SimulationCursor } from "../engine/index.ts";
import type { DecisionScene, Journey } from "./model.ts";
import { nodesAt, podAt, zoneOf } from "./records.ts";
import { revealAt } from "./scenes/context.ts";

/** The Decision panel at a beat: the newest attempt at or before it; null before the scheduler has looked at the Pod. */
export function decisionAt(journey: Journey, cursor: SimulationCursor, beatIndex: number): DecisionScene | null {
  if (journey.beats.length === 0) return null;
  const reveal = newestReveal(journey, Math.min(beatIndex, journey.beats.length - 1));
  if (!reveal) return null;
  const { event } = cursor.entries[reveal.seq];
  if (event.type !== "SchedulingPhase") return null;
  const { decision: record, attempt } = event;
  const asked = record.filter?.[reveal.nodes - 1];
  const phase = (() => {
    if (reveal.phase === "PreFilter" || reveal.phase === "Filter")
      return record.preFilter.failure ? "refused" : "filter";
    if (reveal.phase === "PostFilter" || record.chosen === null) return "refused";
    return reveal.phase === "PreScore" || reveal.phase === "Score" ? "score" : "picked";
  })();
  const node = reveal.node ?? (reveal.phase === "Filter" ? asked?.node : undefined);
  return {
    record,
    nodes: nodesOf(record, cursor, reveal.seq),
    attempt,
    revealedNodes: reveal.nodes,
    revealedScores: reveal.scores,
    phase,
    now: reveal.now
      ? { ...(node !== undefined && { node }), ...(reveal.plugin !== undefined && { plugin: reveal.plugin }) }
      : null,
  };
}

const known = new WeakMap<DecisionRecord, DecisionScene["nodes"]>();

/** The cluster's nodes at an attempt. They are the same at all of its beats, and thousands are worth looking up once. */
function nodesOf(record: DecisionRecord, cursor: SimulationCursor, seq: number): DecisionScene["nodes"] {
  const nodes =
    known.get(record) ??
    nodesAt(cursor.stateAt(seq)).map((node) => ({ name: node.metadata.name ?? "", zone: zoneOf(node) }));
  known.set(record, nodes);
  return nodes;
}

/** What the newest attempt at a beat looked at: the Pod, and everything that is stored. null before the first attempt. */
export function clusterOfDecision(
  journey: Journey,
  cursor: SimulationCursor,
  beatIndex: number,
): { readonly pod: Pod; readonly objects: readonly KubernetesObject[] } | null {
  const reveal = newestReveal(journey, Math.min(beatIndex, journey.beats.length - 1));
  const records = reveal && cursor.stateAt(reveal.seq);
  const pod = records && journey.pod ? podAt(records, journey.pod) : undefined;
  if (!records || !pod) return null;
  const stored = [...records].filter(([key]) => key.startsWith("/registry/") && !key.startsWith("/registry/events/"));
  const objects = stored.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object as KubernetesObject);
  return { pod, objects };
}

/** As on the stage, but the panel keeps the last attempt in sight while the Pod waits for the next. */
function newestReveal(journey: Journey, from: number): ReturnType<typeof revealAt> {
  for (let at = from; at >= 0; at--) {
    if (journey.beats[at].about.kind !== "decision") continue;
    const reveal = revealAt(journey, at);
    return reveal && { ...reveal, now: at === from };
  }
  return null;
}

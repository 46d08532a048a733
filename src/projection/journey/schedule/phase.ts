import type { DecisionRecord } from "../../../engine/index.ts";
import type { EntryOf } from "../../traceIndex.ts";

export type PhaseEntry = EntryOf<"SchedulingPhase">;

/** A decision told to its end: all verdicts and all scores are known. */
export function revealAll(decision: DecisionRecord): { nodes: number; scores: number } {
  return { nodes: decision.filter?.length ?? 0, scores: decision.score?.length ?? 0 };
}

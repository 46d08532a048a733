import { explain } from "../../more.ts";
import { type Narration, type NodeScore, say, word } from "../../narration.ts";
import { byName } from "../../records.ts";
import type { BeatDraft, Telling } from "../draft.ts";
import { pluginSource } from "../source.ts";
import type { PhaseEntry } from "./phase.ts";

export function tellPreScore({ seq, event: { decision } }: PhaseEntry): BeatDraft {
  const only = decision.scoringSkipped ? (decision.chosen ?? decision.best?.[0]) : undefined;
  const skip = decision.scoreSkip ?? [];
  return {
    id: "schedule.prescore",
    act: 4,
    entries: [seq],
    title: word("PreScore"),
    place: say("place.nodes", { count: decision.sampling.feasible }),
    sentence: only
      ? say("score.skipped", { node: only })
      : say("preScore", {
          feasible: decision.sampling.feasible,
          scorers: decision.score?.length ?? 0,
          skip: skip.length,
        }),
    more: only ? explain("score.skipped", {}) : explain("preScore", { skip: skip.join(", ") }),
    about: { kind: "decision", seq, phase: "PreScore", nodes: decision.filter?.length ?? 0, scores: 0 },
  };
}

export function tellScore(
  telling: Telling,
  { seq, event: { decision, plugins } }: PhaseEntry,
  ordinal: number,
): BeatDraft {
  const scores = decision.score ?? [];
  const named = scores.findIndex(({ plugin }) => plugin === plugins?.[0]);
  const at = named < 0 ? ordinal - 1 : named;
  const score = scores[at];
  const contributions = score
    ? Object.entries(score.normalized)
        .map(([node, normalized]) => ({ node, score: normalized * score.weight }))
        .sort((a, b) => b.score - a.score || byName(a.node, b.node))
    : [];
  return {
    id: `schedule.score.${score?.plugin ?? ordinal}`,
    act: 4,
    entries: [seq],
    title: word("Score"),
    place: say("place.of", { at: at + 1, of: scores.length }),
    sentence: scoreSentence(score?.plugin ?? "", score?.weight ?? 1, contributions),
    more: explain("score", { plugin: score?.plugin ?? "" }),
    about: {
      kind: "decision",
      seq,
      phase: "Score",
      nodes: decision.filter?.length ?? 0,
      scores: at + 1,
      plugin: score?.plugin,
    },
    source: pluginSource(telling, score?.plugin),
    duration: 2200,
  };
}

/** So many nodes are listed with their scores. */
const scoresListed = 4;

/** `contributions` from the highest down. */
function scoreSentence(plugin: string, weight: number, contributions: readonly NodeScore[]): Narration {
  const high = contributions[0]?.score ?? 0;
  const low = contributions[contributions.length - 1]?.score ?? 0;
  if (contributions.length <= scoresListed || high === low) {
    const scores = contributions.slice(0, scoresListed);
    return say("score.plugin", { plugin, weight, scores, same: contributions.length > 1 && high === low });
  }
  const others = contributions.filter(({ score }) => score === high).length - 1;
  return say("score.range", { plugin, weight, low, high, node: contributions[0].node, others });
}

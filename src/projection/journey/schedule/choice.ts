import type { DecisionRecord } from "../../../engine/index.ts";
import { explain } from "../../more.ts";
import { say, title, word } from "../../narration.ts";
import { byName } from "../../records.ts";
import type { BeatDraft, Telling } from "../draft.ts";
import { podName } from "../source.ts";
import { needsOf } from "./filter.ts";
import { type PhaseEntry, revealAll } from "./phase.ts";

/**
 * The plugin without whose contribution another node would have had the highest total: the one that turns the result
 * over most clearly. Null when every plugin could be left out.
 */
function decisivePlugin({ chosen, score, total, best }: DecisionRecord): { plugin: string; other: string } | null {
  if (chosen === null || !score || !total || (best?.length ?? 0) > 1) return null;
  let clearest: { plugin: string; other: string; lead: number } | null = null;
  for (const { plugin, weight, normalized } of score) {
    const without = (node: string): number => total[node] - normalized[node] * weight;
    for (const other of Object.keys(total).sort(byName)) {
      const lead = without(other) - without(chosen);
      if (lead > (clearest?.lead ?? 0)) clearest = { plugin, other, lead };
    }
  }
  return clearest;
}

/** The cell that turned the choice stays in sight while it is carried out. */
function decided(decision: DecisionRecord): { node?: string; plugin?: string } {
  return { node: decision.chosen ?? undefined, plugin: decisivePlugin(decision)?.plugin };
}

export function tellPick({ seq, event: { decision } }: PhaseEntry): BeatDraft {
  const node = decision.chosen ?? "";
  const best = decision.best ?? [];
  const total = decision.total?.[node] ?? 0;
  const second = Object.entries(decision.total ?? {})
    .filter(([name]) => name !== node)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  const sentence = (() => {
    if (decision.scoringSkipped || !second) return say("pick.only", { node });
    if (best.length > 1)
      return say("pick.tie", {
        node,
        total,
        count: best.length,
        names: best.length > 4 ? `${best.slice(0, 4).join(", ")}, …` : best.join(", "),
      });
    const won = { node, total, second: second[0], secondTotal: second[1] };
    const decisive = decisivePlugin(decision);
    return decisive ? say("pick.decided", { ...won, ...decisive }) : say("pick.won", won);
  })();
  return {
    id: "schedule.pick",
    act: 4,
    entries: [seq],
    title: title("pick"),
    place: word(node),
    sentence,
    more: decision.scoringSkipped ? explain("score.skipped", {}) : explain("pick", {}),
    about: { kind: "decision", seq, phase: "SelectHost", ...revealAll(decision), ...decided(decision) },
  };
}

export function tellAssume(telling: Telling, { seq, event: { decision } }: PhaseEntry): BeatDraft {
  return {
    id: "schedule.assume",
    act: 4,
    entries: [seq],
    title: title("assume"),
    place: word(decision.chosen ?? ""),
    sentence: say("assume", {
      pod: podName(telling),
      node: decision.chosen ?? "",
      requests: needsOf(telling, seq) !== "",
    }),
    more: explain("assume", {}),
    about: { kind: "decision", seq, phase: "Assume", ...revealAll(decision), ...decided(decision) },
  };
}

export function tellReserve(phases: readonly PhaseEntry[]): BeatDraft {
  const last = phases[phases.length - 1];
  const { decision } = last.event;
  return {
    id: "schedule.reserve",
    act: 4,
    entries: phases.map(({ seq }) => seq),
    title: word("Reserve"),
    place: word("Permit"),
    sentence: say("reserve", { plugins: [...new Set(phases.flatMap(({ event }) => event.plugins ?? []))].join(", ") }),
    more: explain("reserve", {}),
    about: {
      kind: "decision",
      seq: last.seq,
      phase: "Reserve",
      ...revealAll(decision),
      ...decided(decision),
    },
  };
}

export function tellLateRefusal({ seq, event }: PhaseEntry): BeatDraft {
  return {
    id: `schedule.refused.${event.phase}`,
    act: 4,
    entries: [seq],
    title: word(event.phase),
    sentence: say("schedulingRefused", { phase: event.phase, message: event.message ?? "" }),
    more: explain("schedulingRefused", {}),
    about: { kind: "decision", seq, phase: "Reserve", ...revealAll(event.decision) },
  };
}

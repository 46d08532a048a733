import type { DecisionRecord } from "../../../engine/index.ts";
import { amountText } from "../../amounts.ts";
import { fitOf, requestsOf } from "../../fit.ts";
import { explain } from "../../more.ts";
import { say, word } from "../../narration.ts";
import { podAt } from "../../records.ts";
import type { BeatDraft, Telling } from "../draft.ts";
import { pluginSource, podName } from "../source.ts";
import type { PhaseEntry } from "./phase.ts";

/** Nodes that get a beat each in Filter; more are told in one. */
const nodeByNode = 8;
/** What the Pod asks for, as it was then: `cpu 1, memory 1Gi`. By the end of the run it may be gone. */
export function needsOf({ cursor, pod: key }: Telling, seq: number): string {
  const pod = key ? podAt(cursor.stateAt(seq), key) : undefined;
  return pod
    ? requestsOf(pod)
        .map(({ resource, quantity }) => `${resource} ${quantity}`)
        .join(", ")
    : "";
}

/** The Fit arithmetic on one node, in symbols: `cpu 1 ≤ 2.5, memory 1Gi ≤ 12Gi`. */
function roomText(decision: DecisionRecord, node: string, onlyShort: boolean): string {
  return (fitOf(decision, node) ?? [])
    .filter(({ name, pod, allocatable, requested }) =>
      onlyShort ? pod > allocatable - requested : name !== "pods" && pod > 0,
    )
    .map(({ name, pod, allocatable, requested }) => {
      const free = allocatable - requested;
      return `${name} ${amountText(name, pod)} ${pod > free ? ">" : "≤"} ${amountText(name, Math.max(0, free))}`;
    })
    .join(", ");
}

export function tellPreFilter(telling: Telling, { seq, event: { decision } }: PhaseEntry): BeatDraft {
  const { failure, nodes, skip } = decision.preFilter;
  const sentence = (() => {
    if (failure) return say("preFilter.refused", { plugin: failure.plugin, reasons: failure.reasons.join(", ") });
    if (nodes) return say("preFilter.nodes", { pod: podName(telling), nodes: nodes.join(", ") });
    return say("preFilter", {
      pod: podName(telling),
      needs: needsOf(telling, seq),
      filters: decision.filterPlugins.length,
      skip: skip.length,
    });
  })();
  return {
    id: "schedule.prefilter",
    act: 4,
    entries: [seq],
    title: word("PreFilter"),
    sentence,
    more: explain("preFilter", { skip: skip.join(", ") }),
    about: { kind: "decision", seq, phase: "PreFilter", nodes: 0, scores: 0 },
    source: pluginSource(telling, failure?.plugin ?? "NodeResourcesFit"),
  };
}

export function tellFilter(telling: Telling, entry: PhaseEntry): BeatDraft[] {
  const { seq, event } = entry;
  const { decision } = event;
  const asked = decision.filter ?? [];
  if (asked.length === 0) return [];
  if (asked.length > nodeByNode) {
    return [
      {
        id: "schedule.filter",
        act: 4,
        entries: [seq],
        title: word("Filter"),
        place: say("place.nodes", { count: asked.length }),
        sentence: say("filter.all", {
          asked: asked.length,
          feasible: decision.sampling.feasible,
          total: decision.sampling.total,
        }),
        more: explain("filter.all", { total: decision.sampling.total, wanted: decision.sampling.wanted }),
        about: { kind: "decision", seq, phase: "Filter", nodes: asked.length, scores: 0 },
        source: pluginSource(telling, "NodeResourcesFit"),
        duration: asked.length > 40 ? 3400 : 5200,
      },
    ];
  }
  return asked.map(({ node, verdict }, at): BeatDraft => {
    const decisive = verdict?.plugin ?? "NodeResourcesFit";
    return {
      id: `schedule.filter.${node}`,
      act: 4,
      entries: [seq],
      title: word("Filter"),
      place: say("place.node", { at: at + 1, of: asked.length }),
      sentence: verdict
        ? say("filter.refused", {
            node,
            plugin: verdict.plugin,
            reasons: verdict.reasons.join(", "),
            room: verdict.plugin === "NodeResourcesFit" ? roomText(decision, node, true) : "",
          })
        : say("filter.pass", { node, plugins: decision.filterPlugins.length, room: roomText(decision, node, false) }),
      more: verdict ? explain("filter.refused", { plugin: verdict.plugin }) : explain("filter.pass", {}),
      about: { kind: "decision", seq, phase: "Filter", nodes: at + 1, scores: 0, node, plugin: decisive },
      source: pluginSource(telling, decisive, verdict ? node : undefined),
      duration: 2200,
    };
  });
}

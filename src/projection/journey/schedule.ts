import type { DecisionRecord, QueueRecord } from "../../engine/index.ts";
import { amountText } from "../amounts.ts";
import { fitOf, requestsOf } from "../fit.ts";
import { explain, type More } from "../more.ts";
import { type Narration, type NodeScore, say, title, word } from "../narration.ts";
import { byName, podAt } from "../records.ts";
import type { EntryOf } from "../traceIndex.ts";
import { regards } from "./bind.ts";
import type { BeatDraft, Telling } from "./draft.ts";
import { pluginSource, podName, sourceOf } from "./source.ts";

type Entry = EntryOf<"QueueMove" | "SchedulingPhase">;
type PhaseEntry = EntryOf<"SchedulingPhase">;

/** Nodes that get a beat each in Filter; more are told in one. */
const nodeByNode = 8;
/** Failed attempts told in full; later ones in a beat each, and of many only the first few and the last. */
const retriesTold = 3;

/** Act 4: queue, attempts phase by phase, and between attempts what woke the Pod. */
export function tellScheduling(telling: Telling): BeatDraft[] {
  const beats: BeatDraft[] = [];
  let failures = 0;
  for (const attempt of attemptsOf(telling)) {
    const told = attempt.failed ? failures++ : 0;
    if (told === 0) beats.push(...tellAttempt(telling, attempt.entries));
    else if (told <= retriesTold || attempt.last) beats.push(...tellRetry(telling, attempt.entries));
  }
  return beats;
}

interface Attempt {
  readonly entries: Entry[];
  readonly failed: boolean;
  readonly last: boolean;
}

/** An attempt starts where the Pod is put into a queue that is not a mere consequence of failing, and ends where it waits. */
function attemptsOf({ index, pod }: Telling): Attempt[] {
  const all = (pod && index.scheduling.get(pod)) || [];
  const groups: Entry[][] = [];
  let waiting = true;
  for (const entry of all) {
    const { event } = entry;
    const wakes = event.type === "QueueMove" && (waiting || event.to === "inHand") && event.from !== "inHand";
    if (groups.length === 0 || (wakes && waiting)) {
      groups.push([]);
      waiting = false;
    }
    groups[groups.length - 1].push(entry);
    if (event.type === "QueueMove" && event.from === "inHand" && event.to !== null) waiting = true;
  }
  return groups.map((entries, at) => ({
    entries,
    failed: entries.some(({ event }) => event.type === "SchedulingPhase" && event.decision.chosen === null),
    last: at === groups.length - 1,
  }));
}

function tellAttempt(telling: Telling, entries: readonly Entry[]): BeatDraft[] {
  const beats: BeatDraft[] = [];
  let scored = 0;
  const merged: PhaseEntry[] = [];
  for (const entry of entries) {
    if (entry.event.type === "QueueMove") {
      beats.push(...tellMove(telling, entry as EntryOf<"QueueMove">));
      continue;
    }
    const phase = entry as PhaseEntry;
    switch (phase.event.phase) {
      case "PreFilter":
        beats.push(tellPreFilter(telling, phase));
        break;
      case "Filter":
        beats.push(...tellFilter(telling, phase));
        break;
      case "PostFilter":
        beats.push(tellPostFilter(phase));
        break;
      case "PreScore":
        beats.push(tellPreScore(phase));
        break;
      case "Score":
        scored++;
        beats.push(tellScore(telling, phase, scored));
        break;
      case "SelectHost":
        beats.push(tellPick(phase));
        break;
      case "Assume":
        beats.push(tellAssume(telling, phase));
        break;
      case "Reserve":
      case "Permit":
        if (phase.event.outcome === "refuse") beats.push(tellLateRefusal(phase));
        else merged.push(phase);
        if (phase.event.phase === "Permit" && merged.length > 0) beats.push(tellReserve(merged.splice(0)));
        break;
      default:
        break;
    }
  }
  if (merged.length > 0) beats.push(tellReserve(merged));
  return withFailure(telling, beats, entries);
}

/** FailedScheduling goes right before the Pod starts to wait. */
function withFailure(telling: Telling, beats: BeatDraft[], entries: readonly Entry[]): BeatDraft[] {
  const phases = entries.filter((entry): entry is PhaseEntry => entry.event.type === "SchedulingPhase");
  const last = phases[phases.length - 1];
  if (!last || last.event.decision.message === null) return beats;
  const wait = beats.findIndex(({ id, entries: [first] }) => id === "schedule.waits" && first > last.seq);
  const failure = tellFailed(telling, last, wait < 0 ? undefined : beats[wait].entries[0]);
  if (wait < 0) beats.push(failure);
  else beats.splice(wait, 0, failure);
  return beats;
}

/** A later attempt that fails again: what woke the Pod, and the message. */
function tellRetry(telling: Telling, entries: readonly Entry[]): BeatDraft[] {
  const beats = tellAttempt(telling, entries);
  return beats.filter(({ id }) => id === "schedule.moved" || id === "schedule.failed" || id === "schedule.waits");
}

function tellMove(telling: Telling, entry: EntryOf<"QueueMove">): BeatDraft[] {
  const { seq, event } = entry;
  const pod = podName(telling);
  const draft = (id: string, sentence: Narration, more: More): BeatDraft => ({
    id: `schedule.${id}`,
    act: 4,
    entries: [seq],
    title: title("queue"),
    place: word(event.to ?? ""),
    sentence,
    more,
    about: { kind: "queue" },
  });
  const record = queueAt(telling, seq);
  if (event.to === "inHand") {
    const attempt = record?.inHand?.attempts ?? 1;
    return [
      {
        ...draft(
          "pop",
          say("queue.pop", {
            pod,
            attempt,
            priority: record?.inHand?.priority ?? 0,
            left: record?.activeQ.length ?? 0,
          }),
          explain("queue.pop", {}),
        ),
        place: say("place.attempt", { attempt }),
        source: sourceOf(telling, "spec.priorityClassName"),
      },
    ];
  }
  if (event.from === null && event.to === "activeQ") {
    const ahead = record?.activeQ.findIndex((queued) => queued.pod === telling.pod) ?? 0;
    return [
      draft("enqueue", say("queue.active", { pod, ahead: Math.max(0, ahead) }), explain("queue", { queue: "activeQ" })),
    ];
  }
  if (event.from === null && event.to === "unschedulablePods")
    return [draft("gated", say("queue.gated", { pod, message: "" }), explain("queue", { queue: "gated" }))];
  if (event.from === "inHand" && event.to !== null) {
    const waiting = record?.[event.to].find((queued) => queued.pod === telling.pod);
    return [
      draft(
        "waits",
        say("queue.waits", { pod, queue: event.to, plugins: (waiting?.refusedBy ?? []).join(", ") }),
        explain("queue", { queue: event.to }),
      ),
    ];
  }
  if (event.to === null) return [];
  return [
    draft(
      "moved",
      say("queue.moved", { pod, to: event.to, event: event.event, hint: event.hint ?? "" }),
      explain("queue", { queue: event.to }),
    ),
  ];
}

function queueAt({ cursor }: Telling, seq: number): QueueRecord | undefined {
  return cursor.stateAt(seq).get("scheduler/queue") as QueueRecord | undefined;
}

/** What the Pod asks for: `cpu 1, memory 1Gi`. */
function needsOf({ last, pod: key }: Telling): string {
  const pod = key ? podAt(last, key) : undefined;
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

function tellPreFilter(telling: Telling, { seq, event: { decision } }: PhaseEntry): BeatDraft {
  const { failure, nodes, skip } = decision.preFilter;
  const sentence = (() => {
    if (failure) return say("preFilter.refused", { plugin: failure.plugin, reasons: failure.reasons.join(", ") });
    if (nodes) return say("preFilter.nodes", { pod: podName(telling), nodes: nodes.join(", ") });
    return say("preFilter", {
      pod: podName(telling),
      needs: needsOf(telling),
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

function tellFilter(telling: Telling, entry: PhaseEntry): BeatDraft[] {
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

function revealAll(decision: DecisionRecord): { nodes: number; scores: number } {
  return { nodes: decision.filter?.length ?? 0, scores: decision.score?.length ?? 0 };
}

function tellPostFilter({ seq, event: { decision } }: PhaseEntry): BeatDraft {
  const { postFilter } = decision;
  const nominated = postFilter?.chosen ?? postFilter?.nominated[0];
  const victims = nominated ? (postFilter?.victims[nominated] ?? []) : [];
  return {
    id: "schedule.postfilter",
    act: 4,
    entries: [seq],
    title: word("PostFilter"),
    place: word("DefaultPreemption"),
    sentence: nominated
      ? say("postFilter.nominated", { node: nominated, victims: victims.join(", "), count: victims.length })
      : say("postFilter.none", {}),
    more: explain("postFilter.none", { message: postFilter?.message ?? "" }),
    about: { kind: "decision", seq, phase: "PostFilter", ...revealAll(decision) },
  };
}

function tellFailed(
  telling: Telling,
  { seq, event: { decision, attempt } }: PhaseEntry,
  before: number | undefined,
): BeatDraft {
  const event = telling.index.requestList.find(
    ({ entry }) =>
      entry.seq > seq &&
      entry.event.resource === "events" &&
      regards(entry.event.body, "FailedScheduling", podName(telling)),
  );
  const write = event?.writes[0];
  const near = write && (before === undefined || write.seq <= before) ? [event.entry.seq, write.seq] : [];
  return {
    id: "schedule.failed",
    act: 4,
    entries: [seq, ...near],
    title: word("FailedScheduling"),
    place: say("place.attempt", { attempt }),
    sentence: say("failedScheduling", { message: decision.message ?? "" }),
    more: explain("failedScheduling", {}),
    about: { kind: "decision", seq, phase: "PostFilter", ...revealAll(decision) },
    source: pluginSource(telling, decision.filter?.find(({ verdict }) => verdict)?.verdict?.plugin),
  };
}

function tellPreScore({ seq, event: { decision } }: PhaseEntry): BeatDraft {
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

function tellScore(telling: Telling, { seq, event: { decision, plugins } }: PhaseEntry, ordinal: number): BeatDraft {
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

/**
 * The plugin without whose contribution another node would have had the highest total: the one that turns the result
 * over most clearly. Null when every plugin could be left out.
 */
function decisivePlugin({ chosen, score, total }: DecisionRecord): { plugin: string; other: string } | null {
  if (chosen === null || !score || !total) return null;
  let best: { plugin: string; other: string; lead: number } | null = null;
  for (const { plugin, weight, normalized } of score) {
    const without = (node: string): number => total[node] - normalized[node] * weight;
    for (const other of Object.keys(total).sort(byName)) {
      const lead = without(other) - without(chosen);
      if (lead > (best?.lead ?? 0)) best = { plugin, other, lead };
    }
  }
  return best;
}

function tellPick({ seq, event: { decision } }: PhaseEntry): BeatDraft {
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
    about: { kind: "decision", seq, phase: "SelectHost", ...revealAll(decision), node },
  };
}

function tellAssume(telling: Telling, { seq, event: { decision } }: PhaseEntry): BeatDraft {
  return {
    id: "schedule.assume",
    act: 4,
    entries: [seq],
    title: title("assume"),
    place: word(decision.chosen ?? ""),
    sentence: say("assume", { pod: podName(telling), node: decision.chosen ?? "" }),
    more: explain("assume", {}),
    about: { kind: "decision", seq, phase: "Assume", ...revealAll(decision), node: decision.chosen ?? undefined },
  };
}

function tellReserve(phases: readonly PhaseEntry[]): BeatDraft {
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
      node: decision.chosen ?? undefined,
    },
  };
}

function tellLateRefusal({ seq, event }: PhaseEntry): BeatDraft {
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

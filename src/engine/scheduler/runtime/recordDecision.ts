import { CycleState } from "../framework/cycleState.ts";
import type { DecisionRecord, PluginScore, PluginStatus } from "../framework/decisionRecord.ts";
import type { PreemptionCandidate } from "../framework/interface.ts";
import type { NodeInfo } from "../framework/nodeInfo.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import { messageOf, type Rejection, type Status, success } from "../framework/status.ts";
import { volumeBindingsOf } from "../plugins/volumebinding/volumeBinding.ts";
import { Explanations, type NodeVerdict } from "./explanations.ts";
import type { SchedulingObserver } from "./observer.ts";
import type { Profile } from "./profile.ts";
import { Recent } from "./recent.ts";
import { feasibleNodesToFind, shareToFind } from "./sampling.ts";
import { type ScheduleOptions, type SchedulingOutcome, schedulePod, scoreNodes } from "./schedulePod.ts";

export interface RecordedAttempt {
  readonly outcome: SchedulingOutcome | null;
  readonly record: DecisionRecord;
}

/** What each profile recorded last: attempts share what they have in common. */
const recents = new WeakMap<Profile, Recent>();

const gatedMessage = "Scheduling is blocked due to non-empty scheduling gates";

/**
 * One scheduling attempt with everything about it written down. The attempt itself is the same code that schedules in
 * bulk; what it would not have computed (other blockers, numbers of a single feasible node, operands) is asked for
 * afterwards.
 */
export function recordDecision(profile: Profile, pod: PodInfo, options: ScheduleOptions = {}): RecordedAttempt {
  const recorder = new Recorder(profile, pod, options);
  return recorder.run();
}

/** The status of the refusal that a gated Pod gets. */
export function gatedDecision(profile: Profile, pod: PodInfo, rejection: Rejection): DecisionRecord {
  return {
    ...emptyRecord(profile, pod),
    preEnqueue: statusOf(rejection),
    message: gatedMessage,
  };
}

function emptyRecord(profile: Profile, pod: PodInfo): DecisionRecord {
  return {
    pod: pod.key,
    profile: profile.schedulerName,
    nodes: [],
    sampling: { total: profile.snapshot.nodes().length, wanted: 0, start: 0, evaluated: 0, feasible: 0 },
    preFilter: { skip: [], nodes: null, failure: null },
    filterPlugins: [],
    filter: null,
    filterAll: {},
    scoreSkip: null,
    score: null,
    total: null,
    best: null,
    chosen: null,
    message: null,
    postFilter: null,
    operands: {},
  };
}

class Recorder implements SchedulingObserver {
  private readonly profile: Profile;
  private readonly pod: PodInfo;
  private readonly options: ScheduleOptions;
  private readonly recent: Recent;
  private readonly skipped: string[] = [];
  private readonly nodeSets: ReadonlySet<string>[] = [];
  private preFilterFailure: PluginStatus | null = null;
  private narrowed = false;
  private asked: readonly NodeInfo[] = [];
  private wanted = 0;
  private readonly verdicts: NodeVerdict[] = [];
  private fitsNominated: NodeInfo | null = null;
  private readonly scores: PluginScore[] = [];
  private scored: readonly NodeInfo[] = [];
  private scoredNames: readonly string[] = [];
  private totals = new Float64Array();
  private candidates: readonly PreemptionCandidate[] = [];
  private bestCandidates: readonly string[] = [];
  private postFilterReasons: Status[] = [];
  private preempted: string | undefined;
  private didPostFilter = false;

  constructor(profile: Profile, pod: PodInfo, options: ScheduleOptions) {
    this.profile = profile;
    this.pod = pod;
    this.options = options;
    this.recent = recents.get(profile) ?? new Recent();
    recents.set(profile, this.recent);
  }

  preFilter(plugin: string, { status, nodeNames }: { status: Status; nodeNames: ReadonlySet<string> | null }): void {
    if (status.code === "Skip") this.skipped.push(plugin);
    else if (status !== success) this.preFilterFailure = { plugin, code: status.code, reasons: status.reasons };
    if (nodeNames) this.nodeSets.push(nodeNames);
    this.narrowed = this.nodeSets.length > 0;
  }

  search(nodes: readonly NodeInfo[], wanted: number): void {
    this.asked = nodes;
    this.wanted = wanted;
  }

  filter(node: NodeInfo, rejection: Rejection | null): void {
    this.verdicts.push({ node, rejection });
  }

  nominatedNodeFits(node: NodeInfo): void {
    this.fitsNominated = node;
  }

  score(
    { name: plugin, weight, state }: { readonly name: string; readonly weight: number; readonly state: CycleState },
    nodes: readonly NodeInfo[],
    raw: Float64Array,
    normalized: Float64Array,
  ): void {
    this.startScoring(nodes);
    const names = this.scoredNames;
    const byNode = (name: string, values: Float64Array) => this.recent.numbers(`${plugin} ${name}`, names, values);
    for (let i = 0; i < names.length; i++) this.totals[i]! += weight * normalized[i]!;
    const normalization = this.profile.plugin(plugin)?.explainNormalize?.(state, raw, nodes);
    this.scores.push({
      plugin,
      weight,
      raw: byNode("raw", raw),
      normalized: byNode("normalized", normalized),
      ...(normalization && { normalization }),
    });
  }

  /** All plugins score the same nodes. */
  private startScoring(nodes: readonly NodeInfo[]): void {
    if (nodes === this.scored) return;
    this.scored = nodes;
    this.scoredNames = this.recent.shared(
      "scored",
      nodes.map(({ name }) => name),
    );
    this.totals = new Float64Array(nodes.length);
  }

  preemption(candidates: readonly PreemptionCandidate[], best: readonly string[], chosen: string): void {
    this.candidates = candidates;
    this.bestCandidates = best;
    this.preempted = chosen;
  }

  postFilter(_plugin: string, { status }: { status: Status }): void {
    this.didPostFilter = true;
    this.postFilterReasons.push(status);
  }

  run(): RecordedAttempt {
    const { profile, pod, options } = this;
    const outcome = schedulePod(profile, pod, { ...options, observer: this });
    const base = emptyRecord(profile, pod);
    const total = profile.snapshot.nodes().length;
    const percentage = options.percentage ?? profile.percentageOfNodesToScore;
    const sampling = {
      total,
      wanted: this.wanted || feasibleNodesToFind(total, percentage),
      start: options.start ?? 0,
      evaluated: outcome.evaluated,
      feasible: outcome.feasible,
      ...(this.wanted > 0 &&
        outcome.evaluated < this.asked.length && {
          share: shareToFind(this.asked.length, percentage),
          adaptive: percentage === 0,
        }),
    };
    if (total === 0) return { outcome, record: { ...base, sampling, message: outcome.message } };

    const { state } = outcome;
    const failedEarly = this.preFilterFailure !== null || this.emptyIntersection();
    if (this.fitsNominated) this.askEveryNode(state);
    const scored = this.scoresOf(outcome);
    const filters = profile.activeFilters(state);
    const explanations = new Explanations(profile, pod, state, this.verdicts, this.recent);
    const nodes = this.recent.shared(
      "nodes",
      this.verdicts.map(({ node }) => node.name),
    );
    const record: DecisionRecord = {
      ...base,
      nodes,
      sampling,
      preFilter: {
        skip: this.skipped.slice().sort(),
        nodes: failedEarly || !this.narrowed ? null : this.intersection(),
        failure: this.preFilterFailure ?? (failedEarly ? this.emptyIntersectionStatus(outcome) : null),
      },
      filterPlugins: filters.map(({ name }) => name),
      filter: failedEarly ? null : this.filterVerdicts(outcome, nodes),
      filterAll: this.recent.shared("filterAll", allBlockers(profile, pod, this.verdicts)),
      ...(this.fitsNominated ? { nominatedNodeFits: this.fitsNominated.name } : {}),
      ...scored,
      chosen: outcome.node,
      message: outcome.message,
      postFilter: this.didPostFilter ? this.postFilterRecord(outcome) : null,
      ...this.volumeBindings(outcome),
      operands: explanations.ofDecision(scored.score ?? []),
      ...(filters.length > 0 && { filterOperands: explanations.ofFilter(filters) }),
    };
    return { outcome, record };
  }

  private intersection(): readonly string[] {
    const [first, ...others] = this.nodeSets;
    return [...first!].filter((name) => others.every((names) => names.has(name))).sort();
  }

  private emptyIntersection(): boolean {
    return this.narrowed && this.intersection().length === 0;
  }

  private emptyIntersectionStatus({ message }: SchedulingOutcome): PluginStatus {
    return { plugin: "", code: "UnschedulableAndUnresolvable", reasons: [message ?? ""] };
  }

  /** The nominated node was enough for the attempt; the record tells what the others would have said. */
  private askEveryNode(state: CycleState): void {
    const names = this.narrowed ? new Set(this.intersection()) : null;
    this.asked = this.profile.snapshot.nodes().filter(({ name }) => !names || names.has(name));
    for (const node of this.asked) {
      this.verdicts.push({ node, rejection: this.profile.filterWithNominatedPods(state, this.pod, node) });
    }
  }

  private filterVerdicts({ message }: SchedulingOutcome, nodes: readonly string[]): DecisionRecord["filter"] {
    if (!this.narrowed && this.verdicts.every(({ rejection }) => rejection === null)) return fittingRows(nodes);
    const rows: { node: string; verdict: PluginStatus | null }[] = this.verdicts.map(({ node, rejection }) => ({
      node: node.name,
      verdict: rejection ? statusOf(rejection) : null,
    }));
    if (this.narrowed && (message !== null || this.asked.length < this.profile.snapshot.nodes().length)) {
      const asked = new Set(this.asked.map(({ name }) => name));
      const reason = `node(s) didn't satisfy plugin(s) [${this.narrowingPlugins().join(" ")}]`;
      for (const { name } of this.profile.snapshot.nodes()) {
        if (asked.has(name)) continue;
        rows.push({ node: name, verdict: { plugin: "", code: "UnschedulableAndUnresolvable", reasons: [reason] } });
      }
    }
    return this.recent.shared("filter", rows);
  }

  private narrowingPlugins(): readonly string[] {
    return this.profile.preFilter
      .filter((plugin) => plugin.preFilter(new CycleState(), this.pod).nodeNames !== null)
      .map(({ name }) => name)
      .sort();
  }

  private scoresOf(outcome: SchedulingOutcome) {
    const none = { scoreSkip: null, score: null, total: null, best: null };
    if (outcome.node === null) return none;
    const { state } = outcome;
    const feasible = this.fitsNominated
      ? [this.fitsNominated]
      : this.verdicts.filter(({ rejection }) => rejection === null).map(({ node }) => node);
    const single = feasible.length === 1;
    if (single) {
      const scored = scoreNodes(this.profile, state, this.pod, feasible, this);
      if ("error" in scored) {
        return { ...none, scoringSkipped: true, best: [feasible[0]!.name] };
      }
    }
    if (this.scores.length === 0) this.startScoring(feasible);
    const { scoredNames: names, totals } = this;
    const highest = totals.reduce((most, total) => Math.max(most, total), Number.NEGATIVE_INFINITY);
    return {
      scoreSkip: [...state.skipScore].sort(),
      ...(single ? { scoringSkipped: true } : {}),
      score: this.scores,
      total: this.recent.numbers("total", names, totals),
      best: names.filter((_, i) => totals[i] === highest).sort(),
    };
  }

  private postFilterRecord(outcome: SchedulingOutcome): DecisionRecord["postFilter"] {
    const victims: { [node: string]: readonly string[] } = {};
    const pdbViolations: { [node: string]: number } = {};
    for (const candidate of this.candidates) {
      victims[candidate.node] = candidate.victims.map(({ key }) => key);
      pdbViolations[candidate.node] = candidate.pdbViolations;
    }
    const succeeded = this.postFilterReasons.at(-1) === success;
    const refusals = this.postFilterReasons.map(messageOf);
    return {
      nominated: this.bestCandidates,
      ...(outcome.nominatedNode && this.preempted ? { chosen: this.preempted } : {}),
      victims,
      pdbViolations,
      message: succeeded ? "" : refusals.join(", "),
    };
  }

  private volumeBindings({ node, state }: SchedulingOutcome): Pick<DecisionRecord, "volumeBindings"> {
    const volumes = node === null ? undefined : volumeBindingsOf(state, node);
    if (!volumes) return {};
    const keyOf = ({ metadata }: { metadata: { namespace?: string; name?: string } }) =>
      `${metadata.namespace ?? "default"}/${metadata.name}`;
    return {
      volumeBindings: {
        static: Object.fromEntries(
          volumes.static.map(({ claim, volume }) => [keyOf(claim), volume.metadata.name ?? ""]),
        ),
        provision: volumes.provision.map(keyOf),
      },
    };
  }
}

/** The verdicts of nodes that all fit, by the list of their names: attempts in a row have it in common. */
const fitting = new WeakMap<readonly string[], NonNullable<DecisionRecord["filter"]>>();

function fittingRows(nodes: readonly string[]): NonNullable<DecisionRecord["filter"]> {
  const known = fitting.get(nodes) ?? nodes.map((node) => ({ node, verdict: null }));
  fitting.set(nodes, known);
  return known;
}

function statusOf({ plugin, status }: Rejection): PluginStatus {
  return { plugin, code: status.code, reasons: status.reasons };
}

/**
 * Every blocker: each Filter plugin alone on each node, without nominated Pods. Plugins whose PreFilter skipped or failed
 * are not asked. `known`: what an attempt has found out already; a node that fits has no blockers.
 */
export function allBlockers(
  profile: Profile,
  pod: PodInfo,
  known: readonly NodeVerdict[] = [],
): DecisionRecord["filterAll"] {
  const fit = new Set<NodeInfo>();
  for (const { node, rejection } of known) if (!rejection) fit.add(node);
  const nodes = profile.snapshot.nodes().filter((node) => !fit.has(node));
  if (nodes.length === 0) return {};
  const state = new CycleState();
  const usable = new Set(profile.filter.map(({ name }) => name));
  for (const plugin of profile.preFilter) {
    if (plugin.preFilter(state, pod).status !== success) usable.delete(plugin.name);
  }
  const result: { [node: string]: { [plugin: string]: { code: string; reasons: readonly string[] } } } = {};
  for (const node of nodes) {
    for (const plugin of profile.filter) {
      if (!usable.has(plugin.name)) continue;
      const status = plugin.filter(state, pod, node);
      if (status === success) continue;
      const ofNode = result[node.name] ?? {};
      ofNode[plugin.name] = { code: status.code, reasons: status.reasons };
      result[node.name] = ofNode;
    }
  }
  return result;
}

/** Every PreFilter plugin alone: those that refuse the whole attempt. */
export function allPreFilterRefusals(
  profile: Profile,
  pod: PodInfo,
): { readonly [plugin: string]: { readonly code: string; readonly reasons: readonly string[] } } {
  const result: { [plugin: string]: { code: string; reasons: readonly string[] } } = {};
  for (const plugin of profile.preFilter) {
    const { status } = plugin.preFilter(new CycleState(), pod);
    if (status !== success && status.code !== "Skip") {
      result[plugin.name] = { code: status.code, reasons: status.reasons };
    }
  }
  return result;
}

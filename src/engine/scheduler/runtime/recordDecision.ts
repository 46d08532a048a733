import { CycleState } from "../framework/cycleState.ts";
import type { DecisionRecord, PluginScore, PluginStatus } from "../framework/decisionRecord.ts";
import type { FilterPlugin, PreemptionCandidate } from "../framework/interface.ts";
import type { NodeInfo } from "../framework/nodeInfo.ts";
import type { Operands } from "../framework/operands.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import { messageOf, type Rejection, type Status, success } from "../framework/status.ts";
import { volumeBindingsOf } from "../plugins/volumebinding/volumeBinding.ts";
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
  private readonly verdicts: { node: NodeInfo; rejection: Rejection | null }[] = [];
  private fitsNominated: NodeInfo | null = null;
  private readonly scores: PluginScore[] = [];
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
    const names = nodes.map((node) => node.name);
    const byNode = (name: string, values: Float64Array) => this.recent.numbers(`${plugin} ${name}`, names, values);
    const normalization = this.profile.plugin(plugin)?.explainNormalize?.(state, raw, nodes);
    this.scores.push({
      plugin,
      weight,
      raw: byNode("raw", raw),
      normalized: byNode("normalized", normalized),
      ...(normalization && { normalization }),
    });
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
    const record: DecisionRecord = {
      ...base,
      nodes: this.recent.shared(
        "nodes",
        this.verdicts.map(({ node }) => node.name),
      ),
      sampling,
      preFilter: {
        skip: this.skipped.slice().sort(),
        nodes: failedEarly || !this.narrowed ? null : this.intersection(),
        failure: this.preFilterFailure ?? (failedEarly ? this.emptyIntersectionStatus(outcome) : null),
      },
      filterPlugins: filters.map(({ name }) => name),
      filter: failedEarly ? null : this.recent.shared("filter", this.filterVerdicts(outcome)),
      filterAll: this.recent.shared("filterAll", allBlockers(profile, pod)),
      ...(this.fitsNominated ? { nominatedNodeFits: this.fitsNominated.name } : {}),
      ...scored,
      chosen: outcome.node,
      message: outcome.message,
      postFilter: this.didPostFilter ? this.postFilterRecord(outcome) : null,
      ...this.volumeBindings(outcome),
      operands: this.operands(state, scored.score),
      ...(filters.length > 0 && { filterOperands: this.filterOperands(state, filters) }),
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

  private filterVerdicts({ message }: SchedulingOutcome): DecisionRecord["filter"] {
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
    return rows;
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
    const names = feasible.map(({ name }) => name);
    const totals = Float64Array.from(names, (name) =>
      this.scores.reduce((sum, { weight, normalized }) => sum + weight * normalized[name]!, 0),
    );
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

  /** The numbers behind each score of a feasible node, and behind each refusal. */
  private operands(state: CycleState, scores: readonly PluginScore[] | null): DecisionRecord["operands"] {
    return this.explained("operands", state, (rejection) =>
      rejection
        ? [[rejection.plugin, "Filter"]]
        : (scores ?? []).map(({ plugin }): [string, "Score"] => [plugin, "Score"]),
    );
  }

  /** What Filter compared where it did not refuse: on nodes that passed, and what a refusal left unasked. */
  private filterOperands(state: CycleState, filters: readonly FilterPlugin[]): DecisionRecord["operands"] {
    const all = filters.map(({ name }): [string, "Filter"] => [name, "Filter"]);
    return this.explained("filterOperands", state, (rejection) =>
      rejection ? all.filter(([name]) => name !== rejection.plugin) : all,
    );
  }

  private explained(
    of: string,
    state: CycleState,
    wanted: (rejection: Rejection | null) => readonly (readonly [plugin: string, point: "Filter" | "Score"])[],
  ): DecisionRecord["operands"] {
    const found = new Map<string, { readonly nodes: string[]; readonly operands: Operands[] }>();
    const explainers = { Filter: new Map<string, Explainer | null>(), Score: new Map<string, Explainer | null>() };
    for (const { node, rejection } of this.verdicts) {
      for (const [name, point] of wanted(rejection)) {
        let explain = explainers[point].get(name);
        if (explain === undefined) {
          explain = this.explainer(name, point, state);
          explainers[point].set(name, explain);
        }
        const operands = explain?.(node);
        if (!operands) continue;
        let ofPlugin = found.get(name);
        if (!ofPlugin) {
          ofPlugin = { nodes: [], operands: [] };
          found.set(name, ofPlugin);
        }
        ofPlugin.nodes.push(node.name);
        ofPlugin.operands.push(operands);
      }
    }
    const result: { [plugin: string]: { readonly [node: string]: Operands } } = {};
    for (const [name, { nodes, operands }] of found) {
      result[name] = this.recent.sharedEntries(`${of} ${name}`, nodes, operands);
    }
    return result;
  }

  /** How a plugin's numbers on a node are got; null: the plugin doesn't explain. */
  private explainer(name: string, point: "Filter" | "Score", state: CycleState): Explainer | null {
    const plugin = this.profile.plugin(name);
    const explain = plugin?.explain?.bind(plugin);
    if (!explain) return null;
    const text = plugin?.explainedBy?.(this.pod);
    if (text === undefined) return (node) => explain(state, this.pod, node, point);
    const kept = this.recent.kept<Operands | null>(`${name} ${point}`, text);
    return (node) => {
      const before = kept.get(node.name);
      if (before?.generation === node.generation) return before.value;
      const value = explain(state, this.pod, node, point);
      kept.set(node.name, { generation: node.generation, value });
      return value;
    };
  }
}

type Explainer = (node: NodeInfo) => Operands | null;

function statusOf({ plugin, status }: Rejection): PluginStatus {
  return { plugin, code: status.code, reasons: status.reasons };
}

/**
 * Every blocker: each Filter plugin alone on each node, without nominated Pods. Plugins whose PreFilter skipped or failed
 * are not asked.
 */
export function allBlockers(profile: Profile, pod: PodInfo): DecisionRecord["filterAll"] {
  const state = new CycleState();
  const usable = new Set(profile.filter.map(({ name }) => name));
  for (const plugin of profile.preFilter) {
    if (plugin.preFilter(state, pod).status !== success) usable.delete(plugin.name);
  }
  const result: { [node: string]: { [plugin: string]: { code: string; reasons: readonly string[] } } } = {};
  for (const node of profile.snapshot.nodes()) {
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

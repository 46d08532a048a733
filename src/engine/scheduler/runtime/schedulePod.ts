import { CycleState } from "../framework/cycleState.ts";
import { fitErrorMessage } from "../framework/fitError.ts";
import type { Diagnosis, FilterPlugin } from "../framework/interface.ts";
import type { NodeInfo } from "../framework/nodeInfo.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import { isRejected, messageOf, type Rejection, type Status, success, unresolvable } from "../framework/status.ts";
import type { SchedulingObserver } from "./observer.ts";
import type { Profile } from "./profile.ts";
import { feasibleNodesToFind } from "./sampling.ts";

export interface ScheduleOptions {
  /** Where in the node list the search starts; the outcome says where the next one does. */
  readonly start?: number;
  /** Overrides the profile's percentageOfNodesToScore; 0 is adaptive. */
  readonly percentage?: number;
  readonly observer?: SchedulingObserver;
  /** Whether to look for victims when no node fits. Default true. */
  readonly postFilter?: boolean;
}

/** What an attempt came to. */
export interface SchedulingOutcome {
  /** The chosen node; null when the attempt failed. */
  readonly node: string | null;
  /** The winner's total; null when only one node was feasible: then nothing is scored. */
  readonly score: number | null;
  readonly evaluated: number;
  readonly feasible: number;
  readonly nextStart: number;
  /** The FailedScheduling text, not truncated; null on success. */
  readonly message: string | null;
  /** True when the attempt died of an internal error instead of not fitting. */
  readonly isError: boolean;
  /** The plugins that refused the Pod on some node: who is asked by queueing hints. */
  readonly refusedBy: readonly string[];
  /** What to do with status.nominatedNodeName: set it, clear it (""), or leave it (null). */
  readonly nominatedNode: string | null;
  readonly state: CycleState;
}

const noNodes = "no nodes available to schedule pods";
const nothingAbsent: Status = { code: "UnschedulableAndUnresolvable", reasons: [] };

/**
 * One scheduling attempt, up to the choice of a node; assuming and binding are the caller's.
 *
 * Models schedulePod and the failure half of schedulingCycle in pkg/scheduler/schedule_one.go (v1.34), with one worker:
 * nodes are asked strictly in order.
 */
export function schedulePod(profile: Profile, pod: PodInfo, options: ScheduleOptions = {}): SchedulingOutcome {
  const { observer } = options;
  profile.observer = observer;
  const attempt = new Attempt(profile, pod, options);
  try {
    return attempt.run();
  } finally {
    profile.observer = undefined;
  }
}

class Attempt {
  private readonly profile: Profile;
  private readonly pod: PodInfo;
  private readonly start: number;
  private readonly percentage: number;
  private readonly observer: SchedulingObserver | undefined;
  private readonly wantsPostFilter: boolean;
  private readonly state = new CycleState();
  private readonly refusedNodes: NodeInfo[] = [];
  private readonly refusals: Rejection[] = [];
  private readonly feasible: NodeInfo[] = [];
  private absent: Status = nothingAbsent;
  /** The Pod's nominated node, asked first, refused it: its answer counts even when the search stops before it. */
  private nominatedRefusal: { readonly node: NodeInfo; readonly rejection: Rejection } | null = null;
  private preFilterMessage = "";
  private preFilterPlugin = "";
  private nextStart: number;

  constructor(profile: Profile, pod: PodInfo, options: ScheduleOptions) {
    this.profile = profile;
    this.pod = pod;
    this.start = options.start ?? 0;
    this.nextStart = this.start;
    this.percentage = options.percentage ?? profile.percentageOfNodesToScore;
    this.observer = options.observer;
    this.wantsPostFilter = options.postFilter ?? true;
  }

  run(): SchedulingOutcome {
    const nodes = this.profile.snapshot.nodes();
    if (nodes.length === 0) return this.error(noNodes);
    const error = this.findFeasible(nodes);
    if (error !== null) return this.error(error);
    if (this.feasible.length === 0) return this.noFit(nodes.length);
    if (this.feasible.length === 1) return this.chosen(this.feasible[0]!, null);
    const scored = scoreNodes(this.profile, this.state, this.pod, this.feasible, this.observer);
    if ("error" in scored) return this.error(scored.error);
    return this.chosenByScore(scored.totals);
  }

  /** Fills `feasible` and the refusals; an error text when a plugin broke. */
  private findFeasible(nodes: readonly NodeInfo[]): string | null {
    const preFiltered = runPreFilters(this.profile, this.state, this.pod, this.observer);
    if (preFiltered.rejection) {
      const { plugin, status } = preFiltered.rejection;
      if (!isRejected(status)) return messageOf(status);
      this.absent = status;
      this.preFilterMessage = messageOf(status);
      this.preFilterPlugin = plugin;
      return null;
    }
    const filters = this.profile.activeFilters(this.state);
    const nominated = this.pod.nominatedNode === "" ? undefined : this.profile.snapshot.node(this.pod.nominatedNode);
    if (nominated) {
      const rejection = this.profile.filterWithNominatedPods(this.state, this.pod, nominated, filters);
      if (!rejection) {
        this.feasible.push(nominated);
        this.observer?.nominatedNodeFits?.(nominated);
        return null;
      }
      if (rejection.status.code !== "Error") this.nominatedRefusal = { node: nominated, rejection };
    }
    const { nodeNames } = preFiltered;
    if (nodeNames === null) return this.search(nodes, nodes.length, filters);
    this.absent = unresolvable(`node(s) didn't satisfy plugin(s) [${preFiltered.narrowedBy.join(" ")}]`);
    return this.search(
      nodes.filter(({ name }) => nodeNames.has(name)),
      nodes.length,
      filters,
    );
  }

  private search(nodes: readonly NodeInfo[], allNodes: number, filters: readonly FilterPlugin[]): string | null {
    const { profile, state, pod, observer, feasible, refusedNodes, refusals } = this;
    const count = nodes.length;
    const wanted = profile.score.length === 0 ? Math.min(1, count) : feasibleNodesToFind(count, this.percentage);
    observer?.search?.(nodes, wanted);
    for (let i = 0; i < count; i++) {
      const node = nodes[(this.start + i) % count]!;
      const rejection = profile.filterWithNominatedPods(state, pod, node, filters);
      if (rejection === null) {
        // Upstream notices that it has enough only when it has found one more.
        if (feasible.length === wanted) break;
        feasible.push(node);
      } else if (rejection.status.code === "Error") return messageOf(rejection.status);
      else {
        refusedNodes.push(node);
        refusals.push(rejection);
      }
      observer?.filter?.(node, rejection);
    }
    const early = this.nominatedRefusal;
    if (early && !refusedNodes.includes(early.node)) {
      refusedNodes.push(early.node);
      refusals.push(early.rejection);
    }
    this.nextStart = (this.start + feasible.length + refusals.length) % allNodes;
    return null;
  }

  private chosenByScore(totals: Float64Array): SchedulingOutcome {
    const { feasible } = this;
    let best = totals[0]!;
    let ties: NodeInfo[] = [feasible[0]!];
    for (let i = 1; i < totals.length; i++) {
      if (totals[i]! > best) {
        best = totals[i]!;
        ties = [feasible[i]!];
      } else if (totals[i] === best) ties.push(feasible[i]!);
    }
    const node = ties[ties.length === 1 ? 0 : this.profile.chooser.pick(ties)]!;
    return this.chosen(node, best);
  }

  private chosen(node: NodeInfo, score: number | null): SchedulingOutcome {
    return this.outcome({ node: node.name, score, feasible: this.feasible.length, message: null });
  }

  private noFit(totalNodes: number): SchedulingOutcome {
    const rejections = new Map(this.refusedNodes.map(({ name }, i) => [name, this.refusals[i]!]));
    const diagnosis: Diagnosis = { rejections, absent: this.absent };
    this.observer?.failed?.(diagnosis, this.state);
    const post = this.wantsPostFilter ? this.runPostFilters(diagnosis) : { message: "", nominatedNode: null };
    const message = fitErrorMessage(diagnosis, totalNodes, this.preFilterMessage, post.message);
    const refusers = new Set(this.preFilterPlugin === "" ? [] : [this.preFilterPlugin]);
    for (const { plugin } of this.refusals) refusers.add(plugin);
    return this.outcome({ message, nominatedNode: post.nominatedNode, refusedBy: [...refusers] });
  }

  /** Models RunPostFilterPlugins: the first success ends it; an error stands alone; refusals add up. */
  private runPostFilters(diagnosis: Diagnosis): { message: string; nominatedNode: string | null } {
    const reasons: string[] = [];
    let nominatedNode: string | null = null;
    for (const plugin of this.profile.postFilter) {
      const result = plugin.postFilter(this.state, this.pod, diagnosis);
      this.observer?.postFilter?.(plugin.name, result);
      const { status } = result;
      if (status === success) return { message: "", nominatedNode: result.nominatedNode };
      if (status.code === "UnschedulableAndUnresolvable") {
        return { message: messageOf(status), nominatedNode: result.nominatedNode };
      }
      if (!isRejected(status)) return { message: messageOf(status), nominatedNode: null };
      if (result.nominatedNode !== null) nominatedNode = result.nominatedNode;
      reasons.push(...status.reasons);
    }
    return { message: reasons.join(", "), nominatedNode };
  }

  private error(message: string): SchedulingOutcome {
    return this.outcome({ message, isError: true, nominatedNode: "" });
  }

  private outcome(result: Partial<SchedulingOutcome>): SchedulingOutcome {
    return {
      node: null,
      score: null,
      evaluated: this.feasible.length + this.refusals.length,
      feasible: 0,
      nextStart: this.nextStart,
      message: null,
      isError: false,
      refusedBy: [],
      nominatedNode: null,
      state: this.state,
      ...result,
    };
  }
}

interface PreFilterOutcome {
  readonly rejection: Rejection | null;
  readonly nodeNames: ReadonlySet<string> | null;
  /** Plugins that narrowed the nodes down, sorted. */
  readonly narrowedBy: readonly string[];
}

/** Models RunPreFilterPlugins: an unresolvable refusal ends the point, a resolvable one lets the others have their say. */
function runPreFilters(
  profile: Profile,
  state: CycleState,
  pod: PodInfo,
  observer: SchedulingObserver | undefined,
): PreFilterOutcome {
  let rejection: Rejection | null = null;
  let nodeNames: ReadonlySet<string> | null = null;
  const narrowing: string[] = [];
  const narrow = (named: ReadonlySet<string>): ReadonlySet<string> =>
    nodeNames === null ? named : intersect(nodeNames, named);
  for (const plugin of profile.preFilter) {
    const result = plugin.preFilter(state, pod);
    observer?.preFilter?.(plugin.name, result);
    const { status } = result;
    if (status.code === "Skip") {
      state.skipFilter.add(plugin.name);
      continue;
    }
    if (status.code === "Unschedulable") {
      rejection = { plugin: plugin.name, status };
      continue;
    }
    if (status.code === "UnschedulableAndUnresolvable") {
      return { rejection: { plugin: plugin.name, status }, nodeNames: null, narrowedBy: [] };
    }
    if (status !== success) {
      const reasons = [`running PreFilter plugin "${plugin.name}": ${messageOf(status)}`];
      return {
        rejection: { plugin: plugin.name, status: { code: "Error", reasons } },
        nodeNames: null,
        narrowedBy: [],
      };
    }
    if (result.nodeNames === null) continue;
    narrowing.push(plugin.name);
    nodeNames = narrow(result.nodeNames);
    if (nodeNames.size > 0) continue;
    const reason =
      narrowing.length === 1
        ? `node(s) didn't satisfy plugin ${narrowing[0]}`
        : `node(s) didn't satisfy plugin(s) [${narrowing.sort().join(" ")}] simultaneously`;
    return { rejection: { plugin: "", status: unresolvable(reason) }, nodeNames, narrowedBy: narrowing };
  }
  return { rejection, nodeNames, narrowedBy: narrowing.sort() };
}

function intersect(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a].filter((name) => b.has(name)));
}

/**
 * PreScore, Score, NormalizeScore and weights over the feasible nodes: the totals in their order.
 *
 * Models prioritizeNodes and RunScorePlugins (v1.34).
 */
export function scoreNodes(
  profile: Profile,
  state: CycleState,
  pod: PodInfo,
  nodes: readonly NodeInfo[],
  observer: SchedulingObserver | undefined,
): { readonly totals: Float64Array } | { readonly error: string } {
  for (const plugin of profile.preScore) {
    const status = plugin.preScore(state, pod, nodes);
    observer?.preScore?.(plugin.name, status);
    if (status.code === "Skip") state.skipScore.add(plugin.name);
    else if (status !== success) return { error: `running PreScore plugin "${plugin.name}": ${messageOf(status)}` };
  }
  const count = nodes.length;
  const totals = new Float64Array(count);
  for (const { plugin, weight } of profile.score) {
    if (state.skipScore.has(plugin.name)) continue;
    const scores = new Float64Array(count);
    for (let i = 0; i < count; i++) scores[i] = plugin.score(state, pod, nodes[i]!);
    if (observer?.score) {
      const raw = scores.slice();
      plugin.normalizeScore?.(state, scores, nodes);
      observer.score({ name: plugin.name, weight, state }, nodes, raw, scores);
    } else plugin.normalizeScore?.(state, scores, nodes);
    for (let i = 0; i < count; i++) {
      const score = scores[i]!;
      if (score < 0 || score > 100) {
        const range = "it should in the range of [0, 100] after normalizing";
        return { error: `plugin "${plugin.name}" returns an invalid score ${score}, ${range}` };
      }
      totals[i]! += score * weight;
    }
  }
  return { totals };
}

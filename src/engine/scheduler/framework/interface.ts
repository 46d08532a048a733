import type { CycleState } from "./cycleState.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { Normalization, Operands } from "./operands.ts";
import type { PodInfo } from "./podInfo.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Rejection, Status } from "./status.ts";

/**
 * The scheduling framework: a Pod passes the extension points below in this order. A plugin implements as many as it
 * needs. Plugins compute; what they computed is recorded by an observer at the framework's call sites.
 *
 * Models pkg/scheduler/framework/interface.go (v1.34).
 */
export interface Plugin {
  readonly name: string;
}

/** Says whether a Pod may enter the active queue at all. A Pod held back here causes no FailedScheduling event. */
export interface PreEnqueuePlugin extends Plugin {
  preEnqueue(pod: PodInfo): Status;
}

/** Orders the active queue: negative when `a` goes first. Exactly one such plugin is enabled. */
export interface QueueSortPlugin extends Plugin {
  compare(a: { pod: PodInfo; timestamp: number }, b: { pod: PodInfo; timestamp: number }): number;
}

export interface PreFilterResult {
  /** success, skip (no Filter of this plugin for this Pod), a refusal of the whole attempt, or an error. */
  readonly status: Status;
  /** The only nodes worth looking at; null for all. */
  readonly nodeNames: ReadonlySet<string> | null;
}

/** Looks at Pod and cluster once, before any node, and leaves in the cycle state what Filter will need. */
export interface PreFilterPlugin extends Plugin {
  preFilter(state: CycleState, pod: PodInfo): PreFilterResult;
  /**
   * Keeps the cycle state true when a dry run adds a Pod to a node or takes one away. Only for plugins whose state
   * depends on Pods.
   */
  addPod?(state: CycleState, pod: PodInfo, added: PodInfo, node: NodeInfo): void;
  removePod?(state: CycleState, pod: PodInfo, removed: PodInfo, node: NodeInfo): void;
}

/** Says whether a node can run the Pod. The first plugin that refuses a node ends the questions for that node. */
export interface FilterPlugin extends Plugin {
  filter(state: CycleState, pod: PodInfo, node: NodeInfo): Status;
}

export interface PostFilterResult {
  readonly status: Status;
  /** The node that the Pod is now nominated to; "" clears a nomination; null leaves it as it was. */
  readonly nominatedNode: string | null;
}

/** Runs when no node passed: may make room. The first plugin that succeeds ends the point. */
export interface PostFilterPlugin extends Plugin {
  postFilter(state: CycleState, pod: PodInfo, diagnosis: Diagnosis): PostFilterResult;
}

/** Looks at the feasible nodes once before scoring; may Skip its Score. */
export interface PreScorePlugin extends Plugin {
  preScore(state: CycleState, pod: PodInfo, nodes: readonly NodeInfo[]): Status;
}

/** Ranks a feasible node with a whole number. */
export interface ScorePlugin extends Plugin {
  score(state: CycleState, pod: PodInfo, node: NodeInfo): number;
  /** Brings the scores of all feasible nodes into 0..100, in place. Without it the scores are in that range already. */
  normalizeScore?(state: CycleState, scores: Float64Array, nodes: readonly NodeInfo[]): void;
}

/** Claims what the Pod will use on its node; `unreserve` gives it back when anything later fails. */
export interface ReservePlugin extends Plugin {
  reserve(state: CycleState, pod: PodInfo, node: NodeInfo): Status;
  unreserve(state: CycleState, pod: PodInfo, node: NodeInfo): void;
}

/** The last word before binding: approve, refuse, or Wait. */
export interface PermitPlugin extends Plugin {
  permit(state: CycleState, pod: PodInfo, node: NodeInfo): Status;
}

/** Work that has to be done before the binding, as binding volumes. What has to be written is returned, not done. */
export interface PreBindPlugin extends Plugin {
  preBind(state: CycleState, pod: PodInfo, node: NodeInfo): Status;
}

/** Binds the Pod to the node; the first plugin that does not Skip has done it. */
export interface BindPlugin extends Plugin {
  bind(state: CycleState, pod: PodInfo, node: NodeInfo): Status;
}

/** Told after a successful binding. */
export interface PostBindPlugin extends Plugin {
  postBind(state: CycleState, pod: PodInfo, node: NodeInfo): void;
}

/** Gives the numbers behind a verdict or a score of a node, for people. Never called in bulk. */
export interface ExplainingPlugin extends Plugin {
  /** Asked of nodes that passed as well as of refused ones; what is the same on many nodes is best the same object. */
  explain(state: CycleState, pod: PodInfo, node: NodeInfo, point: "Filter" | "Score"): Operands | null;
  /** What `normalizeScore` went by, given the raw scores of all feasible nodes. */
  explainNormalize?(state: CycleState, raw: Float64Array, nodes: readonly NodeInfo[]): Normalization;
  /**
   * All of the Pod that `explain` reads, as a text, where it reads nothing else but what a node's generation covers: the
   * same text and generation, the same numbers. Absent: they depend on more.
   */
  explainedBy?(pod: PodInfo): string;
}

export type AnyPlugin = Plugin &
  Partial<PreEnqueuePlugin> &
  Partial<QueueSortPlugin> &
  Partial<PreFilterPlugin> &
  Partial<FilterPlugin> &
  Partial<PostFilterPlugin> &
  Partial<PreScorePlugin> &
  Partial<ScorePlugin> &
  Partial<ReservePlugin> &
  Partial<PermitPlugin> &
  Partial<PreBindPlugin> &
  Partial<BindPlugin> &
  Partial<PostBindPlugin> &
  Partial<ExplainingPlugin>;

/** Why a Pod did not fit: what each node that was looked at said, and what holds for the others. */
export interface Diagnosis {
  /** Nodes that refused, in the order asked. */
  readonly rejections: ReadonlyMap<string, Rejection>;
  /** What counts for nodes that are not in `rejections`. */
  readonly absent: Status;
}

/** What a plugin is built with. */
export interface Handle {
  readonly snapshot: Snapshot;
  /** Runs the Filter plugins on a node, once with and once without the Pods nominated to it; null when it fits. */
  filterWithNominatedPods(state: CycleState, pod: PodInfo, node: NodeInfo): Rejection | null;
  /** Tells every PreFilter plugin that a dry run added a Pod to a node, or took one away. */
  addPod(state: CycleState, pod: PodInfo, added: PodInfo, node: NodeInfo): void;
  removePod(state: CycleState, pod: PodInfo, removed: PodInfo, node: NodeInfo): void;
  readonly chooser: Chooser;
  /** Told of each step of a preemption. */
  observer: PreemptionObserver | undefined;
}

/** Chance as an argument. */
export interface Chooser {
  /** One of several equally good nodes: an index into `nodes`. */
  pick(nodes: readonly NodeInfo[]): number;
  /** Where among `bound` candidate nodes a preemption's dry run starts. */
  offset(bound: number): number;
}

/** A node where a preemption would make room, and at whose cost: the most important victim first. */
export interface PreemptionCandidate {
  readonly node: string;
  readonly victims: readonly PodInfo[];
  readonly pdbViolations: number;
}

export interface PreemptionObserver {
  /** All candidates of the dry run; those left after all criteria; the one taken. */
  preemption?(candidates: readonly PreemptionCandidate[], best: readonly string[], chosen: string): void;
}

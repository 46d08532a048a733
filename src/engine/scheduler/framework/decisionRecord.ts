import type { Normalization, Operands } from "./operands.ts";

/** Everything about one scheduling attempt, plain data: what the screen and the command line show, and what the golden cases compare. */
export interface DecisionRecord {
  /** `namespace/name`. */
  readonly pod: string;
  readonly profile: string;
  /** Node names in the order in which the search went over them, from where it started. */
  readonly nodes: readonly string[];
  readonly sampling: {
    readonly total: number;
    readonly wanted: number;
    readonly start: number;
    readonly evaluated: number;
    readonly feasible: number;
    /** Share of the nodes that has to fit, percent; only when the search ended before all were asked. */
    readonly share?: number;
    /** The share follows the cluster's size: percentageOfNodesToScore is 0. */
    readonly adaptive?: boolean;
  };
  /** Only when a PreEnqueue plugin holds the Pod back; then nothing else happened. */
  readonly preEnqueue?: PluginStatus;
  readonly preFilter: {
    /** Plugins that said Skip, sorted. */
    readonly skip: readonly string[];
    /** null: all nodes. */
    readonly nodes: readonly string[] | null;
    readonly failure: PluginStatus | null;
  };
  /** Names of the Filter plugins that were asked, in order. */
  readonly filterPlugins: readonly string[];
  /** In the order asked. null verdict: feasible. */
  readonly filter: readonly { readonly node: string; readonly verdict: PluginStatus | null }[] | null;
  /** Each Filter plugin alone on each node: what the first refusal hides. Only failures. */
  readonly filterAll: {
    readonly [node: string]: {
      readonly [plugin: string]: { readonly code: string; readonly reasons: readonly string[] };
    };
  };
  readonly nominatedNodeFits?: string;
  readonly scoreSkip: readonly string[] | null;
  /** True when exactly one node was feasible: upstream does not score then, and the numbers are what it would have said. */
  readonly scoringSkipped?: boolean;
  /** In plugin order. */
  readonly score: readonly PluginScore[] | null;
  readonly total: { readonly [node: string]: number } | null;
  /** All nodes with the highest total, sorted: more than one is a tie. */
  readonly best: readonly string[] | null;
  readonly chosen: string | null;
  /** The FailedScheduling text; null when scheduled. */
  readonly message: string | null;
  readonly postFilter: {
    readonly nominated: readonly string[];
    readonly chosen?: string;
    readonly victims: { readonly [node: string]: readonly string[] };
    readonly pdbViolations: { readonly [node: string]: number };
    readonly message: string;
  } | null;
  readonly volumeBindings?: {
    readonly static?: { readonly [pvc: string]: string };
    readonly provision?: readonly string[];
  };
  /** The numbers behind each verdict and score: `operands[plugin][node]`; filled when the attempt is explained. */
  readonly operands: { readonly [plugin: string]: { readonly [node: string]: Operands } };
  /** As `operands`, but of the Filter plugins that did not refuse the node: those that passed it, and those that a refusal hid. */
  readonly filterOperands?: { readonly [plugin: string]: { readonly [node: string]: Operands } };
}

export interface PluginStatus {
  readonly plugin: string;
  readonly code: string;
  readonly reasons: readonly string[];
}

export interface PluginScore {
  readonly plugin: string;
  readonly weight: number;
  readonly raw: { readonly [node: string]: number };
  readonly normalized: { readonly [node: string]: number };
  /** How the one became the other; absent: the plugin's scores are in 0..100 already. */
  readonly normalization?: Normalization;
}

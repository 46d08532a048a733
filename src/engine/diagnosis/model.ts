/** Why a Pod is Pending, and what would change it: plain data, so that it travels between threads. */

/** A step into an object: a key, an index, or the first item of a list whose fields are these. */
export type EditStep = string | number | { readonly [field: string]: string };

/** A field of an object to be set, or to be removed when `value` is absent. A last step of `"-"` appends to a list. */
export interface ObjectEdit {
  readonly kind: string;
  /** Absent for what has no namespace. */
  readonly namespace?: string;
  readonly name: string;
  readonly path: readonly EditStep[];
  readonly value?: unknown;
}

/** What a change is, for words; amounts are quantities as manifests write them. */
export type ChangeKind =
  | { readonly kind: "request"; readonly resource: string; readonly from: string; readonly to: string }
  | { readonly kind: "toleration"; readonly taint: string }
  | { readonly kind: "uncordon"; readonly node: string }
  | { readonly kind: "nodeSelector"; readonly key: string; readonly from: string; readonly to: string | null }
  | { readonly kind: "label"; readonly node: string; readonly key: string; readonly value: string }
  /** `expressions`: what is dropped of the required node affinity; all of it when `whole`. */
  | { readonly kind: "nodeAffinity"; readonly expressions: readonly string[]; readonly whole: boolean }
  /** `term` counts from 1. */
  | { readonly kind: "podAntiAffinity" | "podAffinity"; readonly term: number; readonly topologyKey: string }
  | { readonly kind: "maxSkew"; readonly topologyKey: string; readonly from: number; readonly to: number }
  | { readonly kind: "scheduleAnyway"; readonly topologyKey: string }
  | { readonly kind: "hostPort"; readonly port: number }
  | {
      readonly kind: "capacity";
      readonly node: string;
      readonly resource: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: "gates"; readonly gates: readonly string[] };

/** One change of the Pod or of a node, as fields. */
export interface Change {
  readonly what: ChangeKind;
  /** How large the change is; fixes are ranked by the sum. Our own measure, nothing of Kubernetes. */
  readonly cost: number;
  readonly edits: readonly ObjectEdit[];
}

/** Changes that, made together, were found to let the Pod be scheduled. */
export interface Fix {
  readonly changes: readonly Change[];
  /** The nodes that then pass every filter, in the scheduler's order. */
  readonly fits: readonly string[];
  /** The node that the scheduler would choose, ties by name. */
  readonly chosen: string;
}

/** A change that looks like a fix and is none: what the node would say next. */
export interface NotEnough {
  readonly change: Change;
  readonly node: string;
  readonly reasons: readonly string[];
}

/** A resource that a node is short of; milliCPU, bytes, or the resource's own pieces. */
export interface Shortfall {
  readonly resource: string;
  readonly asks: number;
  readonly free: number;
}

export interface NodeDiagnosis {
  readonly node: string;
  /** What the scheduler reports; empty when the node fits. */
  readonly reported: readonly { readonly plugin: string; readonly reason: string }[];
  /** What other plugins would have said, had the search not stopped at the first refusal. */
  readonly hidden: readonly { readonly plugin: string; readonly reason: string }[];
  readonly short: readonly Shortfall[];
  readonly cordoned: boolean;
  /** Taints that the Pod does not tolerate, as `key=value:effect`; the cordon's own left out. */
  readonly taints: readonly string[];
  /** The smallest set of changes found for this node; null: none was found, or the node was not looked at. */
  readonly needs: readonly Change[] | null;
}

export interface Diagnosis {
  /** `namespace/name`. */
  readonly pod: string;
  /** The FailedScheduling text; null when the Pod fits. */
  readonly message: string | null;
  readonly nodes: readonly NodeDiagnosis[];
  /** Small to large. */
  readonly fixes: readonly Fix[];
  readonly notEnough: readonly NotEnough[];
}

import type { ActNumber } from "../model.ts";

/**
 * The timeline as plain data. Everything stands at a moment, and a moment has a place on both axes: on the story's, where
 * each beat is as long as it is shown, and on the clock's, where it is as long as it took.
 */
export interface Moment {
  /** Presentation milliseconds at 1×. */
  readonly story: number;
  /** Virtual milliseconds. */
  readonly time: number;
}

export type Axis = "story" | "clock";

export interface TimelineModel {
  readonly acts: readonly { readonly act: ActNumber; readonly from: Moment; readonly to: Moment }[];
  /** How the axes belong together: ascending on both, straight in between. */
  readonly anchors: readonly Moment[];
  /** By group, in the order in which they are listed. */
  readonly lanes: readonly Lane[];
}

export type LaneGroup = "controlPlane" | "pod" | "pods" | "services" | "nodes";

export type LaneKind =
  | "kubectl"
  | "apiServer"
  | "etcd"
  | "queue"
  | "scheduler"
  | "controller"
  | "kubelet"
  | "pause"
  | "container"
  | "probe"
  | "pod"
  | "endpoints"
  | "autoscaler"
  | "traffic"
  | "node";

export interface Lane {
  readonly id: string;
  readonly group: LaneGroup;
  readonly kind: LaneKind;
  /** Of the node, container, Pod, Service …: what tells it from others of its kind. */
  readonly name: string;
  /** Which probe of the container. */
  readonly probe?: "startup" | "readiness" | "liveness";
  /** How often the Pod's manifest asks for it, seconds. */
  readonly periodSeconds?: number;
  /** Init containers and sidecars are told from app containers. */
  readonly container?: "init" | "sidecar" | "app" | "ephemeral";
  /** Of other Pods and of Services: whether they belong with the Pod on stage. */
  readonly isOwn?: boolean;
  /** In order of their starts. */
  readonly bars: readonly Bar[];
  /** In order. */
  readonly marks: readonly Mark[];
}

export type BarState = "now" | "pass" | "fail" | "running" | "pending" | "warning" | "terminated";

export interface Bar {
  readonly from: Moment;
  readonly to: Moment;
  readonly state: BarState;
  readonly label?: LaneLabel;
}

export type MarkState = "pass" | "fail" | "event";

export interface Mark {
  readonly at: Moment;
  readonly state: MarkState;
  /** What happened, in Kubernetes' own words. */
  readonly label?: string;
}

/** What a bar says: Kubernetes' own word, or one that has a translation. */
export type LaneLabel =
  | string
  | { readonly key: "pull" | "create" | "stop" | "wait" }
  | { readonly key: "step"; readonly step: string }
  /** The container runs for the `count`-th time. */
  | { readonly key: "run"; readonly count: number }
  | { readonly key: "sandbox"; readonly ip: string }
  | { readonly key: "endpoints"; readonly count: number }
  | { readonly key: "replicas"; readonly count: number };

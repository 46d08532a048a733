import type {
  ConsoleLine,
  ConsoleMoment,
  DecisionRecord,
  KubernetesObject,
  Pod,
  SimulationCursor,
  VirtualMillis,
} from "../../engine/index.ts";
import type { Journey } from "../model.ts";

/** What the inspector shows of a moment, as plain data without words. */

/** A moment at which something changed, and the first beat that shows it; null when no beat of the journey does. */
export interface Turn {
  readonly time: VirtualMillis;
  readonly beat: number | null;
}

/** An object at a beat, and as it was at the beat before. */
export interface ObjectModel {
  /** Where etcd keeps it; null while it has no name yet. */
  readonly key: string | null;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly object: KubernetesObject | null;
  readonly before: KubernetesObject | null;
  /** The object as a request carries it: the API server has not stored it yet, or refused it. */
  readonly inRequest: boolean;
  /** It is not there, but was: when it was deleted. */
  readonly gone?: Turn;
  /** It is not there yet: when it will have been created. */
  readonly coming?: Turn;
  /** Which of the Pod's containers was selected. */
  readonly container?: string;
}

/** A line of the list of all objects in etcd. */
export interface StoredObject {
  readonly key: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Status Rosetta: five places that say what a Pod is doing. */
export interface RosettaModel {
  readonly pod: string;
  readonly time: VirtualMillis;
  readonly kubectl: {
    readonly name: string;
    readonly ready: string;
    readonly status: string;
    readonly restarts: string;
  };
  readonly phase: string;
  readonly conditions: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
    readonly message?: string;
  }[];
  readonly containers: readonly {
    readonly name: string;
    readonly api: string;
    readonly runtime: string;
    /** The two say different things: the kubelet has not published what the runtime says. */
    readonly differs: boolean;
  }[];
  readonly lastEvent: {
    readonly reason: string;
    readonly message: string;
    readonly warning: boolean;
    readonly time: VirtualMillis;
  } | null;
  readonly why: Difference;
}

/** What the five places come to, the one thing that matters most here. */
export type Difference =
  /** It runs and is ready; `past` is a newest Event that sounds as if it were not. */
  | { readonly kind: "agree"; readonly past: string | null }
  /** No node, and no verdict of the scheduler is stored. */
  | { readonly kind: "unasked" }
  | { readonly kind: "unscheduled" }
  | { readonly kind: "gated" }
  /** It has its node, whose kubelet has not taken it up. */
  | { readonly kind: "bound"; readonly node: string }
  /** The kubelet has it, and has published nothing. */
  | { readonly kind: "accepted"; readonly node: string }
  | {
      readonly kind: "terminating";
      readonly phase: string;
      readonly seconds: number;
      readonly ends: "running" | "ended" | "held" | "silent";
    }
  | { readonly kind: "nodeLost" }
  /** Its node does not report; `told`: the control plane knows. */
  | { readonly kind: "silent"; readonly node: string; readonly status: string; readonly told: boolean }
  | { readonly kind: "evicted"; readonly reason: string }
  | { readonly kind: "unpublished"; readonly container: string; readonly runtime: string; readonly api: string }
  /** As `unpublished`, while the kubelet is busy with an image. */
  | { readonly kind: "pulling"; readonly container: string; readonly api: string; readonly image: string }
  /** The kubelet counts a container as ready, or no longer, and has not published it. */
  | { readonly kind: "readyUnpublished"; readonly container: string; readonly ready: boolean }
  /** All is well in the API, and a probe has begun to fail. */
  | {
      readonly kind: "probeFails";
      readonly container: string;
      readonly probe: ProbeKind;
      readonly failures: number;
      readonly threshold: number;
    }
  | { readonly kind: "cannotStart"; readonly container: string; readonly status: string }
  | {
      readonly kind: "crashes";
      readonly container: string;
      readonly status: string;
      readonly phase: string;
      /** The restart policy starts it again. */
      readonly again: boolean;
    }
  | { readonly kind: "initFails"; readonly container: string; readonly status: string }
  | { readonly kind: "init"; readonly status: string }
  | { readonly kind: "creating"; readonly status: string }
  /** `nodeWasSilent`: the containers are ready; Ready is what the node's controller made of it. */
  | { readonly kind: "notReady"; readonly containers: string; readonly reason: string; readonly nodeWasSilent: boolean }
  /** `reasoned`: STATUS is a container's reason, not the phase. */
  | { readonly kind: "finished"; readonly phase: string; readonly status: string; readonly reasoned: boolean }
  /** None of these: what is there is told as it is. */
  | { readonly kind: "plain"; readonly phase: string; readonly status: string };

export type ProbeKind = "startup" | "readiness" | "liveness";

/** A line of `kubectl get events`. */
export interface EventRow {
  readonly key: string;
  /** When it was last seen, and first. */
  readonly time: VirtualMillis;
  readonly firstTime: VirtualMillis;
  /** As kubectl prints how long ago that was. */
  readonly lastSeen: string;
  readonly type: string;
  readonly reason: string;
  /** `pod/web`. */
  readonly object: string;
  /** Where etcd keeps that object. */
  readonly objectKey: string;
  readonly message: string;
  readonly count: number;
  readonly component: string;
  /** The beat in which it was last written; null when none shows it. */
  readonly beat: number | null;
}

/** What the scenario says of the world outside the cluster, for kubectl's logs and top. */
export type World = Pick<ConsoleMoment, "runtime" | "load">;

/** A command that the run itself gave: the first apply, and the script's. */
export interface RunCommand {
  /** Its place in the trace. */
  readonly seq: number;
  readonly time: VirtualMillis;
  readonly command: string;
  readonly lines: readonly ConsoleLine[];
}

/** The cluster as the calculators reckon with it: what the newest attempt looked at, or what is stored before the first. */
export interface Cluster {
  readonly pod: Pod;
  readonly objects: readonly KubernetesObject[];
  /** The attempt; null before the first. */
  readonly record: DecisionRecord | null;
}

/** A run as what comes later reads it: its code is fetched when it is needed. */
export interface InspectedRun {
  readonly journey: Journey;
  readonly cursor: SimulationCursor;
}

/** What the inspector may ask of a finished run. Beats are counted as the journey does. */
export interface Inspection {
  readonly run: InspectedRun;
  /** `selection` is what was selected on the stage or in the picker; null is what the beat is about. */
  readonly objectAt: (selection: string | null, beat: number) => ObjectModel | null;
  readonly storedAt: (beat: number) => readonly StoredObject[];
  /** `pod` is `namespace/name`; null is the Pod on stage. */
  readonly rosettaAt: (pod: string | null, beat: number) => RosettaModel | null;
  readonly eventsAt: (beat: number) => readonly EventRow[];
  /** null while there is no Pod. */
  readonly clusterAt: (beat: number) => Cluster | null;
  /** The newest attempt that found victims; null when none did. */
  readonly preemptionAt: (beat: number) => Cluster | null;
  /** The cluster at a beat, as the console sees it. Valid until the next question. */
  readonly momentAt: (beat: number, world: World) => ConsoleMoment;
  /** The last trace entry that a beat shows. */
  readonly entryAt: (beat: number) => number;
  /** The run's own commands at a beat. */
  readonly transcriptAt: (beat: number) => readonly RunCommand[];
  /** The places of the commands that the run gives at a time. */
  readonly commandsGivenAt: (time: VirtualMillis) => readonly number[];
  /** The beat that tells of the command at a place in the trace. */
  readonly beatOfCommand: (seq: number) => number | null;
}

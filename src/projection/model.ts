import type { CanaryRule, DecisionRecord } from "../engine/index.ts";
import type { Autoscaling } from "./autoscaler.ts";
import type { More } from "./more.ts";
import type { Narration } from "./narration.ts";

/**
 * What the screen shows, as plain data without words: everything here is computed from (trace, playhead).
 * The playhead is a beat and a share `p` of it; a scene is what a beat shows, and the stage draws `frame = f(scene before, scene, p)`.
 */

export type ActNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The journey of one Pod through a trace: the beats that → walks through. Built once for (trace, Pod on stage). */
export interface Journey {
  /** `namespace/name` of the Pod on stage; null when the run has none (the course ended before one was stored). */
  readonly pod: string | null;
  /** What the user applied and the Pod comes from; for a bare Pod the Pod itself. */
  readonly root: { readonly kind: string; readonly name: string; readonly namespace?: string } | null;
  /** All Pods of the run, in order of creation: what may be put on stage. */
  readonly pods: readonly string[];
  readonly beats: readonly Beat[];
  /** Per act its first and last beat; null when the journey does not reach it. */
  readonly acts: readonly ({ readonly first: number; readonly last: number } | null)[];
  /** Sum of the beats' durations, presentation milliseconds at 1×. */
  readonly duration: number;
  /** How it ended. `refused`: the API server said no; `pending`: no node. */
  readonly outcome: "running" | "pending" | "refused" | "succeeded" | "failed" | "waiting";
}

export interface Beat {
  readonly index: number;
  /** Stable within a scenario; what links name: `schedule.filter.node-2`. */
  readonly id: string;
  readonly act: ActNumber;
  /** The last trace entry that has happened at the end of this beat. */
  readonly entry: number;
  /** Start on the presentation axis and length, in milliseconds at 1×. */
  readonly start: number;
  readonly duration: number;
  /** Virtual time at its end, milliseconds. */
  readonly time: number;
  /** Two short lines (beat name; place in it), then the one sentence. */
  readonly title: Narration;
  readonly place?: Narration;
  readonly sentence: Narration;
  /** The why behind it, on demand. */
  readonly more: More;
  /** The trace entries that it shows, in order; all at or before `entry`. */
  readonly entries: readonly number[];
  readonly about: BeatSubject;
  /** Acts 6 and 7: the Pod opened on its node, or who serves whom. */
  readonly view?: "opened" | "running";
  /** Line of the manifest that this beat is about, as a path in an object of the scenario. */
  readonly source?: { readonly kind: string; readonly name: string; readonly path?: string };
}

/** What a beat is about, beyond its entries: how much of a request or of a scheduling attempt it reveals. */
export type BeatSubject =
  | { readonly kind: "kubectl" }
  /** `settled`: all has been said of it; the beat is what it left in etcd. */
  | { readonly kind: "request"; readonly request: number; readonly upTo: number; readonly settled?: true }
  | { readonly kind: "reconcile"; readonly controller: string; readonly key: string }
  | { readonly kind: "queue" }
  | {
      readonly kind: "decision";
      /** Entry that carries the decision record. */
      readonly seq: number;
      readonly phase:
        | "PreFilter"
        | "Filter"
        | "PostFilter"
        | "PreScore"
        | "Score"
        | "SelectHost"
        | "Assume"
        | "Reserve";
      /** Nodes asked and plugins scored so far. */
      readonly nodes: number;
      readonly scores: number;
      readonly node?: string;
      readonly plugin?: string;
    }
  | { readonly kind: "node"; readonly node: string; readonly container?: string }
  /** `focus`: what to look at among all that is there, as keys in etcd, `node/NAME` or `pod/NAMESPACE/NAME`. */
  | { readonly kind: "cluster"; readonly pods?: readonly string[]; readonly focus?: readonly string[] };

/** Where something stands on a course line: travelled, here, ahead; refused stops the course; passedBy is a point that was not needed. */
export type CourseState = "done" | "now" | "toCome" | "refused" | "passedBy";

export type ComponentId = "kubectl" | "apiServer" | "etcd" | "scheduler" | "controllers" | `node/${string}`;

/** A message that travels an edge during a beat. */
export interface Move {
  readonly from: ComponentId;
  readonly to: ComponentId;
  readonly kind: "request" | "response" | "watch" | "store" | "call";
  /** On the pill: `POST …/pods`, `201`, `watch ADDED`, `put`. Kubernetes' own words, never translated. */
  readonly label: string;
  readonly ok: boolean;
  /** Of what etcd stores: whose request it comes from. */
  readonly asker?: ComponentId;
  /** Share of the beat in which it travels. Moves with the same span fan out together. */
  readonly start: number;
  readonly end: number;
}

export interface Scene {
  readonly act: ActNumber;
  /** Components that show their face; the others are capsules. At most two. */
  readonly open: readonly ComponentId[];
  /** Components that this beat is about. */
  readonly now: readonly string[];
  readonly moves: readonly Move[];
  readonly kubectl: {
    readonly command: string;
    readonly output: readonly { readonly text: string; readonly error: boolean }[];
  };
  readonly apiServer: ApiServerScene;
  readonly etcd: {
    readonly revisions: readonly {
      readonly revision: number;
      readonly key: string;
      readonly changed?: string;
      readonly now: boolean;
    }[];
    /** Acts 3 and 5: what the Pod on stage is by now, if it is stored; `node` is null until it is bound. */
    readonly stored: { readonly phase: string; readonly node: string | null } | null;
  };
  readonly scheduler: SchedulerScene;
  readonly controllers: readonly {
    readonly controller: string;
    readonly object: string;
    readonly want: number;
    readonly have: number;
    readonly now: boolean;
  }[];
  readonly nodes: readonly NodeScene[];
  /** Acts 6 and 7: the node that fills the stage, with the Pod opened. */
  readonly pod: PodScene | null;
  /** The check of the Pod on stage that this beat is about. */
  readonly probe: ProbeScene | null;
  /** Act 7: who serves whom. It takes the stage's place from the opened Pod. */
  readonly running: RunningScene | null;
}

/** The workload of the Pod on stage, and what reaches its Pods. Places keep their size through all of act 7. */
export interface RunningScene {
  /** Presentation milliseconds at the start and at the end of the beat: what the traffic's dots move by. */
  readonly time: readonly [start: number, end: number];
  /** From what the user applied down to what makes Pods, and what scales and guards it. */
  readonly workloads: readonly WorkloadScene[];
  readonly ingresses: readonly IngressScene[];
  readonly services: readonly ServiceScene[];
  readonly hosts: readonly HostScene[];
  readonly residents: readonly ResidentScene[];
  /** Whether nodes break in this run: then their lines to the API server are drawn. */
  readonly showsLinks: boolean;
  /** Rows kept for Pods that wait for a node for long, at some time of act 7. */
  readonly unplacedRows: number;
  /** The most Pods that are on nodes at once, at some time of act 7: how large each of them may be. */
  readonly peak: number;
  /** Where Pods are few enough to be opened: the most that one of them holds, at some time. */
  readonly largest: { readonly containers: number; readonly probes: number; readonly volumes: number } | null;
  /** What kubectl did last, where a script does something. */
  readonly terminal: {
    readonly command: string;
    /** The first line of what it last said. */
    readonly output: string;
    readonly error: boolean;
    /** Virtual milliseconds since it was given, or said something; null while the beat is about it. */
    readonly ago: number | null;
    /** Characters of each command of the run and of what is shown under it: room is kept for the longest. */
    readonly lengths: readonly (readonly [command: number, output: number])[];
  } | null;
}

export interface WorkloadScene {
  /** Its key in etcd. */
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  /** Its place in the chain: several ReplicaSets share one. */
  readonly rank: number;
  readonly figures: readonly { readonly what: FigureName; readonly value: string }[];
  readonly autoscaling: Autoscaling | null;
}

export type FigureName =
  | "replicas"
  | "updated"
  | "available"
  | "want"
  | "current"
  | "ready"
  | "active"
  | "succeeded"
  | "failed"
  | "completions"
  | "schedule"
  | "suspended"
  | "healthy"
  | "needed"
  | "disruptions";

export interface IngressScene {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly class: string;
  readonly hosts: readonly string[];
  readonly backends: readonly {
    /** `namespace/name` of the Service. */
    readonly service: string;
    readonly role: "main" | "canary";
    readonly by: CanaryRule;
    readonly recent: number;
    readonly failed: number;
    /** Of the requests in the window, 0..1; null when there were none. */
    readonly share: number | null;
    /** The share in whole percents: those of an Ingress come to 100. */
    readonly percent: number | null;
  }[];
  /** Seconds that are counted, and the requests in them. */
  readonly window: number;
  readonly recent: number;
}

export interface ServiceScene {
  readonly key: string;
  /** `namespace/name`. */
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  /** `80 → 8080`, of its first port. */
  readonly port: string;
  readonly headless: boolean;
  readonly hasSelector: boolean;
  /** It serves the workload of the Pod on stage. */
  readonly own: boolean;
  readonly endpoints: readonly {
    /** `namespace/name`. */
    readonly pod: string;
    readonly node: string;
    readonly ip: string;
    readonly ready: boolean;
    readonly terminating: boolean;
    /** Of the requests to this Service in the window, 0..1; null where they are not counted. */
    readonly share: number | null;
  }[];
  /** Pods that it selects and that have no IP yet. */
  readonly coming: readonly { readonly pod: string; readonly node: string }[];
}

/** A node as the place where Pods run. */
export interface HostScene {
  readonly name: string;
  /** Rows kept for Pods of the run, and for taints. */
  readonly slots: number;
  readonly taintRows: number;
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effects: readonly string[] }[];
  /** What is wrong with the machine, whoever knows of it yet. */
  readonly broken: "failNode" | "cutOffKubelet" | null;
  readonly ready: boolean;
  readonly cordoned: boolean;
  /** Pods that were there before the run. */
  readonly others: number;
}

/** A Pod of the run, as `kubectl get pods -o wide` prints it. */
export interface ResidentScene {
  /** `namespace/name`. */
  readonly pod: string;
  readonly node: string | null;
  readonly slot: number;
  /** Of the workload of the Pod on stage. */
  readonly own: boolean;
  readonly onStage: boolean;
  readonly status: string;
  readonly ready: string;
  readonly isReady: boolean;
  readonly restarts: number;
  /** Of its sandbox; empty before there is one and after it. */
  readonly ip: string;
  readonly terminating: boolean;
  /** All its containers have ended for good: no sandbox holds anything any more. */
  readonly ended: boolean;
  /** A Service selects it. */
  readonly selected: boolean;
  /** What is in it; null where Pods are too many to be opened. */
  readonly inside: {
    readonly containers: readonly ContainerScene[];
    readonly volumes: PodScene["volumes"];
  } | null;
}

export interface ApiServerScene {
  /** The request on its way; null at rest. */
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly from: string;
    readonly about: string;
  } | null;
  readonly stations: readonly {
    readonly station: string;
    readonly state: CourseState;
    /** What it made of the request, once it has come by: in Kubernetes' own words, or how many fields it changed. */
    readonly note?: string | number;
    /** Admission: the plugins that have run, each with how many fields it changed. */
    readonly plugins?: readonly { readonly name: string; readonly state: CourseState; readonly changes: number }[];
  }[];
  /** What this beat changed in the object. */
  readonly diff: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[];
  readonly status: {
    readonly code: number;
    readonly reason: string;
    readonly message: string;
    /** The causes that a refusal lists, each with its field. */
    readonly problems: readonly string[];
  } | null;
  /** Actors that watch and were told in this beat. */
  readonly told: readonly string[];
}

export interface SchedulerScene {
  readonly activeQ: readonly string[];
  readonly backoffQ: readonly string[];
  readonly unschedulablePods: readonly string[];
  readonly inHand: {
    readonly pod: string;
    readonly requests: readonly { readonly resource: string; readonly quantity: string }[];
    readonly node?: string;
  } | null;
  readonly points: readonly { readonly point: string; readonly state: CourseState }[];
  readonly attempt: number;
  /** The plugin that is asking now (Filter) or was added last (Score). */
  readonly plugin: string | null;
  /** Filter: nodes asked so far and in all. */
  readonly scan: { readonly at: number; readonly of: number } | null;
}

export interface ResourceBar {
  readonly resource: "cpu" | "memory";
  /** milliCPU or bytes. */
  readonly allocatable: number;
  readonly requested: number;
  /** What the Pod on stage asks for, while it is being fitted or once it is there. */
  readonly ghost: number | null;
  readonly fits: boolean;
}

export interface NodeScene {
  readonly name: string;
  readonly zone: string | null;
  readonly pool: string | null;
  readonly unschedulable: boolean;
  readonly ready: boolean;
  readonly bars: readonly ResourceBar[];
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
  readonly pods: readonly {
    readonly pod: string;
    readonly own: boolean;
    readonly status: string;
    readonly ready: string;
    readonly restarts: number;
    /** It is being deleted, or has ended. */
    readonly leaving?: true;
  }[];
  readonly state: "resting" | "now" | "refused" | "toCome" | "passed" | "scored" | "picked" | "notPicked";
  /** From the assumption on, the Pod counts there although nothing is bound yet. */
  readonly assumed?: true;
  /** Filter: why refused, in upstream's words. */
  readonly verdict: { readonly plugin: string; readonly reasons: readonly string[] } | null;
  /** PostFilter: the Pods that have to leave for the one in hand, as `namespace/name`; null where it was not nominated. */
  readonly victims: readonly string[] | null;
  /** Score: contributions so far, in plugin order (normalised × weight). */
  readonly columns: readonly { readonly plugin: string; readonly contribution: number; readonly now: boolean }[];
  readonly total: number | null;
  /** 1 is the highest total; equal totals share a rank. */
  readonly rank: number | null;
}

export interface PodScene {
  readonly pod: string;
  readonly node: string;
  /** As `kubectl get pod` prints them. */
  readonly status: string;
  readonly ready: string;
  readonly restarts: number;
  readonly ip: string | null;
  readonly sandbox: CourseState;
  /** The kubelet is done with it, and nothing of it is left on the node. */
  readonly gone: boolean;
  readonly steps: readonly { readonly step: string; readonly state: CourseState; readonly time: number | null }[];
  readonly volumes: readonly {
    readonly name: string;
    readonly source: string;
    readonly mounted: boolean;
    readonly message?: string;
    readonly containers: readonly string[];
  }[];
  readonly images: readonly {
    readonly name: string;
    readonly sizeBytes: number;
    readonly state: "absent" | "pulling" | "present";
    readonly from?: number;
    readonly to?: number;
  }[];
  readonly containers: readonly ContainerScene[];
  /** The CRI call in this beat, between kubelet and containerd. */
  readonly call: string | null;
}

export interface ContainerScene {
  readonly name: string;
  readonly kind: "init" | "sidecar" | "app" | "ephemeral";
  readonly order: number;
  readonly image: string;
  /** What its manifest says, by the fields' names. */
  readonly facts: readonly { readonly field: string; readonly value: string }[];
  readonly state: "absent" | "waiting" | "pulling" | "created" | "running" | "exited";
  readonly exitCode?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly restarts: number;
  readonly ready: boolean;
  readonly started: boolean;
  /** Pull progress at the start and at the end of this beat, 0..1. */
  readonly pull: { readonly from: number; readonly to: number } | null;
  readonly probes: readonly {
    readonly probe: ProbeScene["probe"];
    readonly results: readonly { readonly time: number; readonly success: boolean }[];
    /** The last result since the container was started: how many of its kind in a row, of how many that decide. */
    readonly run: { readonly ok: boolean; readonly consecutive: number; readonly threshold: number } | null;
    /** The beat is about this check; there is no answer before it has come. */
    readonly now: { readonly call: string; readonly answer: string | null; readonly ok: boolean } | null;
  }[];
  /** The probe because of which the kubelet stopped it the last time that it ended. */
  readonly stoppedBy: { readonly probe: ProbeScene["probe"]; readonly failures: number } | null;
  readonly now: boolean;
}

/** One check of a container by its kubelet. `call` and `answer` are Kubernetes' own words. */
export interface ProbeScene {
  readonly container: string;
  readonly probe: "startup" | "readiness" | "liveness";
  readonly call: string;
  readonly answer: string;
  readonly ok: boolean;
  readonly consecutive: number;
  readonly threshold: number;
}

/** The Decision panel at the playhead: the attempt's record, and how much of it has been revealed. */
export interface DecisionScene {
  readonly record: DecisionRecord;
  /** Every node that the cluster had then, by name: the search may have ended before some. */
  readonly nodes: readonly { readonly name: string; readonly zone: string | null }[];
  readonly attempt: number;
  /** Filter columns and rows revealed: nodes asked so far. */
  readonly revealedNodes: number;
  /** Score plugins revealed so far. */
  readonly revealedScores: number;
  readonly phase: "filter" | "score" | "picked" | "refused";
  /** The cell that is asked right now. */
  readonly now: { readonly node?: string; readonly plugin?: string } | null;
}

import type { DecisionRecord } from "../framework/decisionRecord.ts";

export type QueueName = "activeQ" | "backoffQ" | "unschedulablePods";

/** What kube-scheduler records: one entry a phase of the cycle. `pod` is `namespace/name`. */
export type SchedulerEvent =
  | {
      readonly type: "QueueMove";
      readonly pod: string;
      readonly from: QueueName | "inHand" | null;
      readonly to: QueueName | "inHand" | null;
      /** What moved it: `PodAdd`, `Pop`, `SchedulingAttemptFailed`, `BackoffComplete`, or the cluster event, as `NodeAdd`. */
      readonly event: string;
      /** The plugin whose queueing hint said Queue, where one did. */
      readonly hint?: string;
    }
  | {
      /** The phases of one attempt. `decision` is the whole record of the attempt: each phase reveals its part. */
      readonly type: "SchedulingPhase";
      readonly pod: string;
      readonly attempt: number;
      readonly phase: SchedulingPhase;
      readonly outcome: "pass" | "refuse" | "skip";
      readonly decision: DecisionRecord;
      /** For Score: the plugin scored in this entry. For Reserve … PostBind: the plugins that ran. */
      readonly plugins?: readonly string[];
      readonly message?: string;
    };

export type SchedulingPhase =
  | "PreFilter"
  | "Filter"
  | "PostFilter"
  | "PreScore"
  | "Score"
  | "SelectHost"
  | "Assume"
  | "Reserve"
  | "Permit"
  | "WaitOnPermit"
  | "PreBind"
  | "Bind"
  | "PostBind"
  | "Unreserve";

/** The scheduler's memory (record `scheduler/queue`). */
export interface QueueRecord {
  readonly activeQ: readonly QueuedPod[];
  readonly backoffQ: readonly QueuedPod[];
  readonly unschedulablePods: readonly QueuedPod[];
  readonly inHand: QueuedPod | null;
}

export interface QueuedPod {
  readonly pod: string;
  readonly priority: number;
  readonly attempts: number;
  /** Virtual milliseconds at which it (re-)entered the queue. */
  readonly timestamp: number;
  readonly gated?: boolean;
  /** backoffQ: virtual milliseconds at which its backoff ends. */
  readonly backoffUntil?: number;
  /** unschedulablePods: the plugins that refused it. */
  readonly refusedBy?: readonly string[];
}

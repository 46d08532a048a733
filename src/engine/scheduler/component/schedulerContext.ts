import type { Client } from "../../client/client.ts";
import type { ComponentContext } from "../../client/component.ts";
import type { SchedulerCache } from "../cache/schedulerCache.ts";
import type { DecisionRecord } from "../framework/decisionRecord.ts";
import type { SchedulingQueue } from "../queue/schedulingQueue.ts";
import type { SchedulerEvent, SchedulingPhase } from "./events.ts";

/** The scheduler's actor in the trace. */
export const schedulerActor = "kube-scheduler";

/** What the parts of the scheduler share. */
export interface SchedulerParts {
  readonly context: ComponentContext<SchedulerEvent>;
  readonly client: Client;
  readonly cache: SchedulerCache;
  readonly queue: SchedulingQueue;
}

/** One attempt as the trace tells it: every phase carries the same decision. */
export class AttemptTrace {
  constructor(
    private readonly context: ComponentContext<SchedulerEvent>,
    readonly decision: DecisionRecord,
    readonly attempt: number,
  ) {}

  phase(
    phase: SchedulingPhase,
    outcome: "pass" | "refuse" | "skip",
    details: { readonly plugins?: readonly string[]; readonly message?: string } = {},
  ): void {
    this.context.record(schedulerActor, {
      type: "SchedulingPhase",
      pod: this.decision.pod,
      attempt: this.attempt,
      phase,
      outcome,
      decision: this.decision,
      ...details,
    });
  }
}

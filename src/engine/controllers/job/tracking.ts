import type { Job } from "../../api/apps.ts";
import type { Condition } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client } from "../../client/client.ts";
import { timestamp } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { conditionOf, isTrue } from "../conditions.ts";
import type { ControllerClock } from "../context.ts";
import { isNotFound, omitZero, semanticEqual } from "../objects.ts";
import { parallel } from "../parallel.ts";
import type { SyncResult } from "../workQueue.ts";
import { type Ending, isSuccess } from "./ending.ts";
import { formatIndexes, indexOf } from "./indexes.ts";
import { isIndexed, phaseOf } from "./jobPods.ts";
import { type JobStatus, specOf, statusOf } from "./jobSpec.ts";
import type { JobPodControl } from "./podControl.ts";
import { countsAsFailed, hasValidIndex, isCountedByPolicy, type Tally } from "./tally.ts";

/** What a pass has come to, apart from the counts. */
export interface Outcome {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
  readonly startTime: string | undefined;
  readonly conditions: readonly Condition[];
  /** How the Job ends; null: not yet. */
  readonly ending: Ending | null;
}

interface Uncounted {
  readonly succeeded: readonly string[];
  readonly failed: readonly string[];
}

const uidOf = ({ metadata }: Pod): string => metadata.uid ?? "";

/**
 * Writes a Job's status in three steps, so that no Pod is counted twice or never: the status names the Pods that have
 * ended, the Pods lose their finalizer, the status counts them.
 *
 * Models trackJobStatusAndRemoveFinalizers of pkg/controller/job (v1.34), without its limit of 500 Pods a pass.
 */
export class StatusTracking {
  constructor(
    private readonly clock: ControllerClock,
    private readonly client: Client,
    private readonly control: JobPodControl,
    private job: Job,
    private readonly tally: Tally,
  ) {}

  /** @param named called once the status names the Pods that have ended */
  *publish(outcome: Outcome, named: () => void): Process<SyncResult> {
    const { ending } = outcome;
    const held = new Set(this.tally.pods.filter((pod) => this.tally.isHeld(pod)).map(uidOf));
    const { succeeded = [], failed = [] } = statusOf(this.job).uncountedTerminatedPods ?? {};
    const ended = this.tally.pods.filter((pod) => held.has(uidOf(pod)) && this.mayRelease(pod, ending));
    const counted = this.count(statusOf(this.job), { succeeded, failed }, held);
    const uncounted = this.withEnded(counted.uncounted, ended, ending);
    const interim = ending ? withEnding(outcome.conditions, ending, ending.types[0], this.now()) : outcome.conditions;
    const first = this.statusFor({ ...outcome, conditions: interim }, counted.status, uncounted);
    const refused = yield* this.write(first);
    if (refused) return refused === "gone" ? null : refused;
    named();
    const results = yield* parallel(
      this.clock,
      ended.map((pod) => this.control.release(pod)),
    );
    for (const [i, pod] of ended.entries()) if (results[i] === null) held.delete(uidOf(pod));
    const after = this.count(first, uncounted, held);
    const isOver = ending !== null && outcome.terminating === 0 && isEmpty(after.uncounted);
    const conditions = isOver ? withEnding(interim, ending, ending.types[1], this.now()) : interim;
    const second = {
      ...this.statusFor({ ...outcome, conditions }, after.status, after.uncounted),
      ...(isOver && isSuccess(ending) && { completionTime: this.now() }),
    };
    const failure = yield* this.write(second);
    if (failure) return failure === "gone" ? null : failure;
    if (isOver) this.tellEnd(ending);
    return results.find((status) => status !== null) ?? null;
  }

  /** Whether a Pod need not be held any longer. Models canRemoveFinalizer. */
  private mayRelease(pod: Pod, ending: Ending | null): boolean {
    if (this.job.metadata.deletionTimestamp || ending || phaseOf(pod) === "Succeeded") return true;
    if (!countsAsFailed(this.job, pod)) return false;
    return this.tally.delayed.get(indexOf(pod) ?? -1)?.metadata.uid !== pod.metadata.uid;
  }

  /** Those that have ended are named; of a Job that has failed, all that still run count as failed. */
  private withEnded(known: Uncounted, ended: readonly Pod[], ending: Ending | null): Uncounted {
    const succeeded = [...known.succeeded];
    const failed = [...known.failed];
    for (const pod of ended) {
      const uid = uidOf(pod);
      if (failed.includes(uid)) continue;
      if (phaseOf(pod) === "Succeeded") {
        if (!isIndexed(this.job) && !succeeded.includes(uid)) succeeded.push(uid);
        continue;
      }
      const counts = countsAsFailed(this.job, pod) || (ending !== null && !isSuccess(ending));
      const isIts = !isIndexed(this.job) || hasValidIndex(this.job, pod);
      if (counts && isIts && isCountedByPolicy(this.job, pod)) failed.push(uid);
    }
    return { succeeded, failed };
  }

  /** Counts the named Pods whose finalizer is off. Models cleanUncountedPodsWithoutFinalizers. */
  private count(status: JobStatus, { succeeded, failed }: Uncounted, held: ReadonlySet<string>) {
    const left = { succeeded: succeeded.filter((uid) => held.has(uid)), failed: failed.filter((uid) => held.has(uid)) };
    return {
      status: {
        ...status,
        succeeded: (status.succeeded ?? 0) + succeeded.length - left.succeeded.length,
        failed: (status.failed ?? 0) + failed.length - left.failed.length,
      },
      uncounted: left,
    };
  }

  private statusFor(outcome: Outcome, counts: JobStatus, uncounted: Uncounted): JobStatus {
    const { active, ready, terminating, startTime, conditions } = outcome;
    const { succeededIndexes, failedIndexes } = this.tally;
    const indexed = isIndexed(this.job);
    const completedIndexes = indexed ? formatIndexes(succeededIndexes) : "";
    return {
      ...omitZero({
        active,
        succeeded: indexed ? succeededIndexes.size : (counts.succeeded ?? 0),
        failed: counts.failed ?? 0,
      }),
      ...(completedIndexes !== "" && { completedIndexes }),
      ...(failedIndexes && { failedIndexes: formatIndexes(failedIndexes) }),
      ready,
      terminating,
      uncountedTerminatedPods: {
        ...(uncounted.succeeded.length > 0 && { succeeded: uncounted.succeeded }),
        ...(uncounted.failed.length > 0 && { failed: uncounted.failed }),
      },
      ...(startTime && { startTime }),
      ...(conditions.length > 0 && { conditions }),
    };
  }

  private *write(status: JobStatus): Process<SyncResult | "gone"> {
    if (semanticEqual(this.job.status, status)) return null;
    const updated = yield* this.client.updateStatus<Job>({ ...this.job, status: { ...status } });
    if (!updated.ok) return isNotFound(updated.status) ? "gone" : updated.status;
    this.job = updated.object;
    return null;
  }

  private tellEnd(ending: Ending): void {
    const { job, client } = this;
    if (!isSuccess(ending)) {
      client.event(job, "Warning", ending.reason, ending.message);
      return;
    }
    const { completions } = specOf(job);
    if (completions !== undefined && (statusOf(job).succeeded ?? 0) > completions) {
      const message = "Too many succeeded pods running after completion count reached";
      client.event(job, "Warning", "TooManySucceededPods", message);
    }
    client.event(job, "Normal", "Completed", "Job completed");
  }

  private now(): string {
    return timestamp(this.clock.now());
  }
}

const isEmpty = ({ succeeded, failed }: Uncounted): boolean => succeeded.length + failed.length === 0;

function withEnding(
  conditions: readonly Condition[],
  { reason, message }: Ending,
  type: string,
  now: string,
): readonly Condition[] {
  if (isTrue(conditions, type)) return conditions;
  return [...conditions, jobCondition(type, "True", reason, message, now)];
}

/** A Job's conditions bear the time of a probe, too. */
function jobCondition(
  type: string,
  status: Condition["status"],
  reason: string,
  message: string,
  now: string,
): Condition {
  return { type, status, lastProbeTime: now, lastTransitionTime: now, reason, message } as Condition;
}

/** The conditions with Suspended as the spec has it, and what the Event of the change is called; null: nothing changes. */
export function suspension(
  job: Job,
  now: string,
): { readonly reason: "Suspended" | "Resumed"; readonly conditions: readonly Condition[] } | null {
  const { conditions = [] } = statusOf(job);
  const wanted = specOf(job).suspend === true;
  if (wanted === isTrue(conditions, "Suspended")) return null;
  const reason = wanted ? "Suspended" : "Resumed";
  const message = `Job ${reason.toLowerCase()}`;
  const condition = jobCondition("Suspended", wanted ? "True" : "False", `Job${reason}`, message, now);
  if (!conditionOf(conditions, "Suspended")) return { reason, conditions: [...conditions, condition] };
  return { reason, conditions: conditions.map((one) => (one.type === "Suspended" ? condition : one)) };
}

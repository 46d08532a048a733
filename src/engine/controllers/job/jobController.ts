import type { Job } from "../../api/apps.ts";
import type { Condition } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import { timestamp, virtualTime } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { claim } from "../claim.ts";
import { isTrue } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { Expectations } from "../expectations.ts";
import { controllerOf, isControlledBy, isNotFound, keyOf, nameOf, omitZero, semanticEqual } from "../objects.ts";
import { parallel } from "../parallel.ts";
import { isActive, isFinished, isReady } from "../podState.ts";
import { podsToDelete } from "../replicaset/deletionOrder.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { completed, type Ending, endingOf, endingStarted, isSuccess } from "./ending.ts";
import {
  type FailureCounts,
  failureCountOf,
  failureCountsAfter,
  formatIndexes,
  indexOf,
  parseIndexes,
} from "./indexes.ts";
import { backoffOf, isIndexed, isTracked, newJobPod, phaseOf, trackingFinalizer } from "./jobPods.ts";
import { type JobStatus, specOf, statusOf } from "./jobSpec.ts";
import { policyVerdict } from "./podFailurePolicy.ts";

/**
 * The Job controller runs Pods until enough of them have succeeded, or too many have failed. A finished Pod is kept by a
 * finalizer until it has been counted in the status.
 *
 * Models pkg/controller/job (v1.34).
 */
export const jobController: Controller = {
  name: "job-controller",
  kinds: ["Job"],
  start: (context) => new JobController(context).start(),
};

/** A Job's Pods as one pass sees them, and what they come to. */
interface View {
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  /** Finished Pods that no status has counted yet, by how they count. */
  readonly newSucceeded: readonly Pod[];
  readonly newFailed: readonly Pod[];
  /** Failed Pods that the failure policy lets pass: they lose their finalizer and count for nothing. */
  readonly ignored: readonly Pod[];
  /** The message of the failure policy's rule that fails the Job. */
  readonly failedByPolicy: string | null;
  readonly succeeded: number;
  readonly failed: number;
  readonly succeededIndexes: ReadonlySet<number>;
  readonly failedIndexes: ReadonlySet<number>;
}

class JobController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private readonly expectations: Expectations;
  private jobs!: Informer<Job>;
  private pods!: Informer<Pod>;
  /** Pods whose finalizer has been taken off, until the watch shows it. */
  private readonly released = new Set<string>();

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(jobController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key));
    this.expectations = new Expectations(context);
  }

  start(): void {
    const { informers } = this.context;
    this.jobs = informers.of<Job>("jobs", {
      added: (job) => this.queue.add(keyOf(job)),
      updated: (_before, job) => this.queue.add(keyOf(job)),
      deleted: (job) => {
        this.expectations.forget(keyOf(job));
        for (const pod of this.pods.list()) if (isControlledBy(pod, job)) this.letGo(pod);
      },
    });
    this.pods = informers.of<Pod>("pods", {
      added: (pod) => this.podChanged(pod, (key) => this.expectations.creationObserved(key)),
      updated: (_before, pod) => {
        if (!isTracked(pod)) this.released.delete(pod.metadata.uid ?? "");
        this.podChanged(pod, (key) => {
          if (pod.metadata.deletionTimestamp) this.expectations.deletionObserved(key, pod.metadata.uid ?? "");
        });
      },
      deleted: (pod) => {
        this.released.delete(pod.metadata.uid ?? "");
        this.podChanged(pod, (key) => this.expectations.deletionObserved(key, pod.metadata.uid ?? ""));
      },
    });
  }

  private podChanged(pod: Pod, observe: (key: string) => void): void {
    const owner = controllerOf(pod);
    if (owner?.kind !== "Job") return;
    const job = this.jobs.get(`${pod.metadata.namespace}/${owner.name}`);
    if (!job || job.metadata.uid !== owner.uid) {
      this.letGo(pod);
      return;
    }
    observe(keyOf(job));
    this.queue.add(keyOf(job));
  }

  /** Nobody will count the Pod of a Job that is gone. Models syncOrphanPod. */
  private letGo(pod: Pod): void {
    if (isTracked(pod)) this.context.spawn(this.release(pod));
  }

  private *sync(key: string): Process<SyncResult> {
    const job = this.jobs.get(key);
    if (!job) return null;
    const conditions = statusOf(job).conditions as Condition[] | undefined;
    if (isTrue(conditions, "Complete") || isTrue(conditions, "Failed")) return null;
    const claimed = yield* claim(this.client, "pods", job, job.spec.selector as never, this.pods.list());
    if (claimed.refused) return claimed.refused;
    const view = this.look(job, claimed.objects);
    const ending = this.endingOf(job, view);
    if (ending && ending !== completed) return yield* this.finish(job, view, ending);
    let active = view.active.length;
    let terminating = terminatingOf(view.pods).length;
    let refused: SyncResult = null;
    if (!ending && this.expectations.satisfied(key) && !job.metadata.deletionTimestamp) {
      const managed = yield* this.manage(job, view);
      refused = managed.refused;
      active += managed.created - managed.removed;
      terminating += managed.removed;
    }
    return refused ?? (yield* this.publish(job, view, { active, terminating, ending }));
  }

  /** Pods that are still held by the finalizer have not been counted. Models getNewFinishedPods. */
  private look(job: Job, pods: readonly Pod[]): View {
    const { succeeded = 0, failed = 0, uncountedTerminatedPods: uncounted = {}, ...status } = statusOf(job);
    const counted = new Set([...(uncounted.succeeded ?? []), ...(uncounted.failed ?? [])]);
    const isNew = (pod: Pod): boolean => {
      const uid = pod.metadata.uid ?? "";
      return isTracked(pod) && !counted.has(uid) && !this.released.has(uid);
    };
    const { podReplacementPolicy, backoffLimitPerIndex } = specOf(job);
    const hasFailed = (pod: Pod): boolean =>
      phaseOf(pod) === "Failed" ||
      (podReplacementPolicy !== "Failed" && pod.metadata.deletionTimestamp !== undefined && !isFinished(pod));
    const newSucceeded = pods.filter((pod) => phaseOf(pod) === "Succeeded" && isNew(pod));
    const failedPods = pods.filter(hasFailed);
    const verdicts = new Map(failedPods.map((pod) => [pod, policyVerdict(job, pod)]));
    const isIgnored = (pod: Pod): boolean => verdicts.get(pod)?.action === "Ignore";
    const newFailed = failedPods.filter((pod) => isNew(pod) && !isIgnored(pod));
    const succeededIndexes = parseIndexes(status.completedIndexes);
    const failedIndexes = parseIndexes(status.failedIndexes);
    if (isIndexed(job)) {
      for (const pod of newSucceeded) succeededIndexes.add(indexOf(pod) ?? 0);
      for (const pod of newFailed) {
        const index = indexOf(pod);
        const isLast = failureCountOf(pod) >= (backoffLimitPerIndex ?? Number.POSITIVE_INFINITY);
        const isFailed = isLast || verdicts.get(pod)?.action === "FailIndex";
        if (index !== null && isFailed && !succeededIndexes.has(index)) failedIndexes.add(index);
      }
    }
    return {
      pods,
      active: pods.filter(isActive),
      newSucceeded,
      newFailed,
      ignored: failedPods.filter((pod) => isNew(pod) && isIgnored(pod)),
      failedByPolicy: [...verdicts.values()].find((verdict) => verdict?.action === "FailJob")?.message ?? null,
      succeeded: isIndexed(job)
        ? succeededIndexes.size
        : succeeded + newSucceeded.length + (uncounted.succeeded?.length ?? 0),
      failed: failed + newFailed.length + (uncounted.failed?.length ?? 0),
      succeededIndexes,
      failedIndexes,
    };
  }

  private endingOf(job: Job, view: View): Ending | null {
    const { activeDeadlineSeconds, suspend } = specOf(job);
    const started = endingStarted(statusOf(job).conditions);
    if (started) return started;
    const since = virtualTime(statusOf(job).startTime ?? "");
    let isLate = false;
    if (activeDeadlineSeconds !== undefined && since !== null && !suspend) {
      const left = since + activeDeadlineSeconds * 1000 - this.context.now();
      isLate = left <= 0;
      if (!isLate) this.queue.addAfter(keyOf(job), left);
    }
    return endingOf(job, { ...view, failedIndexes: view.failedIndexes.size, isLate });
  }

  /** Ends what still runs, which counts as failed if the Job has failed; the Job has ended when the last of it is gone. */
  private *finish(job: Job, view: View, ending: Ending): Process<SyncResult> {
    const { active } = view;
    if (active.length > 0) this.record(job, 0, active.length, "deletePods");
    const results = yield* parallel(
      this.context,
      active.map((pod) => this.deletePod(job, pod)),
    );
    const refused = results.find((status) => status !== null);
    if (refused) return refused;
    const cut = active.filter((pod) => isTracked(pod) && !this.released.has(pod.metadata.uid ?? ""));
    const all = isSuccess(ending)
      ? { ...view, ignored: [...view.ignored, ...cut] }
      : { ...view, newFailed: [...view.newFailed, ...cut.filter((pod) => !view.newFailed.includes(pod))] };
    const terminating = terminatingOf(view.pods).length + active.length;
    return yield* this.publish(job, all, { active: 0, terminating, ending });
  }

  /** Keeps as many Pods running as may and need be. Models manageJob. */
  private *manage(
    job: Job,
    view: View,
  ): Process<{ readonly created: number; readonly removed: number; readonly refused: SyncResult }> {
    const { parallelism = 1, completions, suspend, podReplacementPolicy } = specOf(job);
    const { active, pods, succeeded, failedIndexes } = view;
    const open =
      completions === undefined
        ? succeeded > 0
          ? active.length
          : parallelism
        : completions - succeeded - failedIndexes.size;
    const want = suspend ? 0 : Math.min(parallelism, Math.max(0, open));
    const none = { created: 0, removed: 0, refused: null };
    if (active.length > want) {
      const surplus = podsToDelete(active, active, active.length - want, this.context.now());
      this.record(job, want, active.length, "deletePods");
      this.expectations.expectDeletions(
        keyOf(job),
        surplus.map(({ metadata }) => metadata.uid ?? ""),
      );
      const results = yield* parallel(
        this.context,
        surplus.map((pod) => this.removePod(job, pod)),
      );
      const refused = results.find((status) => status !== null) ?? null;
      return { ...none, removed: results.filter((status) => status === null).length, refused };
    }
    const replaced = podReplacementPolicy === "Failed" ? terminatingOf(pods).length : 0;
    const missing = want - active.length - replaced;
    if (missing <= 0) return none;
    const wait = backoffOf(pods, this.context.now());
    if (wait > 0) {
      this.record(job, want, active.length, "backOff");
      this.queue.addAfter(keyOf(job), wait);
      return none;
    }
    const indexes = isIndexed(job) ? this.pendingIndexes(job, view).slice(0, missing) : null;
    const count = indexes?.length ?? missing;
    if (count === 0) return none;
    this.record(job, want, active.length, "createPods");
    this.expectations.expectCreations(keyOf(job), count);
    const results = yield* parallel(
      this.context,
      Array.from({ length: count }, (_, i) => this.createPod(job, indexes?.[i] ?? null, pods)),
    );
    const created = results.filter((status) => status === null).length;
    return { ...none, created, refused: results.find((status) => status !== null) ?? null };
  }

  /** The completion indexes that nobody works on and that are not done, lowest first. Models firstPendingIndexes. */
  private pendingIndexes(job: Job, { active, succeededIndexes, failedIndexes }: View): number[] {
    const { completions = 0 } = specOf(job);
    const taken = new Set(active.map(indexOf));
    return Array.from({ length: completions }, (_, index) => index).filter(
      (index) => !taken.has(index) && !succeededIndexes.has(index) && !failedIndexes.has(index),
    );
  }

  private *createPod(job: Job, index: number | null, pods: readonly Pod[]): Process<SyncResult> {
    const created = yield* this.client.create<Pod>(newJobPod(job, index, failuresBefore(job, index, pods)));
    if (created.ok) {
      this.client.event(job, "Normal", "SuccessfulCreate", `Created pod: ${nameOf(created.object)}`);
      return null;
    }
    this.expectations.creationObserved(keyOf(job));
    this.client.event(job, "Warning", "FailedCreate", `Error creating: ${created.status.message}`);
    return created.status;
  }

  /** Takes the finalizer off first: a Pod that is not wanted any more does not count. */
  private *removePod(job: Job, pod: Pod): Process<SyncResult> {
    return (yield* this.release(pod)) ?? (yield* this.deletePod(job, pod));
  }

  private *deletePod(job: Job, pod: Pod): Process<SyncResult> {
    const deleted = yield* this.client.delete("pods", pod.metadata.namespace, nameOf(pod));
    if (deleted.ok) {
      this.client.event(job, "Normal", "SuccessfulDelete", `Deleted pod: ${nameOf(pod)}`);
      return null;
    }
    this.expectations.deletionObserved(keyOf(job), pod.metadata.uid ?? "");
    return isNotFound(deleted.status) ? null : deleted.status;
  }

  private *release(pod: Pod): Process<SyncResult> {
    const { uid = "", namespace } = pod.metadata;
    if (!isTracked(pod) || this.released.has(uid)) return null;
    this.released.add(uid);
    const patched = yield* this.client.patch<Pod>("pods", namespace, nameOf(pod), (stored) => ({
      ...stored,
      metadata: {
        ...stored.metadata,
        finalizers: stored.metadata.finalizers?.filter((finalizer) => finalizer !== trackingFinalizer),
      },
    }));
    if (patched.ok || isNotFound(patched.status)) return null;
    this.released.delete(uid);
    return patched.status;
  }

  /**
   * Three steps, so that no Pod is counted twice or never: the status names the finished Pods, the Pods lose their
   * finalizer, the status counts them. Models trackJobStatusAndRemoveFinalizers.
   */
  private *publish(
    job: Job,
    view: View,
    now: { readonly active: number; readonly terminating: number; readonly ending: Ending | null },
  ): Process<SyncResult> {
    const { newSucceeded, newFailed, ignored, pods } = view;
    const known = statusOf(job).uncountedTerminatedPods ?? {};
    const uids = (list: readonly Pod[]): string[] => list.map(({ metadata }) => metadata.uid ?? "");
    const uncounted = {
      succeeded: [...(known.succeeded ?? []), ...uids(newSucceeded)],
      failed: [...(known.failed ?? []), ...uids(newFailed)],
    };
    let current = job;
    if (newSucceeded.length + newFailed.length > 0) {
      const named = {
        ...job.status,
        ...this.indexFields(job, view),
        uncountedTerminatedPods: Object.fromEntries(Object.entries(uncounted).filter(([, list]) => list.length > 0)),
      };
      const updated = yield* this.client.updateStatus<Job>({ ...job, status: named });
      if (!updated.ok) return isNotFound(updated.status) ? null : updated.status;
      current = updated.object;
    }
    const held = new Set([...uncounted.succeeded, ...uncounted.failed, ...uids(ignored)]);
    const results = yield* parallel(
      this.context,
      pods.filter(({ metadata }) => held.has(metadata.uid ?? "")).map((pod) => this.release(pod)),
    );
    const refused = results.find((status) => status !== null);
    if (refused) return refused;
    return yield* this.count(current, view, uncounted, now);
  }

  private indexFields(job: Job, { succeededIndexes, failedIndexes }: View): Partial<JobStatus> {
    if (!isIndexed(job)) return {};
    const completedIndexes = formatIndexes(succeededIndexes);
    return {
      ...(completedIndexes !== "" && { completedIndexes }),
      ...(specOf(job).backoffLimitPerIndex !== undefined && { failedIndexes: formatIndexes(failedIndexes) }),
    };
  }

  private *count(
    job: Job,
    view: View,
    uncounted: { readonly succeeded: readonly string[]; readonly failed: readonly string[] },
    { active, terminating, ending }: { active: number; terminating: number; ending: Ending | null },
  ): Process<SyncResult> {
    const now = timestamp(this.context.now());
    const before = statusOf(job);
    const isOver = ending !== null && terminating === 0 && active === 0;
    const conditions = [...(before.conditions ?? [])];
    const suspension = ending ? null : this.suspension(job, conditions);
    const add = (type: string, { reason, message }: Ending): void => {
      if (isTrue(conditions, type)) return;
      const status = "True" as const;
      conditions.push({ type, status, lastProbeTime: now, lastTransitionTime: now, reason, message } as Condition);
    };
    if (ending) add(ending.types[0], ending);
    if (ending && isOver) add(ending.types[1], ending);
    const isResumed = suspension === "Resumed";
    const startTime = isResumed || (before.startTime === undefined && !specOf(job).suspend) ? now : before.startTime;
    const status: JobStatus = {
      ...omitZero({
        active,
        succeeded: isIndexed(job) ? view.succeeded : (before.succeeded ?? 0) + uncounted.succeeded.length,
        failed: (before.failed ?? 0) + uncounted.failed.length,
      }),
      ...this.indexFields(job, view),
      ready: active === 0 ? 0 : view.active.filter(isReady).length,
      terminating,
      uncountedTerminatedPods: {},
      ...(startTime && { startTime }),
      ...(isOver && isSuccess(ending) && { completionTime: now }),
      ...(conditions.length > 0 && { conditions }),
    };
    if (suspension) this.client.event(job, "Normal", suspension, `Job ${suspension.toLowerCase()}`);
    if (semanticEqual(job.status, status)) return null;
    const updated = yield* this.client.updateStatus<Job>({ ...job, status: { ...status } });
    if (!updated.ok) return isNotFound(updated.status) ? null : updated.status;
    if (isOver && isSuccess(ending)) this.client.event(job, "Normal", "Completed", "Job completed");
    else if (isOver) this.client.event(job, "Warning", ending.reason, ending.message);
    return null;
  }

  /** Brings the condition Suspended up to date, in `conditions`; what the Event of a change is called. */
  private suspension(job: Job, conditions: Condition[]): "Suspended" | "Resumed" | null {
    const wanted = specOf(job).suspend === true;
    if (wanted === isTrue(conditions, "Suspended")) return null;
    const now = timestamp(this.context.now());
    const condition = {
      type: "Suspended",
      status: wanted ? "True" : "False",
      lastProbeTime: now,
      lastTransitionTime: now,
      reason: wanted ? "JobSuspended" : "JobResumed",
      message: wanted ? "Job suspended" : "Job resumed",
    } as Condition;
    const at = conditions.findIndex(({ type }) => type === "Suspended");
    if (at < 0) conditions.push(condition);
    else conditions[at] = condition;
    return wanted ? "Suspended" : "Resumed";
  }

  private record(job: Job, want: number, have: number, decision: string): void {
    this.context.record(jobController.name, {
      type: "Reconcile",
      controller: jobController.name,
      kind: "Job",
      key: keyOf(job),
      want,
      have,
      decision,
    });
  }
}

/** How often an index has failed before its next Pod. */
function failuresBefore(job: Job, index: number | null, pods: readonly Pod[]): FailureCounts {
  const before = pods.filter((pod) => index !== null && indexOf(pod) === index && phaseOf(pod) === "Failed");
  const counts = before.map((pod) => failureCountsAfter(pod, policyVerdict(job, pod)?.action !== "Ignore"));
  return {
    counted: Math.max(0, ...counts.map(({ counted }) => counted)),
    ignored: Math.max(0, ...counts.map(({ ignored }) => ignored)),
  };
}

const terminatingOf = (pods: readonly Pod[]): readonly Pod[] =>
  pods.filter((pod) => pod.metadata.deletionTimestamp !== undefined && !isFinished(pod));

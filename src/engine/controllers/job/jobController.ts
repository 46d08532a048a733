import type { Job } from "../../api/apps.ts";
import type { Condition, LabelSelector } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import { timestamp, virtualTime } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { claim } from "../claim.ts";
import { isTrue } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { Expectations } from "../expectations.ts";
import { controllerOf, isNotFound, keyOf, nameOf, omitZero, semanticEqual } from "../objects.ts";
import { parallel } from "../parallel.ts";
import { isActive, isReady } from "../podState.ts";
import { podFromTemplate } from "../podTemplate.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";

/** Back-off before a failed Pod is replaced, in virtual milliseconds. */
const baseBackoff = 10_000;
const maxBackoff = 600_000;

/**
 * The Job controller runs Pods until enough of them have succeeded, or too many have failed.
 *
 * Models pkg/controller/job (v1.34) for NonIndexed Jobs, without failure and success policies and ttlSecondsAfterFinished.
 * Finished Pods are counted as long as they exist, so Pods carry no tracking finalizer.
 */
export const jobController: Controller = {
  name: "job-controller",
  kinds: ["Job"],
  start: (context) => new JobController(context).start(),
};

interface JobSpec {
  readonly parallelism?: number;
  readonly completions?: number;
  readonly backoffLimit?: number;
  readonly activeDeadlineSeconds?: number;
  readonly suspend?: boolean;
}

interface JobStatus {
  readonly startTime?: string;
  readonly completionTime?: string;
  readonly conditions?: readonly Condition[];
  readonly active?: number;
}

const specOf = (job: Job): JobSpec => job.spec as JobSpec;
const statusOf = (job: Job): JobStatus => job.status ?? {};

/** How a Job ended: what its two conditions say. */
interface Ending {
  readonly types: readonly [interim: string, final: string];
  readonly reason: string;
  readonly message: string;
}

const completed: Ending = {
  types: ["SuccessCriteriaMet", "Complete"],
  reason: "CompletionsReached",
  message: "Reached expected number of succeeded pods",
};
const tooManyFailures: Ending = {
  types: ["FailureTarget", "Failed"],
  reason: "BackoffLimitExceeded",
  message: "Job has reached the specified backoff limit",
};
const tooLong: Ending = {
  types: ["FailureTarget", "Failed"],
  reason: "DeadlineExceeded",
  message: "Job was active longer than specified deadline",
};

class JobController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private readonly expectations: Expectations;
  private jobs!: Informer<Job>;
  private pods!: Informer<Pod>;

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
      deleted: (job) => this.expectations.forget(keyOf(job)),
    });
    this.pods = informers.of<Pod>("pods", {
      added: (pod) => this.podChanged(pod, (key) => this.expectations.creationObserved(key)),
      updated: (_before, pod) => this.podChanged(pod, () => undefined),
      deleted: (pod) => this.podChanged(pod, (key) => this.expectations.deletionObserved(key, pod.metadata.uid ?? "")),
    });
  }

  private podChanged(pod: Pod, observe: (key: string) => void): void {
    const owner = controllerOf(pod);
    const job = owner?.kind === "Job" ? this.jobs.get(`${pod.metadata.namespace}/${owner.name}`) : undefined;
    if (!job) return;
    observe(keyOf(job));
    this.queue.add(keyOf(job));
  }

  private *sync(key: string): Process<SyncResult> {
    const job = this.jobs.get(key);
    if (!job || isTrue(statusOf(job).conditions as Condition[], "Complete")) return null;
    if (isTrue(statusOf(job).conditions as Condition[], "Failed")) return null;
    const claimed = yield* claim(this.client, "pods", job, selectorOf(job), this.pods.list());
    if (claimed.refused) return claimed.refused;
    const pods = claimed.objects;
    const active = pods.filter(isActive);
    const ending = this.endingOf(job, pods);
    if (ending) {
      if (active.length > 0) this.record(job, 0, active.length, "deletePods");
      yield* parallel(
        this.context,
        active.map((pod) => this.deletePod(job, pod)),
      );
      return yield* this.publish(job, pods, ending);
    }
    const refused = this.expectations.satisfied(key) ? yield* this.manage(job, pods, active) : null;
    return refused ?? (yield* this.publish(job, pods, null));
  }

  private endingOf(job: Job, pods: readonly Pod[]): Ending | null {
    const { completions, backoffLimit = 6, activeDeadlineSeconds } = specOf(job);
    const succeeded = count(pods, "Succeeded");
    if (failuresOf(job, pods) > backoffLimit) return tooManyFailures;
    const started = virtualTime(statusOf(job).startTime ?? "");
    if (activeDeadlineSeconds !== undefined && started !== null) {
      const left = started + activeDeadlineSeconds * 1000 - this.context.now();
      if (left <= 0) return tooLong;
      this.queue.addAfter(keyOf(job), left);
    }
    const active = pods.filter(isActive).length;
    const enough = completions === undefined ? succeeded > 0 && active === 0 : succeeded >= completions;
    return enough ? completed : null;
  }

  /** Keeps as many Pods running as may and need be. Models manageJob. */
  private *manage(job: Job, pods: readonly Pod[], active: readonly Pod[]): Process<SyncResult> {
    const { parallelism = 1, completions, suspend } = specOf(job);
    const succeeded = count(pods, "Succeeded");
    const terminating = pods.filter(({ metadata, status }) => metadata.deletionTimestamp && status?.phase !== "Failed");
    const open = completions === undefined ? (succeeded > 0 ? active.length : parallelism) : completions - succeeded;
    const want = suspend ? 0 : Math.min(parallelism, Math.max(0, open));
    if (active.length > want) {
      const surplus = active.slice(want);
      this.record(job, want, active.length, "deletePods");
      this.expectations.expectDeletions(
        keyOf(job),
        surplus.map(({ metadata }) => metadata.uid ?? ""),
      );
      const results = yield* parallel(
        this.context,
        surplus.map((pod) => this.deletePod(job, pod)),
      );
      return results.find((status) => status !== null) ?? null;
    }
    const missing = want - active.length - terminating.length;
    if (missing <= 0) return null;
    const wait = this.backoffOf(job, pods);
    if (wait > 0) {
      this.record(job, want, active.length, "backOff");
      this.queue.addAfter(keyOf(job), wait);
      return null;
    }
    this.record(job, want, active.length, "createPods");
    this.expectations.expectCreations(keyOf(job), missing);
    const results = yield* parallel(
      this.context,
      Array.from({ length: missing }, () => this.createPod(job)),
    );
    return results.find((status) => status !== null) ?? null;
  }

  /** Virtual milliseconds until a Pod may be made after a failure: 10 s, 20 s, 40 s … from the last one. */
  private backoffOf(job: Job, pods: readonly Pod[]): number {
    const failed = pods.filter(({ status }) => status?.phase === "Failed");
    if (failed.length === 0) return 0;
    const ends = failed.map((pod) => finishedAt(pod) ?? this.context.now());
    const delay = Math.min(baseBackoff * 2 ** (failuresOf(job, pods) - 1), maxBackoff);
    return Math.max(...ends) + delay - this.context.now();
  }

  private *createPod(job: Job): Process<SyncResult> {
    const pod = podFromTemplate(job.spec.template, job);
    const labels = { ...pod.metadata.labels, ...podLabels(job) };
    const created = yield* this.client.create<Pod>({ ...pod, metadata: { ...pod.metadata, labels } });
    if (created.ok) {
      this.client.event(job, "Normal", "SuccessfulCreate", `Created pod: ${nameOf(created.object)}`);
      return null;
    }
    this.expectations.creationObserved(keyOf(job));
    this.client.event(job, "Warning", "FailedCreate", `Error creating: ${created.status.message}`);
    return created.status;
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

  private *publish(job: Job, pods: readonly Pod[], ending: Ending | null): Process<SyncResult> {
    const now = timestamp(this.context.now());
    const before = statusOf(job);
    const suspended = specOf(job).suspend === true;
    const active = ending ? [] : pods.filter(isActive);
    const condition = (type: string, status: string, reason: string, message: string): Condition => ({
      type,
      status,
      lastProbeTime: now,
      lastTransitionTime: now,
      reason,
      message,
    });
    let conditions = [...(before.conditions ?? [])];
    const wasSuspended = isTrue(conditions, "Suspended");
    if (suspended !== wasSuspended && !ending) {
      const [status, reason, message] = suspended
        ? (["True", "JobSuspended", "Job suspended"] as const)
        : (["False", "JobResumed", "Job resumed"] as const);
      conditions = [
        ...conditions.filter(({ type }) => type !== "Suspended"),
        condition("Suspended", status, reason, message),
      ];
      this.client.event(job, "Normal", suspended ? "Suspended" : "Resumed", message);
    }
    if (ending) conditions.push(...ending.types.map((type) => condition(type, "True", ending.reason, ending.message)));
    const status = {
      ...omitZero({ active: active.length, succeeded: count(pods, "Succeeded"), failed: failedOf(pods, ending) }),
      ready: active.filter(isReady).length,
      terminating: 0,
      uncountedTerminatedPods: {},
      ...(suspended ? {} : { startTime: before.startTime ?? now }),
      ...(ending === completed && { completionTime: now }),
      ...(conditions.length > 0 && { conditions }),
    };
    if (semanticEqual(job.status, status)) return null;
    const updated = yield* this.client.updateStatus<Job>({ ...job, status });
    if (!updated.ok) return isNotFound(updated.status) ? null : updated.status;
    if (ending === completed) this.client.event(job, "Normal", "Completed", "Job completed");
    else if (ending) this.client.event(job, "Warning", ending.reason, ending.message);
    return null;
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

const uidLabel = "batch.kubernetes.io/controller-uid";

/** The labels by which a Job knows its Pods; the API server generates the selector from them. */
function podLabels(job: Job): { [key: string]: string } {
  const uid = job.metadata.uid ?? "";
  const name = nameOf(job);
  return { [uidLabel]: uid, "controller-uid": uid, "batch.kubernetes.io/job-name": name, "job-name": name };
}

function selectorOf(job: Job): LabelSelector {
  return (job.spec.selector as LabelSelector | undefined) ?? { matchLabels: { [uidLabel]: job.metadata.uid ?? "" } };
}

const count = (pods: readonly Pod[], phase: string): number =>
  pods.filter(({ status }) => status?.phase === phase).length;

/** Pods that an ending cuts off count as failed. */
function failedOf(pods: readonly Pod[], ending: Ending | null): number {
  return count(pods, "Failed") + (ending && ending !== completed ? pods.filter(isActive).length : 0);
}

/** Failed Pods, and with OnFailure the restarts of containers too. */
function failuresOf(job: Job, pods: readonly Pod[]): number {
  const failed = count(pods, "Failed");
  if (job.spec.template.spec.restartPolicy !== "OnFailure") return failed;
  const restarts = pods
    .flatMap(({ status }) => [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);
  return failed + restarts;
}

function finishedAt({ status }: Pod): number | null {
  const ends = (status?.containerStatuses ?? []).flatMap(({ state }) => {
    const end = virtualTime(state?.terminated?.finishedAt ?? "");
    return end === null ? [] : [end];
  });
  return ends.length > 0 ? Math.max(...ends) : null;
}

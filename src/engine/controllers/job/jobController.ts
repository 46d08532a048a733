import type { Job } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { claim, selectorOf } from "../claim.ts";
import { isTrue } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { Expectations } from "../expectations.ts";
import { controllerOf, isControlledBy, keyOf } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { type BackoffRecord, noFailures } from "./backoff.ts";
import { JobPass } from "./jobPass.ts";
import { isTracked, trackingFinalizer } from "./jobPods.ts";
import { specOf, statusOf } from "./jobSpec.ts";
import { JobPodControl } from "./podControl.ts";

/** What Pods do and what is written to a status is looked at together, in virtual milliseconds (syncJobBatchPeriod). */
const batchPeriod = 1000;
/** DefaultJobApiBackOff and MaxJobApiBackOff. */
const retryBackoff = { base: 1000, most: 60_000 };
const ownName = "kubernetes.io/job-controller";

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

class JobController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private readonly expectations: Expectations;
  private readonly control: JobPodControl;
  private readonly backoff = new Map<string, BackoffRecord>();
  private jobs!: Informer<Job>;
  private pods!: Informer<Pod>;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(jobController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key), 5, retryBackoff);
    this.expectations = new Expectations(context);
    this.control = new JobPodControl(this.client, this.expectations);
  }

  start(): void {
    const { informers } = this.context;
    this.jobs = informers.of<Job>("jobs", {
      added: (job) => this.queue.add(keyOf(job)),
      updated: (before, job) => this.jobUpdated(before, job),
      deleted: (job) => {
        this.queue.add(keyOf(job));
        this.letPodsGo(job);
      },
    });
    this.pods = informers.of<Pod>("pods", {
      added: (pod) => this.podChanged(pod, (key) => this.expectations.creationObserved(key)),
      updated: (before, pod) => this.podUpdated(before, pod),
      deleted: (pod) => this.podDeleted(pod),
    });
  }

  private enqueueBatched(job: Job): void {
    this.queue.addAfter(keyOf(job), batchPeriod);
  }

  private jobUpdated(before: Job, job: Job): void {
    if (before.metadata.generation === job.metadata.generation) this.enqueueBatched(job);
    else this.queue.add(keyOf(job));
    if (isOver(job)) this.letPodsGo(job);
  }

  private podUpdated(before: Pod, pod: Pod): void {
    if (!isTracked(pod)) this.control.released.delete(pod.metadata.uid ?? "");
    const former = this.jobOf(before);
    if (former && former !== this.jobOf(pod)) this.enqueueBatched(former);
    this.podChanged(pod, (key) => {
      if (pod.metadata.deletionTimestamp) this.expectations.deletionObserved(key, pod.metadata.uid ?? "");
    });
  }

  private podDeleted(pod: Pod): void {
    this.control.released.delete(pod.metadata.uid ?? "");
    const job = this.jobOf(pod);
    if (!job) return;
    this.expectations.deletionObserved(keyOf(job), pod.metadata.uid ?? "");
    this.enqueueBatched(job);
  }

  private podChanged(pod: Pod, observe: (key: string) => void): void {
    const job = this.jobOf(pod);
    if (job) {
      observe(keyOf(job));
      this.enqueueBatched(job);
    }
    if (!job || (pod.metadata.deletionTimestamp && isOver(job))) this.letGo(pod);
    if (controllerOf(pod) || pod.metadata.deletionTimestamp) return;
    for (const one of this.jobs.list()) {
      const isNear = one.metadata.namespace === pod.metadata.namespace;
      if (isNear && selectorOf(one.spec.selector as never)(pod)) this.enqueueBatched(one);
    }
  }

  private jobOf(pod: Pod): Job | undefined {
    const owner = controllerOf(pod);
    if (owner?.kind !== "Job") return undefined;
    const job = this.jobs.get(`${pod.metadata.namespace}/${owner.name}`);
    return job?.metadata.uid === owner.uid ? job : undefined;
  }

  private letPodsGo(job: Job): void {
    for (const pod of this.pods.list()) if (isControlledBy(pod, job)) this.letGo(pod);
  }

  /** Nobody will count the Pod of a Job that has ended or is gone. Models syncOrphanPod. */
  private letGo(pod: Pod): void {
    const owner = controllerOf(pod);
    if (!isTracked(pod) || (owner && owner.kind !== "Job")) return;
    const job = this.jobOf(pod);
    if (job && (isManagedByOthers(job) || !isOver(job))) return;
    this.context.spawn(this.control.release(pod));
  }

  private *sync(key: string): Process<SyncResult> {
    const job = this.jobs.get(key);
    if (!job) this.expectations.forget(key);
    if (!job || isOver(job)) this.backoff.delete(key);
    if (!job || isManagedByOthers(job) || isOver(job)) return null;
    const mayManage = this.expectations.satisfied(key);
    const selector = job.spec.selector as never;
    const claimed = yield* claim(this.client, "pods", job, selector, this.pods.list(), trackingFinalizer);
    if (claimed.refused) return claimed.refused;
    const pass = new JobPass(this.context, this.client, this.control, this.expectations, {
      job,
      pods: claimed.objects,
      mayManage,
      backoff: this.backoff.get(key) ?? noFailures,
      remember: (record) => this.backoff.set(key, record),
      lookAgain: (delay) => this.queue.addAfter(key, delay),
      lookAgainBatched: (delay) => this.queue.addAfter(key, Math.max(delay, batchPeriod)),
    });
    return yield* pass.run();
  }
}

function isOver(job: Job): boolean {
  const { conditions } = statusOf(job);
  return isTrue(conditions, "Complete") || isTrue(conditions, "Failed");
}

/** Another controller has taken the Job on; this one leaves it alone. */
function isManagedByOthers(job: Job): boolean {
  const { managedBy = ownName } = specOf(job);
  return managedBy !== ownName;
}

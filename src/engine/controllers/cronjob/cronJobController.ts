import type { Job } from "../../api/apps.ts";
import type { Condition, KubernetesObject } from "../../api/meta.ts";
import type { Client, Informer } from "../../client/client.ts";
import { timestamp, type VirtualMillis, virtualTime } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { isTrue } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import {
  byCreation,
  controllerOf,
  controllerReference,
  isAlreadyExists,
  isControlledBy,
  isNotFound,
  keyOf,
  nameOf,
  semanticEqual,
} from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { clockOf, nextRun, parseSchedule } from "./schedule.ts";

/** The calendar's minute 0 in a Job's name, in minutes: names count from 1970. */
const unixMinutes = (time: string): number => {
  const epoch = virtualTime("1970-01-01T00:00:00Z") ?? 0;
  return Math.floor(((virtualTime(time) ?? 0) - epoch) / 60_000);
};

/** A run keeps for its first time alone the simulation going, if it is this near; virtual milliseconds. */
const worthWaiting: VirtualMillis = 300_000;

/** Runs that were missed beyond this are worth a warning. */
const manyMissed = 100;

const scheduledAnnotation = "batch.kubernetes.io/cronjob-scheduled-timestamp";

interface JobReference {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly uid?: string;
  readonly apiVersion: string;
  readonly resourceVersion?: string;
}

interface CronJob extends KubernetesObject {
  readonly spec: {
    readonly schedule: string;
    readonly concurrencyPolicy?: "Allow" | "Forbid" | "Replace";
    readonly suspend?: boolean;
    readonly timeZone?: string;
    readonly startingDeadlineSeconds?: number;
    readonly successfulJobsHistoryLimit?: number;
    readonly failedJobsHistoryLimit?: number;
    readonly jobTemplate: { readonly metadata?: KubernetesObject["metadata"]; readonly spec: Job["spec"] };
  };
  readonly status?: {
    readonly active?: readonly JobReference[];
    readonly lastScheduleTime?: string;
    readonly lastSuccessfulTime?: string;
  };
}

type CronJobStatus = NonNullable<CronJob["status"]>;

/**
 * The CronJob controller makes a Job each time that its schedule is due.
 *
 * Models pkg/controller/cronjob (v1.34). Schedules without a time zone are in UTC.
 */
export const cronJobController: Controller = {
  name: "cronjob-controller",
  kinds: ["CronJob"],
  start: (context) => new CronJobController(context).start(),
};

const conditionsOf = (job: Job): Condition[] => (job.status?.conditions ?? []) as Condition[];
const endOf = (job: Job): "Complete" | "Failed" | null =>
  isTrue(conditionsOf(job), "Complete") ? "Complete" : isTrue(conditionsOf(job), "Failed") ? "Failed" : null;

class CronJobController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private cronJobs!: Informer<CronJob>;
  private jobs!: Informer<Job>;
  /** What cancels the wait for the next run, by CronJob. */
  private readonly waiting = new Map<string, () => void>();

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(cronJobController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key));
  }

  start(): void {
    const { informers } = this.context;
    this.cronJobs = informers.of<CronJob>("cronjobs", {
      added: (cronJob) => this.queue.add(keyOf(cronJob)),
      updated: (_before, cronJob) => this.queue.add(keyOf(cronJob)),
      deleted: (cronJob) => this.stopWaiting(keyOf(cronJob)),
    });
    const changed = (job: Job): void => {
      const owner = controllerOf(job);
      if (owner?.kind === "CronJob") this.queue.add(`${job.metadata.namespace}/${owner.name}`);
    };
    this.jobs = informers.of<Job>("jobs", {
      added: changed,
      updated: (_before, job) => changed(job),
      deleted: changed,
    });
  }

  private stopWaiting(key: string): void {
    this.waiting.get(key)?.();
    this.waiting.delete(key);
  }

  private *sync(key: string): Process<SyncResult> {
    const cronJob = this.cronJobs.get(key);
    this.stopWaiting(key);
    if (!cronJob || cronJob.metadata.deletionTimestamp) return null;
    const jobs = this.jobs.list().filter((job) => isControlledBy(job, cronJob));
    yield* this.tellUnexpected(cronJob, jobs);
    let status = this.withoutFinished(cronJob, jobs);
    const refused = yield* this.forgetOldest(cronJob, jobs);
    if (refused) return refused;
    if (!cronJob.spec.suspend) {
      const due = this.dueRun(key, cronJob);
      if (due !== null) {
        const started = yield* this.run(cronJob, jobs, status, due);
        if ("code" in started) return started;
        status = started as CronJobStatus;
      }
    }
    if (semanticEqual(status, cronJob.status)) return null;
    const updated = yield* this.client.updateStatus<CronJob>({ ...cronJob, status });
    return updated.ok || isNotFound(updated.status) ? null : updated.status;
  }

  /** Jobs that run and that the status does not name, unless only the watch is behind: somebody else has made them. */
  private *tellUnexpected(cronJob: CronJob, jobs: readonly Job[]): Process {
    const isNamed = ({ status }: CronJob, { metadata }: Job): boolean =>
      status?.active?.some(({ uid }) => uid === metadata.uid) ?? false;
    const unexpected = jobs.filter((job) => endOf(job) === null && !isNamed(cronJob, job));
    if (unexpected.length === 0) return;
    const { namespace } = cronJob.metadata;
    const fresh = yield* this.client.get<CronJob>("cronjobs", namespace, nameOf(cronJob));
    if (!fresh.ok) return;
    for (const job of unexpected.filter((one) => !isNamed(fresh.object, one))) {
      const message = `Saw a job that the controller did not create or forgot: ${nameOf(job)}`;
      this.client.event(cronJob, "Warning", "UnexpectedJob", message);
    }
  }

  /** The status without the Jobs that have ended or are gone. */
  private withoutFinished(cronJob: CronJob, jobs: readonly Job[]): CronJobStatus {
    const { active = [], ...rest } = cronJob.status ?? {};
    let { lastSuccessfulTime } = rest;
    const left = active.filter((reference) => {
      const job = jobs.find(({ metadata }) => metadata.uid === reference.uid);
      if (!job) {
        this.client.event(cronJob, "Normal", "MissingJob", `Active job went missing: ${reference.name}`);
        return false;
      }
      const end = endOf(job);
      if (end === null) return true;
      const message = `Saw completed job: ${reference.name}, condition: ${end}`;
      this.client.event(cronJob, "Normal", "SawCompletedJob", message);
      const time = job.status?.completionTime;
      if (end === "Complete" && typeof time === "string") lastSuccessfulTime = time;
      return false;
    });
    return { ...rest, ...(left.length > 0 && { active: left }), ...(lastSuccessfulTime && { lastSuccessfulTime }) };
  }

  /** Deletes ended Jobs beyond the limits of the history, the oldest first. */
  private *forgetOldest(cronJob: CronJob, jobs: readonly Job[]): Process<SyncResult> {
    const { successfulJobsHistoryLimit = 3, failedJobsHistoryLimit = 1 } = cronJob.spec;
    for (const [end, limit] of [
      ["Complete", successfulJobsHistoryLimit],
      ["Failed", failedJobsHistoryLimit],
    ] as const) {
      const ended = jobs.filter((job) => endOf(job) === end && !job.metadata.deletionTimestamp).sort(byCreation);
      for (const job of ended.slice(0, Math.max(0, ended.length - limit))) {
        const refused = yield* this.deleteJob(cronJob, job);
        if (refused) return refused;
      }
    }
    return null;
  }

  private *deleteJob(cronJob: CronJob, job: Job): Process<SyncResult> {
    const background = { propagationPolicy: "Background" } as const;
    const deleted = yield* this.client.delete("jobs", job.metadata.namespace, nameOf(job), background);
    if (!deleted.ok) return isNotFound(deleted.status) ? null : deleted.status;
    this.client.event(cronJob, "Normal", "SuccessfulDelete", `Deleted job ${nameOf(job)}`);
    return null;
  }

  /** The latest run that is due and was not made; sets the clock for the next one. Models mostRecentScheduleTime. */
  private dueRun(key: string, cronJob: CronJob): VirtualMillis | null {
    const schedule = parseSchedule(cronJob.spec.schedule);
    if (!schedule) {
      const message = `unparseable schedule: ${cronJob.spec.schedule}`;
      this.client.event(cronJob, "Warning", "UnparseableSchedule", message);
      return null;
    }
    const { timeZone, startingDeadlineSeconds } = cronJob.spec;
    const clock = clockOf(timeZone);
    if (!clock) {
      const message = `invalid timeZone: "${timeZone}": unknown time zone ${timeZone}`;
      this.client.event(cronJob, "Warning", "UnknownTimeZone", message);
      return null;
    }
    const now = this.context.now();
    const { lastScheduleTime } = cronJob.status ?? {};
    const last = virtualTime(lastScheduleTime ?? cronJob.metadata.creationTimestamp ?? "") ?? now;
    // What was missed longer ago than the deadline is not looked for.
    const since = startingDeadlineSeconds === undefined ? last : Math.max(last, now - startingDeadlineSeconds * 1000);
    const { due, next, missed } = runsBetween((time) => nextRun(schedule, time, clock), since, now);
    if (missed > manyMissed) {
      const message = "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew";
      this.client.event(cronJob, "Warning", "TooManyMissedTimes", message);
    }
    if (next !== null) {
      const isFirst = lastScheduleTime === undefined && due === null && next - now <= worthWaiting;
      const wait = isFirst ? this.context.after : this.context.background;
      this.waiting.set(
        key,
        wait(next - now, () => this.queue.add(key)),
      );
    }
    if (due !== null && startingDeadlineSeconds !== undefined && due + startingDeadlineSeconds * 1000 < now) {
      const message = `Missed scheduled time to start a job: ${timestamp(due)}`;
      this.client.event(cronJob, "Warning", "MissSchedule", message);
      return null;
    }
    return due;
  }

  /** Makes the Job of a run, as the concurrency policy lets it. */
  private *run(
    cronJob: CronJob,
    jobs: readonly Job[],
    status: CronJobStatus,
    due: VirtualMillis,
  ): Process<CronJobStatus | NonNullable<SyncResult>> {
    const { concurrencyPolicy = "Allow", jobTemplate } = cronJob.spec;
    let active = status.active ?? [];
    if (concurrencyPolicy === "Forbid" && active.length > 0) {
      const message = "Not starting job because prior execution is running and concurrency policy is Forbid";
      this.client.event(cronJob, "Normal", "JobAlreadyActive", message);
      return status;
    }
    if (concurrencyPolicy === "Replace") {
      for (const job of jobs.filter((one) => endOf(one) === null && !one.metadata.deletionTimestamp)) {
        const refused = yield* this.deleteJob(cronJob, job);
        if (refused) return refused;
      }
      active = [];
    }
    const time = timestamp(due);
    const { labels, annotations } = jobTemplate.metadata ?? {};
    const name = `${nameOf(cronJob)}-${unixMinutes(time)}`;
    this.context.record(cronJobController.name, {
      type: "Reconcile",
      controller: cronJobController.name,
      kind: "CronJob",
      key: keyOf(cronJob),
      decision: "createJob",
      params: { job: name },
    });
    const created = yield* this.client.create<Job>({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        name,
        namespace: cronJob.metadata.namespace,
        ...(labels && { labels }),
        annotations: { ...annotations, [scheduledAnnotation]: time },
        ownerReferences: [controllerReference(cronJob)],
      },
      spec: jobTemplate.spec,
    } as Job);
    if (!created.ok && !isAlreadyExists(created.status)) {
      this.client.event(cronJob, "Warning", "FailedCreate", `Error creating job: ${created.status.message}`);
      return created.status;
    }
    if (created.ok) this.client.event(cronJob, "Normal", "SuccessfulCreate", `Created job ${name}`);
    const job = created.ok ? created.object : this.jobs.get(`${cronJob.metadata.namespace}/${name}`);
    // Two runs within a minute have one name. While its Job runs, upstream does not plan another run by itself.
    if (!job || !isControlledBy(job, cronJob) || active.some(({ uid }) => uid === job.metadata.uid)) {
      this.stopWaiting(keyOf(cronJob));
      return status;
    }
    const { uid, resourceVersion, namespace } = job.metadata;
    const reference: JobReference = {
      kind: "Job",
      apiVersion: "batch/v1",
      name,
      ...(namespace && { namespace }),
      ...(uid && { uid }),
      ...(resourceVersion && { resourceVersion }),
    };
    return { ...status, active: [...active, reference], lastScheduleTime: time };
  }
}

/** The latest run until now and the one after it, and how many before the latest were missed. */
function runsBetween(
  after: (time: VirtualMillis) => VirtualMillis | null,
  since: VirtualMillis,
  now: VirtualMillis,
): { readonly due: VirtualMillis | null; readonly next: VirtualMillis | null; readonly missed: number } {
  let due: VirtualMillis | null = null;
  let missed = -1;
  let next = after(since);
  while (next !== null && next <= now) {
    due = next;
    missed++;
    next = after(next);
  }
  return { due, next, missed };
}

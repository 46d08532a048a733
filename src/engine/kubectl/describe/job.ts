import type { KubernetesObject, LabelSelector, Time } from "../../api/meta.ts";
import type { PodTemplateSpec } from "../../api/pod.ts";
import { virtualTime } from "../../kernel/clock.ts";
import { humanDuration } from "../print/age.ts";
import { selectorText } from "../print/labels.ts";
import { controllerOf, type Describer, longTime, yesNo } from "./description.ts";
import { describePodTemplate } from "./podTemplate.ts";

interface JobSpec {
  readonly selector?: LabelSelector;
  readonly parallelism?: number;
  readonly completions?: number;
  readonly completionMode?: string;
  readonly suspend?: boolean;
  readonly backoffLimit?: number;
  readonly ttlSecondsAfterFinished?: number;
  readonly activeDeadlineSeconds?: number;
  readonly template: PodTemplateSpec;
}

interface Job extends KubernetesObject {
  readonly spec: JobSpec;
  readonly status?: {
    readonly startTime?: Time;
    readonly completionTime?: Time;
    readonly active?: number;
    readonly ready?: number;
    readonly succeeded?: number;
    readonly failed?: number;
    readonly completedIndexes?: string;
  };
}

/** Models describeJob of kubectl's pkg/describe/describe.go (v1.34). */
export const describeJob: Describer<Job> = (description, job) => {
  const { metadata, spec, status = {} } = job;
  description.field(0, "Name", metadata.name ?? "").field(0, "Namespace", metadata.namespace ?? "");
  description.field(0, "Selector", selectorText(spec.selector));
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  const controller = controllerOf(job);
  if (controller) description.field(0, "Controlled By", controller);
  const given = (name: string, value: string | number | boolean | undefined): void => {
    if (value !== undefined) description.field(0, name, value);
  };
  given("Parallelism", spec.parallelism);
  description.field(0, "Completions", spec.completions ?? "<unset>");
  given("Completion Mode", spec.completionMode);
  given("Suspend", spec.suspend);
  given("Backoff Limit", spec.backoffLimit);
  given("TTL Seconds After Finished", spec.ttlSecondsAfterFinished);
  const { startTime, completionTime, active = 0, ready, succeeded = 0, failed = 0 } = status;
  if (startTime) description.field(0, "Start Time", longTime(startTime));
  if (completionTime) description.field(0, "Completed At", longTime(completionTime));
  if (startTime && completionTime)
    description.field(0, "Duration", humanDuration((virtualTime(completionTime) ?? 0) - (virtualTime(startTime) ?? 0)));
  if (spec.activeDeadlineSeconds !== undefined)
    description.field(0, "Active Deadline Seconds", `${spec.activeDeadlineSeconds}s`);
  const readyText = ready === undefined ? "" : ` (${ready} Ready)`;
  description.field(0, "Pods Statuses", `${active} Active${readyText} / ${succeeded} Succeeded / ${failed} Failed`);
  if (spec.completionMode === "Indexed") description.field(0, "Completed Indexes", status.completedIndexes || "<none>");
  describePodTemplate(description, spec.template);
};

interface CronJob extends KubernetesObject {
  readonly spec: {
    readonly schedule: string;
    readonly concurrencyPolicy?: string;
    readonly suspend?: boolean;
    readonly successfulJobsHistoryLimit?: number;
    readonly failedJobsHistoryLimit?: number;
    readonly startingDeadlineSeconds?: number;
    readonly jobTemplate: { readonly spec: JobSpec };
  };
  readonly status?: { readonly lastScheduleTime?: Time; readonly active?: readonly { readonly name?: string }[] };
}

/** Models describeCronJob of kubectl's pkg/describe/describe.go (v1.34). */
export const describeCronJob: Describer<CronJob> = (description, cronJob) => {
  const { metadata, spec, status = {} } = cronJob;
  const job = spec.jobTemplate.spec;
  const field = (name: string, value: string | number | undefined): void => {
    description.field(0, name, value ?? "<unset>");
  };
  description.field(0, "Name", metadata.name ?? "").field(0, "Namespace", metadata.namespace ?? "");
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  field("Schedule", spec.schedule);
  field("Concurrency Policy", spec.concurrencyPolicy ?? "");
  field("Suspend", spec.suspend === undefined ? undefined : yesNo(spec.suspend));
  field("Successful Job History Limit", spec.successfulJobsHistoryLimit);
  field("Failed Job History Limit", spec.failedJobsHistoryLimit);
  const { startingDeadlineSeconds: deadline } = spec;
  field("Starting Deadline Seconds", deadline === undefined ? undefined : `${deadline}s`);
  field("Selector", job.selector && selectorText(job.selector));
  field("Parallelism", job.parallelism);
  field("Completions", job.completions);
  if (job.activeDeadlineSeconds !== undefined) field("Active Deadline Seconds", `${job.activeDeadlineSeconds}s`);
  describePodTemplate(description, job.template);
  field("Last Schedule Time", status.lastScheduleTime && longTime(status.lastScheduleTime));
  field("Active Jobs", status.active?.map(({ name = "" }) => name).join(", ") || "<none>");
};

import type { Condition, KubernetesObject, LabelSelector, Time } from "../../api/meta.ts";
import type { PodTemplateSpec } from "../../api/pod.ts";
import { virtualTime } from "../../kernel/clock.ts";
import { age, humanDuration } from "./age.ts";
import { labelSelectorText } from "./labels.ts";
import type { CellOptions, Printer } from "./table.ts";
import { containerCells } from "./workload.ts";

interface JobSpec {
  readonly completions?: number;
  readonly parallelism?: number;
  readonly selector?: LabelSelector;
  readonly template: PodTemplateSpec;
}

interface Job extends KubernetesObject {
  readonly spec: JobSpec;
  readonly status?: {
    readonly startTime?: Time;
    readonly completionTime?: Time;
    readonly succeeded?: number;
    readonly conditions?: readonly Condition[];
  };
}

function completionsOf({ spec, status }: Job): string {
  const { completions, parallelism = 0 } = spec;
  const succeeded = status?.succeeded ?? 0;
  if (completions !== undefined) return `${succeeded}/${completions}`;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationOf({ status }: Job, { now }: CellOptions): string {
  const start = status?.startTime && virtualTime(status.startTime);
  if (start === undefined || start === null) return "";
  const end = status?.completionTime ? virtualTime(status.completionTime) : now;
  return humanDuration((end ?? now) - Number(start));
}

function statusOf({ metadata, status }: Job): string {
  const is = (wanted: string): boolean => status?.conditions?.find(({ type }) => type === wanted)?.status === "True";
  if (is("Complete")) return "Complete";
  if (is("Failed")) return "Failed";
  if (metadata.deletionTimestamp) return "Terminating";
  if (is("Suspended")) return "Suspended";
  return is("FailureTarget") ? "FailureTarget" : "Running";
}

export const jobPrinter: Printer<Job> = {
  columns: ["Name", "Status", "Completions", "Duration", "Age"],
  wide: ["Containers", "Images", "Selector"],
  cells: (job, options) => [
    job.metadata.name ?? "",
    statusOf(job),
    completionsOf(job),
    durationOf(job, options),
    age(job.metadata.creationTimestamp, options.now),
    ...containerCells(job.spec.template),
    labelSelectorText(job.spec.selector),
  ],
};

interface CronJob extends KubernetesObject {
  readonly spec: {
    readonly schedule: string;
    readonly timeZone?: string;
    readonly suspend?: boolean;
    readonly jobTemplate: { readonly spec: JobSpec };
  };
  readonly status?: { readonly active?: readonly unknown[]; readonly lastScheduleTime?: Time };
}

export const cronJobPrinter: Printer<CronJob> = {
  columns: ["Name", "Schedule", "Timezone", "Suspend", "Active", "Last Schedule", "Age"],
  wide: ["Containers", "Images", "Selector"],
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name ?? "",
    spec.schedule,
    spec.timeZone ?? "<none>",
    spec.suspend === undefined ? "<unset>" : spec.suspend ? "True" : "False",
    status?.active?.length ?? 0,
    status?.lastScheduleTime ? age(status.lastScheduleTime, now) : "<none>",
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.jobTemplate.spec.template),
    labelSelectorText(spec.jobTemplate.spec.selector),
  ],
};

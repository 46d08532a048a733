import type { Job } from "../../api/apps.ts";
import type { Condition } from "../../api/meta.ts";

export type PolicyAction = "FailJob" | "FailIndex" | "Ignore" | "Count";

export interface OnExitCodes {
  readonly containerName?: string;
  readonly operator: "In" | "NotIn";
  readonly values: readonly number[];
}

interface Rule {
  readonly action: PolicyAction;
  readonly onExitCodes?: OnExitCodes;
  readonly onPodConditions?: readonly { readonly type: string; readonly status?: string }[];
}

interface PodFailurePolicy {
  readonly rules: readonly Rule[];
}

interface SuccessPolicy {
  readonly rules: readonly { readonly succeededIndexes?: string; readonly succeededCount?: number }[];
}

export interface JobSpec {
  readonly parallelism?: number;
  readonly completions?: number;
  readonly completionMode?: string;
  readonly backoffLimit?: number;
  readonly backoffLimitPerIndex?: number;
  readonly maxFailedIndexes?: number;
  readonly activeDeadlineSeconds?: number;
  readonly suspend?: boolean;
  readonly podReplacementPolicy?: string;
  readonly podFailurePolicy?: PodFailurePolicy;
  readonly successPolicy?: SuccessPolicy;
  readonly ttlSecondsAfterFinished?: number;
  readonly managedBy?: string;
}

export interface JobStatus {
  readonly startTime?: string;
  readonly completionTime?: string;
  readonly conditions?: readonly Condition[];
  readonly active?: number;
  readonly ready?: number;
  readonly terminating?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly completedIndexes?: string;
  readonly failedIndexes?: string;
  readonly uncountedTerminatedPods?: { readonly succeeded?: readonly string[]; readonly failed?: readonly string[] };
}

export const specOf = (job: Job): JobSpec => job.spec as JobSpec;
export const statusOf = (job: Job): JobStatus => job.status ?? {};

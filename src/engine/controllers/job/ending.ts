import type { Job } from "../../api/apps.ts";
import type { Condition } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { conditionOf } from "../conditions.ts";
import { isIndexed, restartsPastLimit } from "./jobPods.ts";
import { specOf } from "./jobSpec.ts";
import { successRule } from "./successPolicy.ts";

/** How a Job ends: two conditions, the first as soon as it is decided, the second when nothing of it runs any more. */
export interface Ending {
  readonly types: readonly [interim: string, final: string];
  readonly reason: string;
  readonly message: string;
}

export const completed: Ending = {
  types: ["SuccessCriteriaMet", "Complete"],
  reason: "CompletionsReached",
  message: "Reached expected number of succeeded pods",
};

const failure = (reason: string, message: string): Ending => ({ types: ["FailureTarget", "Failed"], reason, message });

const tooManyFailures = failure("BackoffLimitExceeded", "Job has reached the specified backoff limit");
const deadlineExceeded = failure("DeadlineExceeded", "Job was active longer than specified deadline");
const failedIndexesLeft = failure("FailedIndexes", "Job has failed indexes");
const tooManyFailedIndexes = failure(
  "MaxFailedIndexesExceeded",
  "Job has exceeded the specified maximal number of failed indexes",
);

export const isSuccess = ({ types }: Ending): boolean => types === completed.types;

const successPolicyMet = (rule: number): Ending => ({
  types: completed.types,
  reason: "SuccessPolicy",
  message: `Matched rules at index ${rule}`,
});

/** The ending that an earlier pass has decided on. */
export function endingStarted(conditions: readonly Condition[] | undefined): Ending | null {
  const target = conditionOf(conditions, "FailureTarget");
  if (target?.status === "True") return failure(target.reason ?? "", target.message ?? "");
  const met = conditionOf(conditions, "SuccessCriteriaMet");
  if (met?.status !== "True") return null;
  return { types: completed.types, reason: met.reason ?? "", message: met.message ?? "" };
}

interface Progress {
  readonly active: readonly Pod[];
  readonly pods: readonly Pod[];
  readonly succeeded: number;
  readonly failed: number;
  readonly succeededIndexes: ReadonlySet<number>;
  readonly failedIndexes: number;
  /** Why a rule of the Pod failure policy fails the whole Job; null: none does. */
  readonly failedByPolicy: string | null;
  /** activeDeadlineSeconds has passed. */
  readonly isLate: boolean;
}

/** Whether the Job has come to its end by what its Pods did. Models the middle of syncJob (v1.34). */
export function endingOf(job: Job, progress: Progress): Ending | null {
  const { active, pods, succeeded, failed, succeededIndexes, failedIndexes, failedByPolicy, isLate } = progress;
  const { completions, backoffLimit = 6, backoffLimitPerIndex, maxFailedIndexes, suspend } = specOf(job);
  if (failedByPolicy !== null) return failure("PodFailurePolicy", failedByPolicy);
  if (failed > backoffLimit || restartsPastLimit(job, pods)) return tooManyFailures;
  if (isLate) return deadlineExceeded;
  if (isIndexed(job)) {
    if (backoffLimitPerIndex !== undefined && failedIndexes > 0) {
      if (maxFailedIndexes !== undefined && failedIndexes > maxFailedIndexes) return tooManyFailedIndexes;
      if (succeeded + failedIndexes >= (completions ?? 0)) return failedIndexesLeft;
    }
    const rule = successRule(job, succeededIndexes);
    if (rule >= 0) return successPolicyMet(rule);
  }
  if (completions === undefined) return succeeded > 0 && active.length === 0 ? completed : null;
  return succeeded >= completions && active.length === 0 && !suspend ? completed : null;
}

import type { Job } from "../../api/apps.ts";
import type { Condition } from "../../api/meta.ts";
import { conditionOf } from "../conditions.ts";
import { isIndexed, restartsPastLimit } from "./jobPods.ts";
import { specOf, statusOf } from "./jobSpec.ts";
import { policyVerdict } from "./podFailurePolicy.ts";
import { successRule } from "./successPolicy.ts";
import { countsAsFailed, type Tally } from "./tally.ts";

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
function endingStarted(conditions: readonly Condition[] | undefined): Ending | null {
  const target = conditionOf(conditions, "FailureTarget");
  if (target?.status === "True") return failure(target.reason ?? "", target.message ?? "");
  const met = conditionOf(conditions, "SuccessCriteriaMet");
  if (met?.status !== "True") return null;
  return { types: completed.types, reason: met.reason ?? "", message: met.message ?? "" };
}

/** Whether the Job has come to its end by what its Pods did, or by time. Models the middle of syncJob (v1.34). */
export function endingOf(job: Job, tally: Tally, isLate: boolean): Ending | null {
  const started = endingStarted(statusOf(job).conditions);
  if (started) return started;
  const { completions = 0, backoffLimit = 6, maxFailedIndexes } = specOf(job);
  const byPolicy = failureByPolicy(job, tally);
  if (byPolicy !== null) return failure("PodFailurePolicy", byPolicy);
  if (tally.failed > backoffLimit || restartsPastLimit(job, tally.pods)) return tooManyFailures;
  if (isLate) return deadlineExceeded;
  if (!isIndexed(job)) return null;
  const failedIndexes = tally.failedIndexes?.size ?? 0;
  if (failedIndexes > 0) {
    if (maxFailedIndexes !== undefined && failedIndexes > maxFailedIndexes) return tooManyFailedIndexes;
    if (tally.succeeded + failedIndexes >= completions) return failedIndexesLeft;
  }
  const rule = successRule(job, tally.succeededIndexes);
  return rule >= 0 ? successPolicyMet(rule) : null;
}

/** Why a rule of the Pod failure policy fails the whole Job; null: none does. */
function failureByPolicy(job: Job, { pods }: Tally): string | null {
  for (const pod of pods) {
    const verdict = countsAsFailed(job, pod) ? policyVerdict(job, pod) : null;
    if (verdict?.action === "FailJob") return verdict.message;
  }
  return null;
}

/** Whether as many Pods have succeeded as it takes, and nothing runs any more. */
export function isComplete(job: Job, succeeded: number, active: number): boolean {
  if (active > 0) return false;
  const { completions } = specOf(job);
  return completions === undefined ? succeeded > 0 : succeeded >= completions;
}

import type { Job } from "../../api/apps.ts";
import type { Condition } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { conditionOf } from "../conditions.ts";
import { isIndexed, restartsPastLimit, specOf } from "./jobPods.ts";

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
export const deadlineExceeded = failure("DeadlineExceeded", "Job was active longer than specified deadline");
const failedIndexesLeft = failure("FailedIndexes", "Job has failed indexes");
const tooManyFailedIndexes = failure(
  "MaxFailedIndexesExceeded",
  "Job has exceeded the specified maximal number of failed indexes",
);

/** The ending that an earlier pass has decided on. */
export function endingStarted(conditions: readonly Condition[] | undefined): Ending | null {
  const target = conditionOf(conditions, "FailureTarget");
  if (target?.status === "True") return failure(target.reason ?? "", target.message ?? "");
  return conditionOf(conditions, "SuccessCriteriaMet")?.status === "True" ? completed : null;
}

interface Progress {
  readonly active: readonly Pod[];
  readonly pods: readonly Pod[];
  readonly succeeded: number;
  readonly failed: number;
  readonly failedIndexes: number;
}

/** Whether the Job has come to its end by what its Pods did. Models the middle of syncJob (v1.34). */
export function endingOf(job: Job, { active, pods, succeeded, failed, failedIndexes }: Progress): Ending | null {
  const { completions, backoffLimit = 6, backoffLimitPerIndex, maxFailedIndexes, suspend } = specOf(job);
  if (failed > backoffLimit || restartsPastLimit(job, pods)) return tooManyFailures;
  if (isIndexed(job) && backoffLimitPerIndex !== undefined && failedIndexes > 0) {
    if (maxFailedIndexes !== undefined && failedIndexes > maxFailedIndexes) return tooManyFailedIndexes;
    if (succeeded + failedIndexes >= (completions ?? 0)) return failedIndexesLeft;
  }
  if (completions === undefined) return succeeded > 0 && active.length === 0 ? completed : null;
  return succeeded >= completions && active.length === 0 && !suspend ? completed : null;
}

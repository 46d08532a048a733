import type { Job } from "../../api/apps.ts";
import { type Check, withoutValue } from "./fieldError.ts";

interface JobStatus {
  readonly startTime?: string;
  readonly completionTime?: string;
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  readonly active?: number;
  readonly ready?: number;
  readonly terminating?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly uncountedTerminatedPods?: { readonly succeeded?: readonly string[]; readonly failed?: readonly string[] };
}

function isTrue({ conditions = [] }: JobStatus, type: string): boolean {
  return conditions.some((condition) => condition.type === type && condition.status === "True");
}

/**
 * What is wrong with a Job's new status. A resumed Job breaks the rule about the time of its start: its status therefore
 * stays behind.
 *
 * Models ValidateJobUpdateStatus of pkg/apis/batch/validation (v1.34), without its rules about indexes.
 */
export function validateJobStatus(check: Check, job: Job, old: Job): void {
  const status = (job.status ?? {}) as JobStatus;
  const before = (old.status ?? {}) as JobStatus;
  const at = check.at("status");
  for (const field of ["active", "succeeded", "failed", "ready", "terminating"] as const)
    at.at(field).nonNegative(status[field]);
  const { active = 0, ready = 0, terminating = 0, startTime, completionTime } = status;
  const has = (type: string): boolean => isTrue(status, type);
  const [isComplete, isFailed] = [has("Complete"), has("Failed")];
  const refuse = (why: string): void => at.at("conditions").invalid(withoutValue, why);
  if (isComplete && isFailed) refuse("cannot set Complete=True and Failed=true conditions");
  if (isComplete && has("FailureTarget")) refuse("cannot set Complete=True and FailureTarget=true conditions");
  if (completionTime !== undefined && !isComplete)
    at.at("completionTime").invalid(
      completionTime,
      "cannot set completionTime when there is no Complete=True condition",
    );
  if (completionTime === undefined && isComplete)
    at.at("completionTime").required("completionTime is required for Complete jobs");
  if (isFailed && !has("FailureTarget"))
    refuse("cannot set Failed=True condition without the FailureTarget=true condition");
  if (isComplete && !has("SuccessCriteriaMet"))
    refuse("cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
  const isFinished = isComplete || isFailed;
  if (active > 0 && isFinished) at.at("active").invalid(active, "active>0 is invalid for finished job");
  if (startTime === undefined && isFinished) at.at("startTime").required("startTime is required for finished job");
  const { uncountedTerminatedPods: uncounted } = status;
  if (isFinished && [...(uncounted?.succeeded ?? []), ...(uncounted?.failed ?? [])].length > 0)
    at.at("uncountedTerminatedPods").invalid(uncounted, "uncountedTerminatedPods needs to be empty for finished job");
  if (terminating > 0 && isFinished)
    at.at("terminating").invalid(terminating, "terminating>0 is invalid for finished job");
  if (ready > active) at.at("ready").invalid(ready, "cannot set more ready pods than active");
  if (has("SuccessCriteriaMet") && isFailed) refuse("cannot set SuccessCriteriaMet=True and Failed=true conditions");
  if (has("SuccessCriteriaMet") && has("FailureTarget"))
    refuse("cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
  for (const type of ["Failed", "Complete", "FailureTarget"])
    if (isTrue(before, type) && !has(type)) refuse(`cannot disable the terminal ${type}=True condition`);
  for (const counter of ["failed", "succeeded"] as const)
    if ((status[counter] ?? 0) < (before[counter] ?? 0))
      at.at(counter).invalid(status[counter] ?? 0, `cannot decrease the ${counter} counter`);
  if (completionTime !== undefined && before.completionTime !== undefined && completionTime !== before.completionTime)
    at.at("completionTime").invalid(completionTime, "completionTime cannot be mutated");
  if (before.startTime !== undefined && before.startTime !== startTime && job.spec.suspend !== true)
    at.at("startTime").required("startTime cannot be removed for unsuspended job");
  if (isTrue(before, "SuccessCriteriaMet") && !has("SuccessCriteriaMet"))
    refuse("cannot disable the SuccessCriteriaMet=True condition");
}

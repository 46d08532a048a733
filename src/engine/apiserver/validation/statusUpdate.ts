import type { Job } from "../../api/apps.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { Check, type FieldError } from "./fieldError.ts";
import { validatePodStatusUpdate } from "./podStatus.ts";

/**
 * What the API server finds wrong with a new status: of a Pod all, of a Job that one which is not suspended keeps the time
 * of its start. A resumed Job breaks it, whose status therefore stays behind.
 *
 * Models ValidateJobUpdateStatus of pkg/apis/batch/validation (v1.34), in this one rule.
 */
export function validateStatusUpdate(object: KubernetesObject, old: KubernetesObject): FieldError[] {
  const errors: FieldError[] = [];
  if (object.kind === "Pod") validatePodStatusUpdate(new Check(errors, []), object as Pod, old as Pod);
  if (object.kind !== "Job") return errors;
  const { spec, status } = object as Job;
  const before = (old as Job).status?.startTime;
  if (before !== undefined && before !== status?.startTime && spec.suspend !== true) {
    new Check(errors, []).at("status", "startTime").required("startTime cannot be removed for unsuspended job");
  }
  return errors;
}

import { kindOf } from "../api/kinds.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import { invalid } from "./status.ts";
import {
  causeReason,
  type FieldError,
  formatFieldErrorBody,
  formatFieldPath,
  validate,
  validateUpdate,
} from "./validation/index.ts";
import { validateStatusUpdate } from "./validation/statusUpdate.ts";

function errorsOf(object: KubernetesObject, old?: KubernetesObject, subresource?: string): FieldError[] {
  if (!old) return validate(object);
  const isPart = subresource === "status" || subresource === "finalize";
  return isPart ? validateStatusUpdate(object, old, subresource) : validateUpdate(object, old, subresource);
}

/** The 422 for an object that has field errors, on its own or in place of `old`; null for a valid one. */
export function validationStatus(
  object: KubernetesObject,
  old?: KubernetesObject,
  subresource?: string,
): Status | null {
  return kindOf(object.apiVersion, object.kind) ? invalidStatus(object, errorsOf(object, old, subresource)) : null;
}

/** The 422 that tells field errors of an object; null when there are none. */
export function invalidStatus(object: KubernetesObject, errors: readonly FieldError[]): Status | null {
  const kind = kindOf(object.apiVersion, object.kind);
  if (!kind || errors.length === 0) return null;
  return invalid(
    kind,
    object.metadata.name ?? "",
    errors.map((error) => ({
      reason: causeReason(error.type),
      field: formatFieldPath(error.path),
      message: formatFieldErrorBody(error),
    })),
  );
}

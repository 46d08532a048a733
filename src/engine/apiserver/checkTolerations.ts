import type { Toleration } from "../api/pod.ts";
import { Check, type FieldError, formatFieldErrorBody } from "./validation/fieldError.ts";
import { validateTolerations } from "./validation/scheduling.ts";

/** Per toleration what the API server would refuse it with, in its words; null where it takes it. */
export function checkTolerations(tolerations: readonly Toleration[]): readonly (string | null)[] {
  return tolerations.map((toleration) => {
    const errors: FieldError[] = [];
    validateTolerations(new Check(errors, []), [toleration]);
    return errors.length > 0 ? errors.map(formatFieldErrorBody).join("; ") : null;
  });
}

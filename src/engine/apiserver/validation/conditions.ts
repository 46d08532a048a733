import { validateQualifiedName } from "../../api/names.ts";
import type { Check } from "./fieldError.ts";

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly observedGeneration?: number;
  readonly lastTransitionTime?: string | null;
  readonly reason?: string;
  readonly message?: string;
}

const reasonForm = /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/;
const reasonWords =
  "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')";
const longestReason = 1024;
const longestMessage = 32 * 1024;

/** Models metav1's ValidateConditions (v1.34). */
export function validateConditions(check: Check, conditions: readonly Condition[] = []): void {
  const seen = new Set<string>();
  conditions.forEach((condition, index) => {
    const { type = "", status = "", observedGeneration = 0, lastTransitionTime, reason = "", message = "" } = condition;
    const at = check.at(index);
    if (seen.has(type)) at.at("type").duplicate(type);
    seen.add(type);
    at.at("type").invalidAll(type, validateQualifiedName(type));
    if (!["False", "True", "Unknown"].includes(status))
      at.at("status").notSupported(status, ["False", "True", "Unknown"]);
    if (observedGeneration < 0)
      at.at("observedGeneration").invalid(observedGeneration, "must be greater than or equal to zero");
    if (!lastTransitionTime) at.at("lastTransitionTime").required();
    if (reason === "") at.at("reason").required();
    else if (!reasonForm.test(reason)) at.at("reason").invalid(reason, reasonWords);
    if (reason.length > longestReason) at.at("reason").tooLong(longestReason);
    if (message.length > longestMessage) at.at("message").tooLong(longestMessage);
  });
}

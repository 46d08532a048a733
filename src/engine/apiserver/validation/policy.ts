import type { PodDisruptionBudget } from "../../api/core.ts";
import type { Check } from "./fieldError.ts";
import { subdomainName, validateLabelSelector, validateMetadata } from "./metadata.ts";
import { validateAtMostAll, validateIntOrPercent } from "./workload.ts";

/** Models ValidatePodDisruptionBudget (v1.34). */
export function validatePodDisruptionBudget(check: Check, budget: PodDisruptionBudget): void {
  validateMetadata(check.at("metadata"), budget.metadata, true, subdomainName);
  validateBudgetSpec(check, budget);
}

/** What holds for a budget at any time. */
export function validateBudgetSpec(check: Check, { spec = {} }: PodDisruptionBudget): void {
  const at = check.at("spec");
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec;
  if (minAvailable !== undefined && maxUnavailable !== undefined)
    at.invalid(
      {
        MinAvailable: minAvailable,
        Selector: selector ?? null,
        MaxUnavailable: maxUnavailable,
        UnhealthyPodEvictionPolicy: policy ?? null,
      },
      "minAvailable and maxUnavailable cannot be both set",
    );
  for (const [field, value] of Object.entries({ minAvailable, maxUnavailable })) {
    validateIntOrPercent(at.at(field), value);
    validateAtMostAll(at.at(field), value);
  }
  validateLabelSelector(at.at("selector"), selector);
  if (policy !== undefined && policy !== "AlwaysAllow" && policy !== "IfHealthyBudget")
    at.at("unhealthyPodEvictionPolicy").notSupported(policy, ["AlwaysAllow", "IfHealthyBudget"]);
}

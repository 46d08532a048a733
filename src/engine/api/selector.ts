import type { LabelSelector } from "./meta.ts";
import { escapeText, validateLabelValue, validateQualifiedName } from "./names.ts";

interface CompiledRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values: ReadonlySet<string>;
}

/** A label selector ready for matching; `nothing` is the nil selector, no requirements match everything. */
export interface CompiledSelector {
  readonly nothing: boolean;
  readonly requirements: readonly CompiledRequirement[];
}

const nothing: CompiledSelector = { nothing: true, requirements: [] };

/**
 * Compiles a label selector, or says in the API machinery's words why it is none. nil matches nothing, `{}` everything.
 * Models metav1.LabelSelectorAsSelector (v1.34), which stops at the first bad requirement. Upstream walks matchLabels in
 * random order; here they are taken by key.
 */
export function compileSelector(selector: LabelSelector | null | undefined): CompiledSelector | { error: string } {
  if (!selector) return nothing;
  const requirements: CompiledRequirement[] = [];
  for (const key of Object.keys(selector.matchLabels ?? {}).sort()) {
    const values = [selector.matchLabels![key] ?? ""];
    const error = requirementError(key, "In", values);
    if (error) return { error };
    requirements.push({ key, operator: "In", values: new Set(values) });
  }
  for (const { key = "", operator = "", values } of selector.matchExpressions ?? []) {
    if (!isOperator(operator)) return { error: `${escapeText(operator)} is not a valid label selector operator` };
    const error = requirementError(key, operator, values ?? []);
    if (error) return { error };
    requirements.push({ key, operator, values: new Set(values ?? []) });
  }
  return { nothing: false, requirements };
}

function isOperator(operator: string): operator is CompiledRequirement["operator"] {
  return operator === "In" || operator === "NotIn" || operator === "Exists" || operator === "DoesNotExist";
}

function requirementError(
  key: string,
  operator: CompiledRequirement["operator"],
  values: readonly string[],
): string | undefined {
  const errors: string[] = [];
  const keyErrors = validateQualifiedName(key);
  if (keyErrors.length > 0) errors.push(`key: Invalid value: ${escapeText(key)}: ${keyErrors.join("; ")}`);
  if (operator === "In" || operator === "NotIn") {
    if (values.length === 0)
      errors.push("values: Invalid value: null: for 'in', 'notin' operators, values set can't be empty");
  } else if (values.length > 0) {
    errors.push(
      `values: Invalid value: ${JSON.stringify(values)}: values set must be empty for exists and does not exist`,
    );
  }
  values.forEach((value, index) => {
    const valueErrors = validateLabelValue(value);
    if (valueErrors.length > 0)
      errors.push(`values[${index}][${key}]: Invalid value: ${escapeText(value)}: ${valueErrors.join("; ")}`);
  });
  const distinct = [...new Set(errors)];
  return distinct.length > 1 ? `[${distinct.join(", ")}]` : distinct[0];
}

/** Whether the labels satisfy every requirement. */
export function matches(selector: CompiledSelector, labels: { readonly [key: string]: string } | undefined): boolean {
  if (selector.nothing) return false;
  for (const requirement of selector.requirements) {
    const { key, operator, values } = requirement;
    const label = labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case "In":
        if (label === undefined || !values.has(label)) return false;
        break;
      case "NotIn":
        if (label !== undefined && values.has(label)) return false;
        break;
      case "Exists":
        if (label === undefined) return false;
        break;
      default:
        if (label !== undefined) return false;
    }
  }
  return true;
}

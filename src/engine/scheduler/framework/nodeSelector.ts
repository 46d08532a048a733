import type { Node } from "../../api/core.ts";
import type { LabelSelectorRequirement } from "../../api/meta.ts";
import type { NodeSelectorTerm } from "../../api/pod.ts";
import { type Labels, labelOf, noLabels } from "./labels.ts";

type Test = (labels: Labels) => boolean;

/** A node selector term ready to be asked. A term that does not parse, like an empty one, matches nothing. */
interface CompiledTerm {
  readonly labels: readonly Test[];
  readonly fields: readonly Test[];
}

/**
 * Node selector terms, ORed; each an AND of label and field requirements.
 *
 * Models k8s.io/component-helpers/scheduling/corev1/nodeaffinity (v1.34). Unlike label selectors these know Gt and Lt;
 * a term that does not parse is ignored when required, and an error when preferred.
 */
export class NodeSelector {
  private readonly terms: readonly CompiledTerm[];

  constructor(terms: readonly NodeSelectorTerm[]) {
    const compiled: CompiledTerm[] = [];
    for (const term of terms) {
      const result = compileTerm(term, "");
      if (result && !("error" in result)) compiled.push(result);
    }
    this.terms = compiled;
  }

  matches(node: Node): boolean {
    for (const term of this.terms) if (termMatches(term, node)) return true;
    return false;
  }
}

/** One preferred term and its weight; an empty term matches nothing. */
export interface PreferredTerm {
  readonly weight: number;
  readonly term: CompiledTerm | null;
}

/** Compiles preferred terms, or gives the parse error that makes the attempt fail. */
export function compilePreferred(
  preferred: readonly { readonly weight: number; readonly preference: NodeSelectorTerm }[],
): readonly PreferredTerm[] | { readonly error: string } {
  const result: PreferredTerm[] = [];
  const errors: string[] = [];
  for (const [index, entry] of preferred.entries()) {
    if (entry.weight === 0) continue;
    const term = compileTerm(entry.preference, `[${index}]`);
    if (term && "error" in term) errors.push(term.error);
    else result.push({ weight: entry.weight, term });
  }
  if (errors.length === 0) return result;
  return { error: errors.length === 1 ? errors[0]! : `[${errors.join(", ")}]` };
}

/** The sum of the weights of the terms that match. */
export function preferredWeight(terms: readonly PreferredTerm[], node: Node): number {
  let sum = 0;
  for (const { weight, term } of terms) if (term && termMatches(term, node)) sum += weight;
  return sum;
}

function termMatches(term: CompiledTerm, node: Node): boolean {
  const labels = node.metadata.labels ?? noLabels;
  for (const test of term.labels) if (!test(labels)) return false;
  if (term.fields.length > 0) {
    const fields = { "metadata.name": node.metadata.name ?? "" };
    for (const test of term.fields) if (!test(fields)) return false;
  }
  return true;
}

function compileTerm(term: NodeSelectorTerm, path: string): CompiledTerm | { error: string } | null {
  const expressions = term.matchExpressions ?? [];
  const fieldExpressions = term.matchFields ?? [];
  if (expressions.length === 0 && fieldExpressions.length === 0) return null;
  const labels: Test[] = [];
  const fields: Test[] = [];
  for (const [index, requirement] of expressions.entries()) {
    const error = requirementError(requirement, `${path}.matchExpressions[${index}]`);
    if (error) return { error };
    labels.push(compileRequirement(requirement));
  }
  for (const [index, requirement] of fieldExpressions.entries()) {
    if ((requirement.operator !== "In" && requirement.operator !== "NotIn") || requirement.values?.length !== 1) {
      return { error: `${path}.matchFields[${index}]: invalid` };
    }
    fields.push(compileRequirement(requirement));
  }
  return { labels, fields };
}

const labelValuePattern = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const integerPattern = /^[+-]?\d+$/;

/** A decimal int64; null for anything else, also for what does not fit. */
function int64(text: string): bigint | null {
  if (!integerPattern.test(text)) return null;
  const value = BigInt(text.replace("+", ""));
  return BigInt.asIntN(64, value) === value ? value : null;
}

/** The error of labels.NewRequirement, for the requirements that API validation lets through. */
function requirementError(requirement: LabelSelectorRequirement, path: string): string | null {
  const { key, operator, values = [] } = requirement;
  if ((operator === "Gt" || operator === "Lt") && (values.length !== 1 || int64(values[0]!) === null)) {
    return `${path}.values: Invalid value: for 'Gt', 'Lt' operators, exactly one integer value is required`;
  }
  for (const [index, value] of values.entries()) {
    if (labelValuePattern.test(value) && value.length <= 63) continue;
    return (
      `${path}.values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: a valid label must be an empty string ` +
      "or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
      "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
      "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
    );
  }
  return null;
}

function compileRequirement({ key, operator, values = [] }: LabelSelectorRequirement): Test {
  switch (operator) {
    case "In": {
      if (values.length === 1) {
        const only = values[0];
        return (labels) => labelOf(labels, key) === only;
      }
      const set = new Set(values);
      return (labels) => {
        const value = labelOf(labels, key);
        return value !== undefined && set.has(value);
      };
    }
    case "NotIn": {
      const set = new Set(values);
      return (labels) => {
        const value = labelOf(labels, key);
        return value === undefined || !set.has(value);
      };
    }
    case "Exists":
      return (labels) => labelOf(labels, key) !== undefined;
    case "DoesNotExist":
      return (labels) => labelOf(labels, key) === undefined;
    case "Gt":
    case "Lt": {
      const bound = int64(values[0]!)!;
      return (labels) => {
        const value = labelOf(labels, key);
        const number = value === undefined ? null : int64(value);
        if (number === null) return false;
        return operator === "Gt" ? number > bound : number < bound;
      };
    }
    default:
      return () => false;
  }
}

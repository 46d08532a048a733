import type { Node } from "../../api/core.ts";
import type { LabelSelectorRequirement } from "../../api/meta.ts";
import { escapeText, validateLabelValue } from "../../api/names.ts";
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
      if (result && !("errors" in result)) compiled.push(result);
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
    if (term && "errors" in term) errors.push(...term.errors);
    else result.push({ weight: entry.weight, term });
  }
  const distinct = [...new Set(errors)];
  if (distinct.length === 0) return result;
  return { error: distinct.length === 1 ? distinct[0]! : `[${distinct.join(", ")}]` };
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

function compileTerm(term: NodeSelectorTerm, path: string): CompiledTerm | { errors: readonly string[] } | null {
  const expressions = term.matchExpressions ?? [];
  const fieldExpressions = term.matchFields ?? [];
  if (expressions.length === 0 && fieldExpressions.length === 0) return null;
  const errors = expressions.flatMap((requirement, i) =>
    requirementErrors(requirement, `${path}.matchExpressions[${i}]`),
  );
  for (const [i, { operator, values }] of fieldExpressions.entries()) {
    const known = operator === "In" || operator === "NotIn";
    if (!known || values?.length !== 1) errors.push(`${path}.matchFields[${i}]: Invalid value`);
  }
  if (errors.length > 0) return { errors };
  return { labels: expressions.map(compileRequirement), fields: fieldExpressions.map(compileRequirement) };
}

const integerPattern = /^[+-]?\d+$/;

/** A decimal int64; null for anything else, also for what does not fit. */
function int64(text: string): bigint | null {
  if (!integerPattern.test(text)) return null;
  const value = BigInt(text.replace("+", ""));
  return BigInt.asIntN(64, value) === value ? value : null;
}

/** The errors of labels.NewRequirement, for the requirements that API validation lets through. */
function requirementErrors(requirement: LabelSelectorRequirement, path: string): string[] {
  const { key, operator, values = [] } = requirement;
  const errors: string[] = [];
  if (operator === "Gt" || operator === "Lt") {
    if (values.length !== 1) {
      const found = JSON.stringify(values);
      errors.push(`${path}.values: Invalid value: ${found}: for 'Gt', 'Lt' operators, exactly one value is required`);
    }
    for (const [i, value] of values.entries()) {
      if (int64(value) !== null) continue;
      const found = escapeText(value);
      errors.push(
        `${path}.values[${i}]: Invalid value: ${found}: for 'Gt', 'Lt' operators, the value must be an integer`,
      );
    }
  }
  for (const [i, value] of values.entries()) {
    const problems = validateLabelValue(value);
    if (problems.length === 0) continue;
    errors.push(`${path}.values[${i}][${key}]: Invalid value: ${escapeText(value)}: ${problems.join("; ")}`);
  }
  return errors;
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

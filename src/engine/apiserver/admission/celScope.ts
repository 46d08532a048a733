import type { Namespace } from "../../api/core.ts";
import { apiVersionOf } from "../../api/kinds.ts";
import { evaluateCel, type Outcome, type Scope } from "../cel/evaluate.ts";
import type { Attributes, ClusterView } from "./plugin.ts";

/** What expressions of policies and of webhooks are about. Models CreateAdmissionRequest and the filters of admission/plugin/cel (v1.34). */
export function celScope(attributes: Attributes, view: ClusterView): Scope {
  const { object, old, operation, namespace, name, user, kind, subresource, dryRun = false } = attributes;
  const resource = { group: kind.group, version: kind.version, resource: kind.resource };
  const gvk = { group: kind.group, version: kind.version, kind: kind.kind };
  return {
    object: operation === "delete" ? null : { ...object, apiVersion: apiVersionOf(kind), kind: kind.kind },
    oldObject: old ?? null,
    namespaceObject: namespace === undefined ? null : (view.get<Namespace>("namespaces", undefined, namespace) ?? null),
    request: {
      kind: gvk,
      requestKind: gvk,
      resource,
      requestResource: resource,
      subResource: subresource ?? "",
      requestSubResource: subresource ?? "",
      name,
      namespace: namespace ?? "",
      operation: operation.toUpperCase(),
      userInfo: { username: user.name, groups: user.groups },
      dryRun,
    },
    variables: {},
  };
}

/** What is told of an expression that is passed over because it cannot be evaluated here. */
export function notEvaluated(where: string, expression: string, what: string): string {
  return `${where}: expression '${expression}' is passed over: ${what} is outside the subset of CEL that is simulated`;
}

/** How match conditions come out: all true, one false, or one that failed while none was false. */
export type Matching =
  | { readonly matches: boolean; readonly warnings: readonly string[] }
  | { readonly error: string; readonly warnings: readonly string[] };

/** Models matchconditions.matcher (v1.34): a false condition outranks failed ones. */
export function matchConditions(
  conditions: readonly { readonly expression?: string }[],
  scope: Scope,
  where: string,
): Matching {
  const warnings: string[] = [];
  const errors: string[] = [];
  for (const { expression = "" } of conditions) {
    const outcome: Outcome = evaluateCel(expression, scope);
    if ("unsupported" in outcome) warnings.push(notEvaluated(where, expression, outcome.unsupported));
    else if ("error" in outcome) errors.push(evaluationError(expression, outcome.error));
    else if (outcome.value !== true) return { matches: false, warnings };
  }
  if (errors.length === 0) return { matches: true, warnings };
  return { error: errors.length === 1 ? (errors[0] ?? "") : `[${errors.join(", ")}]`, warnings };
}

export function evaluationError(expression: string, error: string): string {
  return `expression '${expression}' resulted in error: ${error}`;
}

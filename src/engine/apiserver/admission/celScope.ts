import type { Namespace } from "../../api/core.ts";
import { apiVersionOf } from "../../api/kinds.ts";
import { granted, isAllowed, isUrlAllowed } from "../authorization/rbac.ts";
import { evaluateCel, type Outcome, type Scope } from "../cel/evaluate.ts";
import { Authorizer, type Question, ResourceCheck } from "../cel/libraries/authorizer.ts";
import type { UserInfo } from "../request.ts";
import type { Attributes, ClusterView } from "./plugin.ts";

/** What expressions of policies and of webhooks are about. Models CreateAdmissionRequest and the filters of admission/plugin/cel (v1.34). */
export function celScope(attributes: Attributes, view: ClusterView): Scope {
  const { object, old, operation, namespace, name, user, kind, subresource, dryRun = false } = attributes;
  const resource = { group: kind.group, version: kind.version, resource: kind.resource };
  const gvk = { group: kind.group, version: kind.version, kind: kind.kind };
  return {
    authorizer: authorizerFor(attributes, view),
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

/** What the cluster's own components do is theirs to do: their roles are not simulated. */
const isComponent = ({ name }: UserInfo): boolean =>
  name === "kubernetes-admin" || (name.startsWith("system:") && !/^system:serviceaccount:(?!kube-system:)/.test(name));

/** Whom expressions ask what somebody may do: roles, as a request does. */
function authorizerFor(
  { user: asking, kind, subresource, namespace, name }: Attributes,
  view: ClusterView,
): Authorizer {
  const isAllowedTo = ({ verb, user = asking, path, ...about }: Question): boolean => {
    if (isComponent(user)) return true;
    const { group = "", resource = "", subresource: below } = about;
    const where = about.namespace === "" ? undefined : about.namespace;
    const held = granted(user, where, view);
    if (path !== undefined) return user.groups.includes("system:masters") || isUrlAllowed(path, verb, held);
    const whole = below ? `${resource}/${below}` : resource;
    return isAllowed(user, { verb, group, resource: whole, namespace: where, name: about.name }, held);
  };
  const asked = { group: kind.group, resource: kind.resource, name };
  const place = { ...(namespace !== undefined && { namespace }), ...(subresource !== undefined && { subresource }) };
  return new Authorizer(isAllowedTo, new ResourceCheck(isAllowedTo, { ...asked, ...place }));
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

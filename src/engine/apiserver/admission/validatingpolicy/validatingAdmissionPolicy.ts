import type { Namespace } from "../../../api/core.ts";
import type { KubernetesObject } from "../../../api/meta.ts";
import { evaluateCel } from "../../cel/evaluate.ts";
import { policyDenied } from "../../status.ts";
import type { AdmissionPlugin, Attributes, ClusterView } from "../plugin.ts";
import { type RequestRule, ruleMatches, type Selectors, selectorsMatch } from "../webhook/matching.ts";

interface MatchResources extends Selectors {
  readonly resourceRules?: readonly RequestRule[];
  readonly excludeResourceRules?: readonly RequestRule[];
}

interface Validation {
  readonly expression: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
}

interface Policy extends KubernetesObject {
  readonly spec?: {
    readonly matchConstraints?: MatchResources;
    readonly matchConditions?: readonly { readonly expression: string }[];
    readonly variables?: readonly { readonly name: string; readonly expression: string }[];
    readonly validations?: readonly Validation[];
    readonly failurePolicy?: string;
  };
}

interface Binding extends KubernetesObject {
  readonly spec?: {
    readonly policyName?: string;
    readonly validationActions?: readonly string[];
    readonly matchResources?: MatchResources;
  };
}

interface Bound {
  readonly policy: Policy;
  readonly binding: Binding;
}

function isMatch(match: MatchResources | undefined, attributes: Attributes, view: ClusterView): boolean {
  if (!match) return true;
  const { resourceRules, excludeResourceRules = [] } = match;
  return (
    (resourceRules === undefined || resourceRules.some((rule) => ruleMatches(rule, attributes))) &&
    !excludeResourceRules.some((rule) => ruleMatches(rule, attributes)) &&
    selectorsMatch(match, attributes, view)
  );
}

function bound(attributes: Attributes, view: ClusterView): Bound[] {
  if (attributes.kind.group === "admissionregistration.k8s.io") return [];
  return view.list<Policy>("validatingadmissionpolicies").flatMap((policy) => {
    if (!isMatch(policy.spec?.matchConstraints, attributes, view)) return [];
    return view
      .list<Binding>("validatingadmissionpolicybindings")
      .filter(({ spec }) => spec?.policyName === policy.metadata.name)
      .filter(({ spec }) => isMatch(spec?.matchResources, attributes, view))
      .map((binding) => ({ policy, binding }));
  });
}

function scopeOf({ spec }: Policy, attributes: Attributes, view: ClusterView): { [name: string]: unknown } {
  const { object, old, operation, namespace, name, user, kind } = attributes;
  const scope: { [name: string]: unknown } = {
    object: operation === "delete" ? null : object,
    oldObject: old ?? null,
    namespaceObject: namespace === undefined ? null : (view.get<Namespace>("namespaces", undefined, namespace) ?? null),
    request: {
      operation: operation.toUpperCase(),
      name,
      namespace: namespace ?? "",
      userInfo: { username: user.name, groups: user.groups },
      resource: { group: kind.group, version: kind.version, resource: kind.resource },
    },
  };
  const variables: { [name: string]: unknown } = {};
  for (const { name: variable, expression } of spec?.variables ?? []) {
    const outcome = evaluateCel(expression, { ...scope, variables });
    if ("value" in outcome) variables[variable] = outcome.value;
  }
  return { ...scope, variables };
}

interface Failure {
  readonly message: string;
  readonly reason: string;
}

/** The validations that fail. What cannot be evaluated here is let through. */
function failures({ policy }: Bound, attributes: Attributes, view: ClusterView): Failure[] {
  const { matchConditions = [], validations = [], failurePolicy } = policy.spec ?? {};
  const scope = scopeOf(policy, attributes, view);
  const isTrue = (expression: string): boolean => {
    const outcome = evaluateCel(expression, scope);
    return !("value" in outcome) || outcome.value === true;
  };
  if (!matchConditions.every(({ expression }) => isTrue(expression))) return [];
  return validations.flatMap(({ expression, message, messageExpression, reason = "Invalid" }) => {
    const outcome = evaluateCel(expression, scope);
    if ("unknown" in outcome || ("value" in outcome && outcome.value === true)) return [];
    if ("error" in outcome) {
      if (failurePolicy === "Ignore") return [];
      return [{ message: `expression '${expression}' resulted in error: ${outcome.error}`, reason: "Invalid" }];
    }
    const computed = messageExpression === undefined ? undefined : evaluateCel(messageExpression, scope);
    const told = computed && "value" in computed && typeof computed.value === "string" ? computed.value : undefined;
    return [{ message: told || message || `failed expression: ${expression.trim()}`, reason }];
  });
}

/**
 * ValidatingAdmissionPolicy holds writes to rules that are written in the Common Expression Language.
 *
 * Models staging/src/k8s.io/apiserver/pkg/admission/plugin/policy/validating (v1.34). Left out: parameters, and what the
 * subset of CEL does not know.
 */
export const validatingAdmissionPolicy: AdmissionPlugin = {
  name: "ValidatingAdmissionPolicy",
  handles: (attributes, view) => bound(attributes, view).length > 0,

  validate(attributes, view) {
    const warnings: string[] = [];
    for (const pair of bound(attributes, view)) {
      const { policy, binding } = pair;
      const title = `ValidatingAdmissionPolicy '${policy.metadata.name}' with binding '${binding.metadata.name}'`;
      const actions = binding.spec?.validationActions ?? [];
      for (const { message, reason } of failures(pair, attributes, view)) {
        if (actions.includes("Deny")) {
          const why = `${title} denied request: ${message}`;
          return { refused: policyDenied(attributes.kind, attributes.name, why, reason), warnings };
        }
        if (actions.includes("Warn")) warnings.push(`Validation failed for ${title}: ${message}`);
      }
    }
    return warnings.length > 0 ? { warnings } : {};
  },
};

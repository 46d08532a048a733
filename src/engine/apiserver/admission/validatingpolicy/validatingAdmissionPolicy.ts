import type { KubernetesObject } from "../../../api/meta.ts";
import { evaluateCel, type Scope } from "../../cel/evaluate.ts";
import { policyDenied } from "../../status.ts";
import { celScope, evaluationError, matchConditions, notEvaluated } from "../celScope.ts";
import type { AdmissionPlugin, Attributes, ClusterView } from "../plugin.ts";
import { type RequestRule, ruleMatches, type Selectors, selectorsMatch } from "../webhook/matching.ts";
import { collectParams, type ParamKind, type ParamRef } from "./params.ts";

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
    readonly paramKind?: ParamKind;
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
    readonly paramRef?: ParamRef;
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

interface Failure {
  readonly message: string;
  readonly reason: string;
}

/** What the validations come to: those that fail, and what could not be evaluated here. */
interface Findings {
  readonly failures: readonly Failure[];
  readonly warnings: readonly string[];
}

/** The variables, each of which may use those before it; one that cannot be evaluated is missing to those that use it. */
function withVariables({ spec }: Policy, scope: Scope): Scope {
  const variables: { [name: string]: unknown } = {};
  for (const { name, expression } of spec?.variables ?? []) {
    const outcome = evaluateCel(expression, { ...scope, variables });
    if ("value" in outcome) variables[name] = outcome.value;
  }
  return { ...scope, variables };
}

function evaluate(policy: Policy, attributes: Attributes, view: ClusterView, param: KubernetesObject | null): Findings {
  const { validations = [], failurePolicy, paramKind } = policy.spec ?? {};
  const title = `ValidatingAdmissionPolicy '${policy.metadata.name}'`;
  const base = { ...celScope(attributes, view), ...(paramKind && { params: param }) };
  const matching = matchConditions(policy.spec?.matchConditions ?? [], base, title);
  const warnings = [...matching.warnings];
  if ("error" in matching) {
    const failed = failurePolicy === "Ignore" ? [] : [{ message: matching.error, reason: "Invalid" }];
    return { failures: failed, warnings };
  }
  if (!matching.matches) return { failures: [], warnings };
  const scope = withVariables(policy, base);
  const failures = validations.flatMap(({ expression, message, messageExpression, reason = "Invalid" }): Failure[] => {
    const outcome = evaluateCel(expression, scope);
    if ("unsupported" in outcome) {
      warnings.push(notEvaluated(title, expression, outcome.unsupported));
      return [];
    }
    if ("error" in outcome)
      return failurePolicy === "Ignore"
        ? []
        : [{ message: evaluationError(expression, outcome.error), reason: "Invalid" }];
    if (outcome.value === true) return [];
    const computed = messageExpression === undefined ? undefined : evaluateCel(messageExpression, scope);
    return [{ message: toldBy(computed) || message?.trim() || `failed expression: ${expression.trim()}`, reason }];
  });
  return { failures, warnings };
}

const longestMessage = 5 * 1024;

/** What a message's expression came to, if it can be shown: one line of text that is not too long. */
function toldBy(outcome: ReturnType<typeof evaluateCel> | undefined): string {
  if (!outcome || !("value" in outcome) || typeof outcome.value !== "string") return "";
  const text = outcome.value.trim();
  return text.length > longestMessage || /[\n\r]/.test(text) ? "" : text;
}

function findingsOf({ policy, binding }: Bound, attributes: Attributes, view: ClusterView): Findings {
  const collected = collectParams(policy.spec?.paramKind, binding.spec?.paramRef, attributes, view);
  if ("problem" in collected) {
    const message = `failed to configure binding: ${collected.problem}`;
    return { failures: policy.spec?.failurePolicy === "Ignore" ? [] : [{ message, reason: "Invalid" }], warnings: [] };
  }
  const rounds = collected.params.map((param) => evaluate(policy, attributes, view, param));
  return {
    failures: rounds.flatMap((round) => round.failures),
    warnings: rounds.flatMap((round) => round.warnings),
  };
}

/**
 * ValidatingAdmissionPolicy holds writes to rules that are written in the Common Expression Language.
 *
 * Models staging/src/k8s.io/apiserver/pkg/admission/plugin/policy/validating (v1.34). Left out: audit annotations, the
 * type checking against schemas that fills a policy's status, the cost of expressions, and what the subset of CEL does
 * not know: that is told with the request.
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
      const found = findingsOf(pair, attributes, view);
      warnings.push(...found.warnings);
      for (const { message, reason } of found.failures) {
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

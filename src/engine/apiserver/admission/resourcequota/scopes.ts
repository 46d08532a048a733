import type { ResourceQuota } from "../../../api/core.ts";
import type { KubernetesObject } from "../../../api/meta.ts";
import type { Pod } from "../../../api/pod.ts";
import { qosClassOf } from "../../../api/qos.ts";
import { compileSelector, matches } from "../../../api/selector.ts";
import type { PersistentVolumeClaim } from "../../../api/storage.ts";

interface Scope {
  readonly scopeName: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** Both ways of writing scopes; a plain one means: it is so. */
function scopesOf({ spec }: ResourceQuota): Scope[] {
  const plain = (spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: "Exists" }));
  return [...plain, ...(spec?.scopeSelector?.matchExpressions ?? [])];
}

/** The value of a scope against what the selector says of it. */
function selects({ scopeName, operator, values = [] }: Scope, value: string | undefined): boolean {
  const compiled = compileSelector({ matchExpressions: [{ key: scopeName, operator, values: [...values] }] });
  return !("error" in compiled) && matches(compiled, value ? { [scopeName]: value } : {});
}

/** Whether affinity looks into other namespaces, which a quota can restrict. */
function looksAcrossNamespaces({ spec }: Pod): boolean {
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {};
  return [podAffinity, podAntiAffinity].some((affinity) => {
    const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    const terms = [
      ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
      ...preferred.map(({ podAffinityTerm }) => podAffinityTerm),
    ];
    return terms.some(({ namespaces, namespaceSelector }) => namespaces?.length || namespaceSelector);
  });
}

function podIsIn(scope: Scope, pod: Pod): boolean {
  const { activeDeadlineSeconds, priorityClassName } = pod.spec;
  switch (scope.scopeName) {
    case "Terminating":
      return activeDeadlineSeconds !== undefined;
    case "NotTerminating":
      return activeDeadlineSeconds === undefined;
    case "BestEffort":
      return qosClassOf(pod) === "BestEffort";
    case "NotBestEffort":
      return qosClassOf(pod) !== "BestEffort";
    case "PriorityClass":
      return selects(scope, priorityClassName);
    case "CrossNamespacePodAffinity":
      return looksAcrossNamespaces(pod);
    default:
      return false;
  }
}

function claimIsIn(scope: Scope, { spec }: PersistentVolumeClaim): boolean {
  if (scope.scopeName !== "VolumeAttributesClass") return false;
  return selects(scope, spec?.volumeAttributesClassName as string | undefined);
}

/**
 * Whether an object is within all scopes of a quota; nothing but Pods and claims is within any.
 *
 * Models the evaluators' MatchingScopes of pkg/quota/v1/evaluator/core (v1.34).
 */
export function isInScope(quota: ResourceQuota, object: KubernetesObject): boolean {
  return scopesOf(quota).every((scope) => {
    if (object.kind === "Pod") return podIsIn(scope, object as Pod);
    return object.kind === "PersistentVolumeClaim" && claimIsIn(scope, object as PersistentVolumeClaim);
  });
}

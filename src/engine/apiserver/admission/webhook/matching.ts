import type { Namespace } from "../../../api/core.ts";
import type { KubernetesObject, LabelSelector } from "../../../api/meta.ts";
import { compileSelector, matches } from "../../../api/selector.ts";
import type { Attributes, ClusterView } from "../plugin.ts";

/** Which requests something is interested in: rules of webhooks and of policies alike. */
export interface RequestRule {
  readonly apiGroups?: readonly string[];
  readonly apiVersions?: readonly string[];
  readonly operations?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly scope?: string;
}

export interface Selectors {
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
}

const has = (list: readonly string[] | undefined, value: string): boolean =>
  list !== undefined && (list.includes("*") || list.includes(value));

export function ruleMatches(rule: RequestRule, { operation, kind, subresource, namespace, name }: Attributes): boolean {
  const resources = rule.resources ?? [];
  const isResource =
    subresource === undefined
      ? has(resources, kind.resource) || resources.includes("*/*")
      : resources.some((wanted) => {
          const [resource = "", sub] = wanted.split("/");
          return sub !== undefined && has([resource], kind.resource) && has([sub], subresource);
        });
  const isScope =
    rule.scope === undefined || rule.scope === "*" || (rule.scope === "Namespaced") === (namespace !== undefined);
  const isNamed = !rule.resourceNames?.length || rule.resourceNames.includes(name);
  return (
    isResource &&
    isScope &&
    isNamed &&
    has(rule.operations, operation.toUpperCase()) &&
    has(rule.apiGroups, kind.group) &&
    has(rule.apiVersions, kind.version)
  );
}

function selects(selector: LabelSelector | undefined, object: KubernetesObject | undefined): boolean {
  if (!selector || !object) return selector === undefined;
  const compiled = compileSelector(selector);
  return !("error" in compiled) && matches(compiled, object.metadata.labels);
}

const isEmpty = (selector: LabelSelector | undefined): boolean =>
  !selector || (!selector.matchLabels && !selector.matchExpressions?.length);

/** Models the matchers of admission/plugin/webhook/predicates (v1.34). A cluster's own object has no namespace to match. */
export function selectorsMatch(
  { namespaceSelector, objectSelector }: Selectors,
  { kind, namespace, object, old }: Attributes,
  view: ClusterView,
): boolean {
  const isOwn = kind.resource === "namespaces";
  if (!isEmpty(namespaceSelector) && (isOwn || namespace !== undefined)) {
    const where = isOwn ? object : view.get<Namespace>("namespaces", undefined, namespace ?? "");
    if (!selects(namespaceSelector, where)) return false;
  }
  return (
    isEmpty(objectSelector) || selects(objectSelector, object) || (old !== undefined && selects(objectSelector, old))
  );
}

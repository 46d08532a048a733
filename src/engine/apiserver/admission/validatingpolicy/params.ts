import { kinds } from "../../../api/kinds.ts";
import type { KubernetesObject, LabelSelector } from "../../../api/meta.ts";
import { compileSelector, matches } from "../../../api/selector.ts";
import type { Attributes, ClusterView } from "../plugin.ts";

export interface ParamRef {
  readonly name?: string;
  readonly namespace?: string;
  readonly selector?: LabelSelector;
  readonly parameterNotFoundAction?: string;
}

export interface ParamKind {
  readonly apiVersion?: string;
  readonly kind?: string;
}

/** The objects that a binding brings as parameters, each for a round of its own; or why there are none. */
type Params = { readonly params: readonly (KubernetesObject | null)[] } | { readonly problem: string };

/** Models CollectParams of admission/plugin/policy/generic (v1.34). */
export function collectParams(
  paramKind: ParamKind | undefined,
  paramRef: ParamRef | undefined,
  attributes: Attributes,
  view: ClusterView,
): Params {
  // Without a kind, or without a reference, the policy is evaluated once, with no parameter.
  if (!paramKind || !paramRef) return { params: [null] };
  const { apiVersion = "", kind: name = "" } = paramKind;
  const kind = kinds.find(
    (known) => known.kind === name && (known.group ? `${known.group}/${known.version}` : known.version) === apiVersion,
  );
  if (!kind) {
    const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
    return { problem: `failed to find resource referenced by paramKind: '${group}/${version}, Kind=${name}'` };
  }
  const namespace = kind.namespaced ? (paramRef.namespace ?? attributes.namespace) : undefined;
  if (kind.namespaced && namespace === undefined)
    return { problem: "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources" };
  const found = paramRef.name
    ? [view.get(kind.resource, namespace, paramRef.name)].filter((param) => param !== undefined)
    : view.list(kind.resource, namespace).filter(({ metadata }) => {
        const compiled = compileSelector(paramRef.selector);
        return !("error" in compiled) && matches(compiled, metadata.labels);
      });
  if (found.length > 0) return { params: found };
  return paramRef.parameterNotFoundAction === "Deny"
    ? { problem: "no params found for policy binding with `Deny` parameterNotFoundAction" }
    : { params: [] };
}

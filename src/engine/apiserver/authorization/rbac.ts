import type { KubernetesObject, LabelSelector } from "../../api/meta.ts";
import { compileSelector, matches } from "../../api/selector.ts";
import type { ClusterView } from "../admission/plugin.ts";
import type { UserInfo } from "../request.ts";
import { defaultRoles } from "./defaultRoles.ts";

export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs?: readonly string[];
  /** Paths that are no resources; in ClusterRoles only. */
  readonly nonResourceURLs?: readonly string[];
}

export interface Role extends KubernetesObject {
  readonly rules?: readonly PolicyRule[];
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly LabelSelector[] };
}

export interface RoleBinding extends KubernetesObject {
  readonly subjects?: readonly { readonly kind?: string; readonly name?: string; readonly namespace?: string }[];
  readonly roleRef?: { readonly kind?: string; readonly name?: string };
}

/** One access that is asked for. `resource` has its subresource: `pods/log`. */
interface Access {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

/** The group that may do everything, as the role cluster-admin says, without a look at any role. */
const masters = "system:masters";

function covers(rule: PolicyRule, { verb, group, resource, name }: Access): boolean {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [] } = rule;
  const [, subresource] = resource.split("/");
  const isResource =
    resources.includes("*") ||
    resources.includes(resource) ||
    (subresource !== undefined && resources.includes(`*/${subresource}`));
  return (
    (verbs.includes("*") || verbs.includes(verb)) &&
    (apiGroups.includes("*") || apiGroups.includes(group)) &&
    isResource &&
    (resourceNames.length === 0 || (name !== undefined && resourceNames.includes(name)))
  );
}

/** Whether some rule allows a verb on a path, or on all that begin like it. */
export function isUrlAllowed(url: string, verb: string, { rules }: Granted): boolean {
  return rules.some(
    ({ nonResourceURLs = [], verbs = [] }) =>
      (verbs.includes("*") || verbs.includes(verb)) &&
      nonResourceURLs.some((known) => known === url || (known.endsWith("*") && url.startsWith(known.slice(0, -1)))),
  );
}

function concerns({ subjects = [], metadata }: RoleBinding, user: UserInfo): boolean {
  return subjects.some(({ kind, name = "", namespace = metadata.namespace }) => {
    if (kind === "User") return name === user.name;
    if (kind === "Group") return user.groups.includes(name);
    return kind === "ServiceAccount" && user.name === `system:serviceaccount:${namespace}:${name}`;
  });
}

/** A role that is made of others has what they have: upstream's controller writes it into the role, here it is looked up. */
function aggregated({ aggregationRule, rules = [] }: Role, view: ClusterView): readonly PolicyRule[] {
  const selectors = (aggregationRule?.clusterRoleSelectors ?? []).map(compileSelector);
  if (selectors.length === 0) return rules;
  return view
    .list<Role>("clusterroles")
    .filter(({ metadata }) =>
      selectors.some((selector) => !("error" in selector) && matches(selector, metadata.labels)),
    )
    .flatMap((role) => role.rules ?? []);
}

/** What the role behind a binding allows; its absence is told when the access is refused. */
export function rulesOf({ roleRef, metadata }: RoleBinding, view: ClusterView): readonly PolicyRule[] | string {
  const { kind, name = "" } = roleRef ?? {};
  if (kind !== "ClusterRole") {
    const role = view.get<Role>("roles", metadata.namespace, name);
    return role ? (role.rules ?? []) : `role.rbac.authorization.k8s.io "${name}" not found`;
  }
  const role = view.get<Role>("clusterroles", undefined, name);
  if (role) return aggregated(role, view);
  const builtIn = Object.hasOwn(defaultRoles, name) ? defaultRoles[name] : undefined;
  return builtIn ?? `clusterrole.rbac.authorization.k8s.io "${name}" not found`;
}

/** What a user may do in a namespace (or the whole cluster), and which of its bindings lead nowhere. */
export interface Granted {
  readonly rules: readonly PolicyRule[];
  readonly problems: readonly string[];
}

export function granted(user: UserInfo, namespace: string | undefined, view: ClusterView): Granted {
  const bindings = [
    ...view.list<RoleBinding>("clusterrolebindings"),
    ...(namespace === undefined ? [] : view.list<RoleBinding>("rolebindings", namespace)),
  ];
  const held = bindings.filter((binding) => concerns(binding, user)).map((binding) => rulesOf(binding, view));
  return {
    rules: held.flatMap((rules) => (typeof rules === "string" ? [] : rules)),
    problems: held.filter((rules) => typeof rules === "string"),
  };
}

/**
 * True when some role allows it: roles only ever add up. Models plugin/pkg/auth/authorizer/rbac (v1.34). Without the
 * roles that every cluster starts with: of them, ordinary users only get to know about themselves and the API.
 */
export function isAllowed(user: UserInfo, access: Access, { rules }: Granted): boolean {
  return user.groups.includes(masters) || rules.some((rule) => covers(rule, access));
}

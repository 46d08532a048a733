import type { KubernetesObject } from "../../api/meta.ts";
import type { ClusterView } from "../admission/plugin.ts";
import type { UserInfo } from "../request.ts";

export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs?: readonly string[];
}

export interface Role extends KubernetesObject {
  readonly rules?: readonly PolicyRule[];
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

function concerns({ subjects = [], metadata }: RoleBinding, user: UserInfo): boolean {
  return subjects.some(({ kind, name = "", namespace = metadata.namespace }) => {
    if (kind === "User") return name === user.name;
    if (kind === "Group") return user.groups.includes(name);
    return kind === "ServiceAccount" && user.name === `system:serviceaccount:${namespace}:${name}`;
  });
}

/** The role behind a binding; its absence is told when the access is refused. */
function roleOf({ roleRef, metadata }: RoleBinding, view: ClusterView): Role | string {
  const { kind, name = "" } = roleRef ?? {};
  if (kind === "ClusterRole")
    return (
      view.get<Role>("clusterroles", undefined, name) ?? `clusterrole.rbac.authorization.k8s.io "${name}" not found`
    );
  return view.get<Role>("roles", metadata.namespace, name) ?? `role.rbac.authorization.k8s.io "${name}" not found`;
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
  const roles = bindings.filter((binding) => concerns(binding, user)).map((binding) => roleOf(binding, view));
  return {
    rules: roles.flatMap((role) => (typeof role === "string" ? [] : (role.rules ?? []))),
    problems: roles.filter((role) => typeof role === "string"),
  };
}

/**
 * True when some role allows it: roles only ever add up. Models plugin/pkg/auth/authorizer/rbac (v1.34). Without the
 * roles that every cluster starts with: of them, ordinary users only get to know about themselves and the API.
 */
export function isAllowed(user: UserInfo, access: Access, { rules }: Granted): boolean {
  return user.groups.includes(masters) || rules.some((rule) => covers(rule, access));
}

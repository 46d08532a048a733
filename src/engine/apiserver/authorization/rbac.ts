import type { KubernetesObject } from "../../api/meta.ts";
import type { ClusterView } from "../admission/plugin.ts";
import type { UserInfo } from "../request.ts";

interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs?: readonly string[];
}

interface Role extends KubernetesObject {
  readonly rules?: readonly PolicyRule[];
}

interface RoleBinding extends KubernetesObject {
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

function rulesOf({ roleRef, metadata }: RoleBinding, view: ClusterView): readonly PolicyRule[] {
  const { kind, name = "" } = roleRef ?? {};
  const role =
    kind === "ClusterRole"
      ? view.get<Role>("clusterroles", undefined, name)
      : view.get<Role>("roles", metadata.namespace, name);
  return role?.rules ?? [];
}

/**
 * True when some role allows it: roles only ever add up. Models plugin/pkg/auth/authorizer/rbac (v1.34). Without the
 * roles that every cluster starts with: of them, ordinary users only get to know about themselves and the API.
 */
export function isAllowed(user: UserInfo, access: Access, view: ClusterView): boolean {
  if (user.groups.includes(masters)) return true;
  const bindings = [
    ...view.list<RoleBinding>("clusterrolebindings"),
    ...(access.namespace === undefined ? [] : view.list<RoleBinding>("rolebindings", access.namespace)),
  ];
  return bindings
    .filter((binding) => concerns(binding, user))
    .some((binding) => rulesOf(binding, view).some((rule) => covers(rule, access)));
}

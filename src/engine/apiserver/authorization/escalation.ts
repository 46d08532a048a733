import { type KindInfo, resourceByName } from "../../api/kinds.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import type { ClusterView } from "../admission/plugin.ts";
import type { ApiRequest, UserInfo } from "../request.ts";
import { forbidden, notFound } from "../status.ts";
import { isEqual } from "../validation/equality.ts";
import {
  type Granted,
  granted,
  isAllowed,
  isUrlAllowed,
  type PolicyRule,
  type Role,
  type RoleBinding,
  rulesOf,
} from "./rbac.ts";

interface Permission {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly name: string | undefined;
}

function permissionsOf(rules: readonly PolicyRule[]): Permission[] {
  return rules.flatMap(({ apiGroups = [], resources = [], verbs = [], resourceNames = [] }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        (resourceNames.length > 0 ? resourceNames : [undefined]).flatMap((name) =>
          verbs.map((verb) => ({ group, resource, verb, name })),
        ),
      ),
    ),
  );
}

/** The kind of the role that a binding names. */
function kindOfRole(kind: string | undefined): KindInfo {
  return resourceByName(kind === "ClusterRole" ? "clusterroles" : "roles")!;
}

const quoted = (texts: readonly string[]): string => texts.map((text) => JSON.stringify(text)).join(" ");

/** `{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}`, one line for each resource. */
function describe(missing: readonly Permission[]): string[] {
  const verbs = new Map<string, string[]>();
  for (const { group, resource, verb, name } of missing) {
    const names = name === undefined ? "" : `, ResourceNames:[${quoted([name])}]`;
    const place = `APIGroups:[${quoted([group])}], Resources:[${quoted([resource])}]${names}`;
    verbs.set(place, [...(verbs.get(place) ?? []), verb]);
  }
  return [...verbs].map(([place, list]) => `{${place}, Verbs:[${quoted(list)}]}`);
}

/** As describe, for paths that are no resources: one line for each path and verb. */
function missingUrls(rules: readonly PolicyRule[], held: Granted): string[] {
  return rules.flatMap(({ nonResourceURLs = [], verbs = [] }) =>
    nonResourceURLs.flatMap((url) =>
      verbs
        .filter((verb) => !isUrlAllowed(url, verb, held))
        .map((verb) => `{NonResourceURLs:[${quoted([url])}], Verbs:[${quoted([verb])}]}`),
    ),
  );
}

function grantedRules(object: KubernetesObject, view: ClusterView): readonly PolicyRule[] {
  if (object.kind === "Role" || object.kind === "ClusterRole") return (object as Role).rules ?? [];
  const rules = rulesOf(object as RoleBinding, view);
  return typeof rules === "string" ? [] : rules;
}

/** What a role needs that gathers the rules of others, whatever they will be. */
const fullAuthority: readonly PolicyRule[] = [
  { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
  { nonResourceURLs: ["*"], verbs: ["*"] },
];

function missingOf(
  rules: readonly PolicyRule[],
  user: UserInfo,
  namespace: string | undefined,
  held: Granted,
): string[] {
  const missing = permissionsOf(rules).filter((permission) => !isAllowed(user, { ...permission, namespace }, held));
  return [...describe(missing), ...missingUrls(rules, held)].sort();
}

/** Whether nothing changes but what the garbage collector writes. */
function isLeftAlone(object: KubernetesObject, old: KubernetesObject | undefined): boolean {
  if (!old) return false;
  const { finalizers, ownerReferences } = old.metadata;
  return isEqual({ ...object, metadata: { ...object.metadata, finalizers, ownerReferences } }, old);
}

/**
 * Nobody gives what he does not have: why a role or a binding is refused, new or in place of an old one; null when it is
 * not. Whoever may `escalate` (roles) or `bind` (bindings) is trusted.
 *
 * Models pkg/registry/rbac: EscalationAllowed and ConfirmNoEscalation (v1.34).
 */
export function escalationProblem(
  { user, kind, namespace }: ApiRequest,
  object: KubernetesObject,
  view: ClusterView,
  old?: KubernetesObject,
): Status | null {
  if (!user || kind.group !== "rbac.authorization.k8s.io" || isLeftAlone(object, old)) return null;
  const held = granted(user, namespace, view);
  const isBinding = kind.resource.endsWith("bindings");
  const { name: roleName = "", kind: roleKind } = (object as RoleBinding).roleRef ?? {};
  const resource = isBinding ? (roleKind === "ClusterRole" ? "clusterroles" : "roles") : kind.resource;
  const name = isBinding ? roleName : object.metadata.name;
  const trusted = { verb: isBinding ? "bind" : "escalate", group: kind.group, resource, namespace, name };
  if (isAllowed(user, trusted, held)) return null;
  const unknown = isBinding
    ? rulesOf({ ...object, metadata: { ...object.metadata, namespace } } as RoleBinding, view)
    : [];
  // Who may not bind a role has to hold it: one that is not there nobody can.
  if (typeof unknown === "string") return notFound(kindOfRole(roleKind), roleName);
  const refused = (why: string) => forbidden(kind, object.metadata.name ?? "", why);
  const missing = missingOf(grantedRules(object, view), user, namespace, held);
  if (missing.length > 0) {
    const who = `user "${user.name}" (groups=[${quoted(user.groups)}])`;
    return refused(`${who} is attempting to grant RBAC permissions not currently held:\n${missing.join("\n")}`);
  }
  if (!(object as Role).aggregationRule || missingOf(fullAuthority, user, namespace, held).length === 0) return null;
  return refused("must have cluster-admin privileges to use the aggregationRule");
}

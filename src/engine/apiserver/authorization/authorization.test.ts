import { describe, expect, it } from "vitest";
import { resourceByName } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { ClusterView } from "../admission/plugin.ts";
import { authorizationStatus } from "./authorizationStatus.ts";
import { escalationProblem } from "./escalation.ts";
import type { PolicyRule, Role, RoleBinding } from "./rbac.ts";

const user = { name: "jane", groups: ["developers"] };
const group = "rbac.authorization.k8s.io";
const meta = (name: string, labels = {}) => ({ apiVersion: `${group}/v1`, metadata: { name, namespace: "n", labels } });
const binding = (kind: string, name: string): RoleBinding => ({
  ...meta("b"),
  kind: "RoleBinding",
  subjects: [{ kind: "User", name: "jane" }],
  roleRef: { kind, name },
});

function view(objects: { readonly [resource: string]: readonly KubernetesObject[] }): ClusterView {
  return {
    list: (resource: string) => objects[resource] ?? [],
    get: (resource: string, _: unknown, name: string) =>
      objects[resource]?.find((object) => object.metadata.name === name),
  } as unknown as ClusterView;
}

function answer(verb: "get" | "list" | "create", resource: string, roles: readonly string[], name?: string): string {
  const kind = resourceByName(resource)!;
  const place = kind.namespaced ? { namespace: "n" } : {};
  const cluster = view({ rolebindings: roles.map((role) => binding("ClusterRole", role)) });
  const request = { client: "c", user, verb, kind, ...place, ...(name && { name }) };
  return authorizationStatus(request, cluster)?.message ?? "allowed";
}

describe("the roles that every cluster starts with", () => {
  it.each([
    ["list", "pods", ["view"], "allowed"],
    ["create", "pods", ["edit"], "allowed"],
    ["create", "roles", ["admin"], "allowed"],
    [
      "create",
      "nodes",
      ["cluster-admin"],
      'nodes is forbidden: User "jane" cannot create resource "nodes" in API group "" at the cluster scope',
    ],
    [
      "list",
      "secrets",
      ["view"],
      'secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "n"',
    ],
    [
      "create",
      "resourcequotas",
      ["admin"],
      'resourcequotas is forbidden: User "jane" cannot create resource "resourcequotas" in API group "" in the namespace "n"',
    ],
  ] as const)("%s %s as %s", (verb, resource, roles, expected) => {
    expect(answer(verb, resource, roles)).toBe(expected);
  });

  it("takes a Namespace to lie in itself", () => {
    expect(answer("get", "namespaces", ["view"], "n")).toBe("allowed");
    expect(answer("get", "namespaces", [], "n")).toBe(
      'namespaces "n" is forbidden: User "jane" cannot get resource "namespaces" in API group "" in the namespace "n"',
    );
  });
});

describe("roles made of others", () => {
  const rules: PolicyRule[] = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }];
  const part: Role = { ...meta("part", { part: "yes" }), kind: "ClusterRole", rules };
  const whole: Role = {
    ...meta("whole"),
    kind: "ClusterRole",
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { part: "yes" } }] },
  };

  it("allow what their parts allow", () => {
    const cluster = view({ clusterroles: [part, whole], rolebindings: [binding("ClusterRole", "whole")] });
    const request = {
      client: "c",
      user,
      verb: "get" as const,
      kind: resourceByName("pods")!,
      namespace: "n",
      name: "p",
    };
    expect(authorizationStatus(request, cluster)).toBeNull();
  });
});

describe("what nobody may give away", () => {
  const give = (role: string) =>
    escalationProblem(
      { client: "c", user, verb: "create", kind: resourceByName("rolebindings")!, namespace: "n" },
      binding("ClusterRole", role),
      view({}),
    )?.message;

  it("is what he does not have, paths too", () => {
    expect(give("cluster-admin")).toBe(
      'rolebindings.rbac.authorization.k8s.io "b" is forbidden: user "jane" (groups=["developers"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}',
    );
  });

  it("is more in a role that is there, but what stays as it was is nobody's business", () => {
    const role = (rules: PolicyRule[], more = {}) => ({ ...meta("r"), kind: "Role", rules, ...more }) as Role;
    const pods = { apiGroups: [""], resources: ["pods"], verbs: ["get"] };
    const change = (wanted: Role) =>
      escalationProblem(
        { client: "c", user, verb: "update", kind: resourceByName("roles")!, namespace: "n" },
        wanted,
        view({}),
        role([pods]),
      )?.message;
    expect(change(role([pods]))).toBeUndefined();
    expect(change(role([{ ...pods, verbs: ["list"] }]))).toContain(
      '{APIGroups:[""], Resources:["pods"], Verbs:["list"]}',
    );
  });

  it("is a role that is not there", () => {
    expect(give("ghost")).toBe('clusterroles.rbac.authorization.k8s.io "ghost" not found');
  });
});

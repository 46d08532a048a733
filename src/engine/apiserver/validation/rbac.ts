import type { KubernetesObject, LabelSelector } from "../../api/meta.ts";
import { validateDNS1123Subdomain, validatePathSegment } from "../../api/names.ts";
import type { Check } from "./fieldError.ts";
import { validateLabelSelector, validateMetadata } from "./metadata.ts";

const group = "rbac.authorization.k8s.io";

interface PolicyRule {
  readonly verbs?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

interface Role extends KubernetesObject {
  readonly rules?: readonly PolicyRule[];
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly LabelSelector[] };
}

/** Models ValidateRole and ValidateClusterRole (v1.34). Names of roles are path segments. */
export function validateRole(check: Check, role: Role): void {
  const namespaced = role.kind === "Role";
  validateMetadata(check.at("metadata"), role.metadata, namespaced, validatePathSegment);
  (role.rules ?? []).forEach((rule, index) => {
    validateRule(check.at("rules", index), rule, namespaced);
  });
  if (!role.aggregationRule || namespaced) return;
  const { clusterRoleSelectors = [] } = role.aggregationRule;
  const at = check.at("aggregationRule", "clusterRoleSelectors");
  if (clusterRoleSelectors.length === 0)
    at.required("at least one clusterRoleSelector required if aggregationRule is non-nil");
  clusterRoleSelectors.forEach((selector, index) => {
    validateLabelSelector(at.at(index), selector);
  });
}

function validateRule(check: Check, rule: PolicyRule, namespaced: boolean): void {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  if (verbs.length === 0) check.at("verbs").required("verbs must contain at least one value");
  if (nonResourceURLs.length > 0) {
    const at = check.at("nonResourceURLs");
    if (namespaced) at.invalid(nonResourceURLs, "namespaced rules cannot apply to non-resource URLs");
    if (apiGroups.length + resources.length + resourceNames.length > 0)
      at.invalid(nonResourceURLs, "rules cannot apply to both regular resources and non-resource URLs");
    return;
  }
  if (apiGroups.length === 0) check.at("apiGroups").required("resource rules must supply at least one api group");
  if (resources.length === 0) check.at("resources").required("resource rules must supply at least one resource");
}

interface Subject {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly apiGroup?: string;
}

interface RoleBinding extends KubernetesObject {
  readonly roleRef?: { readonly apiGroup?: string; readonly kind?: string; readonly name?: string };
  readonly subjects?: readonly Subject[];
}

/** Models ValidateRoleBinding and ValidateClusterRoleBinding (v1.34). */
export function validateRoleBinding(check: Check, binding: RoleBinding): void {
  const namespaced = binding.kind === "RoleBinding";
  validateMetadata(check.at("metadata"), binding.metadata, namespaced, validatePathSegment);
  const { apiGroup = "", kind = "", name = "" } = binding.roleRef ?? {};
  const at = check.at("roleRef");
  const kinds = namespaced ? ["Role", "ClusterRole"] : ["ClusterRole"];
  if (apiGroup !== group) at.at("apiGroup").notSupported(apiGroup, [group]);
  if (!kinds.includes(kind)) at.at("kind").notSupported(kind, kinds);
  if (name) at.at("name").invalidAll(name, validatePathSegment(name));
  else at.at("name").required();
  (binding.subjects ?? []).forEach((subject, index) => {
    validateSubject(check.at("subjects", index), subject, namespaced);
  });
}

function validateSubject(
  check: Check,
  { kind = "", name = "", namespace = "", apiGroup = "" }: Subject,
  namespaced: boolean,
): void {
  if (!name) check.at("name").required();
  switch (kind) {
    case "ServiceAccount":
      if (name) check.at("name").invalidAll(name, validateDNS1123Subdomain(name));
      if (apiGroup) check.at("apiGroup").notSupported(apiGroup, [""]);
      if (!namespaced && !namespace) check.at("namespace").required();
      return;
    case "User":
    case "Group":
      if (apiGroup !== group) check.at("apiGroup").notSupported(apiGroup, [group]);
      return;
    default:
      check.at("kind").notSupported(kind, ["ServiceAccount", "User", "Group"]);
  }
}

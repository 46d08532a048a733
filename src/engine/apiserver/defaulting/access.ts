import { ensureRecord, type Fields, recordAt, recordsAt, setAbsent } from "./fields.ts";

const group = "rbac.authorization.k8s.io";

/** Models pkg/apis/rbac/v1/defaults.go (v1.34): a ServiceAccount is of the core group, whose name is empty. */
export function defaultRoleBinding(binding: Fields): void {
  setAbsent(ensureRecord(binding, "roleRef"), { apiGroup: group });
  for (const subject of recordsAt(binding, "subjects"))
    if (subject.kind === "User" || subject.kind === "Group") setAbsent(subject, { apiGroup: group });
}

/** Models pkg/apis/admissionregistration/v1/defaults.go (v1.34), for what CEL admits. */
export function defaultAdmissionPolicy(policy: Fields): void {
  const spec = recordAt(policy, "spec");
  if (!spec) return;
  if (policy.kind === "ValidatingAdmissionPolicy") setAbsent(spec, { failurePolicy: "Fail" });
  const matched = recordAt(spec, policy.kind === "ValidatingAdmissionPolicy" ? "matchConstraints" : "matchResources");
  if (!matched) return;
  setAbsent(matched, { matchPolicy: "Equivalent", namespaceSelector: {}, objectSelector: {} });
  for (const list of ["resourceRules", "excludeResourceRules"])
    for (const rule of recordsAt(matched, list)) setAbsent(rule, { scope: "*" });
}

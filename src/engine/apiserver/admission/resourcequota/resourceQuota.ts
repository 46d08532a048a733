import type { ResourceQuota } from "../../../api/core.ts";
import type { KubernetesObject, ResourceList } from "../../../api/meta.ts";
import type { Container, Pod } from "../../../api/pod.ts";
import { addQuantities, canonicalQuantity, compareQuantities, subtractQuantities } from "../../../api/quantity.ts";
import { forbidden } from "../../status.ts";
import type { AdmissionPlugin } from "../plugin.ts";
import { isInScope } from "./scopes.ts";
import { computeUsage, objectUsage, podUsage } from "./usage.ts";

/** What every container has to speak of once a quota counts it. */
const spokenOf = ["cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory"];

/** `limits.cpu for: web; requests.memory for: sidecar,web`; empty when every container says what the quota counts. */
function unspecified(pod: Pod, hard: ResourceList): string {
  if (pod.spec.resources?.requests || pod.spec.resources?.limits) return "";
  const containers: readonly Container[] = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const usages = containers.map(({ name, resources }) => ({
    name,
    usage: computeUsage(resources?.requests ?? {}, resources?.limits ?? {}),
  }));
  return spokenOf
    .filter((resource) => hard[resource] !== undefined)
    .map((resource) => {
      const missing = usages.filter(({ usage }) => usage[resource] === undefined).map(({ name }) => name);
      return missing.length > 0 ? `${resource} for: ${[...new Set(missing)].sort().join(",")}` : "";
    })
    .filter((part) => part !== "")
    .join("; ");
}

function list(amounts: ResourceList): string {
  return Object.keys(amounts)
    .sort()
    .map((name) => `${name}=${canonicalQuantity(amounts[name])}`)
    .join(",");
}

const usageOf = (object: KubernetesObject, hard: ResourceList): ResourceList =>
  object.kind === "Pod" ? podUsage(object as Pod, hard) : objectUsage(object, hard);

/** What is to be charged: on an update only what has become more or less. */
function chargeOf(object: KubernetesObject, old: KubernetesObject | undefined, hard: ResourceList): ResourceList {
  const usage = usageOf(object, hard);
  if (!old) return usage;
  const before = usageOf(old, hard);
  const names = new Set([...Object.keys(usage), ...Object.keys(before)]);
  const changes = [...names].map(
    (name) => [name, subtractQuantities(usage[name] ?? "0", before[name] ?? "0")] as const,
  );
  return Object.fromEntries(changes.filter(([, change]) => compareQuantities(change, "0") !== 0));
}

/** Kinds of which an update can cost more than before. */
const charged = new Set(["services", "persistentvolumeclaims"]);

/**
 * ResourceQuota is asked last: it charges the namespace's quotas for what is written, or refuses it.
 *
 * Models staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota (v1.34). Left out: resource claims, and the
 * limits on by default that a configuration of the plugin can set.
 */
export const resourceQuota: AdmissionPlugin = {
  name: "ResourceQuota",

  handles({ operation, kind, subresource, namespace }, view) {
    if (!kind.namespaced) return false;
    const isResize = operation === "update" && kind.resource === "pods" && subresource === "resize";
    const counts = operation === "create" || (operation === "update" && charged.has(kind.resource));
    if (!isResize && (!counts || subresource !== undefined)) return false;
    return kind.resource === "pods" || view.list("resourcequotas", namespace).length > 0;
  },

  validate({ kind, namespace, name, object, old, operation }, view) {
    const writes: ResourceQuota[] = [];
    for (const quota of view.list<ResourceQuota>("resourcequotas", namespace)) {
      if (!isInScope(quota, object)) continue;
      const hard = quota.spec?.hard ?? {};
      const counted = Object.keys(usageOf(object, hard));
      const title = quota.metadata.name ?? "";
      const missing = object.kind === "Pod" ? unspecified(object as Pod, hard) : "";
      if (missing) return { refused: forbidden(kind, name, `failed quota: ${title}: must specify ${missing}`) };
      if (counted.length === 0) continue;
      const used = quota.status?.used;
      const unknown = counted.filter((resource) => used?.[resource] === undefined);
      if (unknown.length > 0 || !used) {
        const why = `status unknown for quota: ${title}, resources: ${unknown.sort().join(",")}`;
        return { refused: forbidden(kind, name, why) };
      }
      const requested = chargeOf(object, operation === "update" ? old : undefined, hard);
      if (Object.keys(requested).length === 0) continue;
      const after: ResourceList = { ...used };
      for (const resource of Object.keys(requested))
        after[resource] = addQuantities(used[resource] ?? "0", requested[resource] ?? "0");
      const exceeded = Object.keys(requested).filter(
        (resource) => compareQuantities(after[resource] ?? "0", hard[resource] ?? "0") > 0,
      );
      if (exceeded.length > 0) {
        const only = (amounts: ResourceList): string =>
          list(Object.fromEntries(exceeded.map((resource) => [resource, amounts[resource] ?? "0"])));
        const why = `exceeded quota: ${title}, requested: ${only(requested)}, used: ${only(used)}, limited: ${only(hard)}`;
        return { refused: forbidden(kind, name, why) };
      }
      writes.push({ ...quota, status: { ...quota.status, hard, used: after } });
    }
    return { writes };
  },
};

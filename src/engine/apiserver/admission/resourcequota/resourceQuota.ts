import type { ResourceQuota } from "../../../api/core.ts";
import type { ResourceList } from "../../../api/meta.ts";
import type { Container, Pod } from "../../../api/pod.ts";
import { podRequests } from "../../../api/podResources.ts";
import { addQuantities, canonicalQuantity, compareQuantities } from "../../../api/quantity.ts";
import { forbidden } from "../../status.ts";
import type { AdmissionPlugin } from "../plugin.ts";
import { objectUsage, podUsage } from "./usage.ts";

/** Quotas written without a prefix count requests. */
function tracked(hard: ResourceList, resource: string): boolean {
  return (
    hard[resource] !== undefined ||
    (resource.startsWith("requests.") && hard[resource.slice("requests.".length)] !== undefined)
  );
}

/** `limits.cpu for: web; requests.memory for: sidecar,web`; empty when every container says what the quota counts. */
function unspecified(pod: Pod, hard: ResourceList): string {
  if (pod.spec.resources?.requests || pod.spec.resources?.limits) return "";
  const containers: readonly Container[] = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  return ["limits.cpu", "limits.memory", "requests.cpu", "requests.memory"]
    .filter((resource) => tracked(hard, resource))
    .map((resource) => {
      const [side, name] = resource.split(".") as ["limits" | "requests", string];
      const missing = containers
        .filter((container) => container.resources?.[side]?.[name] === undefined)
        .map(({ name }) => name);
      const label = hard[resource] !== undefined ? resource : name;
      return missing.length > 0 ? `${label} for: ${[...new Set(missing)].sort().join(",")}` : "";
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

function scopesMatch(quota: ResourceQuota, pod: Pod): boolean {
  return (quota.spec?.scopes ?? []).every((scope) => {
    const bestEffort =
      podRequests(pod).size === 0 && pod.spec.containers.every((container) => !container.resources?.limits);
    if (scope === "BestEffort") return bestEffort;
    if (scope === "NotBestEffort") return !bestEffort;
    if (scope === "Terminating") return pod.spec.activeDeadlineSeconds !== undefined;
    if (scope === "NotTerminating") return pod.spec.activeDeadlineSeconds === undefined;
    return true;
  });
}

/**
 * ResourceQuota is asked last: it charges the namespace's quotas for a new Pod, or refuses it.
 *
 * Models staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota (v1.34). Simplified: what is
 * created only; of the scopes those without a scope selector.
 */
export const resourceQuota: AdmissionPlugin = {
  name: "ResourceQuota",

  handles({ operation, kind, subresource, namespace }, view) {
    if (operation !== "create" || subresource !== undefined || !kind.namespaced) return false;
    return kind.resource === "pods" || view.list("resourcequotas", namespace).length > 0;
  },

  validate({ kind, namespace, name, object }, view) {
    const pod = kind.resource === "pods" ? (object as Pod) : null;
    const writes: ResourceQuota[] = [];
    for (const quota of view.list<ResourceQuota>("resourcequotas", namespace)) {
      const hard = quota.spec?.hard ?? {};
      // Scopes are about Pods: a quota that has some counts nothing else.
      if (pod ? !scopesMatch(quota, pod) : quota.spec?.scopes?.length || quota.spec?.scopeSelector) continue;
      const missing = pod ? unspecified(pod, hard) : "";
      const title = quota.metadata.name ?? "";
      if (missing) return { refused: forbidden(kind, name, `failed quota: ${title}: must specify ${missing}`) };
      const requested = pod ? podUsage(pod, hard) : objectUsage(object, hard);
      if (Object.keys(requested).length === 0) continue;
      const used = quota.status?.used;
      const unknown = Object.keys(requested).filter((resource) => used?.[resource] === undefined);
      if (unknown.length > 0 || !used) {
        return {
          refused: forbidden(kind, name, `status unknown for quota: ${title}, resources: ${unknown.sort().join(",")}`),
        };
      }
      const after: ResourceList = { ...used };
      for (const resource of Object.keys(requested))
        after[resource] = addQuantities(used[resource], requested[resource]);
      const exceeded = Object.keys(requested).filter(
        (resource) => compareQuantities(after[resource], hard[resource]) > 0,
      );
      if (exceeded.length > 0) {
        const only = (amounts: ResourceList): string =>
          list(Object.fromEntries(exceeded.map((resource) => [resource, amounts[resource]])));
        const why = `exceeded quota: ${title}, requested: ${only(requested)}, used: ${only(used)}, limited: ${only(hard)}`;
        return { refused: forbidden(kind, name, why) };
      }
      writes.push({ ...quota, status: { ...quota.status, hard, used: after } });
    }
    return { writes };
  },
};

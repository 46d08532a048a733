import type { KubernetesObject } from "../../api/meta.ts";
import { validatePathSegment } from "../../api/names.ts";
import type { Check } from "./fieldError.ts";
import { subdomainName, validateMetadata } from "./metadata.ts";

interface HorizontalPodAutoscaler extends KubernetesObject {
  spec?: {
    minReplicas?: number;
    maxReplicas?: number;
    scaleTargetRef?: { kind?: string; name?: string; apiVersion?: string };
    metrics?: { type?: string; [source: string]: unknown }[];
  };
}

const metricSources: { readonly [type: string]: string } = {
  Object: "object",
  Pods: "pods",
  Resource: "resource",
  ContainerResource: "containerResource",
  External: "external",
};

/** Models ValidateHorizontalPodAutoscaler (v1.34): bounds, target, and that each metric has its source. */
export function validateHorizontalPodAutoscaler(check: Check, autoscaler: HorizontalPodAutoscaler): void {
  validateMetadata(check.at("metadata"), autoscaler.metadata, true, subdomainName);
  const at = check.at("spec");
  const { minReplicas, maxReplicas = 0, scaleTargetRef = {}, metrics = [] } = autoscaler.spec ?? {};
  if (minReplicas !== undefined && minReplicas < 1)
    at.at("minReplicas").invalid(minReplicas, "must be greater than or equal to 1");
  if (maxReplicas < 1) at.at("maxReplicas").invalid(maxReplicas, "must be greater than 0");
  if (minReplicas !== undefined && maxReplicas < minReplicas)
    at.at("maxReplicas").invalid(maxReplicas, "must be greater than or equal to `minReplicas`");
  const target = at.at("scaleTargetRef");
  for (const field of ["kind", "name"] as const) if (!scaleTargetRef[field]) target.at(field).required();
  if (!scaleTargetRef.apiVersion)
    target.at("apiVersion").invalid(scaleTargetRef.apiVersion ?? "", "apiVersion must specify API group");
  metrics.forEach((metric, index) => {
    const source = metricSources[metric.type ?? ""];
    if (!metric.type) at.at("metrics", index, "type").required("must specify a metric source type");
    else if (!source) at.at("metrics", index, "type").notSupported(metric.type, Object.keys(metricSources).sort());
    else if (metric[source] === undefined)
      at.at("metrics", index, source).required("must populate information for the given metric source");
  });
  if (minReplicas === 0 && !metrics.some(({ type }) => type === "Object" || type === "External"))
    at.at("metrics").forbidden(
      "must specify at least one Object or External metric to support scaling to zero replicas",
    );
}

interface Role extends KubernetesObject {
  rules?: { verbs?: string[]; apiGroups?: string[]; resources?: string[]; nonResourceURLs?: string[] }[];
}

/** Models ValidateRole and ValidateClusterRole (v1.34). Names of roles are path segments. */
export function validateRole(check: Check, role: Role): void {
  const namespaced = role.kind === "Role";
  validateMetadata(check.at("metadata"), role.metadata, namespaced, validatePathSegment);
  (role.rules ?? []).forEach(({ verbs = [], apiGroups = [], resources = [], nonResourceURLs = [] }, index) => {
    const at = check.at("rules", index);
    if (verbs.length === 0) at.at("verbs").required("verbs must contain at least one value");
    if (nonResourceURLs.length > 0) {
      if (namespaced)
        at.at("nonResourceURLs").invalid(nonResourceURLs, "namespaced rules cannot apply to non-resource URLs");
      else if (apiGroups.length + resources.length > 0)
        at.at("nonResourceURLs").invalid(
          nonResourceURLs,
          "rules cannot apply to both regular resources and non-resource URLs",
        );
      return;
    }
    if (apiGroups.length === 0) at.at("apiGroups").required("resource rules must supply at least one api group");
    if (resources.length === 0) at.at("resources").required("resource rules must supply at least one resource");
  });
}

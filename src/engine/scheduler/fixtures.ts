import type { Node } from "../api/core.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Pod, PodSpec } from "../api/pod.ts";
import { applyDefaults } from "../apiserver/defaulting/index.ts";
import { SchedulerCache } from "./cache/schedulerCache.ts";
import type { SchedulerConfiguration } from "./config/schedulerConfiguration.ts";
import type { DecisionRecord } from "./framework/decisionRecord.ts";
import { createPodInfo } from "./framework/podInfo.ts";
import { firstByName } from "./runtime/choosers.ts";
import { createProfiles } from "./runtime/profile.ts";
import { recordDecision } from "./runtime/recordDecision.ts";

/** Objects for the scheduler's own tests, as short as their point allows. */
export function node(
  name: string,
  changes: { labels?: Node["metadata"]["labels"]; cpu?: string; pods?: string } & Node["spec"] = {},
): Node {
  const { labels, cpu = "4", pods = "110", ...spec } = changes;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name, ...labels } },
    spec,
    status: { allocatable: { cpu, memory: "8Gi", pods } },
  };
}

export function pod(
  name: string,
  changes: { labels?: Pod["metadata"]["labels"]; cpu?: string } & Partial<PodSpec> = {},
): Pod {
  const { labels, cpu, ...spec } = changes;
  const resources = cpu === undefined ? {} : { requests: { cpu } };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default", uid: name, labels },
    spec: { containers: [{ name: "c", image: "registry.k8s.io/pause:3.10", resources }], ...spec },
  };
}

/** A cluster of these objects, defaulted. */
export function cacheOf(objects: readonly KubernetesObject[]): SchedulerCache {
  const cache = new SchedulerCache();
  for (const object of objects) cache.apply(applyDefaults(object));
  return cache;
}

/** One recorded attempt for a Pod in a cluster. */
export function decide(
  pending: Pod,
  objects: readonly KubernetesObject[],
  configuration: SchedulerConfiguration = {},
): DecisionRecord {
  const profiles = createProfiles(configuration, cacheOf(objects), firstByName);
  const defaulted = applyDefaults(pending);
  const profile = profiles.get(defaulted.spec.schedulerName ?? "default-scheduler")!;
  return recordDecision(profile, createPodInfo(defaulted), { percentage: 100 }).record;
}

/** Why each node was refused, by its reasons; null where the Pod fits. */
export function verdicts({ filter }: DecisionRecord): { readonly [node: string]: string | null } {
  return Object.fromEntries(
    (filter ?? []).map(({ node: name, verdict }) => [name, verdict?.reasons.join("; ") ?? null]),
  );
}

import type { Int64 } from "../../api/int64.ts";
import type { Pod } from "../../api/pod.ts";
import { milliOf, podRequests, podRequestsForAccounting, unitsOf } from "../../api/podResources.ts";
import { virtualTime } from "../../kernel/clock.ts";
import { type AffinityTerms, affinityTermsOf } from "./affinityTerm.ts";
import { type HostPort, hostPortsOf } from "./hostPorts.ts";
import { type Labels, noLabels } from "./labels.ts";
import { Resource } from "./resource.ts";

/** A Pod with what scheduling asks of it again and again worked out once. Models framework.PodInfo (v1.34). */
export interface PodInfo {
  readonly pod: Pod;
  /** `namespace/name`. */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly labels: Labels;
  readonly priority: number;
  /** Virtual milliseconds; Infinity when it has not started: later than anything that has. */
  readonly startTime: number;
  readonly terminating: boolean;
  readonly requests: Resource;
  /** Requests with the scheduler's defaults for containers that ask for nothing. */
  readonly nonZeroMilliCPU: Int64;
  readonly nonZeroMemory: Int64;
  readonly hostPorts: readonly HostPort[];
  readonly affinity: AffinityTerms;
  /** `namespace/claim` of its persistentVolumeClaim volumes. */
  readonly claimKeys: readonly string[];
  /** Equal for Pods that no label selector can tell apart. */
  readonly labelKey: string;
  readonly nominatedNode: string;
}

export function podKey(pod: Pod): string {
  return `${pod.metadata.namespace ?? "default"}/${pod.metadata.name ?? ""}`;
}

/** Works out a PodInfo of a defaulted Pod. */
export function createPodInfo(pod: Pod): PodInfo {
  const namespace = pod.metadata.namespace ?? "default";
  const name = pod.metadata.name ?? "";
  const labels: Labels = pod.metadata.labels ?? noLabels;
  const nano = podRequests(pod);
  const withDefaults = podRequestsForAccounting(pod, nano);
  const terminating = pod.metadata.deletionTimestamp != null;
  const claimKeys: string[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    if (volume.persistentVolumeClaim) claimKeys.push(`${namespace}/${volume.persistentVolumeClaim.claimName}`);
  }
  return {
    pod,
    key: `${namespace}/${name}`,
    namespace,
    name,
    uid: pod.metadata.uid ?? `${namespace}/${name}`,
    labels,
    priority: pod.spec.priority ?? 0,
    startTime: (pod.status?.startTime ? virtualTime(pod.status.startTime) : null) ?? Number.POSITIVE_INFINITY,
    terminating,
    requests: Resource.of(nano),
    nonZeroMilliCPU: milliOf(withDefaults.get("cpu") ?? 0n),
    nonZeroMemory: unitsOf(withDefaults.get("memory") ?? 0n),
    hostPorts: hostPortsOf(pod),
    affinity: affinityTermsOf(pod),
    claimKeys,
    labelKey: labelKeyOf(namespace, labels, terminating),
    nominatedNode: pod.status?.nominatedNodeName ?? "",
  };
}

function labelKeyOf(namespace: string, labels: Labels, terminating: boolean): string {
  let key = terminating ? `${namespace}\0-` : `${namespace}\0+`;
  for (const name of Object.keys(labels).sort()) key += `\0${name}\0${labels[name]}`;
  return key;
}

/** Which Pod matters more to preemption: the higher priority, then the one that started earlier. Models util.MoreImportantPod. */
export function compareImportance(a: PodInfo, b: PodInfo): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  if (a.startTime === b.startTime) return 0;
  return a.startTime < b.startTime ? -1 : 1;
}

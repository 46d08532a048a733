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

const startOf = ({ status }: Pod): number =>
  (status?.startTime ? virtualTime(status.startTime) : null) ?? Number.POSITIVE_INFINITY;

/** The PodInfo of a Pod's next version; of one whose spec and labels are the same only what the status says is another. */
export function nextPodInfo(before: PodInfo, pod: Pod): PodInfo {
  const { spec, metadata } = before.pod;
  const isSame =
    pod.spec === spec &&
    pod.metadata.labels === metadata.labels &&
    pod.metadata.uid === metadata.uid &&
    (pod.metadata.deletionTimestamp != null) === before.terminating &&
    podRequests(pod) === podRequests(before.pod);
  if (!isSame) return createPodInfo(pod);
  return { ...before, pod, startTime: startOf(pod), nominatedNode: pod.status?.nominatedNodeName ?? "" };
}

/** Whether two versions of a Pod are the same to the sums of their node and to the classes of Pods. */
export function countsAs(a: PodInfo, b: PodInfo): boolean {
  return a.requests === b.requests && a.labelKey === b.labelKey && a.affinity === b.affinity;
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
    startTime: startOf(pod),
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

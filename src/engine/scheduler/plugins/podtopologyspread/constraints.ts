import type { LabelSelector } from "../../../api/meta.ts";
import type { Pod, TopologySpreadConstraint } from "../../../api/pod.ts";
import { findUntoleratedTaint } from "../../../api/taints.ts";
import { labelOf } from "../../framework/labels.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { PodInfo } from "../../framework/podInfo.ts";
import { PodSelector } from "../../framework/podSelector.ts";
import type { RequiredNodeAffinity } from "../../framework/requiredNodeAffinity.ts";
import type { LabelClass, Snapshot, TopologyKey } from "../../framework/snapshot.ts";

/** PodTopologySpreadArgs of a KubeSchedulerConfiguration (v1). */
export interface PodTopologySpreadArgs {
  readonly defaultConstraints?: readonly TopologySpreadConstraint[];
  readonly defaultingType?: string;
}

/** Effects of taints that keep a node out of the count. */
const keepingOut = ["NoSchedule", "NoExecute"];

export const hostnameKey = "kubernetes.io/hostname";

/** What the profile's defaultingType System stands for. */
const systemDefaultConstraints: readonly TopologySpreadConstraint[] = [
  { topologyKey: hostnameKey, whenUnsatisfiable: "ScheduleAnyway", maxSkew: 3 },
  { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway", maxSkew: 5 },
];

/** The constraints that a Pod without any of its own has. */
export const defaultConstraintsOf = ({
  defaultingType,
  defaultConstraints = [],
}: PodTopologySpreadArgs): readonly TopologySpreadConstraint[] =>
  defaultingType === "List" ? defaultConstraints : systemDefaultConstraints;

/** A spread constraint, compiled. */
export interface SpreadConstraint {
  readonly maxSkew: number;
  readonly topology: TopologyKey;
  readonly selector: PodSelector;
  readonly minDomains: number;
  readonly honorAffinity: boolean;
  readonly honorTaints: boolean;
}

/**
 * The Pod's constraints of one kind; its profile's defaults when it has no constraint at all.
 *
 * Models pkg/scheduler/framework/plugins/podtopologyspread/common.go (v1.34).
 */
export function constraintsOf(
  { pod, labels }: PodInfo,
  whenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway",
  defaults: readonly TopologySpreadConstraint[],
  snapshot: Snapshot,
): readonly SpreadConstraint[] {
  const own = pod.spec.topologySpreadConstraints ?? [];
  const compile = (constraint: TopologySpreadConstraint, selector: PodSelector): SpreadConstraint => ({
    maxSkew: constraint.maxSkew,
    topology: snapshot.topology(constraint.topologyKey),
    selector,
    minDomains: constraint.minDomains ?? 1,
    honorAffinity: constraint.nodeAffinityPolicy !== "Ignore",
    honorTaints: constraint.nodeTaintsPolicy === "Honor",
  });
  if (own.length > 0) {
    return own
      .filter((constraint) => constraint.whenUnsatisfiable === whenUnsatisfiable)
      .map((constraint) => compile(constraint, new PodSelector(withMatchLabelKeys(constraint, labels))));
  }
  const applicable = defaults.filter((constraint) => constraint.whenUnsatisfiable === whenUnsatisfiable);
  if (applicable.length === 0) return [];
  const selector = new PodSelector(defaultSelector(pod, snapshot));
  return selector.isEmpty ? [] : applicable.map((constraint) => compile(constraint, selector));
}

function withMatchLabelKeys(
  { labelSelector, matchLabelKeys = [] }: TopologySpreadConstraint,
  labels: PodInfo["labels"],
): LabelSelector | undefined {
  if (!labelSelector || matchLabelKeys.length === 0) return labelSelector;
  const added = matchLabelKeys.flatMap((key) => {
    const value = labelOf(labels, key);
    return value === undefined ? [] : { key, operator: "In", values: [value] };
  });
  return { ...labelSelector, matchExpressions: [...(labelSelector.matchExpressions ?? []), ...added] };
}

/** The selectors of the Pod's Services and of its controller, ANDed. Models helper.DefaultSelector (v1.34). */
function defaultSelector(pod: Pod, { workloads }: Snapshot): LabelSelector {
  const namespace = pod.metadata.namespace ?? "default";
  const labels = pod.metadata.labels ?? {};
  const merged: { [key: string]: string } = {};
  for (const service of workloads.services(namespace)) {
    const selector = service.spec?.selector;
    if (!selector) continue;
    if (Object.keys(selector).every((key) => labelOf(labels, key) === selector[key])) Object.assign(merged, selector);
  }
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller);
  const key = `${namespace}/${owner?.name}`;
  const expressions: LabelSelector["matchExpressions"] = [];
  const addSelector = (selector: LabelSelector | undefined): void => {
    for (const [name, value] of Object.entries(selector?.matchLabels ?? {})) {
      expressions.push({ key: name, operator: "In", values: [value] });
    }
    expressions.push(...(selector?.matchExpressions ?? []));
  };
  switch (owner && `${owner.apiVersion}/${owner.kind}`) {
    case "v1/ReplicationController":
      Object.assign(merged, workloads.replicationController(key)?.spec.selector);
      break;
    case "apps/v1/ReplicaSet":
      addSelector(workloads.replicaSet(key)?.spec.selector);
      break;
    case "apps/v1/StatefulSet":
      addSelector(workloads.statefulSet(key)?.spec.selector);
      break;
  }
  return { matchLabels: merged, matchExpressions: expressions };
}

/** Whether a node has every constraint's topology key. */
export function hasAllKeys(node: NodeInfo, constraints: readonly SpreadConstraint[]): boolean {
  for (const { topology } of constraints) if (topology.bySlot[node.slot]! < 0) return false;
  return true;
}

/** Whether a constraint counts a node at all: its inclusion policies. */
export function includesNode(
  constraint: SpreadConstraint,
  { pod }: PodInfo,
  { node, taints }: NodeInfo,
  affinity: RequiredNodeAffinity,
): boolean {
  if (constraint.honorAffinity && !affinity.isEmpty && !affinity.matches(node)) return false;
  return !constraint.honorTaints || !findUntoleratedTaint(taints, pod.spec.tolerations, keepingOut);
}

/** The classes of living Pods that a constraint counts. An empty selector counts nothing. */
export function countedClasses(constraint: SpreadConstraint, namespace: string, snapshot: Snapshot): LabelClass[] {
  const result: LabelClass[] = [];
  if (constraint.selector.isEmpty) return result;
  for (const labelClass of snapshot.labelClasses()) {
    if (labelClass.terminating || labelClass.namespace !== namespace) continue;
    if (constraint.selector.matches(labelClass.labels)) result.push(labelClass);
  }
  return result;
}

import type { Node } from "../../api/core.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { milliOf, podRequests } from "../../api/podResources.ts";

/** What can change about an object that may make a Pod schedulable (fwk.ActionType). */
export type ClusterAction =
  | "Add"
  | "Delete"
  | "Update"
  | "UpdateNodeAllocatable"
  | "UpdateNodeLabel"
  | "UpdateNodeTaint"
  | "UpdateNodeCondition"
  | "UpdatePodLabel"
  | "UpdatePodScaleDown"
  | "UpdatePodToleration"
  | "UpdatePodSchedulingGatesEliminated";

/** Something that happened to the cluster. Models fwk.ClusterEvent (v1.34). */
export interface ClusterEvent {
  readonly kind: string;
  readonly action: ClusterAction;
  /** The name that the trace and upstream's metrics use: `NodeAdd`, `AssignedPodDelete`. */
  readonly label: string;
  readonly before?: KubernetesObject;
  readonly after?: KubernetesObject;
}

const sameJson = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What a node's update means to scheduling; an update of a heartbeat means nothing. */
export function nodeUpdateEvents(before: Node, after: Node): readonly ClusterEvent[] {
  const events: ClusterEvent[] = [];
  const event = (action: ClusterAction, label: string): void => {
    events.push({ kind: "Node", action, label, before, after });
  };
  if (!sameJson(before.status?.allocatable, after.status?.allocatable)) {
    event("UpdateNodeAllocatable", "NodeAllocatableChange");
  }
  if (!sameJson(before.metadata.labels, after.metadata.labels)) event("UpdateNodeLabel", "NodeLabelChange");
  const taintsChanged =
    !sameJson(before.spec?.taints, after.spec?.taints) || !!before.spec?.unschedulable !== !!after.spec?.unschedulable;
  if (taintsChanged) event("UpdateNodeTaint", "NodeTaintChange");
  const states = (node: Node) => (node.status?.conditions ?? []).map(({ type, status }) => [type, status]);
  if (!sameJson(states(before), states(after))) event("UpdateNodeCondition", "NodeConditionChange");
  return events;
}

/**
 * What a Pod's update means to scheduling. `prefix` says whose: `AssignedPod` for Pods on nodes, `UnschedulablePod` for
 * the waiting Pod itself.
 */
export function podUpdateEvents(before: Pod, after: Pod, prefix: string): readonly ClusterEvent[] {
  const events: ClusterEvent[] = [];
  const event = (action: ClusterAction, label: string): void => {
    events.push({ kind: "Pod", action, label: `${prefix}${label}`, before, after });
  };
  if (!sameJson(before.metadata.labels, after.metadata.labels)) event("UpdatePodLabel", "LabelUpdate");
  if (asksForLess(before, after)) event("UpdatePodScaleDown", "ScaleDown");
  if (!sameJson(before.spec.tolerations, after.spec.tolerations)) event("UpdatePodToleration", "TolerationUpdate");
  if (before.spec.schedulingGates?.length && !after.spec.schedulingGates?.length) {
    event("UpdatePodSchedulingGatesEliminated", "SchedulingGatesEliminated");
  }
  return events;
}

function asksForLess(before: Pod, after: Pod): boolean {
  const [wanted, had] = [podRequests(after), podRequests(before)];
  if (wanted === had) return false;
  for (const [name, amount] of had) {
    if (milliOf(wanted.get(name) ?? 0n) < milliOf(amount)) return true;
  }
  return false;
}

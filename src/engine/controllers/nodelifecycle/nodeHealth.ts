import type { Node } from "../../api/core.ts";
import type { Condition } from "../../api/meta.ts";
import { conditionOf } from "../conditions.ts";

/** The conditions that the kubelet posts. */
const monitored = ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"] as const;

export const readyOf = ({ status }: Node): Condition | undefined => conditionOf(status?.conditions, "Ready");

/** A silent node: nobody knows how it is. Models the middle of tryUpdateNodeHealth (v1.34). */
export function unknownNode(node: Node, now: string): Node {
  const conditions: Condition[] = (node.status?.conditions ?? []).map((condition) =>
    (monitored as readonly string[]).includes(condition.type) && condition.status !== "Unknown"
      ? {
          ...condition,
          status: "Unknown",
          reason: "NodeStatusUnknown",
          message: "Kubelet stopped posting node status.",
          lastTransitionTime: now,
        }
      : condition,
  );
  for (const type of monitored) {
    if (conditionOf(conditions, type)) continue;
    conditions.push({
      type,
      status: "Unknown",
      lastHeartbeatTime: node.metadata.creationTimestamp,
      lastTransitionTime: now,
      reason: "NodeStatusNeverUpdated",
      message: "Kubelet never posted node status.",
    });
  }
  return { ...node, status: { ...node.status, conditions } };
}

/** The labels that a node also bears under their first names. Models reconcileNodeLabels. */
export function withBetaLabels(node: Node): Node {
  const labels = { ...node.metadata.labels };
  for (const name of ["os", "arch"]) {
    const value = labels[`kubernetes.io/${name}`];
    if (value !== undefined) labels[`beta.kubernetes.io/${name}`] = value;
  }
  return { ...node, metadata: { ...node.metadata, labels } };
}

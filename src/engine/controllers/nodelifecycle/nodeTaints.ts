import type { Node, Taint } from "../../api/core.ts";

const prefix = "node.kubernetes.io/";

/** Taints that the controller owns: it puts them on and takes them off. */
const noScheduleKeys: ReadonlySet<string> = new Set(
  [
    "not-ready",
    "unreachable",
    "memory-pressure",
    "disk-pressure",
    "pid-pressure",
    "network-unavailable",
    "unschedulable",
  ].map((name) => prefix + name),
);
const noExecuteKeys: ReadonlySet<string> = new Set([`${prefix}not-ready`, `${prefix}unreachable`]);

/** Which taint a condition in a state asks for. */
const conditionTaints: readonly (readonly [type: string, status: string, key: string])[] = [
  ["Ready", "False", "not-ready"],
  ["Ready", "Unknown", "unreachable"],
  ["MemoryPressure", "True", "memory-pressure"],
  ["DiskPressure", "True", "disk-pressure"],
  ["NetworkUnavailable", "True", "network-unavailable"],
  ["PIDPressure", "True", "pid-pressure"],
];

/**
 * The taints that a node should bear: the user's own, those that follow from its conditions and from being cordoned, and
 * while it is not ready one that drives Pods away.
 *
 * Models doNoScheduleTaintingPass and processTaintBaseEviction of pkg/controller/nodelifecycle (v1.34), without the rate
 * limits for big outages.
 */
export function wantedTaints(node: Node, now: string): readonly Taint[] {
  const holds = ([type, status]: readonly [string, string, string]): boolean =>
    node.status?.conditions?.some((condition) => condition.type === type && condition.status === status) ?? false;
  const reasons = conditionTaints.filter(holds).map(([, , key]) => prefix + key);
  const noSchedule = [...reasons, ...(node.spec?.unschedulable ? [`${prefix}unschedulable`] : [])];
  const noExecute = reasons.filter((key) => noExecuteKeys.has(key));
  const present = node.spec?.taints ?? [];
  const keep = ({ key, effect }: Taint): boolean =>
    effect === "NoSchedule"
      ? !noScheduleKeys.has(key) || noSchedule.includes(key)
      : effect !== "NoExecute" || !noExecuteKeys.has(key) || noExecute.includes(key);
  const has = (key: string, effect: string): boolean =>
    present.some((taint) => taint.key === key && taint.effect === effect);
  const added = (keys: readonly string[], effect: string): Taint[] =>
    keys.filter((key) => !has(key, effect)).map((key) => ({ key, effect, timeAdded: now }));
  return [...present.filter(keep), ...added(noSchedule, "NoSchedule"), ...added(noExecute, "NoExecute")];
}

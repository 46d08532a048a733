import type { Node, Taint } from "../../api/core.ts";
import { conditionOf } from "../conditions.ts";

const prefix = "node.kubernetes.io/";
export const notReady = `${prefix}not-ready`;
export const unreachable = `${prefix}unreachable`;

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
const noExecuteKeys: ReadonlySet<string> = new Set([notReady, unreachable]);

/** Which taint a condition in a state asks for. */
const conditionTaints: readonly (readonly [type: string, status: string, key: string])[] = [
  ["Ready", "False", notReady],
  ["Ready", "Unknown", unreachable],
  ["MemoryPressure", "True", `${prefix}memory-pressure`],
  ["DiskPressure", "True", `${prefix}disk-pressure`],
  ["NetworkUnavailable", "True", `${prefix}network-unavailable`],
  ["PIDPressure", "True", `${prefix}pid-pressure`],
];

/**
 * The taints of a node with those that keep Pods off it for its conditions and for being cordoned.
 *
 * Models doNoScheduleTaintingPass of pkg/controller/nodelifecycle (v1.34).
 */
export function withNoSchedule(node: Node, now: string): readonly Taint[] {
  const holds = ([type, status]: readonly [string, string, string]): boolean =>
    node.status?.conditions?.some((condition) => condition.type === type && condition.status === status) ?? false;
  const reasons = conditionTaints.filter(holds).map(([, , key]) => key);
  const wanted = [...reasons, ...(node.spec?.unschedulable ? [`${prefix}unschedulable`] : [])];
  return withOnly(node, wanted, "NoSchedule", noScheduleKeys, now);
}

/** The taint that should drive Pods off the node; null when it is ready or has never said how it is. */
export function noExecuteKey(node: Node): string | null {
  const ready = conditionOf(node.status?.conditions, "Ready");
  if (!ready || ready.status === "True") return null;
  return ready.status === "False" ? notReady : unreachable;
}

/** The taints of a node with the given one of those that drive Pods off it, or with none. */
export function withNoExecute(node: Node, key: string | null, now: string): readonly Taint[] {
  return withOnly(node, key === null ? [] : [key], "NoExecute", noExecuteKeys, now);
}

export function hasNoExecute({ spec }: Node, key?: string): boolean {
  return (spec?.taints ?? []).some(
    (taint) => taint.effect === "NoExecute" && (key === undefined ? noExecuteKeys.has(taint.key) : taint.key === key),
  );
}

function withOnly(
  node: Node,
  wanted: readonly string[],
  effect: Taint["effect"],
  owned: ReadonlySet<string>,
  now: string,
): readonly Taint[] {
  const present = node.spec?.taints ?? [];
  const kept = present.filter(
    (taint) => taint.effect !== effect || !owned.has(taint.key) || wanted.includes(taint.key),
  );
  const missing = wanted.filter((key) => !present.some((taint) => taint.key === key && taint.effect === effect));
  return [...kept, ...missing.map((key) => ({ key, effect, timeAdded: now }))];
}

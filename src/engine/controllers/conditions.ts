import type { Condition } from "../api/meta.ts";
import { timestamp, type VirtualMillis } from "../kernel/clock.ts";

export function conditionOf(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  for (const condition of conditions ?? []) if (condition.type === type) return condition;
  return undefined;
}

export const isTrue = (conditions: readonly Condition[] | undefined, type: string): boolean =>
  conditionOf(conditions, type)?.status === "True";

export function withoutCondition(conditions: readonly Condition[] | undefined, type: string): Condition[] {
  return (conditions ?? []).filter((condition) => condition.type !== type);
}

/** Keeps the condition as it is when status and reason stay; otherwise it moves to the end of the list, as upstream has it. */
export function withCondition(conditions: readonly Condition[] | undefined, condition: Condition): Condition[] {
  const current = conditionOf(conditions, condition.type);
  if (current && current.status === condition.status && current.reason === condition.reason)
    return [...(conditions ?? [])];
  const lastTransitionTime =
    current?.status === condition.status ? current.lastTransitionTime : condition.lastTransitionTime;
  return [...withoutCondition(conditions, condition.type), { ...condition, lastTransitionTime }];
}

export function newCondition(
  now: VirtualMillis,
  type: string,
  status: "True" | "False" | "Unknown",
  reason: string,
  message: string,
): Condition {
  return { type, status, lastTransitionTime: timestamp(now), reason, message };
}

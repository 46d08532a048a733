import { timestamp, type VirtualMillis } from "../kernel/clock.ts";
import type { Condition } from "./meta.ts";
import type { Pod } from "./pod.ts";

const type = "DisruptionTarget";

/**
 * The Pod with the condition that somebody is about to end it, and why; it says which version of the Pod was meant, as
 * clients of the API server have it (PodObservedGenerationTracking, v1.34).
 */
export function disrupted(
  pod: Pod,
  why: { readonly reason: string; readonly message: string },
  now: VirtualMillis,
): Pod {
  const others = (pod.status?.conditions ?? []).filter((condition) => condition.type !== type);
  const { generation } = pod.metadata;
  const condition: Condition = {
    type,
    ...(generation && { observedGeneration: generation }),
    status: "True",
    lastProbeTime: null,
    lastTransitionTime: timestamp(now),
    ...why,
  };
  return { ...pod, status: { ...pod.status, conditions: [...others, condition] } };
}

import type { Taint } from "./core.ts";
import type { Toleration } from "./pod.ts";

/**
 * Whether a toleration tolerates a taint: an empty effect or key matches all, an absent operator is `Equal`.
 * Models k8s.io/api core/v1 Toleration.ToleratesTaint (v1.34).
 */
export function toleratesTaint(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  if (!toleration.operator || toleration.operator === "Equal") return (toleration.value ?? "") === (taint.value ?? "");
  return toleration.operator === "Exists";
}

/** The first taint with one of the effects that no toleration tolerates. */
export function findUntoleratedTaint(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
  effects: readonly string[],
): Taint | undefined {
  return taints?.find(
    (taint) => effects.includes(taint.effect) && !tolerations?.some((toleration) => toleratesTaint(toleration, taint)),
  );
}

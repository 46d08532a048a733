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

/** What of a toleration matches a taint. It tolerates the taint when all three do. */
export interface TolerationMatch {
  readonly effect: boolean;
  readonly key: boolean;
  readonly value: boolean;
  readonly tolerates: boolean;
}

/** As toleratesTaint, field by field: the rule is asked about each alone. */
export function explainToleration(toleration: Toleration, taint: Taint): TolerationMatch {
  const { key, operator, value, effect } = toleration;
  return {
    effect: toleratesTaint({ operator: "Exists", effect }, taint),
    key: toleratesTaint({ operator: "Exists", key }, taint),
    value: toleratesTaint({ operator, value }, taint),
    tolerates: toleratesTaint(toleration, taint),
  };
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

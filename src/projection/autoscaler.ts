import { type HorizontalPodAutoscaler, type MetricSpec, type MetricStatus, nanoQuantity } from "../engine/index.ts";

/** What an autoscaler last measured and made of it, from its status alone: what `kubectl describe hpa` has to go on. */
export interface Autoscaling {
  /** The resource of the metric that asks for the most replicas; null as long as nothing was measured. */
  readonly metric: string | null;
  /** As kubectl prints them: `58%`, `250m`. */
  readonly current: string;
  readonly target: string;
  /** `ceil(replicas × current / target) = result` with this pass's operands; null where the Pods that count are not all. */
  readonly formula: {
    readonly replicas: number;
    readonly current: number;
    readonly target: number;
    readonly result: number;
  } | null;
  /** Replicas when it looked, and what it made of them. */
  readonly from: number;
  readonly to: number;
  readonly outcome: AutoscalingOutcome;
  /** The condition's reason that explains the outcome, in Kubernetes' words. */
  readonly reason: string;
}

/**
 * `tolerated`: the ratio is within the tolerance; `same`: the formula gives what there is; `stabilized` and `limited`: a
 * recent recommendation, or a rule, holds the number; `scales`: as the formula says; `other`: Pods that are not measured
 * yet count differently; `waiting`: no metric.
 */
export type AutoscalingOutcome = "waiting" | "tolerated" | "same" | "stabilized" | "limited" | "scales" | "other";

/** --horizontal-pod-autoscaler-tolerance, at its default. */
export const tolerance = 0.1;

interface Measured {
  readonly metric: string;
  readonly current: string;
  readonly target: string;
  /** The same as numbers of one unit. */
  readonly amounts: readonly [current: number, target: number];
}

export function autoscalingOf({ spec, status }: HorizontalPodAutoscaler): Autoscaling {
  const from = status?.currentReplicas ?? 0;
  const to = status?.desiredReplicas ?? from;
  const measured = (status?.currentMetrics ?? []).flatMap((metric, at) => measuredOf(metric, spec.metrics?.[at]) ?? []);
  const [most] = measured.sort((a, b) => ratioOf(b) - ratioOf(a));
  const reasonOf = (type: string): string => status?.conditions?.find((each) => each.type === type)?.reason ?? "";
  if (!most)
    return {
      metric: null,
      current: "",
      target: "",
      formula: null,
      from,
      to: from,
      outcome: "waiting",
      reason: reasonOf("ScalingActive"),
    };
  const [current, target] = most.amounts;
  const tolerated = Math.abs(ratioOf(most) - 1) <= tolerance;
  const result = tolerated ? from : Math.ceil((from * current) / target);
  const isLimited = status?.conditions?.some(
    ({ type, status: value }) => type === "ScalingLimited" && value === "True",
  );
  const able = reasonOf("AbleToScale");
  const [outcome, reason] = ((): readonly [AutoscalingOutcome, string] => {
    if (isLimited) return ["limited", reasonOf("ScalingLimited")];
    if (/Stabilized$/.test(able) && to !== result) return ["stabilized", able];
    if (to !== result) return ["other", able];
    if (tolerated) return ["tolerated", able];
    return [to === from ? "same" : "scales", able];
  })();
  const { metric, current: said, target: wanted } = most;
  const formula = outcome === "other" ? null : { replicas: from, current, target, result };
  return { metric, current: said, target: wanted, formula, from, to, outcome, reason };
}

const ratioOf = ({ amounts: [current, target] }: Measured): number => current / target;

function measuredOf(status: MetricStatus, spec: MetricSpec | undefined): Measured | null {
  const metric = nameOf(status);
  const current = currentOf(status);
  const target = (spec?.resource ?? spec?.containerResource ?? spec?.pods ?? spec?.object ?? spec?.external)?.target;
  if (metric === undefined || !current || !target) return null;
  const { averageUtilization } = current;
  if (target.averageUtilization !== undefined && averageUtilization !== undefined)
    return {
      metric,
      current: `${averageUtilization}%`,
      target: `${target.averageUtilization}%`,
      amounts: [averageUtilization, target.averageUtilization],
    };
  const [found, wanted] =
    target.averageValue === undefined
      ? [current.value, target.value]
      : ([current.averageValue, target.averageValue] as const);
  if (found === undefined || wanted === undefined) return null;
  const unit = metric === "cpu" ? 1e6 : 1e9;
  return {
    metric,
    current: String(found),
    target: String(wanted),
    amounts: [Number(nanoQuantity(found)) / unit, Number(nanoQuantity(wanted)) / unit],
  };
}

function nameOf({ resource, containerResource, pods, object, external }: MetricStatus): string | undefined {
  return (resource ?? containerResource)?.name ?? (pods ?? object ?? external)?.metric.name;
}

function currentOf(status: MetricStatus): NonNullable<MetricStatus["resource"]>["current"] | undefined {
  const { resource, containerResource, pods, object, external } = status;
  return (resource ?? containerResource ?? pods ?? object ?? external)?.current;
}

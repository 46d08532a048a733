import type { MetricSpec, MetricStatus, MetricValueStatus } from "../../api/autoscaling.ts";
import { milliValue, parseQuantity } from "../../api/quantity.ts";
import { byAverageValue, byUtilization, type Proposal, type ReplicaQuestion } from "./replicaCalculator.ts";

/** What one metric asks for, or why that cannot be said: `cause` is the condition's and the Event's, `error` the pass's. */
export type MeasuredMetric =
  | { readonly replicas: number; readonly name: string; readonly status: MetricStatus }
  | { readonly reason: string; readonly cause: string; readonly error: string };

/** An amount of milli-units as Kubernetes writes it, in the format asked for. */
function amount(milli: number, isBinary: boolean): string {
  if (milli % 1000 !== 0) return `${milli}m`;
  let whole = milli / 1000;
  const steps = isBinary ? (["", "Ki", "Mi", "Gi", "Ti"] as const) : (["", "k", "M", "G", "T"] as const);
  const base = isBinary ? 1024 : 1000;
  let step = 0;
  while (whole !== 0 && whole % base === 0 && step < steps.length - 1) {
    whole /= base;
    step++;
  }
  return `${whole}${steps[step]}`;
}

function isBinaryFormat(quantity: string | number): boolean {
  const parsed = parseQuantity(quantity);
  return "format" in parsed && parsed.format === "BinarySI";
}

type Question = Omit<ReplicaQuestion, "resource" | "container">;

/**
 * Models computeStatusForResourceMetric and its siblings in pkg/controller/podautoscaler (v1.34). There is no adapter for
 * custom and external metrics, as in a cluster without one.
 */
export function measureMetric(spec: MetricSpec, question: Question): MeasuredMetric {
  const source = spec.type === "ContainerResource" ? spec.containerResource : spec.resource;
  if (!source || (spec.type !== "Resource" && spec.type !== "ContainerResource")) return withoutAdapter(spec);
  const container = spec.type === "ContainerResource" ? spec.containerResource?.container : undefined;
  const { name: resource, target } = source;
  const asked: ReplicaQuestion = { ...question, resource, container };
  const byValue = target.averageValue !== undefined;
  const proposal: Proposal =
    target.averageValue === undefined
      ? byUtilization(asked, target.averageUtilization ?? 0)
      : byAverageValue(asked, milliValue(target.averageValue));
  if ("error" in proposal) {
    const cause = `failed to get ${resource} ${byValue ? "usage" : "utilization"}: ${proposal.error}`;
    const reason = container === undefined ? "FailedGetResourceMetric" : "FailedGetContainerResourceMetric";
    const what = container === undefined ? `${resource} resource` : `${container} container`;
    return { reason, cause, error: `failed to get ${what} metric value: ${cause}` };
  }
  const { replicas, milliAverage, utilization } = proposal;
  const isBinary = target.averageValue !== undefined && isBinaryFormat(target.averageValue);
  const current: MetricValueStatus = {
    averageValue: amount(milliAverage, isBinary),
    ...(utilization !== undefined && { averageUtilization: utilization }),
  };
  const status: MetricStatus =
    container === undefined
      ? { type: "Resource", resource: { name: resource, current } }
      : { type: "ContainerResource", containerResource: { name: resource, container, current } };
  const what = container === undefined || byValue ? `${resource} resource` : `${resource} container resource`;
  return { replicas, name: byValue ? what : `${what} utilization (percentage of request)`, status };
}

function withoutAdapter({ type, pods, object, external }: MetricSpec): MeasuredMetric {
  const metric = (pods ?? object ?? external)?.metric.name ?? "";
  if (type === "External") {
    const cause = `unable to get external metric ${metric}: unable to fetch metrics from external metrics API: no external metrics API (external.metrics.k8s.io) registered`;
    return {
      reason: "FailedGetExternalMetric",
      cause,
      error: `failed to get ${metric} external metric value: ${cause}`,
    };
  }
  const cause = `unable to get metric ${metric}: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered`;
  const reason = type === "Object" ? "FailedGetObjectMetric" : "FailedGetPodsMetric";
  return { reason, cause, error: `failed to get ${type.toLowerCase()} metric value: ${cause}` };
}

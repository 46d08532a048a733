import type { MetricSpec, MetricStatus, MetricValueStatus } from "../../api/autoscaling.ts";
import { milliValue, parseQuantity } from "../../api/quantity.ts";
import { type AdapterQuestion, measureFromAdapter } from "./customMetricProposal.ts";
import { amount, type MeasuredMetric } from "./measuredMetric.ts";
import { byAverageValue, byUtilization, type Proposal, type ReplicaQuestion } from "./replicaCalculator.ts";

function isBinaryFormat(quantity: string | number): boolean {
  const parsed = parseQuantity(quantity);
  return "format" in parsed && parsed.format === "BinarySI";
}

type Question = Omit<ReplicaQuestion, "resource" | "container"> & AdapterQuestion;

/** Models computeReplicasForMetric and computeStatusForResourceMetric of pkg/controller/podautoscaler (v1.34). */
export function measureMetric(spec: MetricSpec, question: Question): MeasuredMetric {
  const source = spec.type === "ContainerResource" ? spec.containerResource : spec.resource;
  if (!source || (spec.type !== "Resource" && spec.type !== "ContainerResource"))
    return measureFromAdapter(spec, question);
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

import type { MetricSpec, MetricStatus } from "../../api/autoscaling.ts";
import { milliValue } from "../../api/quantity.ts";
import { goSelector } from "../../api/selectorText.ts";
import type { MetricsAdapter, MetricValues } from "../options.ts";
import { amount, type MeasuredMetric } from "./measuredMetric.ts";
import { byPodsMetric, byShare, byWholeValue, type Sizes } from "./replicaCalculator.ts";

export interface AdapterQuestion extends Sizes {
  readonly adapter: MetricsAdapter;
  readonly namespace: string;
  /** How many Pods the target says that it has. */
  readonly statusReplicas: number;
}

/**
 * What a metric that is not a resource asks for.
 *
 * Models computeStatusForPodsMetric, …ObjectMetric and …ExternalMetric of pkg/controller/podautoscaler (v1.34).
 */
export function measureFromAdapter(spec: MetricSpec, question: AdapterQuestion): MeasuredMetric {
  switch (spec.type) {
    case "Pods":
      return ofPods(spec.pods, question);
    case "Object":
      return ofObject(spec.object, question);
    case "External":
      return ofExternal(spec.external, question);
    default: {
      const cause = `unknown metric source type "${spec.type}"`;
      return { reason: "InvalidMetricSourceType", cause, error: cause };
    }
  }
}

function ofPods(source: MetricSpec["pods"], question: AdapterQuestion): MeasuredMetric {
  const { name = "" } = source?.metric ?? {};
  const fail = (cause: string): MeasuredMetric => ({
    reason: "FailedGetPodsMetric",
    cause,
    error: `failed to get pods metric value: ${cause}`,
  });
  const values = question.adapter.ofPods(name, question.pods);
  if ("problem" in values) return fail(`unable to get metric ${name}: ${values.problem}`);
  const proposal = byPodsMetric(question, values, milliValue(source?.target.averageValue ?? "0"));
  if ("error" in proposal) return fail(proposal.error);
  const current = { averageValue: amount(proposal.milliAverage, false) };
  const status: MetricStatus = { type: "Pods", pods: { metric: source?.metric ?? { name }, current } };
  return { replicas: proposal.replicas, name: `pods metric ${name}`, status };
}

function ofObject(source: MetricSpec["object"], question: AdapterQuestion): MeasuredMetric {
  const { describedObject = { kind: "", name: "" }, metric = { name: "" }, target } = source ?? {};
  const { adapter, namespace } = question;
  const whole = wholeOf(adapter.ofObject(metric.name, namespace, describedObject));
  if (typeof whole !== "number") {
    // Upstream's verbs and arguments do not go together: the error comes last.
    const where = `${describedObject.kind} on ${namespace} ${describedObject.name}`;
    const cause = `unable to get metric ${metric.name}: ${where}/${whole.problem}`;
    const error = target?.averageValue === undefined ? cause : `failed to get ${metric.name} object metric: ${cause}`;
    return { reason: "FailedGetObjectMetric", cause, error: `failed to get object metric value: ${error}` };
  }
  const { replicas, current } = fromWhole(whole, target ?? {}, question);
  const status: MetricStatus = { type: "Object", object: { describedObject, metric, current } };
  return { replicas, name: `${describedObject.kind} metric ${metric.name}`, status };
}

function ofExternal(source: MetricSpec["external"], question: AdapterQuestion): MeasuredMetric {
  const { metric = { name: "" }, target } = source ?? {};
  const { adapter, namespace } = question;
  const selector = goSelector(metric.selector);
  const whole = wholeOf(adapter.ofExternal(metric.name, namespace, metric.selector));
  if (typeof whole !== "number") {
    const cause = `unable to get external metric ${namespace}/${metric.name}/${selector}: ${whole.problem}`;
    const error = `failed to get ${metric.name} external metric value: failed to get ${metric.name} external metric: ${cause}`;
    return { reason: "FailedGetExternalMetric", cause, error };
  }
  const { replicas, current } = fromWhole(whole, target ?? {}, question);
  const status: MetricStatus = { type: "External", external: { metric, current } };
  return { replicas, name: `external metric ${metric.name}(${selector})`, status };
}

function wholeOf(values: MetricValues): number | { readonly problem: string } {
  return "problem" in values ? values : values.reduce((sum, value) => sum + value, 0);
}

type Target = Partial<NonNullable<MetricSpec["external"]>["target"]>;

/** A target is an amount for each Pod, or for all of them together. */
function fromWhole(whole: number, { averageValue, value = "0" }: Target, question: AdapterQuestion) {
  const { statusReplicas } = question;
  if (averageValue === undefined) {
    return { replicas: byWholeValue(question, whole, milliValue(value)), current: { value: amount(whole, false) } };
  }
  const average = Math.ceil(whole / Math.max(1, statusReplicas));
  const replicas = byShare(statusReplicas, whole, milliValue(averageValue));
  return { replicas, current: { averageValue: amount(average, false) } };
}

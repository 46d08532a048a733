import type {
  HorizontalPodAutoscaler,
  MetricSpec,
  MetricStatus,
  MetricValueStatus,
  ScalingRules,
} from "../../api/autoscaling.ts";
import type { Quantity } from "../../api/meta.ts";
import { canonicalQuantity } from "../../api/quantity.ts";
import { type Describer, type Description, longTime } from "./description.ts";

const unknown = "<unknown>";

const amount = (value: Quantity | undefined): string => (value === undefined ? unknown : canonicalQuantity(value));

type Current = MetricValueStatus & { readonly value?: Quantity };

/** `current / target` of a metric, after its name. */
function metricLine(spec: MetricSpec, status: MetricStatus | undefined): string {
  const { type, resource, containerResource, pods, object, external } = spec;
  const field = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const current = (status as { readonly [field: string]: { readonly current?: Current } } | undefined)?.[field]
    ?.current;
  const whole = resource ?? containerResource;
  if (whole) {
    const container = containerResource ? ` of container "${containerResource.container}"` : "";
    const name = `resource ${whole.name}${container} on pods`;
    const { averageValue, averageUtilization } = whole.target;
    if (averageValue !== undefined) return `${name}:\t${amount(current?.averageValue)} / ${amount(averageValue)}`;
    const used =
      current?.averageUtilization === undefined
        ? unknown
        : `${current.averageUtilization}% (${amount(current.averageValue)})`;
    // The line goes on with its own indent.
    return `${name}  (as a percentage of request):\t${used} / ${averageUtilization === undefined ? "<auto>" : `${averageUtilization}%`}`;
  }
  if (pods)
    return `"${pods.metric.name}" on pods:\t${amount(current?.averageValue)} / ${amount(pods.target.averageValue)}`;
  const other = object ?? external;
  if (!other) return `<unknown metric type ${JSON.stringify(type)}>`;
  const described = object as
    | { readonly describedObject?: { readonly kind: string; readonly name: string } }
    | undefined;
  const on = described?.describedObject
    ? ` on ${described.describedObject.kind}/${described.describedObject.name}`
    : "";
  const { averageValue, value } = other.target;
  if (averageValue !== undefined)
    return `"${other.metric.name}"${on} (target average value):\t${amount(current?.averageValue)} / ${amount(averageValue)}`;
  return `"${other.metric.name}"${on} (target value):\t${amount(current?.value)} / ${amount(value)}`;
}

/** Models describeHorizontalPodAutoscalerV2 of kubectl's pkg/describe/describe.go (v1.34). */
export const describeHorizontalPodAutoscaler: Describer<HorizontalPodAutoscaler> = (description, autoscaler) => {
  const { metadata, spec, status = {} } = autoscaler;
  const { kind, name } = spec.scaleTargetRef;
  description.field(0, "Name", metadata.name ?? "").field(0, "Namespace", metadata.namespace ?? "");
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  description.field(0, "CreationTimestamp", longTime(metadata.creationTimestamp));
  description.field(0, "Reference", `${kind}/${name}`).field(0, "Metrics", "( current / target )");
  for (const [i, metric] of (spec.metrics ?? []).entries())
    description.line(1, metricLine(metric, status.currentMetrics?.[i]));
  description.field(0, "Min replicas", spec.minReplicas ?? "<unset>").field(0, "Max replicas", spec.maxReplicas);
  if (spec.behavior) description.line(0, "Behavior:");
  describeRules(description, "Scale Up", spec.behavior?.scaleUp);
  describeRules(description, "Scale Down", spec.behavior?.scaleDown);
  const { currentReplicas = 0, desiredReplicas = 0, conditions = [] } = status;
  description.field(0, `${kind} pods`, `${currentReplicas} current / ${desiredReplicas} desired`);
  if (conditions.length > 0)
    description
      .line(0, "Conditions:")
      .line(1, "Type", "Status", "Reason", "Message")
      .line(1, "----", "------", "------", "-------");
  for (const { type, status: state, reason = "", message = "" } of conditions)
    description.line(1, type, state, reason, message);
};

function describeRules(description: Description, title: string, rules: ScalingRules | undefined): void {
  if (!rules) return;
  const { stabilizationWindowSeconds, selectPolicy = "Max", policies = [] } = rules;
  description.line(1, `${title}:`);
  if (stabilizationWindowSeconds !== undefined)
    description.line(2, `Stabilization Window: ${stabilizationWindowSeconds} seconds`);
  if (policies.length > 0) description.line(2, `Select Policy: ${selectPolicy}`).line(2, "Policies:");
  for (const { type, value, periodSeconds } of policies)
    description.line(3, `- Type: ${type}`, `Value: ${value}`, `Period: ${periodSeconds} seconds`);
}

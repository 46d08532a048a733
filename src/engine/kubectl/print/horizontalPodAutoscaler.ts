import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus, MetricValueStatus } from "../../api/autoscaling.ts";
import { canonicalQuantity } from "../../api/quantity.ts";
import { age } from "./age.ts";
import type { Printer } from "./table.ts";

const unknown = "<unknown>";

type Source = NonNullable<MetricSpec["resource"] | MetricSpec["pods"]>;

function metricText(spec: MetricSpec, status: MetricStatus | undefined): string {
  const field = `${spec.type.charAt(0).toLowerCase()}${spec.type.slice(1)}` as
    | "resource"
    | "containerResource"
    | "pods";
  const source = spec[field] as Source | undefined;
  const current = (status?.[field as "resource"] as { current?: MetricValueStatus & { value?: string } } | undefined)
    ?.current;
  if (!source) return "<unknown type>";
  const { target } = source;
  const amount = (value: string | number | undefined): string =>
    value === undefined ? unknown : canonicalQuantity(value);
  if ("name" in source) {
    if (target.averageValue !== undefined)
      return `${source.name}: ${amount(current?.averageValue)}/${amount(target.averageValue)}`;
    const used = current?.averageUtilization === undefined ? unknown : `${current.averageUtilization}%`;
    return `${source.name}: ${used}/${target.averageUtilization === undefined ? "<auto>" : `${target.averageUtilization}%`}`;
  }
  if (target.averageValue !== undefined)
    return `${amount(current?.averageValue)}/${amount(target.averageValue)}${field === "pods" ? "" : " (avg)"}`;
  return `${amount(current?.value)}/${amount(target.value)}`;
}

function targetsOf({ spec, status }: HorizontalPodAutoscaler): string {
  const { metrics = [] } = spec;
  if (metrics.length === 0) return "<none>";
  const list = metrics.map((metric, i) => metricText(metric, status?.currentMetrics?.[i]));
  return list.length > 2 ? `${list.slice(0, 2).join(", ")} + ${list.length - 2} more...` : list.join(", ");
}

export const horizontalPodAutoscalerPrinter: Printer<HorizontalPodAutoscaler> = {
  columns: ["Name", "Reference", "Targets", "MinPods", "MaxPods", "Replicas", "Age"],
  cells: (autoscaler, { now }) => {
    const { metadata, spec, status } = autoscaler;
    return [
      metadata.name ?? "",
      `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
      targetsOf(autoscaler),
      spec.minReplicas ?? "<unset>",
      spec.maxReplicas,
      status?.currentReplicas ?? 0,
      age(metadata.creationTimestamp, now),
    ];
  },
};

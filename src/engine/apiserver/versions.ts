import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from "../api/autoscaling.ts";
import { apiVersionOf, type KindInfo } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import { annotationsOf, fromAnnotations, isProcessorShare } from "./autoscalerAnnotations.ts";

/**
 * Kinds that are served in several versions are stored in one. Of those simulated that is the HorizontalPodAutoscaler: v1 has
 * one metric, the processor's, in a field of its own, and shows in annotations what only v2 has. Models
 * pkg/apis/autoscaling/v1/conversion.go (v1.34).
 */
const storedAutoscaler = "autoscaling/v2";
const oldAutoscaler = "autoscaling/v1";

interface OldAutoscaler extends KubernetesObject {
  readonly spec?: HorizontalPodAutoscaler["spec"] & { readonly targetCPUUtilizationPercentage?: number };
  readonly status?: HorizontalPodAutoscaler["status"] & { readonly currentCPUUtilizationPercentage?: number };
}

/** What v1 means where it names no target. */
const usualUtilization = 80;

/** The object in the version in which etcd keeps it; the same object, if it is in that. */
export function storedVersion(object: KubernetesObject): KubernetesObject {
  if (object.apiVersion !== oldAutoscaler || object.kind !== "HorizontalPodAutoscaler") return object;
  const { spec, status, metadata, ...rest } = object as OldAutoscaler;
  const { targetCPUUtilizationPercentage: share, ...others } = spec ?? {};
  const { currentCPUUtilizationPercentage: current, ...kept } = status ?? {};
  const told = fromAnnotations(metadata.annotations);
  const metrics = [...(told.spec.metrics ?? []), ...(share === undefined ? [] : [processor(share)])];
  const currentMetrics = told.status.currentMetrics ?? (current === undefined ? null : [measured(current)]);
  const { annotations: _, ...named } = metadata;
  return {
    ...rest,
    apiVersion: storedAutoscaler,
    metadata: { ...named, ...(Object.keys(told.others).length > 0 && { annotations: told.others }) },
    spec: { ...others, ...told.spec, metrics: metrics.length > 0 ? metrics : [processor(usualUtilization)] },
    ...(status && { status: { ...kept, ...told.status, currentMetrics } }),
  } as KubernetesObject;
}

function processor(averageUtilization: number): MetricSpec {
  return { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization } } };
}

function measured(averageUtilization: number): MetricStatus {
  return { type: "Resource", resource: { name: "cpu", current: { averageUtilization } } };
}

/** A stored object, or a list of such, in the version of the path that was asked for. */
export function servedVersion(kind: KindInfo, object: KubernetesObject): KubernetesObject {
  if (apiVersionOf(kind) !== oldAutoscaler) return object;
  const { items } = object as { readonly items?: readonly KubernetesObject[] };
  if (items) return { ...object, items: items.map((item) => servedVersion(kind, item)) } as KubernetesObject;
  if (object.apiVersion !== storedAutoscaler) return object;
  const { spec, status, metadata, ...rest } = object as HorizontalPodAutoscaler;
  const { metrics = [], behavior: _, ...others } = spec ?? {};
  const { currentMetrics, conditions: __, ...kept } = status ?? {};
  const share = metrics.find(isProcessorShare)?.resource?.target.averageUtilization;
  const current = currentMetrics?.find(({ resource }) => resource?.name === "cpu")?.resource?.current;
  const annotations = { ...fromAnnotations(metadata.annotations).others, ...annotationsOf(spec, status) };
  const { annotations: ___, ...named } = metadata;
  return {
    ...rest,
    apiVersion: oldAutoscaler,
    metadata: { ...named, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: { ...others, ...(share !== undefined && { targetCPUUtilizationPercentage: share }) },
    ...(status && {
      status: {
        ...kept,
        ...(current?.averageUtilization !== undefined && {
          currentCPUUtilizationPercentage: current.averageUtilization,
        }),
      },
    }),
  } as KubernetesObject;
}

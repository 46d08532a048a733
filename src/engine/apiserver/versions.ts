import { apiVersionOf, type KindInfo } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";

/**
 * Kinds that are served in several versions are stored in one. Of those simulated that is the HorizontalPodAutoscaler: v1 has
 * one metric, the processor's, in a field of its own. Models pkg/apis/autoscaling/v1/conversion.go (v1.34); the annotations
 * in which v1 shows what only v2 has are left out.
 */
const storedAutoscaler = "autoscaling/v2";
const oldAutoscaler = "autoscaling/v1";

interface Metric {
  readonly type?: string;
  readonly resource?: { readonly name?: string; readonly target?: { readonly averageUtilization?: number } };
}

interface Autoscaler extends KubernetesObject {
  readonly spec?: {
    readonly metrics?: readonly Metric[];
    readonly targetCPUUtilizationPercentage?: number;
    readonly behavior?: unknown;
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly lastScaleTime?: string;
    readonly currentReplicas?: number;
    readonly desiredReplicas?: number;
    readonly currentMetrics?: readonly { readonly resource?: CurrentResource }[];
    readonly currentCPUUtilizationPercentage?: number;
  };
}

interface CurrentResource {
  readonly name?: string;
  readonly current?: { readonly averageUtilization?: number };
}

/** What v1 means where it names no target. */
const usualUtilization = 80;

/** The object in the version in which etcd keeps it; the same object, if it is in that. */
export function storedVersion(object: KubernetesObject): KubernetesObject {
  if (object.apiVersion !== oldAutoscaler || object.kind !== "HorizontalPodAutoscaler") return object;
  const { spec, status, ...rest } = object as Autoscaler;
  const { targetCPUUtilizationPercentage: averageUtilization = usualUtilization, ...others } = spec ?? {};
  const { currentCPUUtilizationPercentage: current, ...kept } = status ?? {};
  const metrics = [
    { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization } } },
  ];
  const measured = { type: "Resource", resource: { name: "cpu", current: { averageUtilization: current } } };
  return {
    ...rest,
    apiVersion: storedAutoscaler,
    spec: { ...others, metrics },
    ...(status && { status: { ...kept, currentMetrics: current === undefined ? null : [measured] } }),
  } as KubernetesObject;
}

/** A stored object, or a list of such, in the version of the path that was asked for. */
export function servedVersion(kind: KindInfo, object: KubernetesObject): KubernetesObject {
  if (apiVersionOf(kind) !== oldAutoscaler) return object;
  const { items } = object as { readonly items?: readonly KubernetesObject[] };
  if (items) return { ...object, items: items.map((item) => servedVersion(kind, item)) } as KubernetesObject;
  if (object.apiVersion !== storedAutoscaler) return object;
  const { spec, status, ...rest } = object as Autoscaler;
  const { metrics = [], behavior: _, ...others } = spec ?? {};
  const { currentMetrics, ...kept } = status ?? {};
  const target = metrics.find(({ resource }) => resource?.name === "cpu")?.resource?.target?.averageUtilization;
  const current = currentMetrics?.find(({ resource }) => resource?.name === "cpu")?.resource?.current;
  return {
    ...rest,
    apiVersion: oldAutoscaler,
    spec: { ...others, ...(target !== undefined && { targetCPUUtilizationPercentage: target }) },
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

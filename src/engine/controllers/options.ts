import type { DescribedObject } from "../api/autoscaling.ts";
import type { LabelSelector } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";

/** The flags of kube-controller-manager that matter here, in virtual milliseconds; with its defaults below. */
export interface ControllerTiming {
  readonly nodeMonitorPeriod: VirtualMillis;
  readonly nodeMonitorGracePeriod: VirtualMillis;
  readonly nodeStartupGracePeriod: VirtualMillis;
  readonly podAutoscalerSyncPeriod: VirtualMillis;
}

export const defaultTiming: ControllerTiming = {
  nodeMonitorPeriod: 5000,
  nodeMonitorGracePeriod: 50_000,
  nodeStartupGracePeriod: 60_000,
  podAutoscalerSyncPeriod: 15_000,
};

/** One sample of a Pod's use of resources, as metrics.k8s.io/v1beta1 gives it. */
export interface PodMetrics {
  /** When it was taken, and over how long, in virtual milliseconds. */
  readonly at: VirtualMillis;
  readonly window: VirtualMillis;
  readonly containers: readonly { readonly name: string; readonly usage: { readonly [resource: string]: string } }[];
}

/** What a metrics server knows: the latest sample of a Pod, or null. */
export type MetricsSource = (pod: Pod) => PodMetrics | null;

/** Values in milli-units, or why there are none. */
export type MetricValues = readonly number[] | { readonly problem: string };

/** What custom.metrics.k8s.io and external.metrics.k8s.io know, as an adapter serves them. */
export interface MetricsAdapter {
  /** A metric of each of the Pods, by their names. */
  ofPods(metric: string, pods: readonly Pod[]): ReadonlyMap<string, number> | { readonly problem: string };
  ofObject(metric: string, namespace: string, object: DescribedObject): MetricValues;
  /** All series of a metric from outside of the cluster whose labels suit. */
  ofExternal(metric: string, namespace: string, selector: LabelSelector | undefined): MetricValues;
}

export interface ControllerOptions {
  readonly timing?: Partial<ControllerTiming>;
  readonly metrics?: MetricsSource;
  readonly adapter?: MetricsAdapter;
  /** False: no storage system is installed; claims that ask a provisioner for a volume wait for ever. */
  readonly provisioner?: boolean;
}

const notRegistered = (api: string): { readonly problem: string } => ({
  problem: `unable to fetch metrics from ${api} metrics API: no ${api} metrics API (${api}.metrics.k8s.io) registered`,
});

/** A cluster in which nobody serves such metrics. */
export const noAdapter: MetricsAdapter = {
  ofPods: () => notRegistered("custom"),
  ofObject: () => notRegistered("custom"),
  ofExternal: () => notRegistered("external"),
};

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

export interface ControllerOptions {
  readonly timing?: Partial<ControllerTiming>;
  readonly metrics?: MetricsSource;
  /** False: no storage system is installed; claims that ask a provisioner for a volume wait for ever. */
  readonly provisioner?: boolean;
}

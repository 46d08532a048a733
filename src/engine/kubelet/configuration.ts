import type { VirtualMillis } from "../kernel/clock.ts";

/** Fields of a kubelet's configuration file, under their names there. Models KubeletConfiguration v1beta1 (v1.34). */
export interface KubeletConfiguration {
  readonly serializeImagePulls: boolean;
  /** Only without serializeImagePulls; absent: as many as there are. */
  readonly maxParallelImagePulls?: number;
  readonly registryPullQPS: number;
  readonly registryBurst: number;
  readonly imageGCHighThresholdPercent: number;
  readonly imageGCLowThresholdPercent: number;
  readonly imageMinimumGCAge: VirtualMillis;
  /** 0: never for its age alone. */
  readonly imageMaximumGCAge: VirtualMillis;
  /** Signal → amount or percentage. When it is given, nothing of the default is kept. */
  readonly evictionHard: { readonly [signal: string]: string };
  readonly evictionSoft: { readonly [signal: string]: string };
  readonly evictionSoftGracePeriod: { readonly [signal: string]: VirtualMillis };
  /** Seconds, for soft thresholds. */
  readonly evictionMaxPodGracePeriod: number;
  readonly evictionPressureTransitionPeriod: VirtualMillis;
}

export const defaultConfiguration: KubeletConfiguration = {
  serializeImagePulls: true,
  registryPullQPS: 5,
  registryBurst: 10,
  imageGCHighThresholdPercent: 85,
  imageGCLowThresholdPercent: 80,
  imageMinimumGCAge: 120_000,
  imageMaximumGCAge: 0,
  evictionHard: {
    "memory.available": "100Mi",
    "nodefs.available": "10%",
    "nodefs.inodesFree": "5%",
    "imagefs.available": "15%",
    "imagefs.inodesFree": "5%",
  },
  evictionSoft: {},
  evictionSoftGracePeriod: {},
  evictionMaxPodGracePeriod: 0,
  evictionPressureTransitionPeriod: 300_000,
};

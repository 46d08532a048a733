import type { VirtualMillis } from "../../kernel/clock.ts";
import type { KubeletConfiguration } from "../configuration.ts";
import type { Pressure } from "../nodeStatus.ts";
import { binaryText, bytesOf } from "../usage.ts";

/** What the eviction manager watches. Inodes are not counted. */
export type Signal = "memory.available" | "nodefs.available" | "imagefs.available" | "pid.available";

const signals: readonly Signal[] = ["memory.available", "nodefs.available", "imagefs.available", "pid.available"];

/** What a signal means: the condition that it raises, and the resource that is to be got back. */
export const meanings: { readonly [signal in Signal]: { readonly pressure: Pressure; readonly resource: string } } = {
  "memory.available": { pressure: "MemoryPressure", resource: "memory" },
  "nodefs.available": { pressure: "DiskPressure", resource: "ephemeral-storage" },
  "imagefs.available": { pressure: "DiskPressure", resource: "ephemeral-storage" },
  "pid.available": { pressure: "PIDPressure", resource: "pids" },
};

export interface Observation {
  readonly capacity: number;
  readonly available: number;
}

export type Observations = ReadonlyMap<Signal, Observation>;

export interface Threshold {
  readonly signal: Signal;
  /** An amount, or a percentage of the capacity. */
  readonly value: string;
  /** How long it must be crossed before anything happens; 0: it is a hard one. */
  readonly gracePeriod: VirtualMillis;
}

/** The thresholds of a configuration, memory first. Models ParseThresholdConfig in pkg/kubelet/eviction/helpers.go (v1.34). */
export function thresholdsOf(configuration: KubeletConfiguration): Threshold[] {
  const { evictionHard, evictionSoft, evictionSoftGracePeriod } = configuration;
  return signals.flatMap((signal) => {
    const soft = evictionSoft[signal];
    const hard = evictionHard[signal];
    return [
      ...(hard === undefined || isOff(hard) ? [] : [{ signal, value: hard, gracePeriod: 0 }]),
      ...(soft === undefined ? [] : [{ signal, value: soft, gracePeriod: evictionSoftGracePeriod[signal] ?? 0 }]),
    ];
  });
}

/** 0% and 100% switch a threshold off. */
function isOff(value: string): boolean {
  return value === "0%" || value === "100%";
}

export function amountOf({ value }: Threshold, capacity: number): number {
  if (value.endsWith("%")) return Math.trunc((capacity * Number(value.slice(0, -1))) / 100);
  return bytesOf(value) ?? 0;
}

/** The threshold as the eviction's message has it. */
export function amountText(threshold: Threshold, capacity: number): string {
  if (!threshold.value.endsWith("%")) return threshold.value;
  return binaryText(amountOf(threshold, capacity));
}

export function isMet(threshold: Threshold, observations: Observations): boolean {
  const observed = observations.get(threshold.signal);
  return observed !== undefined && observed.available < amountOf(threshold, observed.capacity);
}

import type { Node } from "../api/core.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { Observation, Observations, Signal } from "./eviction/thresholds.ts";
import type { Machine } from "./machine.ts";
import { bytesOf, diskOf, memoryOf, pidsOf } from "./usage.ts";

/**
 * What is left on a node, for the signals of which the scenario tells something. Images, Pods and everything else share
 * one file system. Models makeSignalObservations in pkg/kubelet/eviction/helpers.go (v1.34).
 */
export function observationsOf(machine: Machine, node: Node | undefined, now: VirtualMillis): Observations {
  const usages = [...machine.pods.values()].map((pod) => pod.usage());
  const sum = (of: (usage: (typeof usages)[number]) => number): number =>
    usages.reduce((total, usage) => total + of(usage), 0);
  const found = new Map<Signal, Observation>();
  const note = (signal: Signal, capacity: number | null, used: number): void => {
    if (capacity !== null && capacity > 0) found.set(signal, { capacity, available: Math.max(0, capacity - used) });
  };
  const { capacity: all, allocatable } = node?.status ?? {};
  const memory = bytesOf(all?.memory ?? allocatable?.memory);
  const kept = memory === null ? 0 : memory - (bytesOf(allocatable?.memory) ?? memory);
  const ofPods = sum(memoryOf);
  // Where nothing is told, nothing is known: what a node keeps for itself is not in use.
  if (machine.settings.memory || ofPods > 0)
    note("memory.available", memory, (told(machine.settings.memory, now)?.bytes ?? kept) + ofPods);

  const disk = bytesOf(all?.["ephemeral-storage"] ?? allocatable?.["ephemeral-storage"]);
  const images = machine.images.bytes();
  const onDisk = (told(machine.settings.disk, now)?.bytes ?? 0) + images + sum(diskOf);
  note("nodefs.available", disk, onDisk);
  note("imagefs.available", disk, onDisk);

  const processes = (told(machine.settings.pids, now)?.count ?? 0) + sum(pidsOf);
  note("pid.available", machine.settings.maxPids ?? null, processes);
  return found;
}

function told<T extends { readonly from: VirtualMillis }>(list: readonly T[] = [], now: VirtualMillis): T | undefined {
  return list.filter(({ from }) => from <= now).at(-1);
}

import type { Quantity, ResourceList } from "../api/meta.ts";
import { nanoQuantity, unitsOf } from "../api/podResources.ts";

/** What a running container uses, as far as the scenario tells, beside what it asks for. */
export interface ContainerUsage {
  readonly name: string;
  readonly requests: ResourceList | undefined;
  readonly limits: ResourceList | undefined;
  /** Bytes. */
  readonly memory: number;
  /** Bytes of its own layer and its logs. */
  readonly disk: number;
  readonly pids: number;
}

/** What a Pod's containers use, and its emptyDirs hold. */
export interface PodUsage {
  readonly containers: readonly ContainerUsage[];
  readonly volumes: readonly { readonly name: string; readonly bytes: number; readonly inMemory: boolean }[];
}

export function bytesOf(quantity: Quantity | undefined): number | null {
  return quantity === undefined ? null : Number(unitsOf(nanoQuantity(quantity)));
}

/** Bytes as a quantity with binary suffixes, exact: 96468992 is `92Mi`. */
export function binaryText(value: number): string {
  const suffixes = ["", "Ki", "Mi", "Gi", "Ti"];
  let rest = Math.round(value);
  let suffix = 0;
  while (rest !== 0 && rest % 1024 === 0 && suffix < suffixes.length - 1) {
    rest /= 1024;
    suffix++;
  }
  return `${rest}${suffixes[suffix]}`;
}

export function memoryOf(usage: PodUsage): number {
  const { containers, volumes } = usage;
  const processes = containers.reduce((sum, { memory }) => sum + memory, 0);
  return volumes.reduce((sum, { bytes, inMemory }) => sum + (inMemory ? bytes : 0), processes);
}

export function diskOf({ containers, volumes }: PodUsage): number {
  const layers = containers.reduce((sum, { disk }) => sum + disk, 0);
  return volumes.reduce((sum, { bytes, inMemory }) => sum + (inMemory ? 0 : bytes), layers);
}

export function pidsOf(usage: PodUsage): number {
  return usage.containers.reduce((sum, { pids }) => sum + pids, 0);
}

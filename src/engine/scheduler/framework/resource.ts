import { add64, type Int64, subtract64 } from "../../api/int64.ts";
import type { ResourceList } from "../../api/meta.ts";
import { milliOf, type NanoResources, nanoQuantity, unitsOf } from "../../api/podResources.ts";

/** A vector of resources. Units: milliCPU, bytes, pieces. Models framework.Resource (v1.34). */
export class Resource {
  milliCPU: Int64 = 0;
  memory: Int64 = 0;
  ephemeralStorage: Int64 = 0;
  allowedPods = 0;
  /** Extended resources, hugepages and attachable volumes; null while there are none. */
  scalar: Map<string, Int64> | null = null;

  static ofNode(allocatable: ResourceList | undefined): Resource {
    const nano = new Map<string, bigint>();
    for (const name of Object.keys(allocatable ?? {})) nano.set(name, nanoQuantity(allocatable![name]!));
    return Resource.of(nano);
  }

  static of(nano: NanoResources): Resource {
    const result = new Resource();
    for (const [name, amount] of nano) {
      if (name === "cpu") result.milliCPU = milliOf(amount);
      else if (name === "memory") result.memory = unitsOf(amount);
      else if (name === "ephemeral-storage") result.ephemeralStorage = unitsOf(amount);
      else if (name === "pods") result.allowedPods = Number(unitsOf(amount));
      else if (isScalarResource(name)) {
        result.scalar ??= new Map();
        result.scalar.set(name, unitsOf(amount));
      }
    }
    return result;
  }

  add(other: Resource): void {
    this.milliCPU = add64(this.milliCPU, other.milliCPU);
    this.memory = add64(this.memory, other.memory);
    this.ephemeralStorage = add64(this.ephemeralStorage, other.ephemeralStorage);
    if (other.scalar) {
      this.scalar ??= new Map();
      for (const [name, amount] of other.scalar) this.scalar.set(name, add64(this.scalar.get(name) ?? 0, amount));
    }
  }

  subtract(other: Resource): void {
    this.milliCPU = subtract64(this.milliCPU, other.milliCPU);
    this.memory = subtract64(this.memory, other.memory);
    this.ephemeralStorage = subtract64(this.ephemeralStorage, other.ephemeralStorage);
    if (other.scalar) {
      this.scalar ??= new Map();
      for (const [name, amount] of other.scalar) this.scalar.set(name, subtract64(this.scalar.get(name) ?? 0, amount));
    }
  }

  clone(): Resource {
    const copy = new Resource();
    copy.milliCPU = this.milliCPU;
    copy.memory = this.memory;
    copy.ephemeralStorage = this.ephemeralStorage;
    copy.allowedPods = this.allowedPods;
    copy.scalar = this.scalar ? new Map(this.scalar) : null;
    return copy;
  }

  scalarOf(name: string): Int64 {
    return this.scalar?.get(name) ?? 0;
  }
}

/** Resources outside of the native ones, qualified by a domain of their own. */
export function isExtendedResource(name: string): boolean {
  return name.includes("/") && !name.includes("kubernetes.io/") && !name.startsWith("requests.");
}

/** Whether a resource is counted in `Resource.scalar`. Models v1helper.IsScalarResourceName. */
export function isScalarResource(name: string): boolean {
  return (
    isExtendedResource(name) ||
    name.startsWith("hugepages-") ||
    name.startsWith("attachable-volumes-") ||
    name.includes("kubernetes.io/")
  );
}

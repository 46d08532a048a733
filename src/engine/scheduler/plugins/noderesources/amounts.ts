import { add64, type Int64 } from "../../../api/int64.ts";
import { milliOf, type NanoResources, unitsOf } from "../../../api/podResources.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import { isScalarResource } from "../../framework/resource.ts";
import type { ScoredResource } from "./args.ts";

/** A resource's amount in a Pod's requests, in the unit that nodes are counted in. */
export function amountOf(requests: NanoResources, name: string): Int64 {
  const nano = requests.get(name) ?? 0n;
  return name === "cpu" ? milliOf(nano) : unitsOf(nano);
}

/** What a Pod asks for of each scored resource, with the look-ups that do not depend on the node done. */
export class PodAmounts {
  readonly resources: readonly ScoredResource[];
  readonly amounts: readonly Int64[];
  /** Resources that count for this Pod: a scalar one that it does not request does not. */
  readonly counts: readonly boolean[];

  constructor(resources: readonly ScoredResource[], requests: NanoResources) {
    this.resources = resources;
    this.amounts = resources.map(({ name }) => amountOf(requests, name));
    this.counts = resources.map(({ name }, i) => this.amounts[i] !== 0 || !isScalarResource(name));
  }

  get isBestEffort(): boolean {
    return this.amounts.every((amount) => amount === 0);
  }

  /** What the node offers of resource `i`; 0 takes it out of the score. */
  allocatable(i: number, { allocatable }: NodeInfo): Int64 {
    if (!this.counts[i]) return 0;
    const { name } = this.resources[i]!;
    if (name === "cpu") return allocatable.milliCPU;
    if (name === "memory") return allocatable.memory;
    if (name === "ephemeral-storage") return allocatable.ephemeralStorage;
    return allocatable.scalarOf(name);
  }

  /** What would be requested of resource `i` on the node with this Pod; `nonZero`: with the scheduler's defaults. */
  requested(i: number, node: NodeInfo, nonZero: boolean): Int64 {
    return add64(this.requestedByOthers(i, node, nonZero), this.amounts[i]!);
  }

  requestedByOthers(i: number, node: NodeInfo, nonZero: boolean): Int64 {
    const { name } = this.resources[i]!;
    if (name === "cpu") return nonZero ? node.nonZeroMilliCPU : node.requested.milliCPU;
    if (name === "memory") return nonZero ? node.nonZeroMemory : node.requested.memory;
    if (name === "ephemeral-storage") return node.requested.ephemeralStorage;
    return node.requested.scalarOf(name);
  }
}

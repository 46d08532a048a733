import { add64, type Int64 } from "../../../api/int64.ts";
import { milliOf, type NanoResources, unitsOf } from "../../../api/podResources.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import { isScalarResource } from "../../framework/resource.ts";
import type { ScoredResource } from "./args.ts";

/** A resource's amount in a Pod's requests, in the unit that nodes are counted in. */
function amountOf(requests: NanoResources, name: string): Int64 {
  const nano = requests.get(name) ?? 0n;
  return name === "cpu" ? milliOf(nano) : unitsOf(nano);
}

/** All amounts as a text, to be compared. */
export function amountsText(requests: NanoResources): string {
  let text = "";
  for (const [name, amount] of requests) text += `${name}=${amount} `;
  return text;
}

type ResourceKind = "cpu" | "memory" | "ephemeral-storage" | "scalar";

function kindOf(name: string): ResourceKind {
  return name === "cpu" || name === "memory" || name === "ephemeral-storage" ? name : "scalar";
}

/** What a Pod asks for of each scored resource, with the look-ups that do not depend on the node done. */
export class PodAmounts {
  readonly resources: readonly ScoredResource[];
  readonly amounts: readonly Int64[];
  private readonly kinds: readonly ResourceKind[];
  /** Resources that count for this Pod: a scalar one that it does not request does not. */
  private readonly counts: readonly boolean[];

  constructor(resources: readonly ScoredResource[], requests: NanoResources) {
    this.resources = resources;
    this.amounts = resources.map(({ name }) => amountOf(requests, name));
    this.kinds = resources.map(({ name }) => kindOf(name));
    this.counts = resources.map(({ name }, i) => this.amounts[i] !== 0 || !isScalarResource(name));
  }

  get isBestEffort(): boolean {
    return this.amounts.every((amount) => amount === 0);
  }

  /** What the node offers of resource `i`; 0 takes it out of the score. */
  allocatable(i: number, { allocatable }: NodeInfo): Int64 {
    if (!this.counts[i]) return 0;
    switch (this.kinds[i]) {
      case "cpu":
        return allocatable.milliCPU;
      case "memory":
        return allocatable.memory;
      case "ephemeral-storage":
        return allocatable.ephemeralStorage;
      default:
        return allocatable.scalarOf(this.resources[i]!.name);
    }
  }

  /** What would be requested of resource `i` on the node with this Pod; `nonZero`: with the scheduler's defaults. */
  requested(i: number, node: NodeInfo, nonZero: boolean): Int64 {
    return add64(this.requestedByOthers(i, node, nonZero), this.amounts[i]!);
  }

  requestedByOthers(i: number, node: NodeInfo, nonZero: boolean): Int64 {
    switch (this.kinds[i]) {
      case "cpu":
        return nonZero ? node.nonZeroMilliCPU : node.requested.milliCPU;
      case "memory":
        return nonZero ? node.nonZeroMemory : node.requested.memory;
      case "ephemeral-storage":
        return node.requested.ephemeralStorage;
      default:
        return node.requested.scalarOf(this.resources[i]!.name);
    }
  }
}

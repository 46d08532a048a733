import { type Int64, scale64, subtract64 } from "../../../api/int64.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { PodAmounts } from "./amounts.ts";
import type { NodeResourcesFitArgs, UtilizationShapePoint } from "./args.ts";

export type StrategyName = "LeastAllocated" | "MostAllocated" | "RequestedToCapacityRatio";

/** How full a node may best be. Models least_allocated.go, most_allocated.go, requested_to_capacity_ratio.go (v1.34). */
export interface Strategy {
  readonly name: StrategyName;
  /** RequestedToCapacityRatio: its curve. */
  readonly shape?: readonly UtilizationShapePoint[];
  /** 0..100 for one resource. Integer arithmetic. */
  resourceScore(requested: Int64, allocatable: Int64): number;
  /** Joins the scores of the resources that the node has. */
  score(amounts: PodAmounts, node: NodeInfo): number;
}

const leastAllocatedScore = (requested: Int64, allocatable: Int64): number =>
  requested > allocatable ? 0 : scale64(subtract64(allocatable, requested), 100, allocatable);

const mostAllocatedScore = (requested: Int64, allocatable: Int64): number =>
  requested > allocatable ? 100 : scale64(requested, 100, allocatable);

/** The weighted mean of the resources' scores, truncated. */
function weightedMean(resourceScore: (requested: Int64, allocatable: Int64) => number): Strategy["score"] {
  return (amounts, node) => {
    const { resources } = amounts;
    let sum = 0;
    let weights = 0;
    for (let i = 0; i < resources.length; i++) {
      const allocatable = amounts.allocatable(i, node);
      if (allocatable === 0) continue;
      const { weight } = resources[i]!;
      sum += resourceScore(amounts.requested(i, node, true), allocatable) * weight;
      weights += weight;
    }
    return weights === 0 ? 0 : Math.trunc(sum / weights);
  };
}

/** Piecewise linear between the points of the shape; the shape's scores 0..10 are stretched to 0..100. */
function ratioScore(shape: readonly UtilizationShapePoint[]): (requested: Int64, allocatable: Int64) => number {
  const points = shape.map(({ utilization, score }) => ({ utilization, score: score * 10 }));
  const curve = (utilization: number): number => {
    for (const [i, point] of points.entries()) {
      if (utilization > point.utilization) continue;
      if (i === 0) return point.score;
      const before = points[i - 1]!;
      const rise = (point.score - before.score) * (utilization - before.utilization);
      return before.score + Math.trunc(rise / (point.utilization - before.utilization));
    }
    return points.at(-1)?.score ?? 0;
  };
  return (requested, allocatable) =>
    allocatable === 0 || requested > allocatable ? curve(100) : curve(scale64(requested, 100, allocatable));
}

function ratioStrategy(shape: readonly UtilizationShapePoint[]): Strategy {
  const resourceScore = ratioScore(shape);
  return {
    name: "RequestedToCapacityRatio",
    shape,
    resourceScore,
    score(amounts, node) {
      let sum = 0;
      let weights = 0;
      for (let i = 0; i < amounts.resources.length; i++) {
        const allocatable = amounts.allocatable(i, node);
        if (allocatable === 0) continue;
        const score = resourceScore(amounts.requested(i, node, true), allocatable);
        // A resource that scores 0 does not count, not even its weight.
        if (score <= 0) continue;
        const { weight } = amounts.resources[i]!;
        sum += score * weight;
        weights += weight;
      }
      return weights === 0 ? 0 : Math.round(sum / weights);
    },
  };
}

export function createStrategy(args: NodeResourcesFitArgs["scoringStrategy"]): Strategy {
  switch (args?.type) {
    case "MostAllocated":
      return {
        name: "MostAllocated",
        resourceScore: mostAllocatedScore,
        score: weightedMean(mostAllocatedScore),
      };
    case "RequestedToCapacityRatio":
      return ratioStrategy(args.requestedToCapacityRatio?.shape ?? []);
    default:
      return {
        name: "LeastAllocated",
        resourceScore: leastAllocatedScore,
        score: weightedMean(leastAllocatedScore),
      };
  }
}

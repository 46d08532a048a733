import { podRequests } from "../../../api/podResources.ts";
import { stateKey } from "../../framework/cycleState.ts";
import type { ExplainingPlugin, PreScorePlugin, ScorePlugin } from "../../framework/interface.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import { skip, success } from "../../framework/status.ts";
import { amountsText, PodAmounts } from "./amounts.ts";
import { type BalancedAllocationArgs, scoredResources } from "./args.ts";

const scoreKey = stateKey<PodAmounts>();

/**
 * NodeResourcesBalancedAllocation likes nodes whose resources would be used to equal fractions: 100 minus a hundred
 * standard deviations. It counts real requests only, and has no opinion on Pods that request nothing.
 *
 * Models pkg/scheduler/framework/plugins/noderesources/balanced_allocation.go (v1.34). Floating point, as there.
 */
export function balancedAllocation(args: BalancedAllocationArgs): PreScorePlugin & ScorePlugin & ExplainingPlugin {
  const resources = scoredResources(args.resources);
  return {
    name: "NodeResourcesBalancedAllocation",

    preScore(state, { pod }) {
      const amounts = new PodAmounts(resources, podRequests(pod));
      if (amounts.isBestEffort) return skip;
      state.write(scoreKey, amounts);
      return success;
    },

    score(state, _pod, node) {
      return balanceScore(state.read(scoreKey)!, node);
    },

    explainedBy({ pod }) {
      return amountsText(podRequests(pod));
    },

    explain(state, _pod, node, point) {
      const amounts = state.read(scoreKey);
      if (point === "Filter" || !amounts) return null;
      const operands = resources.flatMap(({ name }, i) => {
        const allocatable = Number(amounts.allocatable(i, node));
        if (allocatable === 0) return [];
        return {
          name,
          allocatable,
          requested: Number(amounts.requestedByOthers(i, node, false)),
          pod: Number(amounts.amounts[i]),
          score: fraction(amounts, i, node, allocatable),
        };
      });
      return {
        kind: "resources",
        strategy: "BalancedAllocation",
        resources: operands,
        deviation: deviationOf(amounts, node),
        score: balanceScore(amounts, node),
      };
    },
  };
}

function fraction(amounts: PodAmounts, i: number, node: NodeInfo, allocatable: number): number {
  const used = Number(amounts.requested(i, node, false)) / allocatable;
  return used > 1 ? 1 : used;
}

function balanceScore(amounts: PodAmounts, node: NodeInfo): number {
  return Math.trunc((1 - deviationOf(amounts, node)) * 100);
}

/** The standard deviation of the fractions; of two it is half their distance. */
function deviationOf(amounts: PodAmounts, node: NodeInfo): number {
  const count = amounts.resources.length;
  let total = 0;
  let present = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < count; i++) {
    const allocatable = Number(amounts.allocatable(i, node));
    if (allocatable === 0) continue;
    const used = fraction(amounts, i, node, allocatable);
    total += used;
    present++;
    if (present === 1) first = used;
    else if (present === 2) second = used;
  }
  let deviation = 0;
  if (present === 2) deviation = Math.abs((first - second) / 2);
  else if (present > 2) {
    const mean = total / present;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const allocatable = Number(amounts.allocatable(i, node));
      if (allocatable === 0) continue;
      const distance = fraction(amounts, i, node, allocatable) - mean;
      sum += distance * distance;
    }
    deviation = Math.sqrt(sum / present);
  }
  return deviation;
}

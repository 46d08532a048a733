/** Below this many nodes all are looked at, and never fewer feasible ones are wanted. */
const minFeasibleNodes = 100;
const minPercentage = 5;

/** The share of the nodes that has to fit, percent; `percentage` 0: adaptive. */
export function shareToFind(totalNodes: number, percentage: number): number {
  return percentage === 0 ? Math.max(50 - Math.trunc(totalNodes / 125), minPercentage) : percentage;
}

/**
 * How many feasible nodes are enough. `percentage` 0: adaptive, from 50 % down to 5 % as the cluster grows.
 *
 * Models numFeasibleNodesToFind of pkg/scheduler/schedule_one.go (v1.34).
 */
export function feasibleNodesToFind(totalNodes: number, percentage: number): number {
  if (totalNodes < minFeasibleNodes) return totalNodes;
  return Math.max(Math.trunc((totalNodes * shareToFind(totalNodes, percentage)) / 100), minFeasibleNodes);
}

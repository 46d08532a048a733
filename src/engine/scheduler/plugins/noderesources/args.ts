/** A resource and what it weighs in a score. */
export interface WeightedResource {
  readonly name: string;
  readonly weight?: number;
}

/** A point of RequestedToCapacityRatio's curve: utilization in percent, score 0..10. */
export interface UtilizationShapePoint {
  readonly utilization: number;
  readonly score: number;
}

/** NodeResourcesFitArgs of a KubeSchedulerConfiguration (v1). */
export interface NodeResourcesFitArgs {
  readonly ignoredResources?: readonly string[];
  readonly ignoredResourceGroups?: readonly string[];
  readonly scoringStrategy?: {
    readonly type?: string;
    readonly resources?: readonly WeightedResource[];
    readonly requestedToCapacityRatio?: { readonly shape?: readonly UtilizationShapePoint[] };
  };
}

/** NodeResourcesBalancedAllocationArgs of a KubeSchedulerConfiguration (v1). */
export interface BalancedAllocationArgs {
  readonly resources?: readonly WeightedResource[];
}

export interface ScoredResource {
  readonly name: string;
  readonly weight: number;
}

const defaultResources: readonly ScoredResource[] = [
  { name: "cpu", weight: 1 },
  { name: "memory", weight: 1 },
];

/** The resources that a strategy scores; a missing weight is 1. */
export function scoredResources(resources: readonly WeightedResource[] | undefined): readonly ScoredResource[] {
  if (!resources || resources.length === 0) return defaultResources;
  return resources.map(({ name, weight }) => ({ name, weight: weight || 1 }));
}

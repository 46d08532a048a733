import type { TopologySpreadConstraint } from "../../../api/pod.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { PodInfo } from "../../framework/podInfo.ts";
import { RequiredNodeAffinity } from "../../framework/requiredNodeAffinity.ts";
import type { Snapshot } from "../../framework/snapshot.ts";
import { constraintsOf, hasAllKeys, includesNode, type SpreadConstraint } from "./constraints.ts";
import { SpreadFilterState } from "./filterState.ts";

/** How the Pods that a constraint counts stand in the domains of its topology key. */
export interface SpreadDomains {
  readonly topologyKey: string;
  readonly whenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway";
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly nodeAffinityPolicy: "Honor" | "Ignore";
  readonly nodeTaintsPolicy: "Honor" | "Ignore";
  /** 1 when the Pod's own labels match: it counts where it goes. */
  readonly selfMatch: number;
  /** The smallest count of any domain that counts; 0 while there are fewer of them than minDomains. */
  readonly min: number;
  /** By name. */
  readonly domains: readonly SpreadDomain[];
  /** Nodes without the topology key: no domain has them. */
  readonly withoutKey: readonly string[];
}

export interface SpreadDomain {
  readonly domain: string;
  /** false: every node of it is left out, so it is no domain for this constraint. */
  readonly counts: boolean;
  readonly count: number;
  /** count + selfMatch − min: at most maxSkew, or the Pod may not go there. */
  readonly skew: number;
  readonly nodes: readonly {
    readonly node: string;
    /** Why its Pods are not counted: it lacks the key of another constraint, or a policy leaves it out. */
    readonly leftOut: "keys" | "affinity" | "taints" | null;
    /** The matching Pods on it. */
    readonly pods: readonly string[];
  }[];
}

/** The arithmetic of a Pod's spread constraints of one kind over all domains, as PreFilter counts them. */
export function spreadDomains(
  pod: PodInfo,
  whenUnsatisfiable: SpreadDomains["whenUnsatisfiable"],
  defaults: readonly TopologySpreadConstraint[],
  snapshot: Snapshot,
): readonly SpreadDomains[] {
  const constraints = constraintsOf(pod, whenUnsatisfiable, defaults, snapshot);
  const state = SpreadFilterState.compute(pod, constraints, snapshot);
  const affinity = new RequiredNodeAffinity(pod.pod);
  return constraints.map((constraint, index) => {
    const { topology, maxSkew, minDomains } = constraint;
    const selfMatch = state.selfMatches[index]!;
    const min = state.min(index);
    const counted = state.domainCounts(index);
    const nodesByDomain = new Map<string, NodeInfo[]>();
    const withoutKey: string[] = [];
    for (const node of snapshot.nodes()) {
      const value = topology.bySlot[node.slot]!;
      if (value < 0) {
        withoutKey.push(node.name);
        continue;
      }
      const domain = topology.values[value]!;
      nodesByDomain.set(domain, [...(nodesByDomain.get(domain) ?? []), node]);
    }
    const names = [...nodesByDomain.keys()].sort();
    return {
      topologyKey: topology.name,
      whenUnsatisfiable,
      maxSkew,
      minDomains,
      nodeAffinityPolicy: constraint.honorAffinity ? ("Honor" as const) : ("Ignore" as const),
      nodeTaintsPolicy: constraint.honorTaints ? ("Honor" as const) : ("Ignore" as const),
      selfMatch,
      min,
      withoutKey: withoutKey.sort(),
      domains: names.map((domain) => {
        const count = counted[domain] ?? 0;
        return {
          domain,
          counts: domain in counted,
          count,
          skew: count + selfMatch - min,
          nodes: nodesByDomain.get(domain)!.map((node) => ({
            node: node.name,
            leftOut: leftOut(node, constraint, constraints, pod, affinity),
            pods: matching(node, constraint, pod),
          })),
        };
      }),
    };
  });
}

function leftOut(
  node: NodeInfo,
  constraint: SpreadConstraint,
  constraints: readonly SpreadConstraint[],
  pod: PodInfo,
  affinity: RequiredNodeAffinity,
): SpreadDomain["nodes"][number]["leftOut"] {
  if (!hasAllKeys(node, constraints)) return "keys";
  if (includesNode(constraint, pod, node, affinity)) return null;
  return includesNode({ ...constraint, honorTaints: false }, pod, node, affinity) ? "taints" : "affinity";
}

/** What countedClasses counts, by name. */
function matching({ pods }: NodeInfo, { selector }: SpreadConstraint, { namespace }: PodInfo): readonly string[] {
  if (selector.isEmpty) return [];
  return pods
    .filter((pod) => !pod.terminating && pod.namespace === namespace && selector.matches(pod.labels))
    .map(({ name }) => name)
    .sort();
}

import type { CloneableState } from "../../framework/cycleState.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { PodInfo } from "../../framework/podInfo.ts";
import { RequiredNodeAffinity } from "../../framework/requiredNodeAffinity.ts";
import type { Snapshot } from "../../framework/snapshot.ts";
import { countedClasses, hasAllKeys, includesNode, type SpreadConstraint } from "./constraints.ts";

const noDomain = 2_147_483_647;

/** How many matching Pods each eligible domain of a constraint has: -1 for values that are no eligible domain. */
interface DomainCounts {
  readonly counts: Int32Array;
  domains: number;
  /** The smallest count; 2^31 - 1 without any domain, as upstream has it. */
  min: number;
}

/** What the hard constraints have to know. Models preFilterState of podtopologyspread/filtering.go (v1.34). */
export class SpreadFilterState implements CloneableState {
  readonly constraints: readonly SpreadConstraint[];
  readonly selfMatches: readonly number[];
  private readonly affinity: RequiredNodeAffinity;
  private readonly perConstraint: DomainCounts[];
  private named: { readonly [domain: string]: number }[] = [];

  private constructor(
    constraints: readonly SpreadConstraint[],
    selfMatches: readonly number[],
    affinity: RequiredNodeAffinity,
    perConstraint: DomainCounts[],
  ) {
    this.constraints = constraints;
    this.selfMatches = selfMatches;
    this.affinity = affinity;
    this.perConstraint = perConstraint;
  }

  /** Counts the cluster once: classes by their nodes, never Pods node by node. */
  static compute(pod: PodInfo, constraints: readonly SpreadConstraint[], snapshot: Snapshot): SpreadFilterState {
    const affinity = new RequiredNodeAffinity(pod.pod);
    const nodes = snapshot.nodes();
    const perConstraint = constraints.map((constraint): DomainCounts => {
      const { topology } = constraint;
      const { bySlot } = topology;
      const counts = new Int32Array(topology.values.length).fill(-1);
      const everyNode = constraints.length === 1 && !constraint.honorTaints && affinity.isEmpty;
      const isEligible = (node: NodeInfo): boolean =>
        everyNode || (hasAllKeys(node, constraints) && includesNode(constraint, pod, node, affinity));
      for (let i = 0; i < nodes.length; i++) {
        const node = nodes[i]!;
        const value = bySlot[node.slot]!;
        if (value >= 0 && counts[value]! < 0 && isEligible(node)) counts[value] = 0;
      }
      for (const { countBySlot } of countedClasses(constraint, pod.namespace, snapshot)) {
        for (const [slot, count] of countBySlot) {
          const value = bySlot[slot]!;
          if (value >= 0 && (everyNode || isEligible(snapshot.nodeAt(slot)))) counts[value]! += count;
        }
      }
      return summarized(counts);
    });
    const selfMatches = constraints.map(({ selector }) => (selector.matches(pod.labels) ? 1 : 0));
    return new SpreadFilterState(constraints, selfMatches, affinity, perConstraint);
  }

  /** Matching Pods in the node's domain; 0 when the domain is not eligible. */
  count(constraint: number, value: number): number {
    return Math.max(this.perConstraint[constraint]!.counts[value]!, 0);
  }

  /** The global minimum, which is 0 while there are fewer domains than minDomains. */
  min(constraint: number): number {
    const { domains, min } = this.perConstraint[constraint]!;
    return domains < this.constraints[constraint]!.minDomains ? 0 : min;
  }

  /** Counts by domain name, for people; one object for all nodes, as a cluster may have many domains. */
  domainCounts(constraint: number): { readonly [domain: string]: number } {
    const known = this.named[constraint];
    if (known) return known;
    const { values } = this.constraints[constraint]!.topology;
    const result: { [domain: string]: number } = {};
    for (const [id, count] of this.perConstraint[constraint]!.counts.entries()) {
      if (count >= 0) result[values[id]!] = count;
    }
    this.named[constraint] = result;
    return result;
  }

  /** A dry run put a Pod on a node (delta 1) or took it away (-1). */
  update(preemptor: PodInfo, changed: PodInfo, node: NodeInfo, delta: number): void {
    if (changed.namespace !== preemptor.namespace || !hasAllKeys(node, this.constraints)) return;
    for (const [i, constraint] of this.constraints.entries()) {
      if (!constraint.selector.matches(changed.labels)) continue;
      if (!includesNode(constraint, preemptor, node, this.affinity)) continue;
      const { counts } = this.perConstraint[i]!;
      counts[constraint.topology.bySlot[node.slot]!]! += delta;
      this.perConstraint[i] = summarized(counts);
    }
    this.named = [];
  }

  clone(): SpreadFilterState {
    const perConstraint = this.perConstraint.map(({ counts, domains, min }) => ({
      counts: counts.slice(),
      domains,
      min,
    }));
    return new SpreadFilterState(this.constraints, this.selfMatches, this.affinity, perConstraint);
  }
}

function summarized(counts: Int32Array): DomainCounts {
  let domains = 0;
  let min = noDomain;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (count < 0) continue;
    domains++;
    if (count < min) min = count;
  }
  return { counts, domains, min };
}

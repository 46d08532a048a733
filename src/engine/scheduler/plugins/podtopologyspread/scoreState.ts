import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { PodInfo } from "../../framework/podInfo.ts";
import { RequiredNodeAffinity } from "../../framework/requiredNodeAffinity.ts";
import type { Snapshot } from "../../framework/snapshot.ts";
import { countedClasses, hasAllKeys, hostnameKey, includesNode, type SpreadConstraint } from "./constraints.ts";

/** One soft constraint: counts by topology value, or by node (slot) for the hostname key. */
interface ConstraintCounts {
  readonly byHostname: boolean;
  /** Indexed by value id + 1 (0: the missing value), -1 where no feasible node has the value; or by slot for hostname. */
  readonly counts: Int32Array;
  /** Number of domains. */
  readonly size: number;
  /** ln(size + 2): keeps small topologies from being watered down by large ones. */
  readonly weight: number;
}

/** What the soft constraints have to know. Models preScoreState of podtopologyspread/scoring.go (v1.34). */
export class SpreadScoreState {
  readonly constraints: readonly SpreadConstraint[];
  readonly perConstraint: readonly ConstraintCounts[];
  private readonly requireAllKeys: boolean;

  /** `requireAllKeys`: nodes that lack a topology key are ignored; not so under the system's default constraints. */
  constructor(
    pod: PodInfo,
    constraints: readonly SpreadConstraint[],
    feasible: readonly NodeInfo[],
    requireAllKeys: boolean,
    snapshot: Snapshot,
  ) {
    this.constraints = constraints;
    this.requireAllKeys = requireAllKeys;
    const scored = requireAllKeys ? feasible.filter((node) => hasAllKeys(node, constraints)) : feasible;
    const affinity = new RequiredNodeAffinity(pod.pod);
    this.perConstraint = constraints.map((constraint): ConstraintCounts => {
      const { topology } = constraint;
      const { bySlot } = topology;
      const classes = countedClasses(constraint, pod.namespace, snapshot);
      if (topology.name === hostnameKey) {
        const counts = new Int32Array(bySlot.length);
        for (const { countBySlot } of classes) for (const [slot, count] of countBySlot) counts[slot]! += count;
        return { byHostname: true, counts, size: scored.length, weight: Math.log(scored.length + 2) };
      }
      const counts = new Int32Array(topology.values.length + 1).fill(-1);
      let domains = 0;
      for (const node of scored) {
        const index = bySlot[node.slot]! + 1;
        if (counts[index]! >= 0) continue;
        counts[index] = 0;
        domains++;
      }
      const everyNode = affinity.isEmpty && !constraint.honorTaints && (!requireAllKeys || constraints.length === 1);
      for (const { countBySlot } of classes) {
        for (const [slot, count] of countBySlot) {
          const index = bySlot[slot]! + 1;
          if (counts[index]! < 0) continue;
          if (!everyNode) {
            const node = snapshot.nodeAt(slot);
            if (requireAllKeys && !hasAllKeys(node, constraints)) continue;
            if (!includesNode(constraint, pod, node, affinity)) continue;
          }
          counts[index]! += count;
        }
      }
      return { byHostname: false, counts, size: domains, weight: Math.log(domains + 2) };
    });
  }

  /** Ignored nodes score 0 and do not count for normalizing. */
  isIgnored(node: NodeInfo): boolean {
    return this.requireAllKeys && !hasAllKeys(node, this.constraints);
  }

  /** Matching Pods in the node's domain; -1 when the node lacks the key. */
  count(constraint: number, node: NodeInfo): number {
    const value = this.constraints[constraint]!.topology.bySlot[node.slot]!;
    if (value < 0) return -1;
    const { byHostname, counts } = this.perConstraint[constraint]!;
    return byHostname ? counts[node.slot]! : counts[value + 1]!;
  }

  score(node: NodeInfo): number {
    if (this.isIgnored(node)) return 0;
    let score = 0;
    for (let i = 0; i < this.constraints.length; i++) {
      const count = this.count(i, node);
      if (count >= 0) score += count * this.perConstraint[i]!.weight + (this.constraints[i]!.maxSkew - 1);
    }
    return Math.round(score);
  }
}

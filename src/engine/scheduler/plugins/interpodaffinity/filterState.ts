import type { AffinityTerm } from "../../framework/affinityTerm.ts";
import type { CloneableState } from "../../framework/cycleState.ts";
import type { Labels } from "../../framework/labels.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { PodInfo } from "../../framework/podInfo.ts";
import type { Snapshot } from "../../framework/snapshot.ts";
import { TopologyCounts } from "./topologyCounts.ts";

/** What required terms have to know. Models preFilterState of interpodaffinity/filtering.go (v1.34). */
export class AffinityFilterState implements CloneableState {
  private readonly snapshot: Snapshot;
  private readonly namespaceLabels: Labels;
  /** Domains with existing Pods whose required anti-affinity selects the incoming Pod. */
  readonly existingAntiAffinity: TopologyCounts;
  /** Domains with existing Pods that match ALL required affinity terms of the incoming Pod. */
  readonly affinity: TopologyCounts;
  /** Domains with existing Pods that match a required anti-affinity term of the incoming Pod, over all terms. */
  readonly antiAffinity: TopologyCounts;

  private constructor(
    snapshot: Snapshot,
    namespaceLabels: Labels,
    existingAntiAffinity: TopologyCounts,
    affinity: TopologyCounts,
    antiAffinity: TopologyCounts,
  ) {
    this.snapshot = snapshot;
    this.namespaceLabels = namespaceLabels;
    this.existingAntiAffinity = existingAntiAffinity;
    this.affinity = affinity;
    this.antiAffinity = antiAffinity;
  }

  /** Counts the cluster once: a term is matched once a class of Pods, then counted over that class's nodes. */
  static compute(pod: PodInfo, snapshot: Snapshot): AffinityFilterState {
    const state = new AffinityFilterState(
      snapshot,
      snapshot.namespaceLabels(pod.namespace),
      new TopologyCounts(snapshot),
      new TopologyCounts(snapshot),
      new TopologyCounts(snapshot),
    );
    for (const { terms, countBySlot } of snapshot.affinityClasses()) {
      for (const term of terms.requiredAntiAffinity) {
        if (term.matches(pod.namespace, state.namespaceLabels, pod.labels)) {
          state.existingAntiAffinity.addClass(term.topologyKey, countBySlot, 1);
        }
      }
    }
    const { requiredAffinity, requiredAntiAffinity } = pod.affinity;
    if (requiredAffinity.length === 0 && requiredAntiAffinity.length === 0) return state;
    for (const { namespace, labels, countBySlot } of snapshot.labelClasses()) {
      const namespaceLabels = snapshot.namespaceLabels(namespace);
      if (matchesAll(requiredAffinity, namespace, namespaceLabels, labels)) {
        for (const term of requiredAffinity) state.affinity.addClass(term.topologyKey, countBySlot, 1);
      }
      for (const term of requiredAntiAffinity) {
        if (term.matches(namespace, namespaceLabels, labels)) {
          state.antiAffinity.addClass(term.topologyKey, countBySlot, 1);
        }
      }
    }
    return state;
  }

  /**
   * All terms are met in the node's domains; or nothing matches anywhere and the Pod matches its own terms, so that the
   * first Pod of a series that wants to be together can start.
   */
  satisfiesAffinity(pod: PodInfo, node: NodeInfo): boolean {
    const { requiredAffinity } = pod.affinity;
    let met = true;
    for (const term of requiredAffinity) {
      const count = this.affinity.at(term.topologyKey, node);
      if (count === undefined) return false;
      if (count <= 0) met = false;
    }
    return met || this.mayBeFirst(pod);
  }

  /** Nothing matches the affinity terms anywhere, and the Pod matches its own. */
  mayBeFirst({ affinity: { requiredAffinity }, namespace, labels }: PodInfo): boolean {
    return this.affinity.isEmpty && matchesAll(requiredAffinity, namespace, this.namespaceLabels, labels);
  }

  satisfiesAntiAffinity(pod: PodInfo, node: NodeInfo): boolean {
    for (const term of pod.affinity.requiredAntiAffinity) {
      if ((this.antiAffinity.at(term.topologyKey, node) ?? 0) > 0) return false;
    }
    return true;
  }

  satisfiesExistingAntiAffinity(node: NodeInfo): boolean {
    return !this.existingAntiAffinity.hasPositive(node);
  }

  /** A dry run put a Pod on a node (delta 1) or took it away (-1). */
  update(pod: PodInfo, changed: PodInfo, node: NodeInfo, delta: number): void {
    const { requiredAffinity, requiredAntiAffinity } = pod.affinity;
    for (const term of changed.affinity.requiredAntiAffinity) {
      if (term.matches(pod.namespace, this.namespaceLabels, pod.labels)) {
        this.existingAntiAffinity.update(term.topologyKey, node, delta);
      }
    }
    const namespaceLabels = this.snapshot.namespaceLabels(changed.namespace);
    if (matchesAll(requiredAffinity, changed.namespace, namespaceLabels, changed.labels)) {
      for (const term of requiredAffinity) this.affinity.update(term.topologyKey, node, delta);
    }
    for (const term of requiredAntiAffinity) {
      if (term.matches(changed.namespace, namespaceLabels, changed.labels)) {
        this.antiAffinity.update(term.topologyKey, node, delta);
      }
    }
  }

  clone(): AffinityFilterState {
    return new AffinityFilterState(
      this.snapshot,
      this.namespaceLabels,
      this.existingAntiAffinity.clone(),
      this.affinity.clone(),
      this.antiAffinity.clone(),
    );
  }
}

/** No terms match nothing. */
function matchesAll(
  terms: readonly AffinityTerm[],
  namespace: string,
  namespaceLabels: Labels,
  labels: Labels,
): boolean {
  if (terms.length === 0) return false;
  for (const term of terms) if (!term.matches(namespace, namespaceLabels, labels)) return false;
  return true;
}

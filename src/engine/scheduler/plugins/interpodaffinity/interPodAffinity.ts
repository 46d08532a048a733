import type { AffinityTerm } from "../../framework/affinityTerm.ts";
import { stateKey } from "../../framework/cycleState.ts";
import type {
  ExplainingPlugin,
  FilterPlugin,
  Handle,
  PreFilterPlugin,
  PreScorePlugin,
  ScorePlugin,
} from "../../framework/interface.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { PodInfo } from "../../framework/podInfo.ts";
import { proceed, refuse, skipFilter } from "../../framework/preFilterResults.ts";
import type { Snapshot } from "../../framework/snapshot.ts";
import { failure, skip, success, unresolvable, unschedulable } from "../../framework/status.ts";
import { explainFilter, explainScore } from "./explain.ts";
import { AffinityFilterState } from "./filterState.ts";
import { TopologyCounts } from "./topologyCounts.ts";

/** InterPodAffinityArgs of a KubeSchedulerConfiguration (v1). */
export interface InterPodAffinityArgs {
  /** What a required affinity term of an existing Pod weighs for a Pod that it selects; 0 ignores them. */
  readonly hardPodAffinityWeight?: number;
  readonly ignorePreferredTermsOfExistingPods?: boolean;
}

const filterKey = stateKey<AffinityFilterState>();
const scoreKey = stateKey<TopologyCounts>();

const affinityUnmet = unresolvable("node(s) didn't match pod affinity rules");
const antiAffinityUnmet = unschedulable("node(s) didn't match pod anti-affinity rules");
const existingAntiAffinityUnmet = unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");

/**
 * InterPodAffinity holds Pods together or apart: the required terms of the incoming Pod, the required anti-affinity of
 * those that are there, and for scoring the preferred terms of both sides.
 *
 * Models pkg/scheduler/framework/plugins/interpodaffinity (v1.34).
 */
export function interPodAffinity(
  args: InterPodAffinityArgs,
  { snapshot }: Handle,
): PreFilterPlugin & FilterPlugin & PreScorePlugin & ScorePlugin & ExplainingPlugin {
  const hardWeight = args.hardPodAffinityWeight ?? 1;
  const ignoreExisting = args.ignorePreferredTermsOfExistingPods ?? false;

  return {
    name: "InterPodAffinity",

    preFilter(state, pod) {
      if (pod.affinity.error !== null) return refuse(unresolvable(`parsing pod: ${pod.affinity.error}`));
      const counts = AffinityFilterState.compute(pod, snapshot);
      const { requiredAffinity, requiredAntiAffinity } = pod.affinity;
      if (requiredAffinity.length === 0 && requiredAntiAffinity.length === 0 && counts.existingAntiAffinity.isEmpty) {
        return skipFilter;
      }
      state.write(filterKey, counts);
      return proceed;
    },

    addPod(state, pod, added, node) {
      state.read(filterKey)?.update(pod, added, node, 1);
    },

    removePod(state, pod, removed, node) {
      state.read(filterKey)?.update(pod, removed, node, -1);
    },

    filter(state, pod, node) {
      const counts = state.read(filterKey)!;
      if (!counts.satisfiesAffinity(pod, node)) return affinityUnmet;
      if (!counts.satisfiesAntiAffinity(pod, node)) return antiAffinityUnmet;
      return counts.satisfiesExistingAntiAffinity(node) ? success : existingAntiAffinityUnmet;
    },

    preScore(state, pod) {
      const { preferredAffinity, preferredAntiAffinity } = pod.affinity;
      const hasPreferences = preferredAffinity.length > 0 || preferredAntiAffinity.length > 0;
      if (ignoreExisting && !hasPreferences) return skip;
      if (pod.affinity.error !== null) return failure(`failed to parse pod: ${pod.affinity.error}`);
      const sums = scoreSums(pod, hardWeight, snapshot);
      if (sums.isEmpty) return skip;
      state.write(scoreKey, sums);
      return success;
    },

    score(state, _pod, node) {
      return state.read(scoreKey)!.total(node);
    },

    normalizeScore(_state, scores) {
      const { min, max } = extremes(scores);
      const range = max - min;
      for (let i = 0; i < scores.length; i++) {
        scores[i] = range > 0 ? Math.trunc(100 * ((scores[i]! - min) / range)) : 0;
      }
    },

    explainNormalize(_state, raw) {
      return { kind: "range", ...extremes(raw) };
    },

    explain(state, pod, node: NodeInfo, point) {
      if (point === "Filter") {
        const counts = state.read(filterKey);
        return counts ? explainFilter(counts, pod, node) : null;
      }
      const sums = state.read(scoreKey);
      return sums ? explainScore(sums, pod, node, hardWeight, snapshot) : null;
    },
  };
}

function extremes(scores: Float64Array): { readonly min: number; readonly max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) {
    if (scores[i]! < min) min = scores[i]!;
    if (scores[i]! > max) max = scores[i]!;
  }
  return { min, max };
}

/** The weights of both sides' terms, added up over the domains of the existing Pods' nodes. */
function scoreSums(pod: PodInfo, hardWeight: number, snapshot: Snapshot): TopologyCounts {
  const sums = new TopologyCounts(snapshot);
  const { preferredAffinity, preferredAntiAffinity } = pod.affinity;
  if (preferredAffinity.length > 0 || preferredAntiAffinity.length > 0) {
    for (const { namespace, labels, countBySlot } of snapshot.labelClasses()) {
      const namespaceLabels = snapshot.namespaceLabels(namespace);
      const addMatching = (terms: readonly AffinityTerm[], sign: number): void => {
        for (const term of terms) {
          if (!term.matches(namespace, namespaceLabels, labels)) continue;
          sums.addClass(term.topologyKey, countBySlot, sign * term.weight);
        }
      };
      addMatching(preferredAffinity, 1);
      addMatching(preferredAntiAffinity, -1);
    }
  }
  const namespaceLabels = snapshot.namespaceLabels(pod.namespace);
  for (const { terms, countBySlot } of snapshot.affinityClasses()) {
    const addMatching = (existing: readonly AffinityTerm[], weightOf: (term: AffinityTerm) => number): void => {
      for (const term of existing) {
        if (!term.matches(pod.namespace, namespaceLabels, pod.labels)) continue;
        sums.addClass(term.topologyKey, countBySlot, weightOf(term));
      }
    };
    if (hardWeight > 0) addMatching(terms.requiredAffinity, () => hardWeight);
    addMatching(terms.preferredAffinity, (term) => term.weight);
    addMatching(terms.preferredAntiAffinity, (term) => -term.weight);
  }
  return sums;
}

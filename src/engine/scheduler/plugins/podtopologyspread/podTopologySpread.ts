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
import { proceed, skipFilter } from "../../framework/preFilterResults.ts";
import { skip, success, unresolvable, unschedulable } from "../../framework/status.ts";
import { constraintsOf, defaultConstraintsOf, type PodTopologySpreadArgs } from "./constraints.ts";
import { SpreadFilterState } from "./filterState.ts";
import { ScoreOperands } from "./scoreOperands.ts";
import { SpreadScoreState } from "./scoreState.ts";

const filterKey = stateKey<SpreadFilterState>();
const scoreKey = stateKey<SpreadScoreState>();

const skewed = unschedulable("node(s) didn't match pod topology spread constraints");
const labelMissing = unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");

/**
 * PodTopologySpread keeps matching Pods evenly spread over the domains of a topology key: strictly for DoNotSchedule,
 * as a wish for ScheduleAnyway.
 *
 * Models pkg/scheduler/framework/plugins/podtopologyspread (v1.34).
 */
export function podTopologySpread(
  args: PodTopologySpreadArgs,
  { snapshot }: Handle,
): PreFilterPlugin & FilterPlugin & PreScorePlugin & ScorePlugin & ExplainingPlugin {
  const systemDefaulted = args.defaultingType !== "List";
  const defaults = defaultConstraintsOf(args);

  const scoreOperands = new ScoreOperands();

  return {
    name: "PodTopologySpread",

    preFilter(state, pod) {
      const constraints = constraintsOf(pod, "DoNotSchedule", defaults, snapshot);
      if (constraints.length === 0) return skipFilter;
      state.write(filterKey, SpreadFilterState.compute(pod, constraints, snapshot));
      return proceed;
    },

    addPod(state, pod, added, node) {
      state.read(filterKey)?.update(pod, added, node, 1);
    },

    removePod(state, pod, removed, node) {
      state.read(filterKey)?.update(pod, removed, node, -1);
    },

    filter(state, _pod, node) {
      const spread = state.read(filterKey)!;
      const { constraints, selfMatches } = spread;
      for (let i = 0; i < constraints.length; i++) {
        const { topology, maxSkew } = constraints[i]!;
        const value = topology.bySlot[node.slot]!;
        if (value < 0) return labelMissing;
        if (spread.count(i, value) + selfMatches[i]! - spread.min(i) > maxSkew) return skewed;
      }
      return success;
    },

    preScore(state, pod, nodes) {
      const constraints = constraintsOf(pod, "ScheduleAnyway", defaults, snapshot);
      if (constraints.length === 0) return skip;
      const requireAllKeys = (pod.pod.spec.topologySpreadConstraints?.length ?? 0) > 0 || !systemDefaulted;
      state.write(scoreKey, new SpreadScoreState(pod, constraints, nodes, requireAllKeys, snapshot));
      return success;
    },

    score(state, _pod, node) {
      return state.read(scoreKey)!.score(node);
    },

    normalizeScore(state, scores, nodes) {
      const spread = state.read(scoreKey)!;
      const { min, max } = extremes(spread, scores, nodes);
      for (let i = 0; i < scores.length; i++) {
        if (spread.isIgnored(nodes[i]!)) scores[i] = 0;
        else scores[i] = max === 0 ? 100 : Math.trunc((100 * (max + min - scores[i]!)) / max);
      }
    },

    explainNormalize(state, raw, nodes) {
      const { min, max } = extremes(state.read(scoreKey)!, raw, nodes);
      return { kind: "inverse", min: Number.isFinite(min) ? min : 0, max };
    },

    explain(state, _pod, node, point) {
      if (point === "Filter") {
        const spread = state.read(filterKey);
        if (!spread) return null;
        const constraints = spread.constraints.map(({ topology, maxSkew }, i) => {
          const value = topology.bySlot[node.slot]!;
          return {
            topologyKey: topology.name,
            domain: value < 0 ? null : topology.values[value]!,
            maxSkew,
            count: value < 0 ? 0 : spread.count(i, value),
            selfMatch: spread.selfMatches[i]!,
            min: spread.min(i),
            domains: spread.domainCounts(i),
          };
        });
        return { kind: "spread", constraints };
      }
      const spread = state.read(scoreKey);
      if (!spread) return null;
      return scoreOperands.of(spread, node);
    },
  };
}

/** The lowest and the highest score of the nodes that count. */
function extremes(
  spread: SpreadScoreState,
  scores: Float64Array,
  nodes: readonly NodeInfo[],
): { readonly min: number; readonly max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (let i = 0; i < scores.length; i++) {
    if (spread.isIgnored(nodes[i]!)) continue;
    min = Math.min(min, scores[i]!);
    max = Math.max(max, scores[i]!);
  }
  return { min, max };
}

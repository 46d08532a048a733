import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import type { DecisionRecord } from "../scheduler/framework/decisionRecord.ts";
import type { PreemptionCandidate } from "../scheduler/framework/interface.ts";
import { compareImportance, createPodInfo, type PodInfo } from "../scheduler/framework/podInfo.ts";
import { compareCandidates, type PreemptionCriterion } from "../scheduler/preemption/pickCandidate.ts";

/** Why preemption took the node that it took, and the Pods on it. */
export interface PreemptionReport {
  /** The preemptor's priority: only Pods below it may go. */
  readonly priority: number;
  readonly candidates: readonly PreemptionNode[];
  /** The criteria that were needed, in upstream's order. `cost`: the smallest stays. */
  readonly rounds: readonly {
    readonly criterion: PreemptionCriterion;
    readonly costs: { readonly [node: string]: number };
    readonly remaining: readonly string[];
  }[];
  /** More than one: a tie, which chance decides. */
  readonly best: readonly string[];
  readonly chosen: string | null;
}

export interface PreemptionNode {
  readonly node: string;
  readonly pdbViolations: number;
  /** The Pods of lower priority on it, the most important first. */
  readonly pods: readonly {
    /** `namespace/name`. */
    readonly pod: string;
    readonly priority: number;
    /** Virtual milliseconds; null when it has not started. */
    readonly startTime: number | null;
    /** It goes; the others were taken away in the trial and fitted back in beside the preemptor. */
    readonly victim: boolean;
  }[];
}

/**
 * The comparison behind an attempt's preemption; null when the attempt found no victims anywhere.
 *
 * `objects`: the cluster that the attempt looked at, as stored.
 */
export function explainPreemption(
  pod: Pod,
  objects: readonly KubernetesObject[],
  { postFilter }: DecisionRecord,
): PreemptionReport | null {
  if (!postFilter || Object.keys(postFilter.victims).length === 0) return null;
  const priority = pod.spec.priority ?? 0;
  const pods = objects.filter(({ kind }) => kind === "Pod").map((object) => createPodInfo(object as Pod));
  const byKey = new Map(pods.map((info) => [info.key, info]));
  const candidates = Object.entries(postFilter.victims).map(
    ([node, victims]): PreemptionCandidate => ({
      node,
      victims: victims.flatMap((key) => byKey.get(key) ?? []).sort(compareImportance),
      pdbViolations: postFilter.pdbViolations[node] ?? 0,
    }),
  );
  const rounds = compareCandidates(candidates);
  return {
    priority,
    candidates: candidates.map((candidate) => ({
      node: candidate.node,
      pdbViolations: candidate.pdbViolations,
      pods: pods
        .filter((info) => info.pod.spec.nodeName === candidate.node && info.priority < priority)
        .sort(compareImportance)
        .map((info) => podOf(info, candidate.victims.includes(info))),
    })),
    rounds: rounds.map(({ criterion, costs, remaining }) => ({
      criterion,
      costs: Object.fromEntries(costs.map(({ candidate, cost }) => [candidate.node, cost])),
      remaining: remaining.map(({ node }) => node),
    })),
    best: (rounds.at(-1)?.remaining ?? candidates).map(({ node }) => node),
    chosen: postFilter.chosen ?? null,
  };
}

function podOf({ key, priority, startTime }: PodInfo, victim: boolean): PreemptionNode["pods"][number] {
  return { pod: key, priority, startTime: Number.isFinite(startTime) ? startTime : null, victim };
}

import type { Taint } from "../../../api/core.ts";
import type { Toleration } from "../../../api/pod.ts";
import { toleratesTaint } from "../../../api/taints.ts";
import { stateKey } from "../../framework/cycleState.ts";
import type { ExplainingPlugin, FilterPlugin, PreScorePlugin, ScorePlugin } from "../../framework/interface.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import { defaultNormalizeScore, explainDefaultNormalize } from "../../framework/normalizeScore.ts";
import type { Operands } from "../../framework/operands.ts";
import { type Status, success, unresolvable } from "../../framework/status.ts";

interface PreScoreState {
  /** Tolerations that count for PreferNoSchedule. */
  readonly tolerations: readonly Toleration[];
}

const preScoreKey = stateKey<PreScoreState>();
const noTolerations: readonly Toleration[] = [];

/** Lists of tolerations as texts: each is asked for at Filter and at Score. */
const texts = new WeakMap<readonly Toleration[], string>();

/** Refusals by the taint: it refuses one Pod after the other. */
const refusals = new WeakMap<Taint, Status>();

function refusal(taint: Taint): Status {
  let status = refusals.get(taint);
  if (!status) {
    status = unresolvable(`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ""}}`);
    refusals.set(taint, status);
  }
  return status;
}

const keepsOut = (taint: Taint): boolean => taint.effect === "NoSchedule" || taint.effect === "NoExecute";
const tolerated = (tolerations: readonly Toleration[], taint: Taint): boolean =>
  tolerations.some((toleration) => toleratesTaint(toleration, taint));

/**
 * TaintToleration refuses nodes with a NoSchedule or NoExecute taint that the Pod does not tolerate, and likes nodes
 * better the fewer PreferNoSchedule taints on them it does not tolerate.
 *
 * Models pkg/scheduler/framework/plugins/tainttoleration (v1.34).
 */
export const taintToleration: FilterPlugin & PreScorePlugin & ScorePlugin & ExplainingPlugin = {
  name: "TaintToleration",

  filter(_state, { pod }, { taints }) {
    if (taints.length === 0) return success;
    const tolerations = pod.spec.tolerations ?? noTolerations;
    for (const taint of taints) if (keepsOut(taint) && !tolerated(tolerations, taint)) return refusal(taint);
    return success;
  },

  preScore(state, { pod }) {
    const tolerations = pod.spec.tolerations?.filter(({ effect }) => !effect || effect === "PreferNoSchedule");
    state.write(preScoreKey, { tolerations: tolerations ?? noTolerations });
    return success;
  },

  score(state, _pod, { taints }) {
    if (taints.length === 0) return 0;
    return countIntolerable(taints, state.read(preScoreKey)!.tolerations);
  },

  normalizeScore(_state, scores) {
    defaultNormalizeScore(scores, true);
  },

  explainNormalize(_state, raw) {
    return explainDefaultNormalize(raw, true);
  },

  explainedBy({ pod }) {
    const { tolerations = noTolerations } = pod.spec;
    const known = texts.get(tolerations) ?? JSON.stringify(tolerations);
    texts.set(tolerations, known);
    return known;
  },

  explain(state, { pod }, node: NodeInfo, point) {
    const scoring = point === "Score";
    const tolerations = scoring
      ? (state.read(preScoreKey)?.tolerations ?? noTolerations)
      : (pod.spec.tolerations ?? noTolerations);
    const counted = node.taints.filter((taint) => (scoring ? taint.effect === "PreferNoSchedule" : keepsOut(taint)));
    if (counted.length === 0) return scoring ? noneToAvoid : noneThatKeepsOut;
    const taints = counted.map((taint) => {
      const toleration = tolerations.find((each) => toleratesTaint(each, taint));
      return {
        key: taint.key,
        value: taint.value ?? "",
        effect: taint.effect,
        tolerated: toleration !== undefined,
        ...(toleration && { by: textOf(toleration) }),
      };
    });
    return scoring
      ? { kind: "taints", taints, score: taints.filter((taint) => !taint.tolerated).length }
      : { kind: "taints", taints };
  },
};

const noneThatKeepsOut: Operands = { kind: "taints", taints: [] };
const noneToAvoid: Operands = { kind: "taints", taints: [], score: 0 };

/** `key=value:effect`; what is left out matches everything. */
function textOf({ key = "", operator, value, effect = "" }: Toleration): string {
  const said = operator === "Exists" ? key || "*" : `${key}=${value ?? ""}`;
  return effect ? `${said}:${effect}` : said;
}

function countIntolerable(taints: readonly Taint[], tolerations: readonly Toleration[]): number {
  let count = 0;
  for (const taint of taints) if (taint.effect === "PreferNoSchedule" && !tolerated(tolerations, taint)) count++;
  return count;
}

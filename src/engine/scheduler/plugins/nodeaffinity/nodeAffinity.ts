import type { Node } from "../../../api/core.ts";
import type { LabelSelectorRequirement } from "../../../api/meta.ts";
import type { NodeAffinity as NodeAffinitySpec, NodeSelectorTerm, Pod } from "../../../api/pod.ts";
import { stateKey } from "../../framework/cycleState.ts";
import type {
  ExplainingPlugin,
  FilterPlugin,
  PreFilterPlugin,
  PreScorePlugin,
  ScorePlugin,
} from "../../framework/interface.ts";
import { labelOf, noLabels } from "../../framework/labels.ts";
import { compilePreferred, NodeSelector, type PreferredTerm, preferredWeight } from "../../framework/nodeSelector.ts";
import { defaultNormalizeScore, explainDefaultNormalize } from "../../framework/normalizeScore.ts";
import type { Operands } from "../../framework/operands.ts";
import { proceed, refuse, skipFilter } from "../../framework/preFilterResults.ts";
import { RequiredNodeAffinity } from "../../framework/requiredNodeAffinity.ts";
import { failure, skip, success, unresolvable } from "../../framework/status.ts";

/** NodeAffinityArgs of a KubeSchedulerConfiguration. */
export interface NodeAffinityArgs {
  readonly addedAffinity?: NodeAffinitySpec;
}

interface PreScoreState {
  readonly terms: readonly PreferredTerm[];
}

const preFilterKey = stateKey<RequiredNodeAffinity>();
const preScoreKey = stateKey<PreScoreState>();

const refused = unresolvable("node(s) didn't match Pod's node affinity/selector");
const refusedByProfile = unresolvable("node(s) didn't match scheduler-enforced node affinity");
const conflicting = unresolvable("pod affinity terms conflict");

/**
 * NodeAffinity demands what nodeSelector and required node affinity demand (and what the profile adds), and likes nodes
 * better the more preferred weight they match.
 *
 * Models pkg/scheduler/framework/plugins/nodeaffinity (v1.34).
 */
export function nodeAffinity(
  args: NodeAffinityArgs,
): PreFilterPlugin & FilterPlugin & PreScorePlugin & ScorePlugin & ExplainingPlugin {
  const addedRequired = args.addedAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const addedSelector = addedRequired ? new NodeSelector(addedRequired.nodeSelectorTerms) : null;
  const addedPreferred = args.addedAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
  const addedCompiled = addedPreferred?.length ? compilePreferred(addedPreferred) : null;
  const addedTerms: readonly PreferredTerm[] | null =
    addedCompiled && !("error" in addedCompiled) ? addedCompiled : null;

  return {
    name: "NodeAffinity",

    preFilter(state, { pod }) {
      const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
      if (!required && !addedSelector && !pod.spec.nodeSelector) return skipFilter;
      state.write(preFilterKey, new RequiredNodeAffinity(pod));
      const names = required ? namedNodes(required.nodeSelectorTerms ?? []) : null;
      if (names === null) return proceed;
      return names.size === 0 ? refuse(conflicting) : { status: success, nodeNames: names };
    },

    filter(state, { pod }, { node }) {
      if (addedSelector && !addedSelector.matches(node)) return refusedByProfile;
      const required = state.read(preFilterKey) ?? new RequiredNodeAffinity(pod);
      return required.matches(node) ? success : refused;
    },

    preScore(state, { pod }) {
      const preferred = pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
      if (!preferred && !addedTerms) return skip;
      const compiled = compilePreferred(preferred ?? []);
      if ("error" in compiled) return failure(compiled.error);
      state.write(preScoreKey, { terms: addedTerms ? [...addedTerms, ...compiled] : compiled });
      return success;
    },

    score(state, _pod, { node }) {
      return preferredWeight(state.read(preScoreKey)!.terms, node);
    },

    normalizeScore(_state, scores) {
      defaultNormalizeScore(scores, false);
    },

    explainNormalize(_state, raw) {
      return explainDefaultNormalize(raw, false);
    },

    explainedBy({ pod }) {
      return JSON.stringify([pod.spec.nodeSelector, pod.spec.affinity?.nodeAffinity]);
    },

    explain(_state, { pod }, { node }, point) {
      const told = (of: AffinityRow["of"], term: NodeSelectorTerm, weight?: number): AffinityRow => ({
        of,
        term: describeTerm(term),
        ...(weight !== undefined && { weight }),
        matches: new NodeSelector([term]).matches(node),
        has: valuesUnder(term, node),
      });
      const affinity = pod.spec.affinity?.nodeAffinity;
      if (point === "Filter") {
        const terms = [
          ...(addedRequired?.nodeSelectorTerms ?? []).map((term) => told("added", term)),
          ...selectorTerms(pod).map((term) => told("nodeSelector", term)),
          ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []).map((term) =>
            told("required", term),
          ),
        ];
        return { kind: "nodeAffinity", terms };
      }
      const terms = [
        ...(addedPreferred ?? []).map(({ weight, preference }) => told("added", preference, weight)),
        ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight, preference }) =>
          told("preferred", preference, weight),
        ),
      ];
      const score = terms.reduce((sum, { matches, weight = 0 }) => sum + (matches ? weight : 0), 0);
      return { kind: "nodeAffinity", terms, score };
    },
  };
}

/** The nodes that all terms name by metadata.name; null when some term names none: then any node may match it. */
function namedNodes(terms: readonly NodeSelectorTerm[]): ReadonlySet<string> | null {
  if (terms.length === 0) return null;
  const names = new Set<string>();
  for (const term of terms) {
    const named = (term.matchFields ?? []).filter(({ key, operator }) => key === "metadata.name" && operator === "In");
    if (named.length === 0) return null;
    const [first, ...others] = named.map(({ values = [] }) => values);
    for (const name of first!) if (others.every((values) => values.includes(name))) names.add(name);
  }
  return names;
}

type AffinityRow = Extract<Operands, { kind: "nodeAffinity" }>["terms"][number];

/** What the node has under the keys of a term. */
function valuesUnder({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: Node): AffinityRow["has"] {
  const has: { [key: string]: string | null } = {};
  for (const { key } of matchExpressions) has[key] = labelOf(node.metadata.labels ?? noLabels, key) ?? null;
  for (const { key } of matchFields) has[key] = key === "metadata.name" ? (node.metadata.name ?? "") : null;
  return has;
}

function selectorTerms(pod: Pod): NodeSelectorTerm[] {
  return Object.entries(pod.spec.nodeSelector ?? {}).map(([key, value]) => ({
    matchExpressions: [{ key, operator: "In", values: [value] }],
  }));
}

function describeTerm(term: NodeSelectorTerm): string {
  const describe = ({ key, operator, values = [] }: LabelSelectorRequirement) =>
    values.length > 0 ? `${key} ${operator} [${values.join(", ")}]` : `${key} ${operator}`;
  return [...(term.matchExpressions ?? []), ...(term.matchFields ?? [])].map(describe).join(" && ");
}

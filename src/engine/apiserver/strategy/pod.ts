import type { LabelSelector, LabelSelectorRequirement } from "../../api/meta.ts";
import type { Affinity, Pod, PodAffinity, PodAffinityTerm, PodSpec } from "../../api/pod.ts";
import { qosClassOf } from "../../api/qos.ts";
import { withAppArmorFields } from "./appArmor.ts";

type Labels = { readonly [key: string]: string };

/**
 * What happens to a new Pod between admission and validation: its status starts afresh, and the keys of
 * matchLabelKeys and mismatchLabelKeys become requirements of the selectors they belong to.
 *
 * Models pkg/registry/core/pod/strategy.go: PrepareForCreate (v1.34). The argument is not changed.
 */
export function preparePodForCreate(given: Pod): Pod {
  const pod = withAppArmorFields(given);
  const { creationTimestamp } = pod.metadata;
  const gated = (pod.spec.schedulingGates?.length ?? 0) > 0;
  return {
    ...pod,
    metadata: { ...pod.metadata, generation: 1 },
    spec: mergeLabelKeys(pod.spec, pod.metadata.labels ?? {}),
    status: {
      phase: "Pending",
      qosClass: qosClassOf(pod),
      ...(gated && {
        conditions: [
          {
            type: "PodScheduled",
            status: "False",
            ...(creationTimestamp && { lastProbeTime: null, lastTransitionTime: creationTimestamp }),
            reason: "SchedulingGated",
            message: "Scheduling is blocked due to non-empty scheduling gates",
          },
        ],
      }),
    },
  };
}

function mergeLabelKeys(spec: PodSpec, labels: Labels): PodSpec {
  const merged: PodSpec = { ...spec };
  if (spec.affinity) merged.affinity = mergeIntoAffinity(spec.affinity, labels);
  if (spec.topologySpreadConstraints) {
    merged.topologySpreadConstraints = spec.topologySpreadConstraints.map((constraint) =>
      withRequirements(constraint, requirements(constraint.matchLabelKeys, "In", labels)),
    );
  }
  return merged;
}

function mergeIntoAffinity(affinity: Affinity, labels: Labels): Affinity {
  const merged: Affinity = { ...affinity };
  for (const kind of ["podAffinity", "podAntiAffinity"] as const) {
    const terms = affinity[kind];
    if (terms) merged[kind] = mergeIntoTerms(terms, labels);
  }
  return merged;
}

function mergeIntoTerms(affinity: PodAffinity, labels: Labels): PodAffinity {
  const mergeTerm = (term: PodAffinityTerm): PodAffinityTerm =>
    withRequirements(term, [
      ...requirements(term.matchLabelKeys, "In", labels),
      ...requirements(term.mismatchLabelKeys, "NotIn", labels),
    ]);
  const {
    requiredDuringSchedulingIgnoredDuringExecution: required,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  } = affinity;
  const merged: PodAffinity = { ...affinity };
  if (required) merged.requiredDuringSchedulingIgnoredDuringExecution = required.map(mergeTerm);
  if (preferred)
    merged.preferredDuringSchedulingIgnoredDuringExecution = preferred.map((weighted) =>
      weighted.podAffinityTerm ? { ...weighted, podAffinityTerm: mergeTerm(weighted.podAffinityTerm) } : weighted,
    );
  return merged;
}

function requirements(
  keys: readonly string[] | undefined,
  operator: "In" | "NotIn",
  labels: Labels,
): LabelSelectorRequirement[] {
  return (keys ?? []).flatMap((key) => (Object.hasOwn(labels, key) ? [{ key, operator, values: [labels[key]!] }] : []));
}

/** A nil selector stays nil: it matches nothing, whatever the keys. */
function withRequirements<T extends { labelSelector?: LabelSelector }>(
  term: T,
  added: readonly LabelSelectorRequirement[],
): T {
  const selector = term.labelSelector;
  if (!selector || added.length === 0) return term;
  return {
    ...term,
    labelSelector: { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] },
  };
}

import type { PriorityClass } from "../src/engine/api/core.ts";
import type { KubernetesObject, LabelSelectorRequirement } from "../src/engine/api/meta.ts";
import type { Pod, PodAffinityTerm } from "../src/engine/api/pod.ts";
import { applyDefaults } from "../src/engine/apiserver/defaulting/index.ts";

const namespacedKinds = new Set([
  "Pod",
  "PersistentVolumeClaim",
  "Service",
  "ReplicaSet",
  "ReplicationController",
  "StatefulSet",
  "PodDisruptionBudget",
]);

const systemClasses: readonly PriorityClass[] = [
  ["system-cluster-critical", 2_000_000_000] as const,
  ["system-node-critical", 2_000_001_000] as const,
].map(([name, value]) => ({
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name },
  value,
}));

/** Turns objects as users write them into objects as the scheduler sees them: steps 1 to 7 of the corpus format. */
export function admit(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const classes = [...systemClasses, ...(objects.filter(({ kind }) => kind === "PriorityClass") as PriorityClass[])];
  let uid = 0;
  const withNamespace = objects.map((object) => {
    const metadata = { ...object.metadata, uid: object.metadata.uid ?? `uid-${++uid}` };
    if (namespacedKinds.has(object.kind)) metadata.namespace ??= "default";
    return { ...object, metadata };
  });
  const present = new Set(
    withNamespace.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name),
  );
  const used = new Set(withNamespace.filter(({ kind }) => kind === "Pod").map(({ metadata }) => metadata.namespace!));
  const missing = [...used]
    .filter((name) => !present.has(name))
    .map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name, uid: `uid-namespace-${name}` } }));
  return [...missing, ...withNamespace].map((object) => {
    const defaulted = applyDefaults(object) as KubernetesObject;
    return defaulted.kind === "Pod" ? withPriority(withMergedKeys(defaulted as Pod), classes) : defaulted;
  });
}

function requirement(pod: Pod, key: string, operator: "In" | "NotIn"): LabelSelectorRequirement[] {
  const labels = pod.metadata.labels ?? {};
  return Object.hasOwn(labels, key) ? [{ key, operator, values: [labels[key]!] }] : [];
}

/** matchLabelKeys and mismatchLabelKeys become requirements of the selector, as the API server writes them. */
function withMergedKeys(pod: Pod): Pod {
  const merge = (term: PodAffinityTerm): PodAffinityTerm => {
    const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
    if (!labelSelector || matchLabelKeys.length + mismatchLabelKeys.length === 0) return term;
    const added = [
      ...matchLabelKeys.flatMap((key) => requirement(pod, key, "In")),
      ...mismatchLabelKeys.flatMap((key) => requirement(pod, key, "NotIn")),
    ];
    const matchExpressions = [...(labelSelector.matchExpressions ?? []), ...added];
    return { ...term, labelSelector: { ...labelSelector, matchExpressions } };
  };
  const mergeAll = (affinity: NonNullable<Pod["spec"]["affinity"]>["podAffinity"]) =>
    affinity && {
      requiredDuringSchedulingIgnoredDuringExecution:
        affinity.requiredDuringSchedulingIgnoredDuringExecution?.map(merge),
      preferredDuringSchedulingIgnoredDuringExecution: affinity.preferredDuringSchedulingIgnoredDuringExecution?.map(
        (preferred) => ({ ...preferred, podAffinityTerm: merge(preferred.podAffinityTerm) }),
      ),
    };
  const { affinity, topologySpreadConstraints } = pod.spec;
  return {
    ...pod,
    spec: {
      ...pod.spec,
      affinity: affinity && {
        ...affinity,
        podAffinity: mergeAll(affinity.podAffinity),
        podAntiAffinity: mergeAll(affinity.podAntiAffinity),
      },
      topologySpreadConstraints: topologySpreadConstraints?.map((constraint) => {
        const added = (constraint.matchLabelKeys ?? []).flatMap((key) => requirement(pod, key, "In"));
        if (!constraint.labelSelector || added.length === 0) return constraint;
        const matchExpressions = [...(constraint.labelSelector.matchExpressions ?? []), ...added];
        return { ...constraint, labelSelector: { ...constraint.labelSelector, matchExpressions } };
      }),
    },
  };
}

/** The Priority admission plugin: a priority that is written already is kept. */
function withPriority(pod: Pod, classes: readonly PriorityClass[]): Pod {
  const { priorityClassName, priority, preemptionPolicy } = pod.spec;
  const byDefault = classes
    .filter(({ globalDefault }) => globalDefault)
    .reduce<PriorityClass | undefined>(
      (lowest, next) => (lowest && lowest.value <= next.value ? lowest : next),
      undefined,
    );
  const found = priorityClassName ? classes.find(({ metadata }) => metadata.name === priorityClassName) : byDefault;
  return {
    ...pod,
    spec: {
      ...pod.spec,
      priority: priority ?? found?.value ?? 0,
      preemptionPolicy: preemptionPolicy ?? found?.preemptionPolicy ?? "PreemptLowerPriority",
    },
  };
}

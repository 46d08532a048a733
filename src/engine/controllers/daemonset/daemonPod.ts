import type { DaemonSet } from "../../api/apps.ts";
import type { Node, Taint } from "../../api/core.ts";
import type { Affinity, NodeSelectorTerm, Pod, PodTemplateSpec, Toleration } from "../../api/pod.ts";
import { compileSelector, matches } from "../../api/selector.ts";
import { toleratesTaint } from "../../api/taints.ts";
import { nameOf } from "../objects.ts";
import { podFromTemplate } from "../podTemplate.ts";

/** Counts the changes of the template, on the DaemonSet and its revisions. */
const templateGeneration = "deprecated.daemonset.template.generation";
export const hashLabel = "controller-revision-hash";

/** What every daemon Pod puts up with, so that it is there when its node is in trouble. */
const always: readonly (readonly [key: string, effect: string])[] = [
  ["node.kubernetes.io/not-ready", "NoExecute"],
  ["node.kubernetes.io/unreachable", "NoExecute"],
  ["node.kubernetes.io/disk-pressure", "NoSchedule"],
  ["node.kubernetes.io/memory-pressure", "NoSchedule"],
  ["node.kubernetes.io/pid-pressure", "NoSchedule"],
  ["node.kubernetes.io/unschedulable", "NoSchedule"],
];
const networkUnavailable = ["node.kubernetes.io/network-unavailable", "NoSchedule"] as const;

function tolerationsOf(template: PodTemplateSpec): Toleration[] {
  const wanted = template.spec.hostNetwork ? [...always, networkUnavailable] : always;
  const present = template.spec.tolerations ?? [];
  const added = wanted
    .map(([key, effect]): Toleration => ({ key, operator: "Exists", effect }))
    .filter(
      ({ key, effect }) =>
        !present.some((own) => own.key === key && own.effect === effect && own.operator === "Exists"),
    );
  return [...present, ...added];
}

/** The affinity that ties a Pod to one node by name; what the template demands besides stays. */
function affinityFor(affinity: Affinity | undefined, nodeName: string): Affinity {
  const matchFields = [{ key: "metadata.name", operator: "In", values: [nodeName] }];
  const { nodeAffinity } = affinity ?? {};
  const terms = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const nodeSelectorTerms: NodeSelectorTerm[] =
    terms.length > 0 ? terms.map((term) => ({ ...term, matchFields })) : [{ matchFields }];
  return {
    ...affinity,
    nodeAffinity: { ...nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  };
}

/** The Pod for one node. It has no node yet: the scheduler binds it, and can choose no other. */
export function newDaemonPod(set: DaemonSet, nodeName: string, hash: string): Pod {
  const { template } = set.spec;
  const generation = set.metadata.annotations?.[templateGeneration];
  const pod = podFromTemplate(template, set);
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: {
        ...pod.metadata.labels,
        [hashLabel]: hash,
        ...(generation && { "pod-template-generation": generation }),
      },
    },
    spec: {
      ...pod.spec,
      affinity: affinityFor(template.spec.affinity, nodeName),
      tolerations: tolerationsOf(template),
    },
  };
}

/** The node that a daemon Pod is for, whether it is bound or not. */
export function targetNode({ spec }: Pod): string {
  if (spec.nodeName) return spec.nodeName;
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms[0]?.matchFields?.find(({ key }) => key === "metadata.name")?.values?.[0] ?? "";
}

interface Eligibility {
  readonly shouldRun: boolean;
  /** A Pod that is there already may stay: only a NoExecute taint drives it away. */
  readonly mayStay: boolean;
}

/** Whether a node gets a daemon Pod. Models NodeShouldRunDaemonPod of pkg/controller/daemon (v1.34). */
export function eligibility(set: DaemonSet, node: Node): Eligibility {
  const { template } = set.spec;
  if (template.spec.nodeName && template.spec.nodeName !== nameOf(node)) return { shouldRun: false, mayStay: false };
  if (!matchesNode(template, node)) return { shouldRun: false, mayStay: false };
  const tolerations = tolerationsOf(template);
  const untolerated = (effects: readonly string[]): boolean =>
    (node.spec?.taints ?? []).some(
      (taint: Taint) =>
        effects.includes(taint.effect) && !tolerations.some((toleration) => toleratesTaint(toleration, taint)),
    );
  if (!untolerated(["NoSchedule", "NoExecute"])) return { shouldRun: true, mayStay: true };
  return { shouldRun: false, mayStay: !untolerated(["NoExecute"]) };
}

function matchesNode({ spec }: PodTemplateSpec, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  for (const [key, value] of Object.entries(spec.nodeSelector ?? {})) if (labels[key] !== value) return false;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required) return true;
  return required.nodeSelectorTerms.some((term) => termMatches(term, labels, nameOf(node)));
}

function termMatches(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  labels: { readonly [key: string]: string },
  name: string,
): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  const numeric = matchExpressions.filter(({ operator }) => operator === "Gt" || operator === "Lt");
  const compares = numeric.every(({ key, operator, values = [] }) => {
    const difference = Number(labels[key]) - Number(values[0]);
    return operator === "Gt" ? difference > 0 : difference < 0;
  });
  const selector = compileSelector({ matchExpressions: matchExpressions.filter((item) => !numeric.includes(item)) });
  const fields = matchFields.every(({ operator, values = [] }) => values.includes(name) === (operator === "In"));
  return compares && fields && !("error" in selector) && matches(selector, labels);
}

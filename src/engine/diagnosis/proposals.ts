import type { Node } from "../api/core.ts";
import type { LabelSelectorRequirement } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { toleratesTaint } from "../api/taints.ts";
import { NodeSelector } from "../scheduler/framework/nodeSelector.ts";
import type { Operands } from "../scheduler/framework/operands.ts";
import { quantityOf } from "./amounts.ts";
import { editObject } from "./editObject.ts";
import { lowerRequests, requestOf, writtenRequest } from "./lowerRequests.ts";
import type { Change, ChangeKind, EditStep } from "./model.ts";

export const cordonTaint = "node.kubernetes.io/unschedulable";

/** Where a proposal is made: the Pod with what was changed of it so far, on one node. */
export interface Place {
  readonly pod: Pod;
  readonly node: Node;
  readonly operands: Operands | null;
}

/** Sets of changes, each of which may satisfy the plugin that refused. Whether it does is found out by a re-run. */
type Propose = (place: Place) => readonly (readonly Change[])[];

/** By the Filter plugin that refused. Volumes have none: what is missing there is no field of the Pod or the node. */
export const proposals: { readonly [plugin: string]: Propose | undefined } = {
  NodeUnschedulable: ({ node }) => [[uncordon(node)]],
  TaintToleration: tolerate,
  NodeResourcesFit: fit,
  NodeAffinity: nodeAffinity,
  InterPodAffinity: interPodAffinity,
  PodTopologySpread: spread,
  NodePorts: hostPorts,
};

function onPod(what: ChangeKind, cost: number, path: readonly EditStep[], value?: unknown): Change {
  return { what, cost, edits: [podEdit(path, value)] };
}

/** The Pod's own name and origin are filled in at the end. */
function podEdit(path: readonly EditStep[], value?: unknown) {
  return { kind: "Pod", name: "", path, ...(value !== undefined && { value }) };
}

function nodeEdit({ metadata: { name = "" } }: Node, path: readonly EditStep[], value?: unknown) {
  return { kind: "Node", name, path, ...(value !== undefined && { value }) };
}

/** What kubectl uncordon does; the taint follows spec.unschedulable in a cluster that runs. */
function uncordon(node: Node): Change {
  const edits = [nodeEdit(node, ["spec", "unschedulable"])];
  if (node.spec?.taints?.some(({ key }) => key === cordonTaint)) {
    edits.push(nodeEdit(node, ["spec", "taints", { key: cordonTaint }]));
  }
  return { what: { kind: "uncordon", node: node.metadata.name ?? "" }, cost: 1.2, edits };
}

export const taintText = ({ key, value, effect }: { key: string; value?: string; effect: string }): string =>
  `${key}${value ? `=${value}` : ""}:${effect}`;

/** The taints that keep a Pod off a node. */
export function untolerated(pod: Pod, node: Node): NonNullable<NonNullable<Node["spec"]>["taints"]> {
  return (node.spec?.taints ?? []).filter(
    (taint) =>
      taint.effect !== "PreferNoSchedule" &&
      !(pod.spec.tolerations ?? []).some((toleration) => toleratesTaint(toleration, taint)),
  );
}

/** Taints that Kubernetes itself sets tell of a node that is ill; a toleration would only hide it. */
function tolerate({ pod, node }: Place): readonly (readonly Change[])[] {
  const taints = untolerated(pod, node);
  if (taints.some(({ key }) => key.startsWith("node.kubernetes.io/") && key !== cordonTaint)) return [];
  return [
    taints.map((taint) => {
      if (taint.key === cordonTaint) return uncordon(node);
      const { key, value, effect } = taint;
      const toleration = value ? { key, operator: "Equal", value, effect } : { key, operator: "Exists", effect };
      return onPod({ kind: "toleration", taint: taintText(taint) }, 1.1, ["spec", "tolerations", "-"], toleration);
    }),
  ];
}

/** Lower every request that is too high; where nothing is left to ask for, a larger node. */
function fit({ pod, node, operands }: Place): readonly (readonly Change[])[] {
  if (operands?.kind !== "resources") return [];
  const short = operands.resources.filter(({ allocatable, requested, pod: asks }) => asks > allocatable - requested);
  const changes = short.map(({ name, allocatable, requested, pod: asks }): Change => {
    const edits = name === "pods" ? null : lowerRequests(pod, name, allocatable - requested);
    if (edits) {
      const lowered = edits.reduce((changed, { path, value }) => editObject(changed, path, value), pod);
      const to = requestOf(lowered, name);
      const like = writtenRequest(pod, name);
      return {
        what: { kind: "request", resource: name, from: quantityOf(name, asks, like), to: quantityOf(name, to, like) },
        cost: 1 + (asks - to) / asks,
        edits: edits.map(({ path, value }) => podEdit(path, value)),
      };
    }
    const written = node.status?.allocatable?.[name];
    const [from, to] = [allocatable, requested + asks].map((amount) => quantityOf(name, amount, written));
    return {
      what: { kind: "capacity", node: node.metadata.name ?? "", resource: name, from, to },
      cost: 2,
      edits: [nodeEdit(node, ["status", "allocatable", name], to)],
    };
  });
  return [changes];
}

/** Labels that a person gives to nodes; kubernetes.io/hostname and the like say what the node is. */
const isOwnLabel = (key: string): boolean => !/(^|\.)(kubernetes|k8s)\.io\//.test(key);

const affinityPath = ["spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"] as const;

/** The selector first, as far as it fails; then the required affinity, if that fails as well. */
function nodeAffinity({ pod, node }: Place): readonly (readonly Change[])[] {
  const labels = node.metadata.labels ?? {};
  const failing = Object.entries(pod.spec.nodeSelector ?? {}).filter(([key, value]) => labels[key] !== value);
  if (failing.length > 0) return [selectorChanges(failing, labels), ...labelChanges(failing, node)];
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const whole = onPod(
    { kind: "nodeAffinity", expressions: terms.flatMap(expressionsOf).map(({ text }) => text), whole: true },
    1.5,
    affinityPath,
  );
  const parts = terms.flatMap((term, i) => {
    const expressions = expressionsOf(term);
    const wrong = expressions.filter(({ alone }) => !new NodeSelector([alone]).matches(node));
    if (wrong.length === 0 || wrong.length === expressions.length) return [];
    // From the last one on, so that the indexes before it stay true.
    const edits = wrong
      .toReversed()
      .map(({ list, index }) => podEdit([...affinityPath, "nodeSelectorTerms", i, list, index]));
    const what: ChangeKind = { kind: "nodeAffinity", expressions: wrong.map(({ text }) => text), whole: false };
    return [[{ what, cost: 1.2 + 0.1 * wrong.length, edits }]];
  });
  return terms.length > 0 ? [...parts, [whole]] : [];
}

function selectorChanges(
  failing: readonly (readonly [string, string])[],
  labels: { readonly [key: string]: string },
): readonly Change[] {
  return failing.map(([key, from]) => {
    const to = labels[key] ?? null;
    return onPod(
      { kind: "nodeSelector", key, from, to },
      to === null ? 1.3 : 1.2,
      ["spec", "nodeSelector", key],
      to ?? undefined,
    );
  });
}

function labelChanges(failing: readonly (readonly [string, string])[], node: Node): readonly (readonly Change[])[] {
  if (!failing.every(([key]) => isOwnLabel(key))) return [];
  const changes = failing.map(
    ([key, value]): Change => ({
      what: { kind: "label", node: node.metadata.name ?? "", key, value },
      cost: 1.4,
      edits: [nodeEdit(node, ["metadata", "labels", key], value)],
    }),
  );
  return [changes];
}

function expressionsOf(term: {
  matchExpressions?: LabelSelectorRequirement[];
  matchFields?: LabelSelectorRequirement[];
}) {
  return (["matchExpressions", "matchFields"] as const).flatMap((list) =>
    (term[list] ?? []).map((requirement, index) => {
      const { key, operator, values } = requirement;
      const text = [key, operator, ...(values?.length ? [values.join(",")] : [])].join(" ");
      return { list, index, text, alone: { [list]: [requirement] } };
    }),
  );
}

/** Each required term alone, then all of a kind. What Pods that are there have against this one is not this Pod's to change. */
function interPodAffinity({ pod }: Place): readonly (readonly Change[])[] {
  return (["podAntiAffinity", "podAffinity"] as const).flatMap((kind) => {
    const list = "requiredDuringSchedulingIgnoredDuringExecution";
    const terms = pod.spec.affinity?.[kind]?.[list] ?? [];
    const changes = terms.map(({ topologyKey }, i) =>
      onPod({ kind, term: i + 1, topologyKey }, 1.4, ["spec", "affinity", kind, list, i]),
    );
    // From the last one on, so that the indexes before it stay true.
    const all = changes.length > 1 ? [changes.toReversed()] : [];
    return [...changes.map((change) => [change]), ...all];
  });
}

/** Allow as much skew as there would be, or make the constraint a wish. */
function spread({ pod, operands }: Place): readonly (readonly Change[])[] {
  const constraints = pod.spec.topologySpreadConstraints ?? [];
  const hard = constraints.flatMap((constraint, i) => (constraint.whenUnsatisfiable === "DoNotSchedule" ? [i] : []));
  const compared = operands?.kind === "spread" ? operands.constraints : [];
  return hard.flatMap((index, place) => {
    const { topologyKey, maxSkew } = constraints[index]!;
    const path = ["spec", "topologySpreadConstraints", index];
    const anyway = onPod(
      { kind: "scheduleAnyway", topologyKey },
      1.25,
      [...path, "whenUnsatisfiable"],
      "ScheduleAnyway",
    );
    const one = compared[place];
    const to = one?.domain == null || one.min === undefined ? 0 : one.count + one.selfMatch - one.min;
    if (to <= maxSkew) return [[anyway]];
    return [[onPod({ kind: "maxSkew", topologyKey, from: maxSkew, to }, 1.15, [...path, "maxSkew"], to)], [anyway]];
  });
}

/** The ports that are taken; a Pod on the host's network has them by being there. */
function hostPorts({ pod, operands }: Place): readonly (readonly Change[])[] {
  if (pod.spec.hostNetwork || operands?.kind !== "ports") return [];
  const changes = pod.spec.containers.flatMap(({ ports = [] }, i) =>
    ports.flatMap(({ hostPort }, j) => {
      if (!hostPort || !operands.taken.some((taken) => new RegExp(`(^|\\D)${hostPort}(\\D|$)`).test(taken))) return [];
      return [onPod({ kind: "hostPort", port: hostPort }, 1.3, ["spec", "containers", i, "ports", j, "hostPort"])];
    }),
  );
  return changes.length > 0 ? [changes] : [];
}

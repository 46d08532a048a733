import type { LimitRange } from "../../../api/core.ts";
import type { ResourceList } from "../../../api/meta.ts";
import type { Container, Pod } from "../../../api/pod.ts";
import { canonicalQuantity } from "../../../api/quantity.ts";
import type { PersistentVolumeClaim } from "../../../api/storage.ts";
import { forbidden } from "../../status.ts";
import type { AdmissionPlugin } from "../plugin.ts";
import {
  type Amounts,
  aboveMaximum,
  aboveRatio,
  amountsOf,
  belowMinimum,
  podAmounts,
  requestAboveMaximum,
} from "./constraints.ts";

const annotation = "kubernetes.io/limit-ranger";

type Limit = NonNullable<LimitRange["spec"]>["limits"][number];
type Check = (type: string, resource: string, bound: string, amounts: Amounts) => string | null;

/** The bounds of one list, in the order of their names: upstream's order varies. */
function check(type: string, bounds: ResourceList | undefined, amounts: Amounts, isKept: Check): string[] {
  return Object.keys(bounds ?? {})
    .sort()
    .map((resource) => isKept(type, resource, canonicalQuantity(bounds?.[resource] ?? "0"), amounts))
    .filter((why) => why !== null);
}

function checkAll({ type, min, max, maxLimitRequestRatio }: Limit, amounts: Amounts): string[] {
  return [
    ...check(type, min, amounts, belowMinimum),
    ...check(type, max, amounts, aboveMaximum),
    ...check(type, maxLimitRequestRatio, amounts, aboveRatio),
  ];
}

function podProblems(limit: Limit, pod: Pod): string[] {
  if (limit.type === "Pod") return checkAll(limit, podAmounts(pod));
  if (limit.type !== "Container") return [];
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  return containers.flatMap((container) => checkAll(limit, amountsOf(container)));
}

function claimProblems({ type, min, max }: Limit, claim: PersistentVolumeClaim): string[] {
  if (type !== "PersistentVolumeClaim") return [];
  const amounts = { requests: claim.spec?.resources?.requests ?? {}, limits: {} };
  return [...check(type, min, amounts, belowMinimum), ...check(type, max, amounts, requestAboveMaximum)];
}

/** What all entries for containers say; a later entry wins. */
function containerDefaults({ spec }: LimitRange): Amounts {
  const containers = (spec?.limits ?? []).filter(({ type }) => type === "Container");
  return {
    requests: Object.assign({}, ...containers.map(({ defaultRequest }) => defaultRequest)),
    limits: Object.assign({}, ...containers.map((limit) => limit.default)),
  };
}

function absent(defaults: ResourceList, given: ResourceList): string[] {
  return Object.keys(defaults)
    .filter((resource) => given[resource] === undefined)
    .sort();
}

/** The container with what it leaves out, and what to note on the Pod. */
function withDefaults(container: Container, defaults: Amounts, title: string): [Container, string[]] {
  const { requests, limits } = amountsOf(container);
  const newRequests = absent(defaults.requests, requests);
  const newLimits = absent(defaults.limits, limits);
  if (newRequests.length + newLimits.length === 0) return [container, []];
  const notes = [
    ...(newRequests.length > 0 ? [`${newRequests.join(", ")} request for ${title} ${container.name}`] : []),
    ...(newLimits.length > 0 ? [`${newLimits.join(", ")} limit for ${title} ${container.name}`] : []),
  ];
  const resources = {
    ...container.resources,
    ...(newLimits.length > 0 && { limits: { ...defaults.limits, ...limits } }),
    ...(newRequests.length > 0 && { requests: { ...defaults.requests, ...requests } }),
  };
  return [{ ...container, resources }, notes];
}

function podWithDefaults(pod: Pod, limitRange: LimitRange): Pod {
  const defaults = containerDefaults(limitRange);
  const containers = pod.spec.containers.map((container) => withDefaults(container, defaults, "container"));
  const init = pod.spec.initContainers?.map((container) => withDefaults(container, defaults, "init container"));
  const notes = [...containers, ...(init ?? [])].flatMap(([, notes]) => notes);
  if (notes.length === 0) return pod;
  const annotations = { ...pod.metadata.annotations, [annotation]: `LimitRanger plugin set: ${notes.join("; ")}` };
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations },
    spec: {
      ...pod.spec,
      ...(init && { initContainers: init.map(([container]) => container) }),
      containers: containers.map(([container]) => container),
    },
  };
}

/** One problem stands alone, several in brackets; the same text once. */
function aggregate(problems: readonly string[]): string {
  const distinct = [...new Set(problems)];
  return distinct.length === 1 ? (distinct[0] ?? "") : `[${distinct.join(", ")}]`;
}

/**
 * LimitRanger fills in the namespace's default requests and limits, and refuses containers, Pods and claims that are out
 * of its bounds.
 *
 * Models plugin/pkg/admission/limitranger (v1.34).
 */
export const limitRanger: AdmissionPlugin = {
  name: "LimitRanger",

  handles({ operation, kind, subresource }) {
    if (kind.resource === "pods" && subresource === "resize") return true;
    if (subresource !== undefined || operation === "delete") return false;
    return kind.resource === "persistentvolumeclaims" || (kind.resource === "pods" && operation === "create");
  },

  admit({ kind, namespace, object, subresource }, view) {
    if (kind.resource !== "pods" || subresource !== undefined) return { object };
    return { object: view.list<LimitRange>("limitranges", namespace).reduce(podWithDefaults, object as Pod) };
  },

  validate({ kind, namespace, name, object }, view) {
    for (const { spec } of view.list<LimitRange>("limitranges", namespace)) {
      const problems = (spec?.limits ?? []).flatMap((limit) =>
        kind.resource === "pods"
          ? podProblems(limit, object as Pod)
          : claimProblems(limit, object as PersistentVolumeClaim),
      );
      if (problems.length > 0) return { refused: forbidden(kind, name, aggregate(problems)) };
    }
    return { writes: [] };
  },
};

import type { PodDisruptionBudget } from "../../api/core.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { compileSelector, matches } from "../../api/selector.ts";
import { timestamp, type VirtualMillis } from "../../kernel/clock.ts";
import type { ClusterView } from "../admission/plugin.ts";
import type { RequestOptions } from "../request.ts";
import { plainError, tooManyEvictions } from "../status.ts";

function isReady({ status }: Pod): boolean {
  return (status?.conditions ?? []).some((condition) => condition.type === "Ready" && condition.status === "True");
}

function budgetsOf({ metadata }: Pod, view: ClusterView): PodDisruptionBudget[] {
  return view.list<PodDisruptionBudget>("poddisruptionbudgets", metadata.namespace).filter(({ spec }) => {
    const selector = compileSelector(spec?.selector ?? null);
    return !("error" in selector) && matches(selector, metadata.labels);
  });
}

interface Eviction extends KubernetesObject {
  readonly deleteOptions?: {
    readonly gracePeriodSeconds?: number;
    readonly propagationPolicy?: NonNullable<RequestOptions["propagationPolicy"]>;
    readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
    readonly dryRun?: readonly string[];
  };
}

/** The Eviction that a client without one of its own asks for. */
export function evictionOf(name: string, namespace: string | undefined): KubernetesObject {
  return { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, ...(namespace && { namespace }) } };
}

/** How the Pod is to be deleted: as the eviction says, or the request. */
export function evictionOptions({ options }: { readonly options: RequestOptions }, body: KubernetesObject | undefined) {
  const { gracePeriodSeconds, propagationPolicy, preconditions, dryRun } =
    (body as Eviction | undefined)?.deleteOptions ?? {};
  const { uid, resourceVersion } = preconditions ?? {};
  return {
    ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }),
    ...(uid !== undefined && { uid }),
    options: {
      ...options,
      ...(propagationPolicy !== undefined && { propagationPolicy }),
      ...(resourceVersion !== undefined && { resourceVersion }),
      ...(dryRun?.includes("All") && { dryRun: true }),
    },
  };
}

/**
 * May this Pod be evicted? The budget that allows it is charged at once.
 *
 * Models pkg/registry/core/pod/storage/eviction.go (v1.34). Left out: the retries after conflicts.
 */
export function evictionVerdict(
  pod: Pod,
  view: ClusterView,
  now: VirtualMillis,
): { writes: KubernetesObject[] } | { refused: Status; isResult?: boolean } {
  const phase = pod.status?.phase;
  const atRest = phase === "Succeeded" || phase === "Failed" || phase === "Pending";
  if (atRest || pod.metadata.deletionTimestamp) return { writes: [] };
  const budgets = budgetsOf(pod, view);
  if (budgets.length > 1) {
    return {
      refused: plainError(
        "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
      ),
      isResult: true,
    };
  }
  const [budget] = budgets;
  if (!budget) return { writes: [] };
  const { name = "", generation = 1 } = budget.metadata;
  const {
    observedGeneration = 0,
    currentHealthy = 0,
    desiredHealthy = 0,
    disruptionsAllowed = 0,
  } = budget.status ?? {};
  if (!isReady(pod)) {
    // A Pod that serves nobody may go whenever the healthy ones suffice.
    if (budget.spec?.unhealthyPodEvictionPolicy === "AlwaysAllow") return { writes: [] };
    if (currentHealthy >= desiredHealthy && desiredHealthy > 0) return { writes: [] };
  }
  if (observedGeneration < generation)
    return { refused: tooManyEvictions(`The disruption budget ${name} is still being processed by the server.`, 10) };
  if (disruptionsAllowed <= 0)
    return {
      refused: tooManyEvictions(
        `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
      ),
    };
  const disruptedPods = { ...budget.status?.disruptedPods, [pod.metadata.name ?? ""]: timestamp(now) };
  const status = { ...budget.status, disruptedPods, disruptionsAllowed: disruptionsAllowed - 1 };
  return { writes: [{ ...budget, status } as KubernetesObject] };
}

/** The Pod with the condition that tells why it is about to go. */
export function markedForEviction(pod: Pod, now: VirtualMillis): Pod {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== "DisruptionTarget");
  const condition = {
    type: "DisruptionTarget",
    status: "True",
    reason: "EvictionByEvictionAPI",
    message: "Eviction API: evicting",
    lastProbeTime: null,
    lastTransitionTime: timestamp(now),
  };
  return { ...pod, status: { ...pod.status, conditions: [...others, condition] } };
}

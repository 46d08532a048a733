import type { Node } from "../api/core.ts";
import type { Pod } from "../api/pod.ts";
import { podRequests } from "../api/podResources.ts";
import { qosClassOf } from "../api/qos.ts";
import { figure, type Rejection, shortages } from "./admission.ts";
import { isCritical, isStatic } from "./staticPods.ts";

type Requirements = ReadonlyMap<string, bigint>;

/** Whether a critical Pod may take the place of another. Models Preemptable in pkg/kubelet/types/pod_update.go. */
function mayPreempt(preemptor: Pod, other: Pod): boolean {
  if (isCritical(preemptor) && !isCritical(other)) return true;
  if (isStatic(preemptor) !== isStatic(other)) return isStatic(preemptor);
  return (preemptor.spec.priority ?? 0) > (other.spec.priority ?? 0);
}

/**
 * The Pods that have to go so that a critical Pod fits, or why none can make room; null when that is not the question.
 * BestEffort Pods are taken first, Guaranteed ones last, each time the one that comes nearest to what is lacking.
 * Models pkg/kubelet/preemption/preemption.go (v1.34).
 */
export function victimsFor(pod: Pod, node: Node, others: readonly Pod[]): readonly Pod[] | Rejection | null {
  if (!isCritical(pod)) return null;
  const needed = new Map(
    shortages(pod, node, others).map(({ resource, requested, used, capacity }) => [
      resource,
      requested + used - capacity,
    ]),
  );
  if (needed.size === 0) return null;
  const candidates = others.filter((other) => mayPreempt(pod, other));
  const unmet = without(needed, candidates);
  if (unmet.size > 0) return impossible(unmet);
  const of = (qos: string): Pod[] => candidates.filter((other) => qosClassOf(other) === qos);
  const [bestEffort, burstable, guaranteed] = [of("BestEffort"), of("Burstable"), of("Guaranteed")];
  const guaranteedVictims = nearest(guaranteed, without(needed, [...bestEffort, ...burstable]));
  const burstableVictims = nearest(burstable, without(needed, [...bestEffort, ...guaranteedVictims]));
  const bestEffortVictims = nearest(bestEffort, without(needed, [...burstableVictims, ...guaranteedVictims]));
  return [...bestEffortVictims, ...burstableVictims, ...guaranteedVictims];
}

function impossible(unmet: Requirements): Rejection {
  const list = [...unmet].map(([resource, amount]) => `(res: ${resource}, q: ${figure(resource, amount)}), `).join("");
  return {
    reason: "UnexpectedAdmissionError",
    message: `Unexpected error while attempting to recover from admission failure: preemption: error finding a set of pods to preempt: no set of running pods found to reclaim resources: [${list}]`,
  };
}

/** What is lacking still when these have gone. */
function without(needed: Requirements, gone: readonly Pod[]): Requirements {
  const left = new Map<string, bigint>();
  for (const [resource, amount] of needed) {
    const freed = gone.reduce((sum, pod) => sum + requestOf(pod, resource), 0n);
    if (amount > freed) left.set(resource, amount - freed);
  }
  return left;
}

function requestOf(pod: Pod, resource: string): bigint {
  return resource === "pods" ? 1_000_000_000n : (podRequests(pod).get(resource) ?? 0n);
}

function nearest(pods: readonly Pod[], needed: Requirements): Pod[] {
  const left = [...pods];
  const chosen: Pod[] = [];
  for (let rest = needed; rest.size > 0 && left.length > 0; rest = without(needed, chosen)) {
    const best = left.reduce((a, b) => {
      const [toA, toB] = [distance(a, rest), distance(b, rest)];
      return toB < toA || (toB === toA && isSmaller(b, a)) ? b : a;
    });
    chosen.push(best);
    left.splice(left.indexOf(best), 1);
  }
  return chosen;
}

/** How far a Pod's requests are from what is needed: 0 when they are enough, 1 for each resource of which it has none. */
function distance(pod: Pod, needed: Requirements): number {
  return [...needed].reduce((sum, [resource, amount]) => {
    const missing = Number(amount - requestOf(pod, resource));
    return missing <= 0 ? sum : sum + (missing / Number(amount)) ** 2;
  }, 0);
}

function isSmaller(a: Pod, b: Pod): boolean {
  for (const resource of ["memory", "cpu"]) {
    const [ofA, ofB] = [requestOf(a, resource), requestOf(b, resource)];
    if (ofA !== ofB) return ofA < ofB;
  }
  return true;
}

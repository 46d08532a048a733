import type { PodDisruptionBudget } from "../../api/core.ts";
import type { CycleState } from "../framework/cycleState.ts";
import type { Handle, PreemptionCandidate } from "../framework/interface.ts";
import type { NodeInfo } from "../framework/nodeInfo.ts";
import { compareImportance, type PodInfo } from "../framework/podInfo.ts";
import { PodSelector } from "../framework/podSelector.ts";
import { type Status, unresolvable } from "../framework/status.ts";

const noVictims = unresolvable("No preemption victims found for incoming pod");

/**
 * The Pods to evict so that the preemptor fits, tried on copies: all Pods of lower priority are taken away, then brought
 * back one by one, those whose budget would be violated first, as long as the preemptor still fits.
 *
 * Models SelectVictimsOnNode of plugins/defaultpreemption (v1.34). Gives the refusal when the node does not help.
 */
export function selectVictims(
  original: CycleState,
  preemptor: PodInfo,
  originalNode: NodeInfo,
  budgets: readonly PodDisruptionBudget[],
  handle: Handle,
): PreemptionCandidate | Status {
  const removable = originalNode.pods.filter((pod) => pod.priority < preemptor.priority);
  if (removable.length === 0) return noVictims;
  const state = original.clone();
  const node = originalNode.clone();
  const take = (pod: PodInfo): void => {
    node.removePod(pod.key);
    handle.removePod(state, preemptor, pod, node);
  };
  const bringBack = (pod: PodInfo): void => {
    node.addPod(pod);
    handle.addPod(state, preemptor, pod, node);
  };
  const fits = () => handle.filterWithNominatedPods(state, preemptor, node);

  for (const pod of removable) take(pod);
  const refused = fits();
  if (refused) return refused.status;

  removable.sort(compareImportance);
  const { violating, others } = splitByBudget(removable, budgets);
  const victims: PodInfo[] = [];
  const reprieve = (pod: PodInfo): boolean => {
    bringBack(pod);
    if (!fits()) return true;
    take(pod);
    victims.push(pod);
    return false;
  };
  let pdbViolations = 0;
  for (const pod of violating) if (!reprieve(pod)) pdbViolations++;
  for (const pod of others) reprieve(pod);
  victims.sort(compareImportance);
  return { node: node.name, victims, pdbViolations };
}

/** Which Pods could not be evicted within the budgets, counting each budget down in the order given. */
function splitByBudget(pods: readonly PodInfo[], budgets: readonly PodDisruptionBudget[]) {
  const open = budgets.map((budget) => ({
    budget,
    selector: new PodSelector(budget.spec?.selector),
    allowed: budget.status?.disruptionsAllowed ?? 0,
  }));
  const violating: PodInfo[] = [];
  const others: PodInfo[] = [];
  for (const pod of pods) {
    let violates = false;
    if (Object.keys(pod.labels).length > 0) {
      for (const entry of open) {
        if (entry.budget.metadata.namespace !== pod.namespace) continue;
        if (entry.selector.isEmpty || !entry.selector.matches(pod.labels)) continue;
        if (Object.hasOwn(entry.budget.status?.disruptedPods ?? {}, pod.name)) continue;
        entry.allowed--;
        if (entry.allowed < 0) violates = true;
      }
    }
    (violates ? violating : others).push(pod);
  }
  return { violating, others };
}

import type { CycleState } from "../framework/cycleState.ts";
import { fitErrorMessage } from "../framework/fitError.ts";
import type { Diagnosis, Handle, PostFilterResult, PreemptionCandidate } from "../framework/interface.ts";
import type { NodeInfo } from "../framework/nodeInfo.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import { type Rejection, success, unresolvable, unschedulable } from "../framework/status.ts";
import { bestCandidates } from "./pickCandidate.ts";
import { selectVictims } from "./selectVictims.ts";

/** DefaultPreemptionArgs of a KubeSchedulerConfiguration (v1). */
export interface DefaultPreemptionArgs {
  readonly minCandidateNodesPercentage?: number;
  readonly minCandidateNodesAbsolute?: number;
}

const notHelpful = unresolvable("Preemption is not helpful for scheduling");
const byPolicy = unschedulable("not eligible due to preemptionPolicy=Never.");
const waiting = unschedulable("not eligible due to a terminating pod on the nominated node.");

/**
 * Looks for a node where evicting Pods of lower priority makes room, and nominates the Pod to the cheapest one.
 * Evicting is left to the caller: the observer is told the victims.
 *
 * Models Evaluator.Preempt of pkg/scheduler/framework/preemption (v1.34).
 */
export function preempt(
  state: CycleState,
  pod: PodInfo,
  diagnosis: Diagnosis,
  args: DefaultPreemptionArgs,
  handle: Handle,
): PostFilterResult {
  const { snapshot } = handle;
  if (pod.pod.spec.preemptionPolicy === "Never") return { status: byPolicy, nominatedNode: null };
  if (waitsForVictims(pod, diagnosis, handle)) return { status: waiting, nominatedNode: null };

  const nodes = snapshot.nodes();
  const promising = nodesThatMayHelp(diagnosis, handle);
  const { candidates, rejections } = dryRun(state, pod, promising, args, handle);
  if (candidates.length === 0) {
    const message = fitErrorMessage({ rejections, absent: notHelpful }, nodes.length);
    return { status: unschedulable(message), nominatedNode: "" };
  }
  const best = bestCandidates(candidates);
  const nodesOfBest = best.map(({ node }) => snapshot.node(node)!);
  const chosen = best[best.length === 1 ? 0 : handle.chooser.pick(nodesOfBest)]!.node;
  handle.observer?.preemption?.(candidates, best.map(({ node }) => node).sort(), chosen);
  return { status: success, nominatedNode: chosen };
}

/** A Pod whose victims are still terminating on its nominated node waits for them instead of preempting again. */
function waitsForVictims(pod: PodInfo, diagnosis: Diagnosis, { snapshot }: Handle): boolean {
  if (pod.nominatedNode === "") return false;
  const status = diagnosis.rejections.get(pod.nominatedNode)?.status ?? diagnosis.absent;
  if (status.code === "UnschedulableAndUnresolvable") return false;
  const node = snapshot.node(pod.nominatedNode);
  return !!node?.pods.some((other) => other.priority < pod.priority && isBeingPreempted(other));
}

function isBeingPreempted({ terminating, pod }: PodInfo): boolean {
  return (
    terminating &&
    !!pod.status?.conditions?.some(
      ({ type, status, reason }) =>
        type === "DisruptionTarget" && status === "True" && reason === "PreemptionByScheduler",
    )
  );
}

function nodesThatMayHelp({ rejections, absent }: Diagnosis, { snapshot }: Handle): readonly NodeInfo[] {
  const absentMayHelp = absent.code === "Unschedulable";
  return snapshot.nodes().filter(({ name }) => {
    const rejection = rejections.get(name);
    return rejection ? rejection.status.code === "Unschedulable" : absentMayHelp;
  });
}

/** How many candidates are enough: a share of the nodes, but not fewer than an absolute number. */
function enoughCandidates(nodes: number, args: DefaultPreemptionArgs): number {
  const share = Math.trunc((nodes * (args.minCandidateNodesPercentage ?? 10)) / 100);
  return Math.min(Math.max(share, args.minCandidateNodesAbsolute ?? 100), nodes);
}

function dryRun(
  state: CycleState,
  pod: PodInfo,
  nodes: readonly NodeInfo[],
  args: DefaultPreemptionArgs,
  handle: Handle,
) {
  const rejections = new Map<string, Rejection>();
  const harmless: PreemptionCandidate[] = [];
  const violating: PreemptionCandidate[] = [];
  if (nodes.length > 0) {
    const budgets = handle.snapshot.disruptionBudgets();
    const enough = enoughCandidates(nodes.length, args);
    const offset = handle.chooser.offset(nodes.length);
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[(offset + i) % nodes.length]!;
      const found = selectVictims(state, pod, node, budgets, handle);
      if ("code" in found) {
        rejections.set(node.name, { plugin: "DefaultPreemption", status: found });
        continue;
      }
      (found.pdbViolations === 0 ? harmless : violating).push(found);
      if (harmless.length > 0 && harmless.length + violating.length >= enough) break;
    }
  }
  return { candidates: [...harmless, ...violating], rejections };
}

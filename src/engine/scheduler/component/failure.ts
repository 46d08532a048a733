import type { Condition } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { disrupted } from "../../api/podDisruption.ts";
import { timestamp } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { createPodInfo, type PodInfo } from "../framework/podInfo.ts";
import type { SchedulerParts } from "./schedulerContext.ts";

/** The most characters of an event's message; longer texts end in ` ...`. */
const eventLimit = 1024;

export interface Failure {
  readonly message: string;
  /** The plugins that refused the Pod; none when it failed by an error, or when there are no nodes. */
  readonly refusedBy: readonly string[];
  /** Set for an error: something broke, the Pod was not refused. */
  readonly isError: boolean;
  /** status.nominatedNodeName: a node, "" to clear it, null to leave it. */
  readonly nominatedNode: string | null;
}

function truncated(message: string): string {
  const suffix = " ...";
  return message.length <= eventLimit ? message : message.slice(0, eventLimit - suffix.length) + suffix;
}

/** The Pod with the PodScheduled condition and the nomination; the same object when nothing changes. */
function withFailure(pod: Pod, condition: Condition, nominatedNode: string | null): Pod {
  const conditions = pod.status?.conditions ?? [];
  const known = conditions.find(({ type }) => type === condition.type);
  const same =
    known?.status === condition.status && known.reason === condition.reason && known.message === condition.message;
  const nomination = nominatedNode ?? pod.status?.nominatedNodeName ?? "";
  if (same && nomination === (pod.status?.nominatedNodeName ?? "")) return pod;
  const updated: Condition = {
    ...condition,
    lastTransitionTime: known?.status === condition.status ? known.lastTransitionTime : condition.lastTransitionTime,
  };
  const { nominatedNodeName: _, ...status } = pod.status ?? {};
  return {
    ...pod,
    status: {
      ...status,
      conditions: known ? conditions.map((other) => (other === known ? updated : other)) : [...conditions, updated],
      ...(nomination !== "" && { nominatedNodeName: nomination }),
    },
  };
}

/**
 * What follows a failed attempt: the Pod goes back to a queue, its failure is told as an event, and its status says why
 * it waits and for which node.
 *
 * Models handleSchedulingFailure of pkg/scheduler/schedule_one.go (v1.34).
 */
export function handleFailure({ context, client, cache, queue }: SchedulerParts, pod: PodInfo, failure: Failure): void {
  queue.failed(pod.key, failure.refusedBy);
  if (failure.nominatedNode !== null && queue.has(pod.key)) {
    const nominated = nominate(pod.pod, failure.nominatedNode);
    cache.apply(nominated);
    queue.update(createPodInfo(nominated));
  }
  client.event(pod.pod, "Warning", "FailedScheduling", truncated(failure.message), {
    component: "default-scheduler",
    action: "Scheduling",
  });
  const condition: Condition = {
    type: "PodScheduled",
    status: "False",
    ...(pod.pod.metadata.generation && { observedGeneration: pod.pod.metadata.generation }),
    lastProbeTime: null,
    lastTransitionTime: timestamp(context.now()),
    reason: failure.isError ? "SchedulerError" : "Unschedulable",
    message: failure.message,
  };
  const change = (stored: Pod): Pod => withFailure(stored, condition, failure.nominatedNode);
  if (change(pod.pod) === pod.pod) return;
  context.spawn(
    client.patch<Pod>("pods", pod.namespace, pod.name, change, {
      subresource: "status",
      describe: "PodScheduled=False",
    }),
  );
}

function nominate(pod: Pod, node: string): Pod {
  const { nominatedNodeName: _, ...status } = pod.status ?? {};
  return { ...pod, status: { ...status, ...(node !== "" && { nominatedNodeName: node }) } };
}

const preempted = {
  reason: "PreemptionByScheduler",
  message: "default-scheduler: preempting to accommodate a higher priority pod",
};

/**
 * Carries a preemption out: the victims are marked and deleted with their own grace period, and Pods of lower priority
 * lose their nomination to the node.
 *
 * Models prepareCandidate of pkg/scheduler/framework/preemption (v1.34): all victims side by side, the last one last.
 */
export function carryOutPreemption(
  { context, client, cache }: SchedulerParts,
  preemptor: PodInfo,
  node: string,
  victims: readonly Pod[],
): void {
  function* evict(victim: Pod): Process {
    const { namespace, name = "" } = victim.metadata;
    const marked = yield* client.patch<Pod>(
      "pods",
      namespace,
      name,
      (stored) => disrupted(stored, preempted, context.now()),
      {
        subresource: "status",
        describe: "DisruptionTarget=True",
      },
    );
    if (!marked.ok) return;
    const deleted = yield* client.delete("pods", namespace, name);
    if (!deleted.ok) return;
    client.event(victim, "Normal", "Preempted", `Preempted by pod ${preemptor.uid} on node ${node}`, {
      component: "default-scheduler",
      action: "Preempting",
    });
  }
  const last = victims.at(-1);
  let left = victims.length - 1;
  const evictLast = (): void => {
    if (last) context.spawn(evict(last));
  };
  if (left <= 0) evictLast();
  for (const victim of victims.slice(0, -1)) {
    context.spawn(evict(victim), () => {
      left--;
      if (left === 0) evictLast();
    });
  }
  for (const other of cache.nominatedPods(node)) {
    if (other.priority >= preemptor.priority || other.key === preemptor.key) continue;
    context.spawn(
      client.patch<Pod>("pods", other.namespace, other.name, (stored) => nominate(stored, ""), {
        subresource: "status",
        describe: "nominatedNodeName cleared",
      }),
    );
  }
}

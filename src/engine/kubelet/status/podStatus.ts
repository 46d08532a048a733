import type { Condition } from "../../api/meta.ts";
import type { ContainerStatus, Pod, PodStatus } from "../../api/pod.ts";
import { timestamp, type VirtualMillis } from "../../kernel/clock.ts";
import type { RunningContainer } from "../containers.ts";
import { podConditions } from "./conditions.ts";
import { containerStatus } from "./containerStatuses.ts";
import { podPhase } from "./phase.ts";
import { unlocated } from "./unlocated.ts";

/** What the kubelet knows of a Pod when it writes the status. */
export interface PodFacts {
  readonly containers: readonly RunningContainer[];
  readonly hostIp?: string;
  readonly podIp?: string;
  readonly sandboxReady: boolean;
  readonly startTime: VirtualMillis;
  /** All containers are stopped for good. */
  readonly isTerminal: boolean;
  /** And all is cleaned up: what never ran will never run. */
  readonly isOver?: boolean;
  /** Where a change of its resources stands. */
  readonly resize?: readonly Pick<Condition, "type" | "status" | "reason" | "message">[];
  /** A verdict on the Pod as a whole (Evicted, DeadlineExceeded), which makes it Failed. */
  readonly failure?: {
    readonly reason: string;
    readonly message: string;
    /** The kubelet ends it on purpose: what the condition DisruptionTarget says. */
    readonly disrupted?: string;
  };
}

/** Whether the kubelet starts a container again that has ended. Models ShouldContainerBeRestarted (v1.34). */
export function shouldRestart(pod: Pod, { kind, ended }: Pick<RunningContainer, "kind" | "ended">): boolean {
  if (kind === "ephemeral") return false;
  if (kind === "sidecar") return true;
  const policy = pod.spec.restartPolicy ?? "Always";
  if (kind === "init" && ended?.exitCode === 0) return false;
  if (policy === "Always") return true;
  return policy === "OnFailure" && ended?.exitCode !== 0;
}

/**
 * The status that the kubelet wants to publish; times of conditions are left to the merge.
 * Models generateAPIPodStatus in pkg/kubelet/kubelet_pods.go (v1.34).
 */
export function podStatus(pod: Pod, facts: PodFacts): PodStatus {
  const { containers, hostIp, sandboxReady, startTime, isTerminal, isOver = false, failure } = facts;
  const podIp = facts.podIp ?? (pod.spec.hostNetwork ? hostIp : undefined);
  const hasInit = (pod.spec.initContainers?.length ?? 0) > 0;
  const statusesOf = (...kinds: readonly RunningContainer["kind"][]): ContainerStatus[] =>
    containers
      .filter(({ kind }) => kinds.includes(kind))
      .map((container) =>
        containerStatus(container, { hasInit, willRestart: !isTerminal && shouldRestart(pod, container) }),
      );
  const told = { init: statusesOf("init", "sidecar"), app: statusesOf("app") };
  const { init, app } = isOver ? unlocated(pod, told) : told;
  const ephemeral = statusesOf("ephemeral");
  const hasInitialized = containers.some(({ kind, instances }) => kind === "app" && instances > 0);
  const reached = podPhase(pod, told, { isTerminal, hasInitialized });
  const isOpen = reached === "Pending" || reached === "Running";
  const phase = failure || (isOver && isOpen) ? "Failed" : reached;
  const { generation } = pod.metadata;
  return {
    ...(generation !== undefined && { observedGeneration: generation }),
    phase,
    conditions: [
      ...(facts.resize ?? []),
      ...podConditions(pod, phase, { init, app }, sandboxReady),
      ...(failure?.disrupted
        ? [{ type: "DisruptionTarget", status: "True", reason: "TerminationByKubelet", message: failure.disrupted }]
        : []),
    ].map((condition) => (generation === undefined ? condition : { ...condition, observedGeneration: generation })),
    ...(failure && { message: failure.message, reason: failure.reason }),
    ...(hostIp && { hostIP: hostIp, hostIPs: [{ ip: hostIp }] }),
    ...(podIp && { podIP: podIp, podIPs: [{ ip: podIp }] }),
    startTime: timestamp(startTime),
    ...(init.length > 0 && { initContainerStatuses: [...init] }),
    containerStatuses: byName(app),
    ...(ephemeral.length > 0 && { ephemeralContainerStatuses: byName(ephemeral) }),
  };
}

/** Init containers are told in their order, all others by name. Models kubetypes.SortedContainerStatuses. */
function byName(statuses: readonly ContainerStatus[]): ContainerStatus[] {
  return [...statuses].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Conditions of the kubelet that are there only while they are true. */
const comeAndGo: ReadonlySet<string> = new Set(["PodResizePending", "PodResizeInProgress"]);

/**
 * What is stored after a patch of the status: conditions of others stay, and a condition's time moves only when its
 * status does. A terminal phase never changes. Models the merge in pkg/kubelet/status/status_manager.go (v1.34).
 */
export function mergeStatus(stored: PodStatus | undefined, wanted: PodStatus, now: VirtualMillis): PodStatus {
  const own = (wanted.conditions ?? []).map((condition): Condition => {
    const before = stored?.conditions?.find(({ type }) => type === condition.type);
    const lastTransitionTime =
      before?.status === condition.status && before.lastTransitionTime ? before.lastTransitionTime : timestamp(now);
    return { ...condition, lastProbeTime: null, lastTransitionTime };
  });
  const isOwn = (type: string): boolean => comeAndGo.has(type) || own.some((condition) => condition.type === type);
  const others = (stored?.conditions ?? []).filter(({ type }) => !isOwn(type));
  const { nominatedNodeName, qosClass, resourceClaimStatuses, startTime, podIP, podIPs } = stored ?? {};
  const terminal = stored?.phase === "Failed" || stored?.phase === "Succeeded";
  return {
    ...(podIP && { podIP, podIPs }),
    ...wanted,
    ...(terminal && { phase: stored.phase }),
    ...(terminal && stored.reason && { reason: stored.reason, message: stored.message }),
    conditions: [...own, ...others],
    startTime: startTime ?? wanted.startTime,
    ...(nominatedNodeName !== undefined && { nominatedNodeName }),
    ...(resourceClaimStatuses !== undefined && { resourceClaimStatuses }),
    ...(qosClass !== undefined && { qosClass }),
  };
}

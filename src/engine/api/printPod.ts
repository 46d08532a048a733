import type { Time } from "./meta.ts";
import type { ContainerState, ContainerStatus, Pod } from "./pod.ts";

/** The columns READY, STATUS and RESTARTS of `kubectl get pod`. */
export interface PrintedPodStatus {
  /** `1/2`: ready containers and sidecars, of all. */
  readonly ready: string;
  readonly status: string;
  readonly restarts: number;
  /** When the last restart happened; kubectl prints its age behind the number. */
  readonly lastRestart?: Time;
}

/**
 * What `kubectl get pod` prints for a Pod: the API server's table, from the published status alone.
 * Models printPod in pkg/printers/internalversion (v1.34).
 */
export function printPodStatus(pod: Pod): PrintedPodStatus {
  const { spec, status = {} } = pod;
  const sidecars = new Set((spec.initContainers ?? []).filter((c) => c.restartPolicy === "Always").map((c) => c.name));
  const total = spec.containers.length + sidecars.size;
  let reason = status.reason || status.phase || "Unknown";
  for (const { type, reason: why } of status.conditions ?? [])
    if (type === "PodScheduled" && why === "SchedulingGated") reason = "SchedulingGated";

  let ready = 0;
  let restarts = 0;
  let sidecarRestarts = 0;
  let lastRestart: Time | undefined;
  let lastSidecarRestart: Time | undefined;
  let initializing = false;
  for (const [index, container] of (status.initContainerStatuses ?? []).entries()) {
    restarts += container.restartCount;
    lastRestart = later(lastRestart, container.lastState?.terminated?.finishedAt);
    const sidecar = sidecars.has(container.name);
    if (sidecar) {
      sidecarRestarts += container.restartCount;
      lastSidecarRestart = later(lastSidecarRestart, container.lastState?.terminated?.finishedAt);
    }
    const { state = {} } = container;
    if (state.terminated?.exitCode === 0) continue;
    if (sidecar && container.started) {
      if (container.ready) ready++;
      continue;
    }
    initializing = true;
    const waiting = state.waiting?.reason;
    if (state.terminated) reason = `Init:${exitText(state.terminated)}`;
    else if (waiting && waiting !== "PodInitializing") reason = `Init:${waiting}`;
    else reason = `Init:${index}/${spec.initContainers?.length ?? 0}`;
    break;
  }

  if (!initializing || isConditionTrue(pod, "Initialized")) {
    restarts = sidecarRestarts;
    lastRestart = lastSidecarRestart;
    let running = false;
    for (const container of [...(status.containerStatuses ?? [])].reverse()) {
      restarts += container.restartCount;
      lastRestart = later(lastRestart, container.lastState?.terminated?.finishedAt);
      const why = stateReason(container);
      if (why !== null) reason = why;
      else if (container.ready && container.state?.running) {
        running = true;
        ready++;
      }
    }
    if (reason === "Completed" && running) reason = isConditionTrue(pod, "Ready") ? "Running" : "NotReady";
  }

  if (pod.metadata.deletionTimestamp) {
    if (status.reason === "NodeLost") reason = "Unknown";
    else if (status.phase !== "Failed" && status.phase !== "Succeeded") reason = "Terminating";
  }
  return { ready: `${ready}/${total}`, status: reason, restarts, ...(restarts > 0 && lastRestart && { lastRestart }) };
}

function later(a: Time | undefined, b: Time | null | undefined): Time | undefined {
  if (!a || !b) return a ?? b ?? undefined;
  return a < b ? b : a;
}

function stateReason({ state }: ContainerStatus): string | null {
  if (state?.waiting?.reason) return state.waiting.reason;
  return state?.terminated ? exitText(state.terminated) : null;
}

function exitText({ reason, signal, exitCode }: NonNullable<ContainerState["terminated"]>): string {
  if (reason) return reason;
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

function isConditionTrue({ status }: Pod, type: string): boolean {
  return status?.conditions?.some((condition) => condition.type === type && condition.status === "True") ?? false;
}

import type { ContainerState, ContainerStatus, Pod } from "../api/pod.ts";
import { virtualTime } from "../kernel/clock.ts";
import { type Ended, hexId, type RunningContainer } from "./containers.ts";
import type { PodRuntime } from "./podRuntime.ts";

/**
 * How a kubelet comes to a Pod that it has not started itself: the Pod ran before the scenario began; the kubelet was
 * restarted under it; the machine was; or the node was out of reach for a while.
 */
export type Takeover = "adopted" | "restarted" | "rebooted" | "cutOff";

/** Makes the runtime's containers what the status of a Pod says that ran before the scenario began. */
export function adoptContainers(runtime: PodRuntime, { status }: Pod): void {
  const { machine, recorder, sandbox } = runtime;
  const now = machine.context.now();
  sandbox.ready = true;
  sandbox.attempts = 1;
  runtime.mounted = true;
  recorder.ip = status?.podIP;
  if (status?.podIP) machine.addresses.reserve(status.podIP);
  for (const container of runtime.containers) {
    machine.images.assume(container.spec.image ?? "");
    const published = publishedOf(status, container);
    const { restartCount = 0, containerID, state, lastState } = published ?? {};
    const { name } = container.spec;
    container.instances = restartCount + 1;
    container.adopted = true;
    container.id = containerID ?? `containerd://${hexId(recorder.uid, name, container.instances)}`;
    container.startedAt = virtualTime(state?.running?.startedAt ?? "") ?? now;
    if (lastState?.terminated) container.lastEnded = endOf(lastState.terminated, container.id);
    const exit = state?.terminated ?? (state?.waiting ? lastState?.terminated : undefined);
    if (exit) {
      Object.assign(container, { state: "exited", ended: endOf(exit, container.id), startedAt: undefined });
    } else if (state?.waiting) {
      Object.assign(container, { state: "none", instances: restartCount, id: undefined, startedAt: undefined });
    } else if (container.kind === "init") {
      const ended: Ended = { exitCode: 0, reason: "Completed", startedAt: 0, finishedAt: 0, id: container.id };
      Object.assign(container, { state: "exited", ended });
    } else {
      const { started = true, ready = true } = published ?? {};
      Object.assign(container, { state: "running", started, ready });
      runtime.armExit(container);
    }
  }
}

function publishedOf(status: Pod["status"], { spec }: RunningContainer): ContainerStatus | undefined {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = status ?? {};
  return [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses].find(
    ({ name }) => name === spec.name,
  );
}

function endOf(
  { exitCode, reason = "", startedAt, finishedAt }: NonNullable<ContainerState["terminated"]>,
  id: string,
): Ended {
  return {
    exitCode,
    reason,
    startedAt: virtualTime(startedAt ?? "") ?? 0,
    finishedAt: virtualTime(finishedAt ?? "") ?? 0,
    id,
  };
}

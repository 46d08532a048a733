import type { ContainerStatus, Pod, PodPhase } from "../../api/pod.ts";

/**
 * The Pod's phase from its containers' statuses. `isTerminal`: the kubelet has stopped the Pod for good;
 * `hasInitialized`: an app container has been started at least once.
 * Models getPhase in pkg/kubelet/kubelet_pods.go (v1.34).
 */
export function podPhase(
  { spec }: Pod,
  statuses: { readonly init: readonly ContainerStatus[]; readonly app: readonly ContainerStatus[] },
  { isTerminal, hasInitialized }: { readonly isTerminal: boolean; readonly hasInitialized: boolean },
): PodPhase {
  const init = new Map(statuses.init.map((status) => [status.name, status]));
  const app = new Map(statuses.app.map((status) => [status.name, status]));
  let pendingInit = 0;
  let pendingSidecars = 0;
  let failedInit = 0;
  let unknown = 0;
  let running = 0;
  let waiting = 0;
  let stopped = 0;
  let succeeded = 0;

  for (const container of spec.initContainers ?? []) {
    const status = init.get(container.name);
    const { state, lastState } = status ?? {};
    if (container.restartPolicy === "Always") {
      if (!status) unknown++;
      else if (state?.running) {
        if (!status.started) pendingSidecars++;
        running++;
      } else if (state?.waiting && !lastState?.terminated) {
        pendingSidecars++;
        waiting++;
      } else if (!state?.terminated && !state?.waiting) {
        pendingSidecars++;
        unknown++;
      }
      continue;
    }
    const exited = state?.terminated ?? (state?.waiting ? lastState?.terminated : undefined);
    if (!exited) pendingInit++;
    else if (exited.exitCode !== 0) failedInit++;
    else if (state?.waiting) pendingInit++;
  }

  for (const container of spec.containers) {
    const { state, lastState } = app.get(container.name) ?? {};
    if (state?.running) running++;
    else if (state?.terminated) {
      stopped++;
      if (state.terminated.exitCode === 0) succeeded++;
    } else if (state?.waiting) {
      if (lastState?.terminated) stopped++;
      else waiting++;
    } else unknown++;
  }

  const policy = spec.restartPolicy ?? "Always";
  if (failedInit > 0 && policy === "Never") return "Failed";
  if (pendingInit > 0 || (pendingSidecars > 0 && !hasInitialized) || waiting > 0) return "Pending";
  if (running > 0 && unknown === 0) return "Running";
  if (running === 0 && stopped > 0 && unknown === 0) {
    if (isTerminal) return stopped === succeeded ? "Succeeded" : "Failed";
    if (policy === "Always") return "Running";
    if (stopped === succeeded) return "Succeeded";
    return policy === "Never" ? "Failed" : "Running";
  }
  return "Pending";
}

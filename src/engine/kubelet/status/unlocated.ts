import type { ContainerStatus, Pod } from "../../api/pod.ts";

interface Statuses {
  readonly init: readonly ContainerStatus[];
  readonly app: readonly ContainerStatus[];
}

/**
 * The statuses of a Pod that is over: whether a container without an end was successful nobody knows, so it counts as
 * failed. Init containers that were never tried are left as they are, and so are the app's when those were not done.
 * Models TerminatePod in pkg/kubelet/status/status_manager.go (v1.34).
 */
export function unlocated(pod: Pod, { init, app }: Statuses): Statuses {
  const tried = init.findLastIndex(({ state, lastState }) => !state?.waiting || lastState?.terminated);
  return {
    init: init.map((status, i) => (i <= Math.max(0, tried) ? ended(status) : status)),
    app: hasInitialized(pod, { init, app }) ? app.map(ended) : app,
  };
}

function ended(status: ContainerStatus): ContainerStatus {
  if (status.state?.terminated) return status;
  const terminated = {
    exitCode: 137,
    reason: "ContainerStatusUnknown",
    message: "The container could not be located when the pod was terminated",
    startedAt: null,
    finishedAt: null,
  };
  return { ...status, state: { terminated } };
}

function hasInitialized({ spec }: Pod, { init, app }: Statuses): boolean {
  if ((spec.initContainers ?? []).length === 0) return true;
  if (app.some(({ state, lastState }) => lastState?.terminated || state?.running || state?.terminated)) return true;
  const last = init.at(-1);
  return last?.state?.terminated?.exitCode === 0 || (last?.state?.running !== undefined && last.started === true);
}

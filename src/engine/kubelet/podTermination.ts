import type { VirtualMillis } from "../kernel/clock.ts";
import { type Process, until } from "../kernel/simulator.ts";
import type { ContainerLifecycle } from "./containerLifecycle.ts";
import type { RunningContainer } from "./containers.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import type { PodRuntime } from "./podRuntime.ts";

/**
 * Stops all containers of a Pod side by side: app containers at once, each sidecar after them and after the sidecar
 * that follows it in the list. All wait within one grace period; whoever is left at its end is stopped with the rest.
 * Models killContainersWithSyncResult and its termination ordering in pkg/kubelet/kuberuntime (v1.34).
 */
export function* stopContainers(
  node: NodeRuntime,
  runtime: PodRuntime,
  lifecycle: ContainerLifecycle,
  grace: VirtualMillis,
): Process {
  const alive = runtime.containers.filter(({ state }) => state === "running");
  const sidecars = alive.filter(({ kind }) => kind === "sidecar");
  const others = alive.filter(({ kind }) => kind !== "sidecar");
  const running = [...others, ...sidecars];
  const turnOf = (container: RunningContainer): ((deadline: VirtualMillis) => Process) | undefined => {
    if (container.kind !== "sidecar") return undefined;
    const next = sidecars[sidecars.indexOf(container) + 1];
    const before = [...others, ...(next ? [next] : [])];
    return (deadline) => waitForAll(node, runtime, before, deadline);
  };
  yield* joinAll(
    node,
    running.map((container) =>
      lifecycle.kill(container, `Stopping container ${container.spec.name}`, grace, turnOf(container)),
    ),
  );
}

function* joinAll(node: NodeRuntime, processes: readonly Process[]): Process {
  if (processes.length === 0) return;
  yield* until<void>((resume) => {
    let left = processes.length;
    for (const process of processes)
      node.context.spawn(process, () => {
        if (--left === 0) resume(undefined);
      });
  });
}

/** Waits until all have ended, or until the deadline. */
function* waitForAll(
  node: NodeRuntime,
  runtime: PodRuntime,
  containers: readonly RunningContainer[],
  deadline: VirtualMillis,
): Process {
  yield* until<void>((resume) => {
    const cancel = node.context.after(deadline - node.context.now(), () => resume(undefined));
    const ends = containers.map((container) => runtime.exited(container));
    node.context.spawn(joinAll(node, ends), () => {
      cancel();
      resume(undefined);
    });
  });
}

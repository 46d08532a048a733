import type { Pod } from "../api/pod.ts";
import type { Process } from "../kernel/simulator.ts";
import type { ContainerLifecycle } from "./containerLifecycle.ts";
import type { RunningContainer } from "./containers.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import type { PodActions } from "./podActions.ts";
import type { PodResizer } from "./podResizer.ts";

/** What a sync needs of its worker before it starts containers. */
export interface PodBeingSynced {
  readonly node: NodeRuntime;
  readonly pod: Pod;
  readonly lifecycle: ContainerLifecycle;
  readonly resizer: PodResizer;
  readonly stopping: boolean;
  event(type: "Normal" | "Warning", reason: string, message: string): void;
}

/** A missing pull secret keeps nothing from being tried. */
export function* lookUpPullSecrets(worker: PodBeingSynced): Process {
  const { node, pod } = worker;
  const missing: string[] = [];
  for (const { name = "" } of pod.spec.imagePullSecrets ?? [])
    if (!(yield* node.lookUp("secrets", pod.metadata.namespace, name))) missing.push(name);
  if (missing.length === 0) return;
  const message = `Unable to retrieve some image pull secrets (${missing.join(", ")}); attempting to pull the image may not succeed.`;
  worker.event("Warning", "FailedToRetrieveImagePullSecret", message);
}

/** Kills one container after the other. */
export function* killUnwanted(worker: PodBeingSynced, { kill }: PodActions): Process {
  const { lifecycle } = worker;
  for (const { container, message } of kill) {
    const probe = container.unhealthy === "startup" ? container.spec.startupProbe : container.spec.livenessProbe;
    const seconds = container.unhealthy ? probe?.terminationGracePeriodSeconds : undefined;
    yield* lifecycle.kill(container, message, seconds ? seconds * 1000 : lifecycle.podGrace());
    if (worker.stopping) return;
  }
}

/** The image of a live Pod may be changed: the next instance has it. */
export function adoptSpec({ pod, resizer }: PodBeingSynced, container: RunningContainer): void {
  const { initContainers = [], containers } = pod.spec;
  const wanted = [...initContainers, ...containers].find(({ name }) => name === container.spec.name);
  if (!wanted) return;
  const { resources: _, ...spec } = wanted;
  const held = container.kind === "init" ? wanted.resources : resizer.allocation(spec.name);
  Object.assign(container, { spec: { ...spec, ...(held && { resources: held }) } });
}

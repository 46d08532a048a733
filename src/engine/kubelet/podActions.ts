import type { Pod } from "../api/pod.ts";
import type { RunningContainer } from "./containers.ts";
import { shouldRestart } from "./status/podStatus.ts";

/** What one sync has to do, in this order. */
export interface PodActions {
  readonly kill: readonly { readonly container: RunningContainer; readonly message: string }[];
  readonly start: readonly RunningContainer[];
  /** Nothing is left to run: stop what still does (sidecars) and finish. */
  readonly finish: boolean;
}

/**
 * What to start and to stop, given what the runtime has. Init containers go one by one; a sidecar has to be started
 * before what follows it; when every app container has ended for good, the Pod is over whatever its sidecars do.
 * Models computePodActions in pkg/kubelet/kuberuntime/kuberuntime_manager.go (v1.34).
 */
export function podActions(pod: Pod, containers: readonly RunningContainer[]): PodActions {
  const ofKind = (...kinds: readonly RunningContainer["kind"][]): RunningContainer[] =>
    containers.filter(({ kind }) => kinds.includes(kind));
  const apps = ofKind("app");
  // After a reboot there have been instances, but none is left.
  const initialized = apps.some(({ instances, state }) => instances > 0 && state !== "none");
  const kill: { container: RunningContainer; message: string }[] = [];
  const start: RunningContainer[] = ofKind("ephemeral").filter(({ instances }) => instances === 0);

  if (initialized && apps.every((container) => container.state === "exited" && !shouldRestart(pod, container)))
    return { kill, start: [], finish: true };

  for (const container of ofKind("init", "sidecar")) {
    if (container.kind === "init") {
      if (initialized || (container.state === "exited" && container.ended?.exitCode === 0)) continue;
      if (container.state === "running") return { kill, start, finish: false };
      if (container.state === "exited" && !shouldRestart(pod, container)) return { kill, start: [], finish: true };
      return { kill, start: [...start, container], finish: false };
    }
    if (container.state === "running") {
      const message = killMessage(pod, container);
      if (message) {
        kill.push({ container, message });
        start.push(container);
      }
      if (!initialized && (message || !container.started)) return { kill, start, finish: false };
    } else {
      start.push(container);
      if (!initialized) return { kill, start, finish: false };
    }
  }

  for (const container of apps) {
    if (container.state === "running") {
      const message = killMessage(pod, container);
      if (!message) continue;
      kill.push({ container, message });
      if (restartsAfterKill(pod, container)) start.push(container);
    } else if (container.state !== "exited" || shouldRestart(pod, container)) {
      start.push(container);
    }
  }
  return { kill, start, finish: false };
}

/** A container that is killed for its health is started again unless the Pod says Never, whatever its exit code. */
function restartsAfterKill(pod: Pod, { kind }: RunningContainer): boolean {
  return kind === "sidecar" || pod.spec.restartPolicy !== "Never";
}

function killMessage(pod: Pod, container: RunningContainer): string | null {
  const { spec, unhealthy } = container;
  const outcome = restartsAfterKill(pod, container) ? ", will be restarted" : "";
  if (unhealthy) return `Container ${spec.name} failed ${unhealthy} probe${outcome}`;
  const wanted = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].find(({ name }) => name === spec.name);
  return wanted && wanted.image !== spec.image ? `Container ${spec.name} definition changed${outcome}` : null;
}

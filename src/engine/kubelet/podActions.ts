import type { Pod } from "../api/pod.ts";
import type { RunningContainer } from "./containers.ts";
import { shouldRestart } from "./status/podStatus.ts";

/** What one sync has to do, in this order. */
export interface PodActions {
  /** The sandbox there was is gone: everything that still runs in it is killed first. */
  readonly replaceSandbox: boolean;
  readonly createSandbox: boolean;
  readonly kill: readonly { readonly container: RunningContainer; readonly message: string }[];
  readonly start: readonly RunningContainer[];
  /** Nothing is left to run: stop what still does (sidecars) and finish. */
  readonly finish: boolean;
}

/** The Pod's pause container: whether it runs, and how many there have been. */
interface Sandbox {
  readonly ready: boolean;
  readonly attempts: number;
}

type Actions = Omit<PodActions, "replaceSandbox" | "createSandbox">;

/**
 * What to start and to stop, given what the runtime has. Without a sandbox everything begins anew; a Pod that is never
 * restarted ends instead.
 * Models computePodActions in pkg/kubelet/kuberuntime/kuberuntime_manager.go (v1.34).
 */
export function podActions(
  pod: Pod,
  containers: readonly RunningContainer[],
  sandbox: Sandbox,
  needsResizeRestart: (container: RunningContainer) => boolean,
): PodActions {
  const keep = { replaceSandbox: false, createSandbox: false };
  const killMessage = (container: RunningContainer): string | null =>
    killMessageOf(pod, container, needsResizeRestart(container));
  if (sandbox.ready) return { ...keep, ...containerActions(pod, containers, killMessage) };
  const apps = containers.filter(({ kind }) => kind === "app");
  const hasRun = containers.some(({ instances }) => instances > 0);
  const over = { ...keep, kill: [], start: [], finish: true };
  if (pod.spec.restartPolicy === "Never" && sandbox.attempts > 0 && hasRun) return over;
  const wanted = apps.filter(
    ({ ended }) => !(pod.spec.restartPolicy === "OnFailure" && ended?.exitCode === 0 && ended !== undefined),
  );
  if (wanted.length === 0 && apps.some(({ instances }) => instances > 0)) return over;
  const first = containers.find(({ kind }) => kind === "init" || kind === "sidecar");
  const ephemeral = containers.filter(({ kind, instances }) => kind === "ephemeral" && instances === 0);
  return {
    replaceSandbox: sandbox.attempts > 0,
    createSandbox: true,
    kill: [],
    start: [...ephemeral, ...(first ? [first] : wanted)],
    finish: false,
  };
}

/**
 * Init containers go one by one; a sidecar has to be started before what follows it; when every app container has ended
 * for good, the Pod is over whatever its sidecars do.
 */
function containerActions(
  pod: Pod,
  containers: readonly RunningContainer[],
  killMessage: (container: RunningContainer) => string | null,
): Actions {
  const ofKind = (...kinds: readonly RunningContainer["kind"][]): RunningContainer[] =>
    containers.filter(({ kind }) => kinds.includes(kind));
  const apps = ofKind("app");
  const initial = ofKind("init", "sidecar");
  // After a change of the sandbox the apps' ends are known, but the init containers come first again.
  const initialized = apps.some(({ instances }) => instances > 0) && !initial.some(({ purged }) => purged);
  const kill: { container: RunningContainer; message: string }[] = [];
  const start: RunningContainer[] = ofKind("ephemeral").filter(({ instances }) => instances === 0);

  if (initialized && apps.every((container) => container.state === "exited" && !shouldRestart(pod, container)))
    return { kill, start: [], finish: true };

  for (const container of initial) {
    if (container.kind === "init") {
      if (initialized) continue;
      if (container.state === "running") return { kill, start, finish: false };
      if (container.state === "exited" && !container.purged) {
        if (container.ended?.exitCode === 0) continue;
        if (!shouldRestart(pod, container)) return { kill, start: [], finish: true };
      }
      return { kill, start: [...start, container], finish: false };
    }
    if (container.state === "running") {
      const message = killMessage(container);
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
      const message = killMessage(container);
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

function killMessageOf(pod: Pod, container: RunningContainer, needsResizeRestart: boolean): string | null {
  const { spec, unhealthy } = container;
  const outcome = restartsAfterKill(pod, container) ? ", will be restarted" : "";
  if (unhealthy) return `Container ${spec.name} failed ${unhealthy} probe${outcome}`;
  const wanted = [...(pod.spec.initContainers ?? []), ...pod.spec.containers].find(({ name }) => name === spec.name);
  if (wanted && wanted.image !== spec.image) return `Container ${spec.name} definition changed${outcome}`;
  return needsResizeRestart ? `Container ${spec.name} resize requires restart` : null;
}

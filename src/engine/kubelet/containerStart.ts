import type { Pod } from "../api/pod.ts";
import type { BackOff } from "../client/backOff.ts";
import { type Process, until } from "../kernel/simulator.ts";
import type { ContainerLifecycle } from "./containerLifecycle.ts";
import type { Ended, RunningContainer } from "./containers.ts";
import type { PullResult } from "./imageManager.ts";
import { parseImage } from "./imageSizes.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import type { PodRuntime } from "./podRuntime.ts";
import { goDuration } from "./timing.ts";
import { environmentProblem } from "./volumes.ts";

/** What starting a container needs of its Pod's worker. */
export interface StartingPod {
  readonly node: NodeRuntime;
  readonly pod: Pod;
  readonly runtime: PodRuntime;
  readonly lifecycle: ContainerLifecycle;
  readonly crashBackOff: BackOff;
  readonly pullBackOff: BackOff;
  /** What the last failed pull said, by the back-off's key. */
  readonly pullErrors: Map<string, string>;
  /** Whether the Pod is to end, and how to hear of it: long waits are given up then. */
  readonly stopping: boolean;
  onStopping(callback: () => void): () => void;
}

/**
 * Starts a container as one sync does: crash back-off, image, configuration, create, start, postStart. False when it
 * could not, with the reason left in `startError`, where the next status finds it.
 * Models pkg/kubelet/kuberuntime/kuberuntime_container.go and pkg/kubelet/images/image_manager.go (v1.34).
 *
 * `ended`: the last end that the sync knew of when it began. A kill in the same sync is not seen yet, which is why a
 * container killed for its health comes back at once.
 */
export function* startContainer(
  worker: StartingPod,
  container: RunningContainer,
  ended: Ended | undefined,
): Process<boolean> {
  const { node, pod, lifecycle } = worker;
  if (isBackingOff(worker, container, ended)) return false;
  if (!(yield* haveImage(worker, container)) || worker.stopping) return false;
  const problem = yield* environmentProblem(node, pod.metadata.namespace, container.spec);
  if (problem !== null) {
    lifecycle.event(container, "Warning", "Failed", `Error: ${problem}`);
    return refuse(worker, container, "CreateContainerConfigError", problem);
  }
  if (!(yield* lifecycle.run(container)))
    return refuse(worker, container, "RunContainerError", container.startError?.message ?? "");
  return yield* lifecycle.postStart(container);
}

function refuse({ runtime }: StartingPod, container: RunningContainer, reason: string, message: string): false {
  if (container.state === "pulling") container.state = container.ended ? "exited" : "none";
  container.startError = { reason, message };
  const initial = container.kind === "init" || container.kind === "sidecar";
  runtime.recorder.step(initial ? "initContainers" : "appContainers", "fail", { reason, message });
  return false;
}

function isBackingOff(worker: StartingPod, container: RunningContainer, ended: Ended | undefined): boolean {
  if (!ended) return false;
  const { node, pod, lifecycle, crashBackOff } = worker;
  const now = node.context.now();
  const { name, namespace, uid } = pod.metadata;
  const key = container.spec.name;
  if (!crashBackOff.isWaitingSince(key, ended.finishedAt, now)) {
    crashBackOff.next(key, ended.finishedAt, now);
    return false;
  }
  const id = `${name}_${namespace}(${uid})`;
  lifecycle.event(container, "Warning", "BackOff", `Back-off restarting failed container ${key} in pod ${id}`);
  const delay = goDuration(crashBackOff.get(key));
  refuse(worker, container, "CrashLoopBackOff", `back-off ${delay} restarting failed container=${key} pod=${id}`);
  return true;
}

function pullPolicy({ spec }: RunningContainer): string {
  if (spec.imagePullPolicy) return spec.imagePullPolicy;
  return parseImage(spec.image ?? "")?.tag === "latest" ? "Always" : "IfNotPresent";
}

function* haveImage(worker: StartingPod, container: RunningContainer): Process<boolean> {
  const { node, pod, lifecycle, pullBackOff } = worker;
  const image = container.spec.image ?? "";
  const fail = (reason: string, message: string): false => {
    lifecycle.event(container, "Warning", "Failed", `Error: ${reason}`);
    return refuse(worker, container, reason, message);
  };
  if (!parseImage(image)) {
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
    lifecycle.event(container, "Warning", "InspectFailed", message);
    return fail("InvalidImageName", message);
  }
  const policy = pullPolicy(container);
  const present = node.machine.images.has(image);
  if (policy === "Never" && !present) {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    lifecycle.event(container, "Warning", "ErrImageNeverPull", message);
    return fail("ErrImageNeverPull", message);
  }
  if (present && policy !== "Always") {
    lifecycle.event(container, "Normal", "Pulled", `Container image "${image}" already present on machine`);
    return true;
  }
  const key = `${pod.metadata.uid}_${image}`;
  const now = node.context.now();
  if (pullBackOff.isWaiting(key, now)) {
    const message = `Back-off pulling image "${image}"`;
    const cause = worker.pullErrors.get(key);
    lifecycle.event(container, "Normal", "BackOff", message);
    return fail("ImagePullBackOff", cause ? `${message}: ErrImagePull: ${cause}` : message);
  }
  lifecycle.event(container, "Normal", "Pulling", `Pulling image "${image}"`);
  const result = yield* pull(worker, container, image);
  if (!result) return false;
  if (!result.ok) {
    lifecycle.event(container, "Warning", "Failed", `Failed to pull image "${image}": ${result.message}`);
    pullBackOff.next(key, node.context.now(), node.context.now());
    worker.pullErrors.set(key, result.message);
    return fail("ErrImagePull", result.message);
  }
  const waited = node.context.now() - now;
  lifecycle.event(
    container,
    "Normal",
    "Pulled",
    `Successfully pulled image "${image}" in ${goDuration(result.took)} (${goDuration(waited)} including waiting). Image size: ${result.sizeBytes} bytes.`,
  );
  return true;
}

/** Pulls, or gives up waiting (null) when the Pod is to end; the pull itself goes on. */
function* pull(worker: StartingPod, container: RunningContainer, image: string): Process<PullResult | null> {
  const { node, runtime } = worker;
  const request = {
    image,
    call: runtime.about(container),
    began: (duration: number, sizeBytes: number) => {
      if (worker.stopping) return;
      container.state = "pulling";
      container.pull = { startedAt: node.context.now(), duration, sizeBytes };
    },
    ended: () => {
      container.pull = undefined;
      if (container.state === "pulling") container.state = container.ended ? "exited" : "none";
    },
    record: runtime.recorder.write.bind(runtime.recorder),
  };
  return yield* until<PullResult | null>((resume) => {
    const forget = worker.onStopping(() => resume(null));
    node.context.spawn(node.machine.images.pull(request), (result) => {
      forget();
      resume(result);
    });
  });
}

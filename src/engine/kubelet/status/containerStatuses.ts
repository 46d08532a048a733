import type { ContainerState, ContainerStatus, VolumeMount } from "../../api/pod.ts";
import { remembered } from "../../api/remembered.ts";
import { timestamp } from "../../kernel/clock.ts";
import { type Ended, hexId, type RunningContainer } from "../containers.ts";
import { parseImage } from "../imageSizes.ts";

/**
 * A container's status from what the runtime has.
 * Models convertToAPIContainerStatuses in pkg/kubelet/kubelet_pods.go (v1.34).
 *
 * `hasInit`: the Pod has init containers, so that what waits says PodInitializing. `willRestart`: a failed attempt to
 * start the container hides the end of the instance before.
 */
export function containerStatus(
  container: RunningContainer,
  { hasInit, willRestart }: { readonly hasInit: boolean; readonly willRestart: boolean },
): ContainerStatus {
  const { spec, kind, state, id, startedAt, ended, lastEnded, instances, startError } = container;
  const image = spec.image ?? "";
  const exists = id !== undefined && state !== "created";
  const waiting: ContainerState = { waiting: { reason: hasInit ? "PodInitializing" : "ContainerCreating" } };
  let shown: ContainerState = waiting;
  let last = lastEnded && terminated(lastEnded);
  if (state === "running" && startedAt !== undefined) shown = { running: { startedAt: timestamp(startedAt) } };
  // Between two instances (pulling, created) the last end is all that there is.
  else if (ended) shown = { terminated: terminated(ended) };
  if (startError && state !== "running" && (willRestart || !ended)) {
    if (shown.terminated) last = shown.terminated;
    shown = { waiting: { reason: startError.reason, message: startError.message } };
  }
  const done = kind === "init" && ended?.exitCode === 0 && state === "exited";
  return {
    name: spec.name,
    state: shown,
    lastState: last ? { terminated: last } : {},
    ready: kind === "init" ? done : state === "running" && container.ready,
    restartCount: Math.max(0, instances - 1),
    image: exists ? (parseImage(image)?.full ?? image) : image,
    imageID: exists ? imageId(image) : "",
    ...(exists && id && { containerID: id }),
    started: state === "running" && container.started,
    ...(exists && heldResources(container)),
    ...(spec.volumeMounts && { volumeMounts: spec.volumeMounts.map(mountStatus) }),
  };
}

/** What a container that exists holds. Models convertContainerStatusResources, as far as Pods have such resources. */
function heldResources({ spec, kind }: RunningContainer): Pick<ContainerStatus, "resources" | "allocatedResources"> {
  if (kind === "ephemeral") return {};
  const { requests, limits } = spec.resources ?? {};
  return {
    ...(requests && { allocatedResources: requests }),
    resources: { ...(limits && { limits }), ...(requests && { requests }) },
  };
}

function mountStatus({ name, mountPath, readOnly }: VolumeMount): NonNullable<ContainerStatus["volumeMounts"]>[number] {
  return { name, mountPath, ...(readOnly && { readOnly, recursiveReadOnly: "Disabled" }) };
}

function terminated({
  exitCode,
  reason,
  message,
  startedAt,
  finishedAt,
  id,
}: Ended): NonNullable<ContainerState["terminated"]> {
  return {
    exitCode,
    reason,
    ...(message !== undefined && { message }),
    startedAt: timestamp(startedAt),
    finishedAt: timestamp(finishedAt),
    containerID: id,
  };
}

const imageId = remembered((reference: string): string => {
  const image = parseImage(reference);
  if (!image) return "";
  if (reference.includes("@")) return `${image.repository}${reference.slice(reference.indexOf("@"))}`;
  return `${image.repository}@sha256:${hexId("image", image.full)}`;
});

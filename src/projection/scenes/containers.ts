import type { KubeletPodRecord, Pod, RuntimeContainer } from "../../engine/index.ts";
import type { ContainerScene, PodScene } from "../model.ts";
import { factsOf } from "./containerFacts.ts";
import type { SceneContext } from "./context.ts";
import { probesOf } from "./probes.ts";

/** What a Pod's kubelet and runtime know of its containers, ahead of what is published. */
export function containerScenes(
  context: SceneContext,
  pod: Pod,
  record: KubeletPodRecord | undefined,
): ContainerScene[] {
  return containersOf(pod).map(({ container, kind }, at) =>
    containerScene(
      context,
      pod,
      record ? record.containers.find(({ name }) => name === container.name) : reported(pod, container.name),
      container,
      kind,
      at + 1,
    ),
  );
}

/** What the API says of a container whose Pod the kubelet has forgotten: one that is over. */
function reported({ status }: Pod, container: string): RuntimeContainer | undefined {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const known = all.find(({ name }) => name === container);
  const ended = known?.state?.terminated;
  if (!known || !ended) return undefined;
  return {
    name: container,
    kind: "app",
    image: known.image ?? "",
    state: "exited",
    ...(ended.exitCode !== undefined && { exitCode: ended.exitCode }),
    ...(ended.reason !== undefined && { reason: ended.reason }),
    restarts: known.restartCount ?? 0,
    started: false,
    ready: false,
    probes: {},
  };
}

export function volumeScenes(pod: Pod, record: KubeletPodRecord | undefined): PodScene["volumes"] {
  return (record?.volumes ?? []).map(({ name, source, mounted, message }) => ({
    name,
    source,
    mounted,
    ...(message !== undefined && { message }),
    containers: containersOf(pod)
      .filter(({ container }) => container.volumeMounts?.some((mount) => mount.name === name))
      .map(({ container }) => container.name),
  }));
}

type Kind = ContainerScene["kind"];

/** In the order in which they start: init containers and sidecars as listed, then the app's, then ephemeral ones. */
export function containersOf(pod: Pod): { container: Pod["spec"]["containers"][number]; kind: Kind }[] {
  return [
    ...(pod.spec.initContainers ?? []).map((container) => ({
      container,
      kind: (container.restartPolicy === "Always" ? "sidecar" : "init") as Kind,
    })),
    ...pod.spec.containers.map((container) => ({ container, kind: "app" as Kind })),
    ...(pod.spec.ephemeralContainers ?? []).map((container) => ({ container, kind: "ephemeral" as Kind })),
  ];
}

function containerScene(
  context: SceneContext,
  pod: Pod,
  runtime: RuntimeContainer | undefined,
  container: Pod["spec"]["containers"][number],
  kind: Kind,
  order: number,
): ContainerScene {
  const { beat, entries } = context;
  const { name, image = "" } = container;
  const pulls = beat.entries.some((seq) => {
    const { event } = entries[seq];
    return event.type === "CRI" && event.call === "PullImage" && event.container === name && event.ok === true;
  });
  const pull = runtime?.pull;
  const share = pull ? Math.min(1, Math.max(0, (beat.time - pull.startedAt) / Math.max(1, pull.duration))) : 0;
  return {
    name,
    kind,
    order,
    image,
    facts: factsOf(container),
    state: runtime?.state ?? "absent",
    ...(runtime?.exitCode !== undefined && { exitCode: runtime.exitCode }),
    ...(runtime?.reason !== undefined && { reason: runtime.reason }),
    ...(runtime?.message !== undefined && { message: runtime.message }),
    restarts: runtime?.restarts ?? 0,
    ready: runtime?.ready ?? false,
    started: runtime?.started ?? false,
    pull: pulls ? { from: 0, to: 1 } : runtime?.state === "pulling" ? { from: share, to: share } : null,
    ...probesOf(context, pod, container, runtime),
    now: beat.about.kind === "node" && beat.about.container === name,
  };
}

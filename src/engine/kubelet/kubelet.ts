import type { Node } from "../api/core.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import { type Process, until } from "../kernel/simulator.ts";
import type { Rejection } from "./admission.ts";
import { victimsFor } from "./criticalPreemption.ts";
import { EvictionManager } from "./eviction/evictionManager.ts";
import { ImageGarbageCollector } from "./imageGarbageCollector.ts";
import type { Machine } from "./machine.ts";
import { bootIdOf } from "./nodeInfo.ts";
import type { KubeletContext, NodeRuntime } from "./nodeRuntime.ts";
import { announceStart, heartbeat, postNodeStatus } from "./nodeStatus.ts";
import { observationsOf } from "./observations.ts";
import type { Takeover } from "./podTakeover.ts";
import { PodWorker } from "./podWorker.ts";
import { isMirror, StaticPods } from "./staticPods.ts";
import { timing } from "./timing.ts";

export interface KubeletOptions {
  /**
   * Why the kubelet starts in the middle of a run. Its process alone was restarted; the machine was, so that nothing runs
   * whatever the Pods' status says; or it was cut off, and the API server is to hear of what runs on.
   */
  readonly after?: "restart" | "reboot" | "cutOff";
}

/** How long what was looked up is used again, as with the kubelet's caches of ConfigMaps and Secrets. */
const lookUpTtl: VirtualMillis = 60_000;

/** What runs on the machine and belongs to nobody is looked for after this long. */
const housekeeping: VirtualMillis = 2000;

const takeovers = { restart: "restarted", reboot: "rebooted", cutOff: "cutOff" } as const;

/**
 * Starts the kubelet of a node: it watches the Pods that are bound to it and runs a worker for each.
 * Models pkg/kubelet (v1.34). The network between containers and cgroups are not simulated.
 */
export function startKubelet(context: KubeletContext, machine: Machine, options: KubeletOptions = {}): void {
  const { name: nodeName, kubelet, images } = machine;
  const client = context.client(kubelet);
  const random = context.random.split(kubelet);
  const workers = new Map<string, PodWorker>();
  const cached = new Map<string, { readonly object: KubernetesObject; readonly time: VirtualMillis }>();
  const relistOffset = random.integer(timing.relist);
  const startedAt =
    options.after === "restart" || options.after === "reboot" ? context.now() : Number.NEGATIVE_INFINITY;
  let node: Node | undefined;

  const runtime: NodeRuntime = {
    name: nodeName,
    context,
    client,
    random,
    machine,
    startedAt,
    node: () => node,
    admittedPods: (except) =>
      [...workers.values()]
        // A Pod that has ended holds nothing, even while its worker still cleans up (filterOutInactivePods).
        .filter(({ admitted, pod }) => admitted && pod.metadata.uid !== except.metadata.uid && !hasEnded(pod))
        .map((worker) => worker.allocated),
    *makeRoomFor(pod: Pod, rejection: Rejection): Process<Rejection | null> {
      const found =
        node && rejection.reason.startsWith("OutOf") ? victimsFor(pod, node, runtime.admittedPods(pod)) : null;
      if (found === null) return rejection;
      if ("reason" in found) return found;
      const victims = found.flatMap(({ metadata }) => workers.get(metadata.uid ?? "") ?? []);
      for (const victim of victims) {
        victim.preempt();
        yield* until<void>((resume) => victim.onCleanedUp(() => resume(undefined)));
      }
      return null;
    },
    roomMade: () => {
      for (const worker of workers.values()) worker.reconsiderResize(true);
    },
    resizeDeferred: () => {
      context.background(timing.resizeRetry, () => runtime.roomMade());
    },
    *lookUp<T extends KubernetesObject>(
      resource: string,
      namespace: string | undefined,
      name: string,
    ): Process<T | null> {
      const key = `${resource}/${namespace}/${name}`;
      const held = cached.get(key);
      if (held && context.now() - held.time < lookUpTtl) return held.object as T;
      const result = yield* client.get<T>(resource, namespace, name);
      if (!result.ok) return null;
      cached.set(key, { object: result.object, time: context.now() });
      return result.object;
    },
    untilRelist: () => timing.relist - ((context.now() + timing.relist - relistOffset) % timing.relist),
  };

  const observe = (): ReturnType<typeof observationsOf> => observationsOf(machine, node, context.now());
  const garbage = new ImageGarbageCollector(runtime, () => observe().get("imagefs.available") ?? null);
  const eviction = new EvictionManager(runtime, () => workers.values(), observe, garbage);
  const publishImages = imagePublisher(context, machine);
  machine.watch({
    usageChanges: (delay) => eviction.usageChanges(delay),
    imagesChanged: () => {
      publishImages();
      eviction.usageChanges(0);
    },
    manifestsChanged: () => statics.scan(),
  });
  const { disk = [], memory = [], pids = [] } = machine.settings;
  for (const { from } of [...disk, ...memory, ...pids])
    if (from >= context.now()) eviction.usageChanges(from - context.now());

  const add = (pod: Pod): void => {
    const uid = pod.metadata.uid ?? "";
    if (workers.has(uid)) return;
    const takeover = takeoverOf(machine, pod, options);
    const worker = new PodWorker(runtime, pod);
    workers.set(uid, worker);
    if (hasEnded(pod)) return;
    context.spawn(worker.run(takeover));
    if (pod.metadata.deletionTimestamp) worker.update(pod);
  };

  const statics = new StaticPods(runtime, {
    start: (pod, mirror) => {
      add(pod);
      workers.get(pod.metadata.uid ?? "")?.showAs(mirror);
    },
    stop: ({ metadata }) => {
      workers.get(metadata.uid ?? "")?.deleted();
      workers.delete(metadata.uid ?? "");
    },
    mirrorChanged: ({ metadata }, mirror) => workers.get(metadata.uid ?? "")?.showAs(mirror),
  });
  // The first look comes after the first list of Pods, which has the mirrors of before.
  context.after(1, () => statics.scan());

  client.informer<Node>(
    "nodes",
    { fieldSelector: { path: "metadata.name", equals: nodeName } },
    {
      added: (object) => {
        if (!node && !options.after) images.seed(object.status?.images ?? []);
        node = object;
        eviction.usageChanges(0);
        if (options.after) context.spawn(register(context, machine, object, options.after));
      },
      updated: (_before, object) => {
        node = object;
      },
    },
  );
  client.informer<Pod>(
    "pods",
    { fieldSelector: { path: "spec.nodeName", equals: nodeName } },
    {
      added: (pod) => (isMirror(pod) ? statics.mirrored(pod) : add(pod)),
      updated: (_before, pod) => {
        if (isMirror(pod)) return statics.mirrored(pod);
        const worker = workers.get(pod.metadata.uid ?? "");
        if (worker) worker.update(pod);
        else add(pod);
      },
      deleted: (pod) => {
        if (isMirror(pod)) return statics.unmirrored(pod);
        workers.get(pod.metadata.uid ?? "")?.deleted();
        workers.delete(pod.metadata.uid ?? "");
      },
    },
  );

  if (options.after)
    context.after(housekeeping, () => {
      for (const [uid, { pod }] of machine.pods) {
        if (workers.has(uid)) continue;
        const orphan = new PodWorker(runtime, pod);
        orphan.deleted();
        context.spawn(orphan.run(takeovers[options.after ?? "restart"]));
      }
    });
  if (machine.settings.heartbeats)
    context.quietly(() => context.after(timing.leaseRenew, () => context.spawn(renewLease(context, nodeName))));
}

/** How the kubelet comes to a Pod that it hears of; null: it is to be started. */
function takeoverOf(machine: Machine, { metadata, status }: Pod, { after }: KubeletOptions): Takeover | null {
  if (machine.pods.has(metadata.uid ?? "")) return after ? takeovers[after] : null;
  return status?.phase === "Running" ? "adopted" : null;
}

/** A kubelet that starts, or is back, makes its node known and says how it is. */
function* register(
  context: KubeletContext,
  { kubelet, name }: Machine,
  node: Node,
  after: NonNullable<KubeletOptions["after"]>,
): Process {
  const client = context.client(kubelet);
  const bootId = after === "reboot" ? bootIdOf(name, context.now()) : null;
  if (after !== "cutOff") announceStart(client, node, bootId);
  yield* postNodeStatus(client, name, new Set(), context.now(), bootId);
}

/** Writes the images into the Node's status at the next of its regular looks. */
function imagePublisher(context: KubeletContext, { kubelet, name, images }: Machine): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    context.background(timing.nodeStatus - (context.now() % timing.nodeStatus), () => {
      due = false;
      context.spawn(
        context
          .client(kubelet)
          .patch<Node>(
            "nodes",
            undefined,
            name,
            (stored) => ({ ...stored, status: { ...stored.status, images: images.nodeStatusImages() } }),
            { subresource: "status" },
          ),
      );
    });
  };
}

/** The node's heartbeat, for ever. */
function* renewLease(context: KubeletContext, nodeName: string): Process {
  const client = context.client(`kubelet/${nodeName}`);
  for (;;) {
    yield* heartbeat(client, nodeName, context.now());
    yield { sleep: timing.leaseRenew };
  }
}

function hasEnded({ status }: Pod): boolean {
  return status?.phase === "Succeeded" || status?.phase === "Failed";
}

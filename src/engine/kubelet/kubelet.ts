import type { Node } from "../api/core.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import { fnv1a32 } from "../kernel/random.ts";
import type { Process } from "../kernel/simulator.ts";
import { AddressPool } from "./addressPool.ts";
import { EvictionManager } from "./eviction.ts";
import { heartbeat } from "./heartbeat.ts";
import { ImageManager } from "./imageManager.ts";
import type { KubeletContext, NodeRuntime } from "./nodeRuntime.ts";
import { PodWorker } from "./podWorker.ts";
import { createRuntimeModel, type RuntimeModel } from "./runtimeModel.ts";
import { timing } from "./timing.ts";

export interface KubeletOptions {
  /** What containers, registries and networks do; by default `createRuntimeModel()`. */
  readonly model?: RuntimeModel;
  /** The Node as it is when the kubelet starts: its range of addresses and its images. */
  readonly node?: Node;
  /** The third part of the Pods' addresses when the Node has no podCIDR: 10.244.N.0/24. */
  readonly index?: number;
  /** Whether the node's Lease is renewed every 10 s. Off by default: it fills the trace. */
  readonly lease?: boolean;
  /**
   * Why the kubelet starts in the middle of a run. After a reboot nothing runs, whatever the Pods' status says; after
   * being cut off everything runs on, and the API server is to hear of it.
   */
  readonly after?: "reboot" | "cutOff";
}

/** How long what was looked up is used again, as with the kubelet's caches of ConfigMaps and Secrets. */
const lookUpTtl: VirtualMillis = 60_000;

/**
 * Starts the kubelet of a node: it watches the Pods that are bound to it and runs a worker for each.
 * Models pkg/kubelet (v1.34). The network between containers, cgroups and disks are not simulated.
 */
export function startKubelet(context: KubeletContext, nodeName: string, options: KubeletOptions = {}): void {
  const kubelet = `kubelet/${nodeName}`;
  const containerd = `containerd/${nodeName}`;
  const client = context.client(kubelet);
  const model = options.model ?? createRuntimeModel();
  const random = context.random.split(kubelet);
  const workers = new Map<string, PodWorker>();
  const cached = new Map<string, { readonly object: KubernetesObject; readonly time: VirtualMillis }>();
  const relistOffset = random.integer(timing.relist);
  let node = options.node;

  let imagesChanged = false;
  const images = new ImageManager(context, model, { kubelet, containerd }, `runtime/${nodeName}/images`, () => {
    if (imagesChanged) return;
    imagesChanged = true;
    context.background(timing.nodeStatus - (context.now() % timing.nodeStatus), () => {
      imagesChanged = false;
      context.spawn(
        client.patch<Node>(
          "nodes",
          undefined,
          nodeName,
          (stored) => ({ ...stored, status: { ...stored.status, images: images.nodeStatusImages() } }),
          { subresource: "status" },
        ),
      );
    });
  });
  images.seed(node?.status?.images ?? []);

  const runtime: NodeRuntime = {
    name: nodeName,
    context,
    client,
    random,
    model,
    images,
    addresses: new AddressPool(node?.spec?.podCIDR ?? `10.244.${options.index ?? (fnv1a32(nodeName) % 254) + 1}.0/24`),
    kubelet,
    containerd,
    node: () => node,
    admittedPods: (except) =>
      [...workers.values()]
        // A Pod that has ended holds nothing, even while its worker still cleans up (filterOutInactivePods).
        .filter(({ admitted, pod }) => admitted && pod.metadata.uid !== except.metadata.uid && !hasEnded(pod))
        .map((worker) => worker.pod),
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
    usageChanges: (delay) => eviction.usageChanges(delay),
    untilRelist: () => timing.relist - ((context.now() + timing.relist - relistOffset) % timing.relist),
  };

  const eviction = new EvictionManager(runtime, () => workers.values());

  const add = (pod: Pod): void => {
    const uid = pod.metadata.uid ?? "";
    const { phase } = pod.status ?? {};
    if (workers.has(uid)) return;
    const worker = new PodWorker(runtime, pod);
    workers.set(uid, worker);
    if (phase === "Succeeded" || phase === "Failed") return;
    if (phase !== "Running") context.spawn(worker.run());
    else if (options.after === "reboot") context.spawn(worker.runAgain());
    else context.spawn(worker.adopt(options.after === "cutOff"));
    if (pod.metadata.deletionTimestamp) worker.update(pod);
  };

  client.informer<Node>(
    "nodes",
    { fieldSelector: { path: "metadata.name", equals: nodeName } },
    {
      added: (object) => {
        if (!node) images.seed(object.status?.images ?? []);
        node = object;
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
      added: add,
      updated: (_before, pod) => {
        const worker = workers.get(pod.metadata.uid ?? "");
        if (worker) worker.update(pod);
        else add(pod);
      },
      deleted: (pod) => {
        workers.get(pod.metadata.uid ?? "")?.deleted();
        workers.delete(pod.metadata.uid ?? "");
      },
    },
  );

  if (options.lease) context.background(timing.leaseRenew, () => context.spawn(renewLease(context, nodeName)));
}

/** The node's heartbeat, for ever. */
function* renewLease(context: KubeletContext, nodeName: string): Process {
  const client = context.client(`kubelet/${nodeName}`);
  for (;;) {
    yield* heartbeat(client, nodeName, context.now());
    yield { sleep: timing.leaseRenew, background: true };
  }
}

function hasEnded({ status }: Pod): boolean {
  return status?.phase === "Succeeded" || status?.phase === "Failed";
}

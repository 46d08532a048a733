import type { Node } from "../../api/core.ts";
import type { Condition } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { PersistentVolume, PersistentVolumeClaim } from "../../api/storage.ts";
import type { Client, Informer } from "../../client/client.ts";
import { timestamp } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { isTrue } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { keyOf, nameOf } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { isPromisedTo, wantsToGrow } from "./matching.ts";

/** How long a storage system takes to let a volume grow, and a node its file system, in virtual milliseconds: teaching values. */
const growingTime = 1500;
const fileSystemTime = 800;

const capacityBefore = "volume.alpha.kubernetes.io/pre-resize-capacity";
const resizeConditions: ReadonlySet<string> = new Set(["Resizing", "FileSystemResizePending"]);

type Growth = "ControllerResizeInProgress" | "NodeResizePending" | "NodeResizeInProgress";

/**
 * Stands for the drivers of all volumes that come from one: the volume of a claim that asks for more grows, and then its
 * file system, on the node where a Pod uses it. Until there is such a Pod, the claim waits.
 *
 * Models kubernetes-csi/external-resizer and, of the kubelet, pkg/volume/util/operationexecutor's node expansion (v1.34),
 * both with RecoverVolumeExpansionFailure.
 */
export const resizer: Controller = {
  name: "external-resizer",
  kinds: ["PersistentVolumeClaim"],
  start: (context) => new Resizer(context).start(),
};

class Resizer {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private claims!: Informer<PersistentVolumeClaim>;
  private volumes!: Informer<PersistentVolume>;
  private pods!: Informer<Pod>;
  private nodes!: Informer<Node>;
  /** Claims whose file systems wait for a Pod. */
  private readonly pending = new Set<string>();

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(resizer.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key));
  }

  start(): void {
    const { informers } = this.context;
    const look = (claim: PersistentVolumeClaim): void => {
      const key = keyOf(claim);
      if (claim.status?.allocatedResourceStatuses?.storage === "NodeResizePending") this.pending.add(key);
      else this.pending.delete(key);
      if (wantsToGrow(claim)) this.queue.add(key);
    };
    this.claims = informers.of<PersistentVolumeClaim>("persistentvolumeclaims", {
      added: look,
      updated: (_before, claim) => look(claim),
      deleted: (claim) => this.pending.delete(keyOf(claim)),
    });
    this.volumes = informers.of<PersistentVolume>("persistentvolumes");
    this.nodes = informers.of<Node>("nodes");
    this.pods = informers.of<Pod>("pods", {
      updated: (_before, pod) => {
        if (this.pending.size === 0) return;
        for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
          const key = `${pod.metadata.namespace}/${persistentVolumeClaim?.claimName}`;
          if (this.pending.has(key)) this.queue.add(key);
        }
      },
    });
  }

  private *sync(key: string): Process<SyncResult> {
    const claim = this.claims.get(key);
    const volume = claim && this.volumes.get(claim.spec?.volumeName ?? "");
    if (!claim || !volume?.spec?.csi || !isPromisedTo(volume, claim) || !wantsToGrow(claim)) return null;
    const state = claim.status?.allocatedResourceStatuses?.storage;
    if (state === "NodeResizePending" || state === "NodeResizeInProgress") return yield* this.growOnNode(claim, volume);
    return yield* this.growVolume(claim, volume, volume.spec.csi.driver);
  }

  private *growVolume(claim: PersistentVolumeClaim, volume: PersistentVolume, driver: string): Process<SyncResult> {
    const size = claim.spec?.resources?.requests?.storage ?? "0";
    const component = `external-resizer ${driver}`;
    this.record(claim, "growVolume", nameOf(volume));
    const begun = yield* this.mark(this.client, claim, "ControllerResizeInProgress", "Resizing", "", size);
    if (begun) return begun;
    const words = `External resizer is resizing volume ${nameOf(volume)}`;
    this.client.event(claim, "Normal", "Resizing", words, { component });
    yield { sleep: growingTime };
    const isFileSystem = claim.spec?.volumeMode !== "Block";
    const had = String(claim.status?.capacity?.storage ?? "0");
    const grown = yield* this.client.patch<PersistentVolume>(
      "persistentvolumes",
      undefined,
      nameOf(volume),
      (stored) => ({
        ...stored,
        metadata: {
          ...stored.metadata,
          ...(isFileSystem && { annotations: { ...stored.metadata.annotations, [capacityBefore]: had } }),
        },
        spec: { ...stored.spec, capacity: { ...stored.spec?.capacity, storage: size } },
      }),
    );
    if (!grown.ok) return grown.status;
    if (!isFileSystem) {
      const refused = yield* this.finish(this.client, claim, size);
      if (!refused)
        this.client.event(claim, "Normal", "VolumeResizeSuccessful", "Resize volume succeeded", { component });
      return refused;
    }
    const waits = "Waiting for user to (re-)start a pod to finish file system resize of volume on node.";
    const refused = yield* this.mark(this.client, claim, "NodeResizePending", "FileSystemResizePending", waits);
    if (refused) return refused;
    const required = "Require file system resize of volume on node";
    this.client.event(claim, "Normal", "FileSystemResizeRequired", required, { component });
    return null;
  }

  /** The part of the kubelet that has a Pod with the volume. */
  private *growOnNode(claim: PersistentVolumeClaim, volume: PersistentVolume): Process<SyncResult> {
    const pod = this.pods.list().find((candidate) => this.usesOnNode(candidate, claim));
    if (!pod) return null;
    const node = pod.spec.nodeName ?? "";
    const kubelet = this.context.client(`kubelet/${node}`);
    const size = claim.status?.allocatedResources?.storage ?? claim.spec?.resources?.requests?.storage ?? "0";
    const begun = yield* this.mark(kubelet, claim, "NodeResizeInProgress");
    if (begun) return begun;
    yield { sleep: fileSystemTime };
    const refused = yield* this.finish(kubelet, claim, String(size));
    if (refused) return refused;
    const words = `MountVolume.NodeExpandVolume succeeded for volume "${nameOf(volume)}" ${node}`;
    const from = { component: "kubelet", host: node };
    for (const object of [pod, claim]) kubelet.event(object, "Normal", "FileSystemResizeSuccessful", words, from);
    yield* kubelet.patch<PersistentVolume>("persistentvolumes", undefined, nameOf(volume), (stored) => {
      const { [capacityBefore]: _, ...annotations } = stored.metadata.annotations ?? {};
      return { ...stored, metadata: { ...stored.metadata, annotations } };
    });
    return null;
  }

  /** A Pod that runs on a node that is up, with the claim's volume. */
  private usesOnNode({ metadata, spec, status }: Pod, claim: PersistentVolumeClaim): boolean {
    if (metadata.namespace !== claim.metadata.namespace || status?.phase !== "Running") return false;
    const isMounted = spec.volumes?.some(({ persistentVolumeClaim: of }) => of?.claimName === nameOf(claim));
    const node = spec.nodeName === undefined ? undefined : this.nodes.get(spec.nodeName);
    return isMounted === true && isTrue(node?.status?.conditions, "Ready");
  }

  /** Writes how far a claim's growth has come. */
  private *mark(
    client: Client,
    claim: PersistentVolumeClaim,
    state: Growth,
    type?: string,
    message = "",
    size?: string | number,
  ): Process<SyncResult> {
    const now = timestamp(this.context.now());
    const condition: Condition[] = type
      ? [{ type, status: "True", lastProbeTime: null, lastTransitionTime: now, ...(message && { message }) }]
      : [];
    return yield* this.writeStatus(client, claim, (status) => ({
      ...status,
      ...(type && { conditions: [...others(status), ...condition] }),
      allocatedResourceStatuses: { ...status?.allocatedResourceStatuses, storage: state },
      ...(size !== undefined && { allocatedResources: { ...status?.allocatedResources, storage: size } }),
    }));
  }

  private *finish(client: Client, claim: PersistentVolumeClaim, size: string | number): Process<SyncResult> {
    return yield* this.writeStatus(client, claim, (status) => {
      const { allocatedResourceStatuses: _, conditions: __, ...kept } = status ?? {};
      const left = others(status);
      return {
        ...kept,
        capacity: { ...kept.capacity, storage: size },
        ...(left.length > 0 && { conditions: left }),
      };
    });
  }

  private *writeStatus(
    client: Client,
    claim: PersistentVolumeClaim,
    change: (status: PersistentVolumeClaim["status"]) => NonNullable<PersistentVolumeClaim["status"]>,
  ): Process<SyncResult> {
    const written = yield* client.patch<PersistentVolumeClaim>(
      "persistentvolumeclaims",
      claim.metadata.namespace,
      nameOf(claim),
      (stored) => ({ ...stored, status: change(stored.status) }),
      { subresource: "status", describe: "resize" },
    );
    return written.ok ? null : written.status;
  }

  private record(claim: PersistentVolumeClaim, decision: string, volume: string): void {
    this.context.record(resizer.name, {
      type: "Reconcile",
      controller: resizer.name,
      kind: "PersistentVolumeClaim",
      key: keyOf(claim),
      decision,
      params: { volume },
    });
  }
}

/** The conditions that are not about growing. */
function others(status: PersistentVolumeClaim["status"]): Condition[] {
  return (status?.conditions ?? []).filter(({ type }) => !resizeConditions.has(type));
}

import type { Node } from "../../api/core.ts";
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "../../api/storage.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { isAlreadyExists, keyOf, nameOf } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { classOf, isDynamic } from "./matching.ts";
import { provisionerAnnotation, selectedNode } from "./persistentVolumeController.ts";
import { reclaimOf } from "./reclaim.ts";

/** How long a storage system takes to make a volume, in virtual milliseconds: a teaching value. */
const provisioningTime = 1500;

const zoneLabel = "topology.kubernetes.io/zone";

/**
 * Stands for every storage class's provisioner: it makes a volume for each claim that names it, in the zone of the node
 * that the scheduler chose.
 *
 * Models kubernetes-csi/external-provisioner as far as the API server sees it.
 */
export const provisioner: Controller = {
  name: "external-provisioner",
  kinds: ["StorageClass"],
  start: (context) => new Provisioner(context).start(),
};

class Provisioner {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private claims!: Informer<PersistentVolumeClaim>;
  private classes!: Informer<StorageClass>;
  private nodes!: Informer<Node>;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(provisioner.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key));
  }

  start(): void {
    const { informers } = this.context;
    const look = (claim: PersistentVolumeClaim): void => {
      if (claim.metadata.annotations?.[provisionerAnnotation] && !claim.spec?.volumeName) this.queue.add(keyOf(claim));
    };
    this.claims = informers.of<PersistentVolumeClaim>("persistentvolumeclaims", {
      added: look,
      updated: (_before, claim) => look(claim),
    });
    informers.of<PersistentVolume>("persistentvolumes", {
      updated: (before, volume) => {
        const isReleased = volume.status?.phase === "Released" && before.status?.phase !== "Released";
        if (isReleased && reclaimOf(volume) === "external") this.context.spawn(this.remove(volume));
      },
    });
    this.classes = informers.of<StorageClass>("storageclasses");
    this.nodes = informers.of<Node>("nodes");
  }

  private *sync(key: string): Process<SyncResult> {
    const claim = this.claims.get(key);
    const storageClass = claim && this.classes.get(classOf(claim));
    if (!claim || claim.spec?.volumeName || !isDynamic(storageClass)) return null;
    const name = `pvc-${claim.metadata.uid}`;
    const where = `External provisioner is provisioning volume for claim "${key}"`;
    this.context.record(provisioner.name, {
      type: "Reconcile",
      controller: provisioner.name,
      kind: "PersistentVolumeClaim",
      key,
      decision: "provision",
      params: { volume: name, provisioner: storageClass.provisioner },
    });
    this.client.event(claim, "Normal", "Provisioning", where, { component: storageClass.provisioner });
    yield { sleep: provisioningTime };
    const created = yield* this.client.create<PersistentVolume>(this.volume(claim, storageClass, name));
    if (!created.ok) return isAlreadyExists(created.status) ? null : created.status;
    this.client.event(claim, "Normal", "ProvisioningSucceeded", `Successfully provisioned volume ${name}`, {
      component: storageClass.provisioner,
    });
    return null;
  }

  /** Deletes what it has made once the claim is gone, if that is the volume's policy. */
  private *remove(volume: PersistentVolume): Process {
    this.context.record(provisioner.name, {
      type: "Reconcile",
      controller: provisioner.name,
      kind: "PersistentVolume",
      key: keyOf(volume),
      decision: "deleteVolume",
      params: {},
    });
    yield { sleep: provisioningTime };
    yield* this.client.delete("persistentvolumes", undefined, nameOf(volume));
  }

  private volume(claim: PersistentVolumeClaim, storageClass: StorageClass, name: string): PersistentVolume {
    const node = this.nodes.get(claim.metadata.annotations?.[selectedNode] ?? "");
    const zone = node?.metadata.labels?.[zoneLabel];
    const { namespace, uid } = claim.metadata;
    return {
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: { name, annotations: { "pv.kubernetes.io/provisioned-by": storageClass.provisioner } },
      spec: {
        capacity: { storage: claim.spec?.resources?.requests?.storage ?? "0" },
        accessModes: claim.spec?.accessModes,
        volumeMode: claim.spec?.volumeMode,
        persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? "Delete",
        storageClassName: nameOf(storageClass),
        claimRef: { kind: "PersistentVolumeClaim", apiVersion: "v1", namespace, name: nameOf(claim), uid },
        // A provisioner may be named with a slash, a CSI driver may not.
        csi: { driver: storageClass.provisioner.replaceAll("/", "."), volumeHandle: name },
        ...(zone && {
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: zoneLabel, operator: "In", values: [zone] }] }],
            },
          },
        }),
      },
    };
  }
}

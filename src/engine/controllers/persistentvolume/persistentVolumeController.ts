import type { Pod } from "../../api/pod.ts";
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from "../../api/storage.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { isNotFound, keyOf, nameOf } from "../objects.ts";
import { isFinished } from "../podState.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { classOf, hasItsMode, isDynamic, isPromisedTo, mismatch, volumeFor, waitsForConsumer } from "./matching.ts";
import { reclaimOf } from "./reclaim.ts";

export const selectedNode = "volume.kubernetes.io/selected-node";
const bindCompleted = "pv.kubernetes.io/bind-completed";
const boundByController = "pv.kubernetes.io/bound-by-controller";
export const provisionerAnnotation = "volume.kubernetes.io/storage-provisioner";
const betaProvisionerAnnotation = "volume.beta.kubernetes.io/storage-provisioner";

/**
 * The persistent volume controller binds claims and volumes to each other, and asks provisioners for what is missing.
 *
 * Models pkg/controller/volume/persistentvolume (v1.34). Recycling volumes is left out.
 */
export const persistentVolumeController: Controller = {
  name: "persistentvolume-controller",
  kinds: ["PersistentVolume", "PersistentVolumeClaim", "StorageClass"],
  start: (context) => new PersistentVolumeController(context).start(),
};

class PersistentVolumeController {
  private readonly client: Client;
  private readonly claimQueue: WorkQueue;
  private readonly volumeQueue: WorkQueue;
  private claims!: Informer<PersistentVolumeClaim>;
  private volumes!: Informer<PersistentVolume>;
  private classes!: Informer<StorageClass>;
  private pods!: Informer<Pod>;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(persistentVolumeController.name);
    this.claimQueue = new WorkQueue(context, (key) => this.syncClaim(key), 1);
    this.volumeQueue = new WorkQueue(context, (key) => this.syncVolume(key), 1);
  }

  start(): void {
    const { informers } = this.context;
    this.claims = informers.of<PersistentVolumeClaim>("persistentvolumeclaims", {
      added: (claim) => this.claimQueue.add(keyOf(claim)),
      updated: (_before, claim) => this.claimQueue.add(keyOf(claim)),
      deleted: () => this.lookAtVolumes(),
    });
    this.volumes = informers.of<PersistentVolume>("persistentvolumes", {
      added: (volume) => this.volumeChanged(volume),
      updated: (_before, volume) => this.volumeChanged(volume),
      deleted: ({ spec }) => {
        const claim = this.claims.get(`${spec?.claimRef?.namespace}/${spec?.claimRef?.name}`);
        if (claim) this.claimQueue.add(keyOf(claim));
      },
    });
    this.classes = informers.of<StorageClass>("storageclasses", { added: () => this.lookAtClaims() });
    this.pods = informers.of<Pod>("pods");
  }

  private volumeChanged(volume: PersistentVolume): void {
    this.volumeQueue.add(keyOf(volume));
    this.lookAtClaims();
  }

  private lookAtClaims(): void {
    for (const claim of this.claims.list()) if (!isBound(claim)) this.claimQueue.add(keyOf(claim));
  }

  private lookAtVolumes(): void {
    for (const volume of this.volumes.list()) if (volume.spec?.claimRef) this.volumeQueue.add(keyOf(volume));
  }

  private *syncVolume(key: string): Process<SyncResult> {
    const volume = this.volumes.get(key);
    if (!volume) return null;
    const reference = volume.spec?.claimRef;
    const claim = reference && this.claims.get(`${reference.namespace}/${reference.name}`);
    if (reference && claim && !isBound(claim)) this.claimQueue.add(keyOf(claim));
    if (!reference?.uid) return yield* this.setPhase(volume, "Available");
    if (!claim || claim.metadata.uid !== reference.uid) return yield* this.reclaim(volume);
    if (claim.spec?.volumeName === nameOf(volume)) return yield* this.setPhase(volume, "Bound");
    if (!claim.spec?.volumeName && !hasItsMode(volume, claim)) this.tellMismatch(volume, claim);
    return null;
  }

  private tellMismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): void {
    const [forVolume, forClaim] = [
      `requested PersistentVolumeClaim "${nameOf(claim)}"`,
      "requested PersistentVolumeClaim",
    ];
    const why = "due to incompatible volumeMode.";
    this.client.event(volume, "Warning", "VolumeMismatch", `Cannot bind PersistentVolume to ${forVolume} ${why}`);
    const message = `Cannot bind PersistentVolume "${nameOf(volume)}" to ${forClaim} ${why}`;
    this.client.event(claim, "Warning", "VolumeMismatch", message);
  }

  private *setPhase(volume: PersistentVolume, phase: string, message?: string): Process<SyncResult> {
    if (phase === volume.status?.phase && message === volume.status.message) return null;
    this.record("PersistentVolume", keyOf(volume), "setPhase", { phase });
    const { message: _, ...rest } = volume.status ?? {};
    const status = { ...rest, phase, ...(message !== undefined && { message }) };
    const updated = yield* this.client.updateStatus<PersistentVolume>({ ...volume, status });
    return updated.ok || isNotFound(updated.status) ? null : updated.status;
  }

  /** The claim is gone. A failure to delete the volume stays to be seen. */
  private *reclaim(volume: PersistentVolume): Process<SyncResult> {
    const { phase = "" } = volume.status ?? {};
    if (phase !== "Released" && phase !== "Failed") return yield* this.setPhase(volume, "Released");
    const what = reclaimOf(volume);
    if (what === "keep" || what === "external" || volume.metadata.deletionTimestamp) return null;
    if (what === "delete") {
      const deleted = yield* this.client.delete("persistentvolumes", undefined, nameOf(volume));
      return deleted.ok || isNotFound(deleted.status) ? null : deleted.status;
    }
    if (phase !== "Failed") this.client.event(volume, "Warning", "VolumeFailedDelete", what.failure);
    return yield* this.setPhase(volume, "Failed", what.failure);
  }

  private *syncClaim(key: string): Process<SyncResult> {
    const claim = this.claims.get(key);
    if (claim && isBound(claim)) return yield* this.checkBound(claim);
    if (!claim || claim.status?.phase === "Lost" || claim.metadata.deletionTimestamp) return null;
    const storageClass = this.classes.get(classOf(claim));
    if (claim.spec?.volumeName) return yield* this.bindNamed(claim, this.volumes.get(claim.spec.volumeName));
    const node = claim.metadata.annotations?.[selectedNode];
    const volumes = this.volumes.list();
    const found = volumeFor(claim, volumes);
    const isPromised = found !== undefined && isPromisedTo(found, claim);
    const delayed = waitsForConsumer(storageClass) && node === undefined && !isPromised;
    const volume = isPromised || (!delayed && node === undefined) ? found : undefined;
    if (volume) return yield* this.bind(claim, volume);
    if (delayed) return this.tellWaiting(claim);
    if (isDynamic(storageClass)) return yield* this.askProvisioner(claim, storageClass);
    const message = "no persistent volumes available for this claim and no storage class is set";
    if (classOf(claim) === "") this.client.event(claim, "Normal", "FailedBinding", message);
    else if (!storageClass) {
      const missing = `storageclass.storage.k8s.io "${classOf(claim)}" not found`;
      this.client.event(claim, "Warning", "ProvisioningFailed", missing);
    }
    return null;
  }

  /** A bound claim whose volume is gone, or somebody else's, has lost its data. Models syncBoundClaim. */
  private *checkBound(claim: PersistentVolumeClaim): Process<SyncResult> {
    const volume = this.volumes.get(claim.spec?.volumeName ?? "");
    const uid = volume?.spec?.claimRef?.uid;
    if (volume && (uid === undefined || uid === claim.metadata.uid)) return null;
    const [reason, message] = volume
      ? ["ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly"]
      : ["ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!"];
    this.record("PersistentVolumeClaim", keyOf(claim), "setPhase", { phase: "Lost" });
    const updated = yield* this.client.updateStatus<PersistentVolumeClaim>({ ...claim, status: { phase: "Lost" } });
    if (!updated.ok) return isNotFound(updated.status) ? null : updated.status;
    this.client.event(claim, "Warning", reason ?? "", message ?? "");
    return null;
  }

  /** The claim names its volume: it gets that one or none. */
  private *bindNamed(claim: PersistentVolumeClaim, volume: PersistentVolume | undefined): Process<SyncResult> {
    if (!volume) return null;
    if (volume.spec?.claimRef && !isPromisedTo(volume, claim)) {
      const message = `volume "${nameOf(volume)}" already bound to a different claim.`;
      this.client.event(claim, "Warning", "FailedBinding", message);
      return null;
    }
    const why = volume.spec?.claimRef ? null : mismatch(volume, claim);
    if (why === null) return yield* this.bind(claim, volume);
    const message = `Cannot bind to requested volume "${nameOf(volume)}": ${why}`;
    this.client.event(claim, "Warning", "VolumeMismatch", message);
    return null;
  }

  private tellWaiting(claim: PersistentVolumeClaim): null {
    const waiting = this.pods
      .list()
      .filter(
        (pod) =>
          pod.metadata.namespace === claim.metadata.namespace &&
          !isFinished(pod) &&
          !pod.spec.nodeName &&
          pod.spec.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === nameOf(claim)),
      );
    if (waiting.length === 0) {
      const message = "waiting for first consumer to be created before binding";
      this.client.event(claim, "Normal", "WaitForFirstConsumer", message);
    } else {
      const names = waiting.map(nameOf).join(",");
      this.client.event(claim, "Normal", "WaitForPodScheduled", `waiting for pod ${names} to be scheduled`);
    }
    return null;
  }

  private *askProvisioner(claim: PersistentVolumeClaim, { provisioner }: StorageClass): Process<SyncResult> {
    if (claim.metadata.annotations?.[provisionerAnnotation] !== provisioner) {
      this.record("PersistentVolumeClaim", keyOf(claim), "askProvisioner", { provisioner });
      const annotations = {
        ...claim.metadata.annotations,
        [betaProvisionerAnnotation]: provisioner,
        [provisionerAnnotation]: provisioner,
      };
      const updated = yield* this.client.update<PersistentVolumeClaim>({
        ...claim,
        metadata: { ...claim.metadata, annotations },
      });
      if (!updated.ok) return isNotFound(updated.status) ? null : updated.status;
    }
    this.client.event(
      claim,
      "Normal",
      "ExternalProvisioning",
      `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`,
    );
    return null;
  }

  /** Four writes: the volume's promise and phase, the claim's volume and phase. Models bind. */
  private *bind(claim: PersistentVolumeClaim, volume: PersistentVolume): Process<SyncResult> {
    const { namespace, name, uid } = claim.metadata;
    if (volume.spec?.claimRef && !isPromisedTo(volume, claim)) return null;
    this.record("PersistentVolumeClaim", keyOf(claim), "bind", { volume: nameOf(volume) });
    let promised = volume;
    if (volume.spec?.claimRef?.uid !== uid) {
      const byUs = volume.spec?.claimRef === undefined;
      const annotations = { ...volume.metadata.annotations, ...(byUs && { [boundByController]: "yes" }) };
      const claimRef = { kind: "PersistentVolumeClaim", apiVersion: "v1", namespace, name, uid };
      const updated = yield* this.client.update<PersistentVolume>({
        ...volume,
        metadata: { ...volume.metadata, annotations },
        spec: { ...volume.spec, claimRef },
      });
      if (!updated.ok) return updated.status;
      promised = updated.object;
    }
    if (promised.status?.phase !== "Bound") {
      const updated = yield* this.client.updateStatus<PersistentVolume>({ ...promised, status: { phase: "Bound" } });
      if (!updated.ok) return updated.status;
    }
    const byUs = !claim.spec?.volumeName;
    const updated = yield* this.client.update<PersistentVolumeClaim>({
      ...claim,
      metadata: {
        ...claim.metadata,
        annotations: {
          ...claim.metadata.annotations,
          [bindCompleted]: "yes",
          ...(byUs && { [boundByController]: "yes" }),
        },
      },
      spec: { ...claim.spec, volumeName: nameOf(volume) },
    });
    if (!updated.ok) return updated.status;
    const status = { phase: "Bound", accessModes: volume.spec?.accessModes, capacity: volume.spec?.capacity };
    const bound = yield* this.client.updateStatus<PersistentVolumeClaim>({ ...updated.object, status });
    return bound.ok || isNotFound(bound.status) ? null : bound.status;
  }

  private record(kind: string, key: string, decision: string, params: { readonly [name: string]: string }): void {
    this.context.record(persistentVolumeController.name, {
      type: "Reconcile",
      controller: persistentVolumeController.name,
      kind,
      key,
      decision,
      params,
    });
  }
}

function isBound(claim: PersistentVolumeClaim): boolean {
  return (
    !!claim.spec?.volumeName && claim.metadata.annotations?.[bindCompleted] === "yes" && claim.status?.phase === "Bound"
  );
}

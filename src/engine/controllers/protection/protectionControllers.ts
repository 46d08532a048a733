import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { PersistentVolume, PersistentVolumeClaim } from "../../api/storage.ts";
import { claimNameOf } from "../../api/volumeClaims.ts";
import type { Client } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Controller } from "../context.ts";
import { isNotFound, keyOf, nameOf } from "../objects.ts";
import { isFinished } from "../podState.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";

const claimFinalizer = "kubernetes.io/pvc-protection";
const volumeFinalizer = "kubernetes.io/pv-protection";

const isHeld = ({ metadata }: KubernetesObject, finalizer: string): boolean =>
  metadata.deletionTimestamp !== undefined && (metadata.finalizers?.includes(finalizer) ?? false);

function* letGo(
  client: Client,
  resource: string,
  { metadata }: KubernetesObject,
  finalizer: string,
): Process<SyncResult> {
  const patched = yield* client.patch(resource, metadata.namespace, metadata.name ?? "", (stored) => ({
    ...stored,
    metadata: { ...stored.metadata, finalizers: stored.metadata.finalizers?.filter((name) => name !== finalizer) },
  }));
  return patched.ok || isNotFound(patched.status) ? null : patched.status;
}

const claimsOf = (pod: Pod): string[] =>
  (pod.spec.volumes ?? []).flatMap((volume) => {
    const name = claimNameOf(pod, volume);
    return name === null ? [] : [`${pod.metadata.namespace}/${name}`];
  });

/**
 * A deleted claim stays until no Pod uses it.
 * Models pkg/controller/volume/pvcprotection (v1.34): Pods that have no node yet, or have ended, do not count.
 */
export const claimProtection: Controller = {
  name: "pvc-protection-controller",
  kinds: ["PersistentVolumeClaim"],
  start: (context) => {
    const client = context.client("pvc-protection-controller");
    const notice = (claim: PersistentVolumeClaim): void => {
      if (isHeld(claim, claimFinalizer)) queue.add(keyOf(claim));
    };
    const claims = context.informers.of<PersistentVolumeClaim>("persistentvolumeclaims", {
      added: notice,
      updated: (_before, claim) => notice(claim),
    });
    const freed = (pod: Pod): void => {
      for (const key of claimsOf(pod)) {
        const claim = claims.get(key);
        if (claim) notice(claim);
      }
    };
    const pods = context.informers.of<Pod>("pods", {
      updated: (before, pod) => {
        if (isFinished(pod) && !isFinished(before)) freed(pod);
      },
      deleted: freed,
    });
    const queue = new WorkQueue(context, sync);
    function* sync(key: string): Process<SyncResult> {
      const claim = claims.get(key);
      if (!claim || !isHeld(claim, claimFinalizer)) return null;
      const isUsed = pods.list().some((pod) => pod.spec.nodeName && !isFinished(pod) && claimsOf(pod).includes(key));
      return isUsed ? null : yield* letGo(client, "persistentvolumeclaims", claim, claimFinalizer);
    }
  },
};

/**
 * A deleted volume stays as long as it is bound to a claim.
 * Models pkg/controller/volume/pvprotection (v1.34).
 */
export const volumeProtection: Controller = {
  name: "pv-protection-controller",
  kinds: ["PersistentVolume"],
  start: (context) => {
    const client = context.client("pv-protection-controller");
    const notice = (volume: PersistentVolume): void => {
      if (isHeld(volume, volumeFinalizer)) queue.add(nameOf(volume));
    };
    const volumes = context.informers.of<PersistentVolume>("persistentvolumes", {
      added: notice,
      updated: (_before, volume) => notice(volume),
    });
    const queue = new WorkQueue(context, sync);
    function* sync(key: string): Process<SyncResult> {
      const volume = volumes.get(key);
      if (!volume || !isHeld(volume, volumeFinalizer) || volume.status?.phase === "Bound") return null;
      return yield* letGo(client, "persistentvolumes", volume, volumeFinalizer);
    }
  },
};

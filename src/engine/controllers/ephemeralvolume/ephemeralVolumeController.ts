import type { Pod, Volume } from "../../api/pod.ts";
import type { PersistentVolumeClaim } from "../../api/storage.ts";
import { claimNameOf, foreignClaimError } from "../../api/volumeClaims.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Controller } from "../context.ts";
import { keyOf } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";

const name = "ephemeral_volume";

/** The claim that stands behind a Pod's ephemeral volume, and goes with the Pod. */
function claimFor(pod: Pod, volume: Volume): PersistentVolumeClaim {
  const { metadata = {}, spec } = volume.ephemeral?.volumeClaimTemplate ?? {};
  const { labels, annotations } = metadata as PersistentVolumeClaim["metadata"];
  const { name: podName = "", uid = "", namespace } = pod.metadata;
  const owner = { apiVersion: "v1", kind: "Pod", name: podName, uid, controller: true, blockOwnerDeletion: true };
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: {
      name: claimNameOf(pod, volume) ?? "",
      namespace,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ownerReferences: [owner],
    },
    ...(spec && { spec }),
  } as PersistentVolumeClaim;
}

/**
 * A Pod's ephemeral volumes get their claims here; binding and provisioning them is for others.
 *
 * Models pkg/controller/volume/ephemeral (v1.34).
 */
export const ephemeralVolumeController: Controller = {
  name,
  kinds: ["PersistentVolumeClaim"],
  start: (context) => {
    const client = context.client(name);
    const claims = context.informers.of<PersistentVolumeClaim>("persistentvolumeclaims", {
      deleted: ({ metadata }) => {
        const owner = metadata.ownerReferences?.find(({ kind, controller }) => kind === "Pod" && controller);
        if (owner) queue.add(`${metadata.namespace}/${owner.name}`);
      },
    });
    const pods = context.informers.of<Pod>("pods", {
      added: (pod) => {
        if (pod.spec.volumes?.some(({ ephemeral }) => ephemeral)) queue.add(keyOf(pod));
      },
    });
    const queue = new WorkQueue(context, sync);
    function* sync(key: string): Process<SyncResult> {
      const pod = pods.get(key);
      if (!pod || pod.metadata.deletionTimestamp) return null;
      for (const volume of pod.spec.volumes ?? []) {
        if (!volume.ephemeral) continue;
        const present = claims.get(`${pod.metadata.namespace}/${claimNameOf(pod, volume)}`);
        const foreign = present && foreignClaimError(pod, present);
        if (present && !foreign) continue;
        const created = present ? null : yield* client.create(claimFor(pod, volume));
        if (created?.ok) continue;
        const why = foreign ?? `create PVC ${claimNameOf(pod, volume)}: ${created?.status.message}`;
        client.event(pod, "Warning", "FailedBinding", `ephemeral volume ${volume.name}: ${why}`);
        return created ? created.status : null;
      }
      return null;
    }
  },
};

import type { PersistentVolume } from "../../api/storage.ts";
import { nameOf } from "../objects.ts";

const provisionedBy = "pv.kubernetes.io/provisioned-by";

/** What becomes of a volume that has lost its claim: it stays, somebody else deletes it, it is deleted, or that fails. */
export type Reclaim = "keep" | "external" | "delete" | { readonly failure: string };

/**
 * Models reclaimVolume and findDeletablePlugin of pkg/controller/volume/persistentvolume, with the one deleter that is
 * built in for volumes that need no cloud: hostPath's. Recycling is left out.
 */
export function reclaimOf(volume: PersistentVolume): Reclaim {
  if (volume.spec?.persistentVolumeReclaimPolicy !== "Delete") return "keep";
  const provisioner = volume.metadata.annotations?.[provisionedBy];
  if (provisioner && !provisioner.startsWith("kubernetes.io/")) return "external";
  const path = volume.spec.hostPath?.path;
  if (path === undefined) {
    const reason = "no deletable volume plugin matched";
    return { failure: `error getting deleter volume plugin for volume "${nameOf(volume)}": ${reason}` };
  }
  if (/\/tmp\/.+/.test(path)) return "delete";
  return { failure: `host_path deleter only supports /tmp/.+ but received provided ${path}` };
}

import type { Pod, Volume } from "./pod.ts";
import type { PersistentVolumeClaim } from "./storage.ts";

/** The claim that a volume stands for, by name; null for volumes without one. An ephemeral volume's is `pod-volume`. */
export function claimNameOf(pod: Pod, volume: Volume): string | null {
  if (volume.persistentVolumeClaim) return volume.persistentVolumeClaim.claimName;
  return volume.ephemeral ? `${pod.metadata.name}-${volume.name}` : null;
}

/** Why a claim may not serve as this Pod's ephemeral volume; null when it may. Models ephemeral.VolumeIsForPod. */
export function foreignClaimError(pod: Pod, claim: PersistentVolumeClaim): string | null {
  const owned = claim.metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === pod.metadata.uid);
  if (owned && claim.metadata.namespace === pod.metadata.namespace) return null;
  return (
    `PVC ${claim.metadata.namespace}/${claim.metadata.name} was not created for pod ` +
    `${pod.metadata.namespace}/${pod.metadata.name} (pod is not owner)`
  );
}

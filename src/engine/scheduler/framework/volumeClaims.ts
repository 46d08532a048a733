import type { KubernetesObject } from "../../api/meta.ts";
import type { PersistentVolume, PersistentVolumeClaim } from "../../api/storage.ts";

const betaClassAnnotation = "volume.beta.kubernetes.io/storage-class";

/** The storage class that a claim asks for; "" for none. The beta annotation wins. */
export function classOfClaim({ metadata, spec }: PersistentVolumeClaim): string {
  return metadata.annotations?.[betaClassAnnotation] ?? spec?.storageClassName ?? "";
}

/** The class of a volume; the beta annotation wins. */
export function classOfVolume({ metadata, spec }: PersistentVolume): string {
  return metadata.annotations?.[betaClassAnnotation] ?? spec?.storageClassName ?? "";
}

export const hasAnnotation = (object: KubernetesObject, name: string): boolean =>
  Object.hasOwn(object.metadata.annotations ?? {}, name);

import type { PersistentVolumeClaim, StorageClass } from "../../../api/storage.ts";
import type { AdmissionPlugin, ClusterView } from "../plugin.ts";

const markers = [
  "storageclass.kubernetes.io/is-default-class",
  "storageclass.beta.kubernetes.io/is-default-class",
] as const;

/** The default class: of several the newest, of equally new ones the first by name. */
function defaultClass(view: ClusterView): StorageClass | undefined {
  const marked = view
    .list<StorageClass>("storageclasses")
    .filter(({ metadata }) => markers.some((marker) => metadata.annotations?.[marker] === "true"));
  return marked.reduce<StorageClass | undefined>((newest, next) => {
    const time = newest?.metadata.creationTimestamp ?? "";
    return newest && time >= (next.metadata.creationTimestamp ?? "") ? newest : next;
  }, undefined);
}

/**
 * DefaultStorageClass gives the default class to a claim that names none. The empty name means: none, on purpose.
 *
 * Models plugin/pkg/admission/storage/storageclass/setdefault (v1.34).
 */
export const defaultStorageClass: AdmissionPlugin = {
  name: "DefaultStorageClass",

  handles({ operation, kind, subresource }) {
    return operation === "create" && kind.resource === "persistentvolumeclaims" && subresource === undefined;
  },

  admit({ object }, view) {
    const claim = object as PersistentVolumeClaim;
    const asked =
      claim.spec?.storageClassName ?? claim.metadata.annotations?.["volume.beta.kubernetes.io/storage-class"];
    if (asked !== undefined) return { object };
    const found = defaultClass(view);
    if (!found) return { object };
    const filled: PersistentVolumeClaim = { ...claim, spec: { ...claim.spec, storageClassName: found.metadata.name } };
    return { object: filled };
  },
};

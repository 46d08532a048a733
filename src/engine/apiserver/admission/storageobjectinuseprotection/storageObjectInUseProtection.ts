import type { AdmissionPlugin } from "../plugin.ts";

const finalizers: { readonly [resource: string]: string } = {
  persistentvolumeclaims: "kubernetes.io/pvc-protection",
  persistentvolumes: "kubernetes.io/pv-protection",
};

/**
 * StorageObjectInUseProtection lets claims and volumes go only when nothing uses them any more.
 *
 * Models plugin/pkg/admission/storage/storageobjectinuseprotection (v1.34).
 */
export const storageObjectInUseProtection: AdmissionPlugin = {
  name: "StorageObjectInUseProtection",

  handles({ operation, kind, subresource }) {
    return operation === "create" && kind.resource in finalizers && subresource === undefined;
  },

  admit({ kind, object }) {
    const finalizer = finalizers[kind.resource] ?? "";
    const present = object.metadata.finalizers ?? [];
    if (present.includes(finalizer)) return { object };
    return { object: { ...object, metadata: { ...object.metadata, finalizers: [...present, finalizer] } } };
  },
};

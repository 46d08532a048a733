import type { KubernetesObject } from "../../api/meta.ts";
import { canonicalQuantity } from "../../api/quantity.ts";
import type {
  CSIDriver,
  CSINode,
  CSIStorageCapacity,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  VolumeAttachment,
} from "../../api/storage.ts";
import { age } from "./age.ts";
import type { Printer } from "./table.ts";

const modes: readonly (readonly [string, string])[] = [
  ["ReadWriteOnce", "RWO"],
  ["ReadOnlyMany", "ROX"],
  ["ReadWriteMany", "RWX"],
  ["ReadWriteOncePod", "RWOP"],
];

/** `RWO,ROX`. Models GetAccessModesAsString in pkg/apis/core/v1/helper (v1.34). */
export function accessModesText(given: readonly string[] | undefined): string {
  return modes.flatMap(([mode, short]) => (given?.includes(mode) ? [short] : [])).join(",");
}

const classAnnotation = "volume.beta.kubernetes.io/storage-class";

export function storageClassOf({ metadata, spec }: PersistentVolume | PersistentVolumeClaim): string {
  return metadata.annotations?.[classAnnotation] ?? spec?.storageClassName ?? "";
}

function amount(resources: { readonly [name: string]: string | number } | undefined): string {
  return canonicalQuantity(resources?.storage ?? "0");
}

export const persistentVolumePrinter: Printer<PersistentVolume> = {
  columns: [
    ...["Name", "Capacity", "Access Modes", "Reclaim Policy", "Status", "Claim", "StorageClass"],
    ...["VolumeAttributesClass", "Reason", "Age"],
  ],
  wide: ["VolumeMode"],
  cells: (volume, { now }) => {
    const { metadata, spec = {}, status } = volume;
    const { claimRef } = spec;
    return [
      metadata.name ?? "",
      amount(spec.capacity),
      accessModesText(spec.accessModes),
      spec.persistentVolumeReclaimPolicy ?? "",
      metadata.deletionTimestamp ? "Terminating" : (status?.phase ?? ""),
      claimRef ? `${claimRef.namespace ?? ""}/${claimRef.name ?? ""}` : "",
      storageClassOf(volume),
      spec.volumeAttributesClassName ?? "<unset>",
      status?.reason ?? "",
      age(metadata.creationTimestamp, now),
      spec.volumeMode ?? "<unset>",
    ];
  },
};

export const persistentVolumeClaimPrinter: Printer<PersistentVolumeClaim> = {
  columns: ["Name", "Status", "Volume", "Capacity", "Access Modes", "StorageClass", "VolumeAttributesClass", "Age"],
  wide: ["VolumeMode"],
  cells: (claim, { now }) => {
    const { metadata, spec = {}, status } = claim;
    const bound = Boolean(spec.volumeName);
    return [
      metadata.name ?? "",
      metadata.deletionTimestamp ? "Terminating" : (status?.phase ?? ""),
      spec.volumeName ?? "",
      bound ? amount(status?.capacity) : "",
      bound ? accessModesText(status?.accessModes) : "",
      storageClassOf(claim),
      spec.volumeAttributesClassName ?? "<unset>",
      age(metadata.creationTimestamp, now),
      spec.volumeMode ?? "<unset>",
    ];
  },
};

const defaultAnnotations = [
  "storageclass.kubernetes.io/is-default-class",
  "storageclass.beta.kubernetes.io/is-default-class",
];

export function isDefaultClass({ metadata }: KubernetesObject): boolean {
  return defaultAnnotations.some((annotation) => metadata.annotations?.[annotation] === "true");
}

export const storageClassPrinter: Printer<StorageClass> = {
  columns: ["Name", "Provisioner", "ReclaimPolicy", "VolumeBindingMode", "AllowVolumeExpansion", "Age"],
  cells: (storageClass, { now }) => {
    const { metadata, provisioner, reclaimPolicy, volumeBindingMode, allowVolumeExpansion } = storageClass;
    return [
      `${metadata.name ?? ""}${isDefaultClass(storageClass) ? " (default)" : ""}`,
      provisioner,
      reclaimPolicy ?? "Delete",
      volumeBindingMode ?? "Immediate",
      `${allowVolumeExpansion ?? false}`,
      age(metadata.creationTimestamp, now),
    ];
  },
};

export const csiNodePrinter: Printer<CSINode> = {
  columns: ["Name", "Drivers", "Age"],
  cells: ({ metadata, spec }, { now }) => [
    metadata.name ?? "",
    spec?.drivers?.length ?? 0,
    age(metadata.creationTimestamp, now),
  ],
};

export const csiDriverPrinter: Printer<CSIDriver> = {
  columns: [
    ...["Name", "AttachRequired", "PodInfoOnMount", "StorageCapacity", "TokenRequests", "RequiresRepublish"],
    ...["Modes", "Age"],
  ],
  cells: ({ metadata, spec = {} }, { now }) => {
    const { volumeLifecycleModes = [], tokenRequests } = spec as {
      volumeLifecycleModes?: readonly string[];
      tokenRequests?: readonly { audience?: string }[];
    };
    return [
      metadata.name ?? "",
      `${spec.attachRequired ?? true}`,
      `${spec.podInfoOnMount ?? false}`,
      `${spec.storageCapacity ?? false}`,
      tokenRequests ? tokenRequests.map(({ audience }) => audience ?? "").join(",") : "<unset>",
      `${spec.requiresRepublish ?? false}`,
      volumeLifecycleModes.join(",") || "<none>",
      age(metadata.creationTimestamp, now),
    ];
  },
};

export const csiStorageCapacityPrinter: Printer<CSIStorageCapacity> = {
  columns: ["Name", "StorageClassName", "Capacity"],
  cells: ({ metadata, storageClassName, capacity }) => [
    metadata.name ?? "",
    storageClassName,
    capacity === undefined ? "<unset>" : canonicalQuantity(capacity),
  ],
};

export const volumeAttachmentPrinter: Printer<VolumeAttachment> = {
  columns: ["Name", "Attacher", "PV", "Node", "Attached", "Age"],
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name ?? "",
    spec?.attacher ?? "",
    spec?.source.persistentVolumeName ?? "",
    spec?.nodeName ?? "",
    `${status?.attached ?? false}`,
    age(metadata.creationTimestamp, now),
  ],
};

import type { Condition, KubernetesObject, LabelSelector, Quantity, ResourceList } from "./meta.ts";
import type { NodeSelectorTerm } from "./pod.ts";

export interface PersistentVolumeClaim extends KubernetesObject {
  spec?: {
    accessModes?: string[];
    selector?: LabelSelector;
    resources?: { requests?: ResourceList; limits?: ResourceList };
    volumeName?: string;
    /** `null`/absent = default class; `""` = explicitly none. */
    storageClassName?: string | null;
    volumeMode?: string;
    dataSource?: unknown;
    dataSourceRef?: unknown;
    volumeAttributesClassName?: string;
  };
  status?: {
    phase?: string;
    accessModes?: string[];
    capacity?: ResourceList;
    conditions?: Condition[];
    /** What a resize is about to come to, and how far it is. */
    allocatedResources?: ResourceList;
    allocatedResourceStatuses?: { [resource: string]: string };
  };
}

export interface PersistentVolume extends KubernetesObject {
  spec?: {
    capacity?: ResourceList;
    accessModes?: string[];
    claimRef?: { kind?: string; namespace?: string; name?: string; uid?: string; apiVersion?: string };
    persistentVolumeReclaimPolicy?: string;
    storageClassName?: string;
    volumeMode?: string;
    mountOptions?: string[];
    nodeAffinity?: { required?: { nodeSelectorTerms: NodeSelectorTerm[] } };
    volumeAttributesClassName?: string;
    csi?: { driver: string; volumeHandle: string; [key: string]: unknown };
    gcePersistentDisk?: { pdName: string; [key: string]: unknown };
    awsElasticBlockStore?: { volumeID: string; [key: string]: unknown };
    azureDisk?: { diskName: string; [key: string]: unknown };
    cinder?: { volumeID: string; [key: string]: unknown };
    hostPath?: { path: string; type?: string };
    local?: { path: string; fsType?: string };
    nfs?: { server: string; path: string };
    [source: string]: unknown;
  };
  status?: { phase?: string; reason?: string; message?: string };
}

export interface StorageClass extends KubernetesObject {
  provisioner: string;
  parameters?: { [key: string]: string };
  reclaimPolicy?: string;
  mountOptions?: string[];
  allowVolumeExpansion?: boolean;
  volumeBindingMode?: string;
  allowedTopologies?: { matchLabelExpressions?: { key: string; values: string[] }[] }[];
}

export interface CSINode extends KubernetesObject {
  spec?: {
    drivers?: { name: string; nodeID: string; topologyKeys?: string[]; allocatable?: { count?: number } }[];
  };
}

export interface CSIDriver extends KubernetesObject {
  spec?: { attachRequired?: boolean; storageCapacity?: boolean; [key: string]: unknown };
}

export interface CSIStorageCapacity extends KubernetesObject {
  nodeTopology?: LabelSelector;
  storageClassName: string;
  capacity?: Quantity;
  maximumVolumeSize?: Quantity;
}

export interface VolumeAttachment extends KubernetesObject {
  spec?: { attacher: string; nodeName: string; source: { persistentVolumeName?: string; inlineVolumeSpec?: unknown } };
  status?: { attached?: boolean; [key: string]: unknown };
}

import type { ReplicaSet, ReplicationController, StatefulSet } from "../../api/apps.ts";
import type { PodDisruptionBudget, Service } from "../../api/core.ts";
import type {
  CSIDriver,
  CSINode,
  CSIStorageCapacity,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  VolumeAttachment,
} from "../../api/storage.ts";
import type { AffinityTerms } from "./affinityTerm.ts";
import type { Labels } from "./labels.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { PodInfo } from "./podInfo.ts";

/**
 * The values of one topology key over all nodes, interned: `bySlot[node.slot]` is the value's id, or -1 when the node
 * lacks the key.
 */
export interface TopologyKey {
  readonly name: string;
  readonly bySlot: Int32Array;
  readonly values: readonly string[];
}

/** Pods that no label selector can tell apart, and on which nodes (by slot) how many of them are. */
export interface LabelClass {
  readonly namespace: string;
  readonly labels: Labels;
  readonly terminating: boolean;
  readonly countBySlot: ReadonlyMap<number, number>;
}

/** Pods with equal (anti-)affinity terms, and on which nodes (by slot) how many of them are. */
export interface AffinityClass {
  readonly terms: AffinityTerms;
  readonly countBySlot: ReadonlyMap<number, number>;
}

/** Storage objects, as the volume plugins list them. Keys of namespaced objects are `namespace/name`. */
export interface VolumeLister {
  claim(key: string): PersistentVolumeClaim | undefined;
  volume(name: string): PersistentVolume | undefined;
  /** Volumes of a class, in order of name. */
  volumesOfClass(className: string): readonly PersistentVolume[];
  storageClass(name: string): StorageClass | undefined;
  csiNode(name: string): CSINode | undefined;
  csiDriver(name: string): CSIDriver | undefined;
  capacities(): Iterable<CSIStorageCapacity>;
  attachments(nodeName: string): Iterable<VolumeAttachment>;
  /** Pretends that a claim or a volume looks like this, until `restore` is called with what this returned. */
  assume(object: PersistentVolume | PersistentVolumeClaim): () => void;
}

/** The objects whose selectors give a Pod its default spread. */
export interface WorkloadLister {
  services(namespace: string): readonly Service[];
  replicationController(key: string): ReplicationController | undefined;
  replicaSet(key: string): ReplicaSet | undefined;
  statefulSet(key: string): StatefulSet | undefined;
}

/** The cluster as one scheduling attempt sees it. Nothing in it changes during an attempt. */
export interface Snapshot {
  /** All nodes, round-robin over the zones. */
  nodes(): readonly NodeInfo[];
  node(name: string): NodeInfo | undefined;
  nodeAt(slot: number): NodeInfo;
  topology(key: string): TopologyKey;
  labelClasses(): Iterable<LabelClass>;
  affinityClasses(): Iterable<AffinityClass>;
  namespaceLabels(namespace: string): Labels;
  /** False when no Pod is nominated to any node: then nobody needs to ask. */
  readonly hasNominatedPods: boolean;
  /** Pods nominated to a node by preemption and not yet bound. */
  nominatedPods(nodeName: string): readonly PodInfo[];
  /** How many Pods on nodes use a claim (`namespace/name`). */
  claimUsers(key: string): number;
  disruptionBudgets(): readonly PodDisruptionBudget[];
  readonly volumes: VolumeLister;
  readonly workloads: WorkloadLister;
}

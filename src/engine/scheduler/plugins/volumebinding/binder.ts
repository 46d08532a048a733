import type { Pod } from "../../../api/pod.ts";
import { nanoQuantity } from "../../../api/podResources.ts";
import type {
  CSIStorageCapacity,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
} from "../../../api/storage.ts";
import { claimNameOf } from "../../../api/volumeClaims.ts";
import { type Labels, labelOf, noLabels } from "../../framework/labels.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import { PodSelector } from "../../framework/podSelector.ts";
import type { VolumeLister } from "../../framework/snapshot.ts";
import { classOfClaim, hasAnnotation } from "../../framework/volumeClaims.ts";
import { findMatchingVolume, requestedStorage, volumeFitsNode } from "./findMatchingVolume.ts";

/** A Pod's claims by what has to happen to them. */
export interface PodClaims {
  readonly bound: readonly PersistentVolumeClaim[];
  /** To be bound once the node is known. */
  readonly delayed: readonly PersistentVolumeClaim[];
  /** Not bound and not waiting for the Pod: the attempt ends. */
  readonly immediate: readonly PersistentVolumeClaim[];
}

/** What binding a Pod's claims on a node comes to. */
export interface PodVolumes {
  readonly static: readonly { readonly claim: PersistentVolumeClaim; readonly volume: PersistentVolume }[];
  readonly provision: readonly PersistentVolumeClaim[];
}

export const selectedNodeAnnotation = "volume.kubernetes.io/selected-node";
const bindCompletedAnnotation = "pv.kubernetes.io/bind-completed";
const noProvisioner = "kubernetes.io/no-provisioner";

const nodeConflict = "node(s) didn't match PersistentVolume's node affinity";
const bindConflict = "node(s) didn't find available persistent volumes to bind";
const notEnoughSpace = "node(s) did not have enough free storage";
const volumeMissing = "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)";

/** Sorts a Pod's claims. A claim that names its volume without being bound to it yet counts as immediate. */
export function claimsOf(pod: Pod, lister: VolumeLister): PodClaims {
  const bound: PersistentVolumeClaim[] = [];
  const delayed: PersistentVolumeClaim[] = [];
  const immediate: PersistentVolumeClaim[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    const name = claimNameOf(pod, volume);
    if (name === null) continue;
    const claim = lister.claim(`${pod.metadata.namespace ?? "default"}/${name}`);
    if (!claim) continue;
    const volumeName = claim.spec?.volumeName ?? "";
    const storageClass = lister.storageClass(classOfClaim(claim));
    if (volumeName !== "" && hasAnnotation(claim, bindCompletedAnnotation)) bound.push(claim);
    else if (volumeName === "" && storageClass?.volumeBindingMode === "WaitForFirstConsumer") delayed.push(claim);
    else immediate.push(claim);
  }
  return { bound, delayed, immediate };
}

/**
 * What binding the claims on this node would come to, or why it cannot be done.
 *
 * Models FindPodVolumes of pkg/scheduler/framework/plugins/volumebinding/binder.go (v1.34).
 */
export function findPodVolumes(
  claims: PodClaims,
  node: NodeInfo,
  lister: VolumeLister,
): { readonly volumes: PodVolumes; readonly reasons: readonly string[] } | { readonly error: string } {
  const reasons: string[] = [];
  const bindings: { claim: PersistentVolumeClaim; volume: PersistentVolume }[] = [];
  const done = (provision: readonly PersistentVolumeClaim[]) => ({ volumes: { static: bindings, provision }, reasons });

  let missing = false;
  for (const claim of claims.bound) {
    const volume = lister.volume(claim.spec?.volumeName ?? "");
    if (!volume) {
      missing = true;
      break;
    }
    if (volumeFitsNode(volume, node.node)) continue;
    reasons.push(nodeConflict);
    break;
  }
  const finish = (outcome: Provisioning | "no match") => {
    if (outcome === "no match" || outcome.problem === "topology") reasons.push(bindConflict);
    else if (outcome.problem === "space") reasons.push(notEnoughSpace);
    if (missing) reasons.push(volumeMissing);
    return done(outcome !== "no match" && !outcome.problem ? outcome.claims : []);
  };

  const toMatch: PersistentVolumeClaim[] = [];
  const toProvision: PersistentVolumeClaim[] = [];
  for (const claim of claims.delayed) {
    const selected = claim.metadata.annotations?.[selectedNodeAnnotation];
    if (selected === undefined) toMatch.push(claim);
    else if (selected !== node.name) return finish("no match");
    else toProvision.push(claim);
  }
  // The smallest claim first, so that each finds the smallest volume that will do.
  toMatch.sort((a, b) => compare(requestedStorage(a), requestedStorage(b)));
  const taken = new Set<string>();
  for (const claim of toMatch) {
    const volume = findMatchingVolume(claim, lister.volumesOfClass(classOfClaim(claim)), node.node, taken);
    if (!volume) toProvision.push(claim);
    else {
      taken.add(volume.metadata.name ?? "");
      bindings.push({ claim, volume });
    }
  }
  const provisioning = provision(toProvision, node, lister);
  return "error" in provisioning ? provisioning : finish(provisioning);
}

interface Provisioning {
  readonly claims: readonly PersistentVolumeClaim[];
  readonly problem?: "topology" | "space";
}

function provision(
  claims: readonly PersistentVolumeClaim[],
  node: NodeInfo,
  lister: VolumeLister,
): Provisioning | { readonly error: string } {
  for (const claim of claims) {
    const className = classOfClaim(claim);
    if (className === "") return { error: `no class for claim "${claim.metadata.namespace}/${claim.metadata.name}"` };
    const storageClass = lister.storageClass(className);
    if (!storageClass) return { error: `failed to find storage class "${className}"` };
    if (!storageClass.provisioner || storageClass.provisioner === noProvisioner) return { claims, problem: "topology" };
    if (!allowsNode(storageClass, node.labels)) return { claims, problem: "topology" };
    if (!hasCapacity(storageClass, claim, node.labels, lister)) return { claims, problem: "space" };
  }
  return { claims };
}

/** Whether a class may provision for a node: any of its topology terms, each an AND; no terms allow every node. */
function allowsNode({ allowedTopologies }: StorageClass, labels: Labels): boolean {
  if (!allowedTopologies || allowedTopologies.length === 0) return true;
  return allowedTopologies.some(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.every(({ key, values }) => {
      const value = labelOf(labels, key);
      return value !== undefined && values.includes(value);
    }),
  );
}

/** Capacity is checked only for CSI drivers that publish it. */
function hasCapacity(
  { provisioner, metadata }: StorageClass,
  claim: PersistentVolumeClaim,
  labels: Labels,
  lister: VolumeLister,
): boolean {
  if (claim.spec?.resources?.requests?.storage === undefined) return true;
  if (!lister.csiDriver(provisioner)?.spec?.storageCapacity) return true;
  const wanted = requestedStorage(claim);
  const suffices = (capacity: CSIStorageCapacity): boolean => {
    const limit = capacity.maximumVolumeSize ?? capacity.capacity;
    return (
      capacity.storageClassName === metadata.name &&
      limit !== undefined &&
      nanoQuantity(limit) >= wanted &&
      !!capacity.nodeTopology &&
      new PodSelector(capacity.nodeTopology).matches(labels ?? noLabels)
    );
  };
  for (const capacity of lister.capacities()) if (suffices(capacity)) return true;
  return false;
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

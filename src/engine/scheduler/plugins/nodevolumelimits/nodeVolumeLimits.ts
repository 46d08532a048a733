import type { Pod } from "../../../api/pod.ts";
import type { CSINode, PersistentVolumeClaim } from "../../../api/storage.ts";
import { claimNameOf, foreignClaimError } from "../../../api/volumeClaims.ts";
import type { ExplainingPlugin, FilterPlugin, Handle, PreFilterPlugin } from "../../framework/interface.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import { proceed, skipFilter } from "../../framework/preFilterResults.ts";
import type { VolumeLister } from "../../framework/snapshot.ts";
import { failure, success, unresolvable, unschedulable } from "../../framework/status.ts";
import { classOfClaim } from "../../framework/volumeClaims.ts";
import { driverOfProvisioner, isMigratable, migratedVolume } from "./csiTranslation.ts";

const exceeded = unschedulable("node(s) exceed max volume count");

/**
 * NodeVolumeLimits refuses nodes that would have more volumes of a CSI driver than its CSINode allows. A node without a
 * CSINode has no limit. Unbound claims count under their class's provisioner.
 *
 * Models pkg/scheduler/framework/plugins/nodevolumelimits/csi.go (v1.34).
 */
export function nodeVolumeLimits({ snapshot }: Handle): PreFilterPlugin & FilterPlugin & ExplainingPlugin {
  const lister = snapshot.volumes;
  return {
    name: "NodeVolumeLimits",

    preFilter(_state, { pod }) {
      const relevant = pod.spec.volumes?.some(
        (volume) => volume.persistentVolumeClaim || volume.ephemeral || isMigratable(volume),
      );
      return relevant ? proceed : skipFilter;
    },

    filter(_state, { pod }, node) {
      if (!pod.spec.volumes?.length) return success;
      const csiNode = lister.csiNode(node.name);
      const wanted = new Map<string, string>();
      const problem = collectVolumes(pod, csiNode, lister, wanted, true);
      if (problem) return problem.notFound ? unresolvable(problem.message) : failure(problem.message);
      if (wanted.size === 0) return success;
      const limits = limitsOf(csiNode);
      if (limits.size === 0) return success;
      const inUse = countByDriver(attachedTo(node, csiNode, lister, wanted));
      for (const [driver, count] of countByDriver(wanted)) {
        const limit = limits.get(driver);
        if (limit !== undefined && (inUse.get(driver) ?? 0) + count > limit) return exceeded;
      }
      return success;
    },

    explain(_state, { pod }, node) {
      const csiNode = lister.csiNode(node.name);
      const wanted = new Map<string, string>();
      if (collectVolumes(pod, csiNode, lister, wanted, true)) return null;
      const asked = new Set(wanted.values());
      const limits = limitsOf(csiNode);
      const inUse = countByDriver(attachedTo(node, csiNode, lister, wanted));
      const fresh = countByDriver(wanted);
      const drivers = [...asked].map((driver) => ({
        driver,
        attached: inUse.get(driver) ?? 0,
        wanted: fresh.get(driver) ?? 0,
        limit: limits.get(driver) ?? null,
      }));
      return { kind: "volumeLimits", drivers };
    },
  };
}

/** The most volumes of each driver; a driver that is not in it has no limit. */
function limitsOf(csiNode: CSINode | undefined): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const { name, allocatable } of csiNode?.spec?.drivers ?? []) {
    if (allocatable?.count !== undefined) limits.set(name, allocatable.count);
  }
  return limits;
}

/** The volumes that a node has already; they are taken out of `wanted`. */
function attachedTo(
  node: NodeInfo,
  csiNode: CSINode | undefined,
  lister: VolumeLister,
  wanted: Map<string, string>,
): ReadonlyMap<string, string> {
  const attached = new Map<string, string>();
  for (const existing of node.pods) collectVolumes(existing.pod, csiNode, lister, attached, false);
  for (const { spec } of lister.attachments(node.name)) {
    const volume = lister.volume(spec?.source.persistentVolumeName ?? "");
    const csi = volume?.spec?.csi;
    if (csi) attached.set(`${csi.driver}/${csi.volumeHandle}`, csi.driver);
  }
  for (const volume of attached.keys()) wanted.delete(volume);
  return attached;
}

function countByDriver(volumes: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const driver of volumes.values()) counts.set(driver, (counts.get(driver) ?? 0) + 1);
  return counts;
}

/** Adds a Pod's CSI volumes as `driver/handle` -> driver. Missing claims are a problem for a new Pod only. */
function collectVolumes(
  pod: Pod,
  csiNode: CSINode | undefined,
  lister: VolumeLister,
  result: Map<string, string>,
  isNew: boolean,
): { readonly message: string; readonly notFound: boolean } | null {
  const namespace = pod.metadata.namespace ?? "default";
  for (const volume of pod.spec.volumes ?? []) {
    const claimName = claimNameOf(pod, volume);
    if (claimName === null) {
      const migrated = migratedVolume(volume, csiNode);
      if (migrated) result.set(`${migrated.driver}/${migrated.handle}`, migrated.driver);
      continue;
    }
    if (claimName === "") return { message: "PersistentVolumeClaim had no name", notFound: false };
    const claim = lister.claim(`${namespace}/${claimName}`);
    if (!claim) {
      if (!isNew) continue;
      const message = `looking up PVC ${namespace}/${claimName}: persistentvolumeclaim "${claimName}" not found`;
      return { message, notFound: true };
    }
    const foreign = volume.ephemeral ? foreignClaimError(pod, claim) : null;
    if (foreign) return { message: foreign, notFound: false };
    const csi = csiVolumeOf(claim, namespace, csiNode, lister);
    if (csi?.driver && csi.handle) result.set(`${csi.driver}/${csi.handle}`, csi.driver);
  }
  return null;
}

function csiVolumeOf(
  claim: PersistentVolumeClaim,
  namespace: string,
  csiNode: CSINode | undefined,
  lister: VolumeLister,
): { readonly driver: string; readonly handle: string } | null {
  const volume = lister.volume(claim.spec?.volumeName ?? "");
  if (volume) {
    const csi = volume.spec?.csi;
    if (csi) return { driver: csi.driver, handle: csi.volumeHandle };
    return volume.spec ? migratedVolume(volume.spec, csiNode) : null;
  }
  const storageClass = lister.storageClass(classOfClaim(claim));
  if (!storageClass) return null;
  const driver = driverOfProvisioner(storageClass.provisioner, csiNode);
  // No volume id can look like this: the claim stands for the volume it will get.
  return driver === null ? null : { driver, handle: `\0${namespace}/${claim.metadata.name}` };
}

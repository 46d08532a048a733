import type { Pod, Volume } from "../../../api/pod.ts";
import { type CloneableState, stateKey } from "../../framework/cycleState.ts";
import type { ExplainingPlugin, FilterPlugin, Handle, PreFilterPlugin } from "../../framework/interface.ts";
import type { PodInfo } from "../../framework/podInfo.ts";
import { proceed, refuse, skipFilter } from "../../framework/preFilterResults.ts";
import { success, unresolvable, unschedulable } from "../../framework/status.ts";

const diskConflict = unschedulable("node(s) had no available disk");
const claimInUse = unschedulable(
  "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod",
);

class ExclusiveClaims implements CloneableState {
  /** Names of the Pod's claims that only one Pod may use. */
  readonly names: ReadonlySet<string>;
  /** How many uses by other Pods stand in the way, wherever they are. */
  conflicts: number;

  constructor(names: ReadonlySet<string>, conflicts: number) {
    this.names = names;
    this.conflicts = conflicts;
  }

  usesOf({ pod }: PodInfo): number {
    let uses = 0;
    for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
      if (persistentVolumeClaim && this.names.has(persistentVolumeClaim.claimName)) uses++;
    }
    return uses;
  }

  clone(): ExclusiveClaims {
    return new ExclusiveClaims(this.names, this.conflicts);
  }
}

const stateKeyOfClaims = stateKey<ExclusiveClaims>();

/**
 * VolumeRestrictions refuses a node where another Pod already has a disk that cannot be shared, and every node while
 * another Pod uses a ReadWriteOncePod claim.
 *
 * Models pkg/scheduler/framework/plugins/volumerestrictions (v1.34).
 */
export function volumeRestrictions({ snapshot }: Handle): PreFilterPlugin & FilterPlugin & ExplainingPlugin {
  return {
    name: "VolumeRestrictions",

    preFilter(state, { pod, namespace }) {
      const volumes = pod.spec.volumes ?? [];
      const exclusive = new Set<string>();
      for (const { persistentVolumeClaim } of volumes) {
        if (!persistentVolumeClaim) continue;
        const name = persistentVolumeClaim.claimName;
        const claim = snapshot.volumes.claim(`${namespace}/${name}`);
        if (!claim) return refuse(unresolvable(`persistentvolumeclaim "${name}" not found`));
        if (claim.spec?.accessModes?.includes("ReadWriteOncePod")) exclusive.add(name);
      }
      let conflicts = 0;
      for (const name of exclusive) if (snapshot.claimUsers(`${namespace}/${name}`) > 0) conflicts++;
      if (conflicts === 0 && !volumes.some(isExclusiveDisk)) return skipFilter;
      state.write(stateKeyOfClaims, new ExclusiveClaims(exclusive, conflicts));
      return proceed;
    },

    addPod(state, _pod, added) {
      const claims = state.read(stateKeyOfClaims);
      if (claims) claims.conflicts += claims.usesOf(added);
    },

    removePod(state, _pod, removed) {
      const claims = state.read(stateKeyOfClaims);
      if (claims) claims.conflicts -= claims.usesOf(removed);
    },

    filter(state, { pod }, node) {
      for (const volume of pod.spec.volumes ?? []) {
        if (!isExclusiveDisk(volume)) continue;
        for (const existing of node.pods) if (conflictsWith(volume, existing.pod)) return diskConflict;
      }
      return (state.read(stateKeyOfClaims)?.conflicts ?? 0) > 0 ? claimInUse : success;
    },

    explain(state, { pod }, node) {
      const claims = state.read(stateKeyOfClaims);
      const disks = (pod.spec.volumes ?? []).filter(isExclusiveDisk).map((volume) => ({
        disk: diskOf(volume),
        heldBy: node.pods.find((existing) => conflictsWith(volume, existing.pod))?.key ?? null,
      }));
      return { kind: "disks", disks, exclusive: [...(claims?.names ?? [])], conflicts: claims?.conflicts ?? 0 };
    },
  };
}

function isExclusiveDisk(volume: Volume): boolean {
  return !!(volume.gcePersistentDisk || volume.awsElasticBlockStore || volume.rbd || volume.iscsi);
}

/** A disk by the name that its provider gives it. */
function diskOf({ name, gcePersistentDisk, awsElasticBlockStore, rbd, iscsi }: Volume): string {
  return gcePersistentDisk?.pdName ?? awsElasticBlockStore?.volumeID ?? rbd?.image ?? iscsi?.iqn ?? name;
}

/** Disks that can be mounted more than once only read-only; EBS volumes not even so. */
function conflictsWith(volume: Volume, pod: Pod): boolean {
  for (const other of pod.spec.volumes ?? []) {
    if (volume.gcePersistentDisk && other.gcePersistentDisk) {
      const [a, b] = [volume.gcePersistentDisk, other.gcePersistentDisk];
      if (a.pdName === b.pdName && !(a.readOnly && b.readOnly)) return true;
    }
    if (volume.awsElasticBlockStore && other.awsElasticBlockStore) {
      if (volume.awsElasticBlockStore.volumeID === other.awsElasticBlockStore.volumeID) return true;
    }
    if (volume.iscsi && other.iscsi) {
      const [a, b] = [volume.iscsi, other.iscsi];
      if (a.iqn === b.iqn && !(a.readOnly && b.readOnly)) return true;
    }
    if (volume.rbd && other.rbd) {
      const [a, b] = [volume.rbd, other.rbd];
      const shareMonitor = a.monitors?.some((monitor) => b.monitors?.includes(monitor));
      const sameImage = (a.pool ?? "rbd") === (b.pool ?? "rbd") && a.image === b.image;
      if (shareMonitor && sameImage && !(a.readOnly && b.readOnly)) return true;
    }
  }
  return false;
}

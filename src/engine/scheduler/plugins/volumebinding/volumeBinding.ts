import type { Pod } from "../../../api/pod.ts";
import type { PersistentVolume, PersistentVolumeClaim } from "../../../api/storage.ts";
import { claimNameOf, foreignClaimError } from "../../../api/volumeClaims.ts";
import { type CycleState, stateKey } from "../../framework/cycleState.ts";
import type {
  ExplainingPlugin,
  FilterPlugin,
  Handle,
  PreBindPlugin,
  PreFilterPlugin,
  PreScorePlugin,
  ReservePlugin,
} from "../../framework/interface.ts";
import { proceed, refuse, skipFilter } from "../../framework/preFilterResults.ts";
import type { VolumeLister } from "../../framework/snapshot.ts";
import { failure, skip, success, unresolvable } from "../../framework/status.ts";
import { claimsOf, findPodVolumes, type PodClaims, type PodVolumes, selectedNodeAnnotation } from "./binder.ts";
import { explainClaims } from "./explain.ts";

/** Bindings found by Filter, by node; dry runs share it. */
class BindingState {
  readonly claims: PodClaims;
  readonly byNode = new Map<string, PodVolumes>();
  readonly restore: (() => void)[] = [];

  constructor(claims: PodClaims) {
    this.claims = claims;
  }
}

const bindingKey = stateKey<BindingState>();

/** What has to be written so that the Pod's claims are bound on the chosen node; undefined when it has none to bind. */
export function volumeBindingsOf(state: CycleState, nodeName: string): PodVolumes | undefined {
  const volumes = state.read(bindingKey)?.byNode.get(nodeName);
  return volumes && volumes.static.length + volumes.provision.length > 0 ? volumes : undefined;
}

/**
 * VolumeBinding refuses nodes that cannot reach the Pod's volumes, and finds volumes for claims that wait for a node.
 *
 * Models pkg/scheduler/framework/plugins/volumebinding (v1.34). It never scores: StorageCapacityScoring is off.
 */
export function volumeBinding({
  snapshot,
}: Handle): PreFilterPlugin &
  FilterPlugin &
  PreScorePlugin &
  ReservePlugin &
  PreBindPlugin &
  ExplainingPlugin & { score(): number } {
  const lister = snapshot.volumes;
  return {
    name: "VolumeBinding",

    preFilter(state, { pod }) {
      const problem = claimProblem(pod, lister);
      if (problem === "no claims") return skipFilter;
      if (problem !== null) return refuse(unresolvable(problem));
      const claims = claimsOf(pod, lister);
      if (claims.immediate.length > 0) {
        return refuse(unresolvable("pod has unbound immediate PersistentVolumeClaims"));
      }
      state.write(bindingKey, new BindingState(claims));
      return proceed;
    },

    filter(state, _pod, node) {
      const binding = state.read(bindingKey)!;
      const found = findPodVolumes(binding.claims, node, lister);
      if ("error" in found) return failure(found.error);
      if (found.reasons.length > 0) return unresolvable(...found.reasons);
      binding.byNode.set(node.name, found.volumes);
      return success;
    },

    preScore: () => skip,
    score: () => 0,

    reserve(state, _pod, node) {
      const binding = state.read(bindingKey);
      const volumes = binding?.byNode.get(node.name);
      for (const { claim, volume } of volumes?.static ?? []) {
        binding!.restore.push(lister.assume(withClaim(volume, claim)));
      }
      for (const claim of volumes?.provision ?? []) binding!.restore.push(lister.assume(withNode(claim, node.name)));
      return success;
    },

    unreserve(state) {
      for (const restore of state.read(bindingKey)?.restore.splice(0) ?? []) restore();
    },

    preBind: () => success,

    explain(state, _pod, node) {
      const binding = state.read(bindingKey);
      return binding ? explainClaims(binding.claims, node, lister) : null;
    },
  };
}

/** A volume promised to a claim, as the scheduler writes it. */
export function withClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { namespace, name, uid } = claim.metadata;
  const claimRef = { kind: "PersistentVolumeClaim", apiVersion: "v1", namespace, name, uid };
  const annotations = { ...volume.metadata.annotations, "pv.kubernetes.io/bound-by-controller": "yes" };
  return { ...volume, metadata: { ...volume.metadata, annotations }, spec: { ...volume.spec, claimRef } };
}

/** A claim to be provisioned for a node, as the scheduler writes it. */
export function withNode(claim: PersistentVolumeClaim, nodeName: string): PersistentVolumeClaim {
  const annotations = { ...claim.metadata.annotations, [selectedNodeAnnotation]: nodeName };
  return { ...claim, metadata: { ...claim.metadata, annotations } };
}

/** What is wrong with the Pod's claims before any node is looked at. */
function claimProblem(pod: Pod, lister: VolumeLister): string | "no claims" | null {
  let hasClaims = false;
  for (const volume of pod.spec.volumes ?? []) {
    const name = claimNameOf(pod, volume);
    if (name === null) continue;
    hasClaims = true;
    const claim = lister.claim(`${pod.metadata.namespace ?? "default"}/${name}`);
    if (!claim) {
      return volume.ephemeral
        ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
        : `persistentvolumeclaim "${name}" not found`;
    }
    if (claim.status?.phase === "Lost") {
      return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec?.volumeName ?? ""}"`;
    }
    if (claim.metadata.deletionTimestamp) return `persistentvolumeclaim "${name}" is being deleted`;
    const foreign = volume.ephemeral ? foreignClaimError(pod, claim) : null;
    if (foreign) return foreign;
  }
  return hasClaims ? null : "no claims";
}

import type { PersistentVolumeClaim } from "../../../api/storage.ts";
import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { Operands } from "../../framework/operands.ts";
import type { VolumeLister } from "../../framework/snapshot.ts";
import { classOfClaim } from "../../framework/volumeClaims.ts";
import { findPodVolumes, type PodClaims } from "./binder.ts";
import { volumeFitsNode } from "./findMatchingVolume.ts";

type Row = Extract<Operands, { kind: "claims" }>["claims"][number];

/** What would become of each claim on a node. */
export function explainClaims(claims: PodClaims, node: NodeInfo, lister: VolumeLister): Operands | null {
  const found = findPodVolumes(claims, node, lister);
  if ("error" in found) return null;
  const { volumes, reasons } = found;
  const about = (claim: PersistentVolumeClaim) => ({
    claim: `${claim.metadata.namespace ?? "default"}/${claim.metadata.name}`,
    storageClass: classOfClaim(claim),
  });
  const bound = claims.bound.map((claim): Row => {
    const name = claim.spec?.volumeName ?? "";
    const volume = lister.volume(name);
    return { ...about(claim), outcome: "bound", volume: name, ok: !!volume && volumeFitsNode(volume, node.node) };
  });
  const delayed = claims.delayed.map((claim): Row => {
    const match = volumes.static.find((binding) => binding.claim === claim);
    if (match) return { ...about(claim), outcome: "found", volume: match.volume.metadata.name ?? "", ok: true };
    const provisioned = volumes.provision.includes(claim);
    return { ...about(claim), outcome: provisioned ? "provision" : "none", ok: provisioned };
  });
  return { kind: "claims", claims: [...bound, ...delayed], reasons };
}

import { compareQuantities } from "../../../api/quantity.ts";
import type { PersistentVolumeClaim, StorageClass } from "../../../api/storage.ts";
import { forbidden } from "../../status.ts";
import type { AdmissionPlugin, ClusterView, Verdict } from "../plugin.ts";

const betaClass = "volume.beta.kubernetes.io/storage-class";

const sizeOf = ({ spec }: PersistentVolumeClaim): string => String(spec?.resources?.requests?.storage ?? "0");
const classOf = ({ metadata, spec }: PersistentVolumeClaim): string =>
  metadata.annotations?.[betaClass] ?? spec?.storageClassName ?? "";

function mayGrow(claim: PersistentVolumeClaim, old: PersistentVolumeClaim, view: ClusterView): boolean {
  const name = classOf(claim);
  if (name === "" || name !== classOf(old)) return false;
  return view.get<StorageClass>("storageclasses", undefined, name)?.allowVolumeExpansion === true;
}

/**
 * PersistentVolumeClaimResize lets a claim grow only if its class says that its volumes can.
 *
 * Models plugin/pkg/admission/storage/persistentvolume/resize (v1.34).
 */
export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: "PersistentVolumeClaimResize",

  handles({ operation, kind, subresource }) {
    return operation === "update" && kind.resource === "persistentvolumeclaims" && subresource === undefined;
  },

  validate({ kind, name, object, old }, view): Verdict {
    const claim = object as PersistentVolumeClaim;
    const before = old as PersistentVolumeClaim;
    if (compareQuantities(sizeOf(claim), sizeOf(before)) <= 0) return {};
    const refuse = (why: string) => ({ refused: forbidden(kind, name, why) });
    if (before.status?.phase !== "Bound") return refuse("only bound persistent volume claims can be expanded");
    if (mayGrow(claim, before, view)) return {};
    return refuse(
      "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize",
    );
  },
};

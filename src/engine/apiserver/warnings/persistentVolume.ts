import type { KubernetesObject } from "../../api/meta.ts";
import { isFraction } from "./fraction.ts";
import { nodeTermWarnings } from "./nodeLabels.ts";

interface Volume extends KubernetesObject {
  readonly spec?: {
    readonly capacity?: { readonly [name: string]: string | number };
    readonly persistentVolumeReclaimPolicy?: string;
    readonly nodeAffinity?: { readonly required?: { readonly nodeSelectorTerms?: readonly object[] } };
  };
}

const betaClass = "volume.beta.kubernetes.io/storage-class";
const mountOptions = "volume.beta.kubernetes.io/mount-options";

/** Models pkg/api/persistentvolume/util.go: GetWarningsForPersistentVolume (v1.34), without kinds of volumes that are gone. */
export function volumeWarnings({ metadata, spec = {} }: Volume): string[] {
  const { annotations = {} } = metadata;
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  const storage = spec.capacity?.storage;
  return [
    ...(Object.hasOwn(annotations, betaClass)
      ? [`metadata.annotations[${betaClass}]: deprecated since v1.8; use "storageClassName" attribute instead`]
      : []),
    ...(Object.hasOwn(annotations, mountOptions)
      ? [`metadata.annotations[${mountOptions}]: deprecated since v1.31; use "mountOptions" attribute instead`]
      : []),
    ...(spec.persistentVolumeReclaimPolicy === "Recycle"
      ? [
          "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.",
        ]
      : []),
    ...terms.flatMap((term, index) => nodeTermWarnings(`spec.nodeAffinity.required.nodeSelectorTerms[${index}]`, term)),
    ...(isFraction(storage)
      ? [`spec.capacity[storage]: fractional byte value "${storage}" is invalid, must be an integer`]
      : []),
  ];
}

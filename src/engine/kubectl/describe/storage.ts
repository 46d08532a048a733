import { resourceByName } from "../../api/kinds.ts";
import type { Condition } from "../../api/meta.ts";
import type { NodeSelectorTerm, Pod } from "../../api/pod.ts";
import { canonicalQuantity } from "../../api/quantity.ts";
import type { CSINode, PersistentVolume, PersistentVolumeClaim, StorageClass } from "../../api/storage.ts";
import { objectsOf } from "../console/cluster.ts";
import { age } from "../print/age.ts";
import { labelsText } from "../print/labels.ts";
import { accessModesText, isDefaultClass, storageClassOf } from "../print/storage.ts";
import { type Describer, type Description, longTime } from "./description.ts";
import { type Attributes, attributeRows, describeSource, type Rows, rowsOf } from "./volume.ts";

const podKind = resourceByName("pods")!;

const listText = (values: readonly string[] | undefined): string => `[${(values ?? []).join(" ")}]`;

/** Models describePersistentVolumeClaim of kubectl's pkg/describe/describe.go (v1.34). */
export const describePersistentVolumeClaim: Describer<PersistentVolumeClaim> = (description, claim, context) => {
  const { metadata, spec = {}, status = {} } = claim;
  const { records, now } = context;
  description.field(0, "Name", metadata.name ?? "").field(0, "Namespace", metadata.namespace ?? "");
  description.field(0, "StorageClass", storageClassOf(claim));
  const { deletionTimestamp } = metadata;
  description.field(
    0,
    "Status",
    deletionTimestamp ? `Terminating (lasts ${age(deletionTimestamp, now)})` : (status.phase ?? ""),
  );
  description.field(0, "Volume", spec.volumeName ?? "");
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  description.field(0, "Finalizers", listText(metadata.finalizers));
  const bound = Boolean(spec.volumeName);
  description.field(0, "Capacity", bound ? canonicalQuantity(status.capacity?.storage ?? "0") : "");
  description.field(0, "Access Modes", bound ? accessModesText(status.accessModes) : "");
  if (spec.volumeMode) description.field(0, "VolumeMode", spec.volumeMode);
  const users = objectsOf<Pod>(records, podKind, metadata.namespace).filter((pod) => uses(pod, claim));
  description.list(
    "Used By",
    users.map((pod) => pod.metadata.name ?? ""),
  );
  describeConditions(description, status.conditions);
};

/** How far a resize has come. */
function describeConditions(description: Description, conditions: readonly Condition[] | undefined): void {
  if (!conditions?.length) return;
  description
    .line(0, "Conditions:")
    .line(1, "Type", "Status", "LastProbeTime", "LastTransitionTime", "Reason", "Message")
    .line(1, "----", "------", "-----------------", "------------------", "------", "-------");
  for (const { type, status, lastProbeTime, lastTransitionTime, reason = "", message = "" } of conditions) {
    const times = [`${longTime(lastProbeTime)} `, `${longTime(lastTransitionTime)} `];
    description.line(1, `${type} `, `${status} `, ...times, `${reason} `, message);
  }
}

/** By name, or as the Pod that the claim of an ephemeral volume belongs to. */
function uses({ metadata, spec }: Pod, claim: PersistentVolumeClaim): boolean {
  const named = spec.volumes?.some(
    ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claim.metadata.name,
  );
  const owns = claim.metadata.ownerReferences?.some(({ kind, uid }) => kind === "Pod" && uid === metadata.uid);
  return Boolean(named || owns);
}

/** Models describePersistentVolume. */
export const describePersistentVolume: Describer<PersistentVolume> = (description, volume, { now }) => {
  const { metadata, spec = {}, status = {} } = volume;
  description.field(0, "Name", metadata.name ?? "");
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  description.field(0, "Finalizers", listText(metadata.finalizers)).field(0, "StorageClass", storageClassOf(volume));
  const { deletionTimestamp } = metadata;
  description.field(
    0,
    "Status",
    deletionTimestamp ? `Terminating (lasts ${age(deletionTimestamp, now)})` : (status.phase ?? ""),
  );
  const { claimRef } = spec;
  description.field(0, "Claim", claimRef ? `${claimRef.namespace ?? ""}/${claimRef.name ?? ""}` : "");
  description.field(0, "Reclaim Policy", spec.persistentVolumeReclaimPolicy ?? "");
  description.field(0, "Access Modes", accessModesText(spec.accessModes));
  if (spec.volumeMode) description.field(0, "VolumeMode", spec.volumeMode);
  description.field(0, "Capacity", canonicalQuantity(spec.capacity?.storage ?? "0"));
  describeNodeAffinity(description, spec.nodeAffinity?.required?.nodeSelectorTerms);
  description.field(0, "Message", status.message ?? "").line(0, "Source:");
  describeSource(description, sourceOf(spec));
};

function describeNodeAffinity(description: Description, terms: readonly NodeSelectorTerm[] | undefined): void {
  if (!terms) {
    description.field(0, "Node Affinity", "<none>");
    return;
  }
  description.field(0, "Node Affinity", "").field(1, "Required Terms", terms.length === 0 ? "<none>" : "");
  for (const [i, { matchExpressions = [] }] of terms.entries()) {
    const texts = matchExpressions.map(({ key, operator, values = [] }) =>
      [key, operator.toLowerCase(), ...(values.length > 0 ? [`[${values.join(", ")}]`] : [])].join(" "),
    );
    description.list(`Term ${i}`, texts, "    ");
  }
}

/** A volume's source is told as in a Pod, except for those that only volumes have. */
function sourceOf({ hostPath, nfs, local, csi }: NonNullable<PersistentVolume["spec"]>): Rows | null {
  if (local)
    return [
      ["Type", "LocalVolume (a persistent volume backed by local storage on a node)"],
      ["Path", local.path],
    ];
  if (csi)
    return [
      ["Type", "CSI (a Container Storage Interface (CSI) volume source)"],
      ["Driver", csi.driver],
      ["FSType", String(csi.fsType ?? "")],
      ["VolumeHandle", csi.volumeHandle],
      ["ReadOnly", Boolean(csi.readOnly)],
      ...attributeRows(csi.volumeAttributes as Attributes),
    ];
  return rowsOf({ name: "", ...(hostPath && { hostPath }), ...(nfs && { nfs }) });
}

/** Models describeStorageClass. */
export const describeStorageClass: Describer<StorageClass> = (description, storageClass) => {
  const { metadata, provisioner, reclaimPolicy, volumeBindingMode, allowVolumeExpansion } = storageClass;
  const { parameters, mountOptions = [], allowedTopologies } = storageClass;
  description.field(0, "Name", metadata.name ?? "");
  description.field(0, "IsDefaultClass", isDefaultClass(storageClass) ? "Yes" : "No");
  description.field(0, "Annotations", labelsText(metadata.annotations)).field(0, "Provisioner", provisioner);
  description.field(0, "Parameters", labelsText(parameters));
  const expands = allowVolumeExpansion === undefined ? "<unset>" : allowVolumeExpansion ? "True" : "False";
  description.field(0, "AllowVolumeExpansion", expands);
  if (mountOptions.length === 0) description.field(0, "MountOptions", "<none>");
  else description.line(0, "MountOptions:");
  for (const option of mountOptions) description.line(1, option);
  if (reclaimPolicy) description.field(0, "ReclaimPolicy", reclaimPolicy);
  if (volumeBindingMode) description.field(0, "VolumeBindingMode", volumeBindingMode);
  if (!allowedTopologies) return;
  description.field(0, "AllowedTopologies", allowedTopologies.length === 0 ? "<none>" : "");
  for (const [i, { matchLabelExpressions = [] }] of allowedTopologies.entries()) {
    const texts = matchLabelExpressions.map(({ key, values }) => `${key} in [${values.join(", ")}]`);
    description.list(`Term ${i}`, texts, "  ");
  }
};

/** Models describeCSINode. */
export const describeCSINode: Describer<CSINode> = (description, { metadata, spec }) => {
  description.field(0, "Name", metadata.name ?? "");
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  description.field(0, "CreationTimestamp", longTime(metadata.creationTimestamp)).line(0, "Spec:");
  if (spec?.drivers) description.line(1, "Drivers:");
  for (const { name, nodeID, allocatable, topologyKeys } of spec?.drivers ?? []) {
    description.line(2, `${name}:`).field(3, "Node ID", nodeID);
    if (allocatable?.count !== undefined) description.line(3, "Allocatables:").field(4, "Count", allocatable.count);
    if (topologyKeys) description.field(3, "Topology Keys", listText(topologyKeys));
  }
};

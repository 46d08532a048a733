import type { DownwardAPIVolumeFile, TopologySpreadConstraint, Volume } from "../../api/pod.ts";
import { canonicalQuantity } from "../../api/quantity.ts";
import type { PersistentVolumeClaim } from "../../api/storage.ts";
import { labelSelectorText } from "../print/labels.ts";
import { storageClassOf } from "../print/storage.ts";
import type { Description } from "./description.ts";

type Value = string | number | boolean;

/** Fields of a volume's source, or lines as they are. */
export type Rows = readonly (readonly [string, Value] | readonly [string])[];

export type Attributes = { readonly [key: string]: string } | undefined;

/** `key=value` one below the other: each write of a nested PrefixWriter brings its indent along. */
function nested(values: Attributes): string {
  const texts = Object.keys(values ?? {})
    .sort()
    .map((key) => `    ${key}=${values?.[key]}`);
  return texts.length === 0 ? "<none>" : texts.join("\n        \t");
}

export const attributeRows = (attributes: Attributes): Rows => [["VolumeAttributes", nested(attributes)]];

const itemLines = ({ fieldRef, resourceFieldRef, path }: DownwardAPIVolumeFile): Rows =>
  [fieldRef?.fieldPath, resourceFieldRef?.resource].flatMap((from) =>
    from ? [[`  ${from} -> ${path}`] as const] : [],
  );

/** The claim that a Pod brings along, as far as there is something to say of it. */
function ephemeralRows({ volumeClaimTemplate }: NonNullable<Volume["ephemeral"]>): Rows {
  const type = "EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)";
  if (!volumeClaimTemplate) return [["Type", type]];
  const { metadata = {}, spec } = volumeClaimTemplate;
  const claim = { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata, spec } satisfies PersistentVolumeClaim;
  return [
    ["Type", type],
    ["StorageClass", storageClassOf(claim)],
    ["Volume", ""],
    ["Labels", nested(metadata.labels)],
    ["Annotations", nested(metadata.annotations)],
    ["Capacity", ""],
    ["Access Modes", ""],
    ...(typeof spec.volumeMode === "string" ? [["VolumeMode", spec.volumeMode] as const] : []),
  ];
}

function diskRows(
  type: string,
  idTitle: string,
  id: string,
  disk: { fsType?: string; partition?: number; readOnly?: boolean },
): Rows {
  return [
    ["Type", type],
    [idTitle, id],
    ["FSType", disk.fsType ?? ""],
    ["Partition", disk.partition ?? 0],
    ["ReadOnly", disk.readOnly ?? false],
  ];
}

/** What each kind of volume is, and what is said of it. Models describeVolumes of pkg/describe/describe.go (v1.34). */
export function rowsOf(volume: Volume): Rows | null {
  const {
    hostPath,
    emptyDir,
    secret,
    configMap,
    nfs,
    persistentVolumeClaim,
    ephemeral,
    downwardAPI,
    csi,
    projected,
    image,
  } = volume;
  if (hostPath)
    return [
      ["Type", "HostPath (bare host directory volume)"],
      ["Path", hostPath.path],
      ["HostPathType", hostPath.type ?? "<none>"],
    ];
  if (emptyDir)
    return [
      ["Type", "EmptyDir (a temporary directory that shares a pod's lifetime)"],
      ["Medium", emptyDir.medium ?? ""],
      ["SizeLimit", emptyDir.sizeLimit === undefined ? "<unset>" : canonicalQuantity(emptyDir.sizeLimit)],
    ];
  if (secret)
    return [
      ["Type", "Secret (a volume populated by a Secret)"],
      ["SecretName", secret.secretName ?? ""],
      ["Optional", secret.optional ?? false],
    ];
  if (configMap)
    return [
      ["Type", "ConfigMap (a volume populated by a ConfigMap)"],
      ["Name", configMap.name ?? ""],
      ["Optional", configMap.optional ?? false],
    ];
  if (nfs)
    return [
      ["Type", "NFS (an NFS mount that lasts the lifetime of a pod)"],
      ["Server", nfs.server],
      ["Path", nfs.path],
      ["ReadOnly", nfs.readOnly ?? false],
    ];
  if (persistentVolumeClaim)
    return [
      ["Type", "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)"],
      ["ClaimName", persistentVolumeClaim.claimName],
      ["ReadOnly", persistentVolumeClaim.readOnly ?? false],
    ];
  if (ephemeral) return ephemeralRows(ephemeral);
  if (downwardAPI)
    return [
      ["Type", "DownwardAPI (a volume populated by information about the pod)"],
      ["Items:"],
      ...(downwardAPI.items ?? []).flatMap(itemLines),
    ];
  if (csi)
    return [
      ["Type", "CSI (a Container Storage Interface (CSI) volume source)"],
      ["Driver", csi.driver],
      ["FSType", csi.fsType ?? ""],
      ["ReadOnly", csi.readOnly ?? false],
      ...attributeRows(csi.volumeAttributes as Attributes),
    ];
  if (image)
    return [
      ["Type", "Image (a container image or OCI artifact)"],
      ["Reference", image.reference ?? ""],
      ["PullPolicy", image.pullPolicy ?? ""],
    ];
  const { gcePersistentDisk, awsElasticBlockStore } = volume;
  if (gcePersistentDisk) {
    const type = "GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)";
    return diskRows(type, "PDName", gcePersistentDisk.pdName, gcePersistentDisk);
  }
  if (awsElasticBlockStore) {
    const type = "AWSElasticBlockStore (a Persistent Disk resource in AWS)";
    return diskRows(type, "VolumeID", awsElasticBlockStore.volumeID, awsElasticBlockStore);
  }
  return projected ? projectedRows(projected) : null;
}

function projectedRows({ sources = [] }: NonNullable<Volume["projected"]>): Rows {
  const type = ["Type", "Projected (a volume that contains injected data from multiple sources)"] as const;
  return [
    type,
    ...sources.flatMap(({ secret, downwardAPI, configMap, serviceAccountToken }): Rows => {
      if (secret)
        return [
          ["SecretName", secret.name ?? ""],
          ["Optional", secret.optional ?? false],
        ];
      if (downwardAPI) return [["DownwardAPI", true]];
      if (configMap)
        return [
          ["ConfigMapName", configMap.name ?? ""],
          ["Optional", configMap.optional ?? false],
        ];
      return serviceAccountToken ? [["TokenExpirationSeconds", serviceAccountToken.expirationSeconds ?? 3600]] : [];
    }),
  ];
}

export function describeVolumes(description: Description, volumes: readonly Volume[] = [], indent = ""): void {
  if (volumes.length === 0) {
    description.write(`${indent}Volumes:\t<none>\n`);
    return;
  }
  description.write(`${indent}Volumes:\n`);
  for (const volume of volumes) {
    description.line(1, `${indent === "" ? "" : " "}${volume.name}:`);
    describeSource(description, rowsOf(volume));
  }
}

export function describeSource(description: Description, rows: Rows | null): void {
  if (!rows) description.line(1, "<unknown>");
  for (const [name, value] of rows ?? []) {
    if (value === undefined) description.line(2, name);
    else description.field(2, name, value);
  }
}

export function describeSpread(
  description: Description,
  constraints: readonly TopologySpreadConstraint[] = [],
  indent = "",
): void {
  if (constraints.length === 0) return;
  const sorted = [...constraints].sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1));
  const texts = sorted.map(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }) => {
    const selector = labelSelector ? ` for selector ${labelSelectorText(labelSelector)}` : "";
    return `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`;
  });
  description.list("Topology Spread Constraints", texts, indent);
}

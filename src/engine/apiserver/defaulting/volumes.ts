import { ensureRecord, type Fields, isRecord, recordAt, recordsAt, setAbsent } from "./fields.ts";
import { defaultFieldSource, defaultPullPolicy } from "./pod.ts";
import { canonicalise, roundResourceLists } from "./resources.ts";

/** Defaults of the sources that have any. Models SetDefaults_*VolumeSource (v1.34). */
const sourceDefaults: { readonly [source: string]: Fields } = {
  secret: { defaultMode: 0o644 },
  configMap: { defaultMode: 0o644 },
  downwardAPI: { defaultMode: 0o644 },
  projected: { defaultMode: 0o644 },
  hostPath: { type: "" },
  iscsi: { iscsiInterface: "default" },
  rbd: { pool: "rbd", user: "admin", keyring: "/etc/ceph/keyring" },
  azureDisk: { cachingMode: "ReadWrite", kind: "Shared", fsType: "ext4", readOnly: false },
  scaleIO: { storageMode: "ThinProvisioned", fsType: "xfs" },
};

function defaultVolumeSource(owner: Fields): void {
  for (const [source, defaults] of Object.entries(sourceDefaults)) {
    const present = recordAt(owner, source);
    if (present) setAbsent(present, defaults);
  }
}

export function defaultVolume(volume: Fields): void {
  if (!Object.values(volume).some(isRecord)) volume.emptyDir = {};
  defaultVolumeSource(volume);
  canonicalise(recordAt(volume, "emptyDir"), "sizeLimit");
  const image = recordAt(volume, "image");
  if (image) setAbsent(image, { pullPolicy: defaultPullPolicy(image.reference) });
  for (const item of recordsAt(recordAt(volume, "downwardAPI"), "items")) defaultFieldSource(item);
  for (const source of recordsAt(recordAt(volume, "projected"), "sources")) {
    for (const item of recordsAt(recordAt(source, "downwardAPI"), "items")) defaultFieldSource(item);
    const token = recordAt(source, "serviceAccountToken");
    if (token) setAbsent(token, { expirationSeconds: 3600 });
  }
  const template = recordAt(recordAt(volume, "ephemeral"), "volumeClaimTemplate");
  if (!template) return;
  ensureRecord(template, "metadata");
  defaultClaimSpec(recordAt(template, "spec"));
}

function defaultClaimSpec(spec: Fields | undefined): void {
  if (!spec) return;
  setAbsent(spec, { volumeMode: "Filesystem" });
  roundResourceLists(recordAt(spec, "resources"), "requests", "limits");
}

export function defaultClaim(claim: Fields): void {
  defaultClaimSpec(ensureRecord(claim, "spec"));
  setAbsent(ensureRecord(claim, "status"), { phase: "Pending" });
}

export function defaultPersistentVolume(volume: Fields): void {
  const spec = ensureRecord(volume, "spec");
  setAbsent(spec, { persistentVolumeReclaimPolicy: "Retain", volumeMode: "Filesystem" });
  defaultVolumeSource(spec);
  roundResourceLists(spec, "capacity");
  setAbsent(ensureRecord(volume, "status"), { phase: "Pending" });
}

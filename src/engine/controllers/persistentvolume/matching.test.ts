import { describe, expect, it } from "vitest";
import type { PersistentVolume, PersistentVolumeClaim } from "../../api/storage.ts";
import { mismatch, volumeFor } from "./matching.ts";
import { reclaimOf } from "./reclaim.ts";

const volume = (name: string, storage: string, accessModes: string[], spec: object = {}, metadata: object = {}) =>
  ({
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, ...metadata },
    spec: { capacity: { storage }, accessModes, ...spec },
  }) as PersistentVolume;
const claim = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { namespace: "shop", name: "data", uid: "u" },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "2Gi" } } },
} as PersistentVolumeClaim;
const once = ["ReadWriteOnce"];
const claimRef = { namespace: "shop", name: "data" };

describe("the volume that a claim gets", () => {
  it.each([
    [
      "the smallest that is large enough",
      [volume("a", "5Gi", once), volume("b", "3Gi", once), volume("c", "1Gi", once)],
      "b",
    ],
    [
      "fewer access modes before less room",
      [volume("a", "2Gi", [...once, "ReadWriteMany"]), volume("b", "9Gi", once)],
      "b",
    ],
    ["one that is promised to it", [volume("a", "2Gi", once), volume("b", "9Gi", once, { claimRef })], "b"],
    ["not a promised one that is too small", [volume("a", "1Gi", once, { claimRef })], undefined],
    ["not one of another's", [volume("a", "2Gi", once, { claimRef: { ...claimRef, name: "logs" } })], undefined],
    ["not one of another mode", [volume("a", "2Gi", once, { volumeMode: "Block", claimRef })], undefined],
  ])("%s", (_, volumes, expected) => {
    expect(volumeFor(claim, volumes)?.metadata.name).toBe(expected);
  });
});

describe("a volume that a claim names", () => {
  it.each([
    [volume("a", "2Gi", once), null],
    [volume("a", "1Gi", once), "requested PV is too small"],
    [volume("a", "2Gi", once, { storageClassName: "fast" }), "storageClassName does not match"],
    [volume("a", "2Gi", once, { volumeMode: "Block" }), "incompatible volumeMode"],
    [volume("a", "2Gi", ["ReadWriteMany"]), "incompatible accessMode"],
    [volume("a", "2Gi", once, {}, { deletionTimestamp: "x" }), 'the volume is marked for deletion "a"'],
  ])("%j: %s", (named, expected) => {
    expect(mismatch(named, claim)).toBe(expected);
  });
});

describe("what becomes of a volume without its claim", () => {
  const released = (spec: PersistentVolume["spec"], annotations?: { [name: string]: string }): PersistentVolume => ({
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: "v", ...(annotations && { annotations }) },
    spec: { persistentVolumeReclaimPolicy: "Delete", ...spec },
  });
  it.each([
    ["it is kept", released({ persistentVolumeReclaimPolicy: "Retain" }), "keep"],
    ["its provisioner deletes it", released({}, { "pv.kubernetes.io/provisioned-by": "example.com/csi" }), "external"],
    ["a directory under /tmp goes", released({ hostPath: { path: "/tmp/x" } }), "delete"],
    [
      "another directory stays",
      released({ hostPath: { path: "/x" } }),
      { failure: "host_path deleter only supports /tmp/.+ but received provided /x" },
    ],
    [
      "nobody can delete a disk of a node",
      released({ local: { path: "/mnt" } }),
      { failure: 'error getting deleter volume plugin for volume "v": no deletable volume plugin matched' },
    ],
  ])("%s", (_, volume, expected) => {
    expect(reclaimOf(volume)).toEqual(expected);
  });
});

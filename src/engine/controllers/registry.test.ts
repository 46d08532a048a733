import { expect, it } from "vitest";
import { kinds } from "../api/kinds.ts";
import { controlledKinds } from "./registry.ts";

it("says which kinds some controller acts on", () => {
  expect(controlledKinds).toEqual([
    "ConfigMap",
    "CronJob",
    "DaemonSet",
    "Deployment",
    "EndpointSlice",
    "HorizontalPodAutoscaler",
    "Job",
    "Namespace",
    "Node",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "PodDisruptionBudget",
    "ReplicaSet",
    "ReplicationController",
    "ResourceQuota",
    "Service",
    "ServiceAccount",
    "StatefulSet",
    "StorageClass",
  ]);
  const served = new Set(kinds.map(({ kind }) => kind));
  expect(controlledKinds.filter((kind) => !served.has(kind))).toEqual([]);
});

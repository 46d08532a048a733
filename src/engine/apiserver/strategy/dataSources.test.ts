import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { withDataSources } from "./dataSources.ts";

const claim = { kind: "PersistentVolumeClaim", name: "a" };
const snapshot = { apiGroup: "snapshot.storage.k8s.io", kind: "VolumeSnapshot", name: "a" };
const populator = { apiGroup: "example.com", kind: "Seed", name: "a" };

describe("what a new claim is to be filled with", () => {
  it.each([
    [{}, {}],
    [{ dataSource: claim }, { dataSource: claim, dataSourceRef: claim }],
    [{ dataSource: snapshot }, { dataSource: snapshot, dataSourceRef: snapshot }],
    [{ dataSource: populator }, {}],
    [{ dataSourceRef: populator }, { dataSource: populator, dataSourceRef: populator }],
    [
      { dataSource: claim, dataSourceRef: snapshot },
      { dataSource: claim, dataSourceRef: snapshot },
    ],
  ])("%j", (spec, expected) => {
    const object = { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: {}, spec } as KubernetesObject;
    expect(withDataSources(object)).toEqual({ ...object, spec: expected });
  });
});

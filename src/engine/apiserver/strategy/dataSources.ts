import type { KubernetesObject } from "../../api/meta.ts";

interface DataSource {
  readonly apiGroup?: string;
  readonly kind?: string;
}

interface Claim extends KubernetesObject {
  readonly spec?: {
    readonly dataSource?: DataSource;
    readonly dataSourceRef?: DataSource & { readonly namespace?: string };
  };
}

/** What the older field may name: other claims, and snapshots. */
function isOldKind({ apiGroup = "", kind }: DataSource): boolean {
  return (
    (kind === "PersistentVolumeClaim" && apiGroup === "") ||
    (kind === "VolumeSnapshot" && apiGroup === "snapshot.storage.k8s.io")
  );
}

/**
 * A new claim whose two fields for what to fill it with say the same; the older one alone is passed over when it names
 * what it never could. Models EnforceDataSourceBackwardsCompatibility and NormalizeDataSources of
 * pkg/api/persistentvolumeclaim (v1.34).
 */
export function withDataSources(object: KubernetesObject): KubernetesObject {
  const { spec } = object as Claim;
  if (!spec) return object;
  const { dataSource, dataSourceRef, ...rest } = spec;
  if (dataSource && !dataSourceRef) {
    const both = isOldKind(dataSource) ? { dataSource, dataSourceRef: dataSource } : {};
    return { ...object, spec: { ...rest, ...both } } as KubernetesObject;
  }
  if (!dataSource && dataSourceRef && !dataSourceRef.namespace)
    return { ...object, spec: { ...rest, dataSource: dataSourceRef, dataSourceRef } } as KubernetesObject;
  return object;
}

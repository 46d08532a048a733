import type { KubernetesObject } from "../../api/meta.ts";
import { canonicalSelector } from "./selectorText.ts";

type Scaled = KubernetesObject & {
  readonly spec?: { readonly replicas?: number; readonly selector?: unknown };
  readonly status?: { readonly replicas?: number };
};

/** `GET …/scale`: how many replicas there should be and are. Models pkg/registry/apps' ScaleREST (v1.34). */
export function scaleOf(object: KubernetesObject): KubernetesObject {
  const { metadata, spec, status } = object as Scaled;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const replicas = spec?.replicas ?? 0;
  const selector = canonicalSelector(spec?.selector);
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: status?.replicas ?? 0, ...(selector && { selector }) },
  } as KubernetesObject;
}

import { canonicalSelector } from "../../api/canonicalSelector.ts";
import type { KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import { invalid } from "../status.ts";

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

/** What the scale subresource takes and gives, as a kind of its own. */
export const scaleKind: KindInfo = {
  group: "autoscaling",
  version: "v1",
  kind: "Scale",
  resource: "scale",
  shortNames: [],
  namespaced: true,
  etcdPrefix: "",
  simulated: true,
  served: true,
};

/** A number of replicas that cannot be; null for one that can. Models ValidateScale (v1.34). */
export function scaleProblem({ metadata, spec }: Scaled): Status | null {
  const replicas = spec?.replicas ?? 0;
  if (replicas >= 0) return null;
  const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
  return invalid(scaleKind, metadata.name ?? "", [{ reason: "FieldValueInvalid", field: "spec.replicas", message }]);
}

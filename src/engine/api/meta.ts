/** The metadata that every Kubernetes object carries (metav1, v1.34). Fields are optional as on the wire. */

/** A resource quantity as written: `"500m"`, `"1Gi"`, or a bare YAML number such as `0.5`. */
export type Quantity = string | number;
export type ResourceList = { [resourceName: string]: Quantity };

/** RFC 3339 with seconds, UTC. The simulation's epoch is in `kernel/clock.ts`. */
export type Time = string;

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface ManagedFieldsEntry {
  manager?: string;
  operation?: string;
  apiVersion?: string;
  time?: Time;
  fieldsType?: string;
  fieldsV1?: unknown;
  subresource?: string;
}

export interface ObjectMeta {
  name?: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: Time | null;
  deletionTimestamp?: Time;
  deletionGracePeriodSeconds?: number;
  labels?: { [key: string]: string };
  annotations?: { [key: string]: string };
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: ManagedFieldsEntry[];
}

/** Any object as the API server stores it; `kind` and `apiVersion` are always present inside the engine. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

export interface LabelSelectorRequirement {
  key: string;
  /** In, NotIn, Exists or DoesNotExist; kept a string because manifests may hold anything. */
  operator: string;
  values?: string[];
}

export interface LabelSelector {
  matchLabels?: { [key: string]: string };
  matchExpressions?: LabelSelectorRequirement[];
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastProbeTime?: Time | null;
  lastTransitionTime?: Time | null;
  lastUpdateTime?: Time;
  lastHeartbeatTime?: Time | null;
  observedGeneration?: number;
}

/** What the API server answers when it refuses (metav1.Status). An expected outcome, never thrown. */
export interface Status {
  kind: "Status";
  apiVersion: "v1";
  status: "Failure";
  code: number;
  reason?: string;
  message: string;
  details?: {
    name?: string;
    kind?: string;
    group?: string;
    uid?: string;
    retryAfterSeconds?: number;
    causes?: { reason?: string; message?: string; field?: string }[];
  };
}

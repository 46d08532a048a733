import { defaultAdmissionPolicy, defaultRoleBinding } from "./access.ts";
import { defaultHorizontalPodAutoscaler } from "./autoscaling.ts";
import { base64 } from "./base64.ts";
import {
  copyFields,
  ensureRecord,
  type Fields,
  isRecord,
  recordAt,
  recordsAt,
  setAbsent,
  withoutNulls,
} from "./fields.ts";
import { defaultPod, defaultPodTemplate } from "./pod.ts";
import { roundResourceLists } from "./resources.ts";
import { defaultIngressClass, defaultNetworkPolicy, defaultService, defaultWebhooks } from "./services.ts";
import { defaultClaim, defaultPersistentVolume } from "./volumes.ts";
import {
  defaultCronJob,
  defaultDaemonSet,
  defaultDeployment,
  defaultJob,
  defaultReplicaSet,
  defaultReplicationController,
  defaultStatefulSet,
} from "./workloads.ts";

function defaultNode(node: Fields): void {
  const status = ensureRecord(node, "status");
  roundResourceLists(status, "capacity", "allocatable");
  const capacity = recordAt(status, "capacity");
  if (status.allocatable === undefined && capacity) status.allocatable = { ...capacity };
}

function defaultNamespace(namespace: Fields): void {
  const metadata = ensureRecord(namespace, "metadata");
  if (metadata.name) ensureRecord(metadata, "labels")["kubernetes.io/metadata.name"] = metadata.name;
  setAbsent(ensureRecord(namespace, "status"), { phase: "Active" });
}

/** Container limits: an absent default is the maximum; an absent default request the default, else the minimum. */
function defaultLimitRange(limitRange: Fields): void {
  for (const item of recordsAt(recordAt(limitRange, "spec"), "limits")) {
    roundResourceLists(item, "max", "min", "default", "defaultRequest", "maxLimitRequestRatio");
    if (item.type !== "Container") continue;
    const limits = ensureRecord(item, "default");
    setAbsent(limits, recordAt(item, "max") ?? {});
    const requests = ensureRecord(item, "defaultRequest");
    setAbsent(requests, limits);
    setAbsent(requests, recordAt(item, "min") ?? {});
  }
}

/** Text in `stringData` goes into `data`, which holds bytes in base 64. */
function defaultSecret(secret: Fields): void {
  setAbsent(secret, { type: "Opaque" });
  const texts = Object.entries(recordAt(secret, "stringData") ?? {});
  delete secret.stringData;
  if (texts.length === 0) return;
  const data = ensureRecord(secret, "data");
  for (const [key, text] of texts) data[key] = base64(String(text));
}

function defaultEndpointSlice(slice: Fields): void {
  for (const port of recordsAt(slice, "ports")) {
    port.name ??= "";
    setAbsent(port, { protocol: "TCP" });
  }
}

function defaultEndpoints(endpoints: Fields): void {
  for (const subset of recordsAt(endpoints, "subsets"))
    for (const port of recordsAt(subset, "ports")) setAbsent(port, { protocol: "TCP" });
}

const withFields =
  (defaults: Fields, under?: string) =>
  (object: Fields): void =>
    setAbsent(under ? ensureRecord(object, under) : object, defaults);

const byKind: { readonly [kind: string]: (object: Fields) => void } = {
  Pod: defaultPod,
  PodTemplate: defaultPodTemplate,
  Node: defaultNode,
  Namespace: defaultNamespace,
  Service: defaultService,
  Secret: defaultSecret,
  Endpoints: defaultEndpoints,
  EndpointSlice: defaultEndpointSlice,
  RoleBinding: defaultRoleBinding,
  ClusterRoleBinding: defaultRoleBinding,
  RuntimeClass: (given) => roundResourceLists(recordAt(given, "overhead"), "podFixed"),
  ValidatingAdmissionPolicy: defaultAdmissionPolicy,
  ValidatingAdmissionPolicyBinding: defaultAdmissionPolicy,
  LimitRange: defaultLimitRange,
  ResourceQuota: (quota) => roundResourceLists(recordAt(quota, "spec"), "hard"),
  PersistentVolume: defaultPersistentVolume,
  PersistentVolumeClaim: defaultClaim,
  ReplicationController: defaultReplicationController,
  Deployment: defaultDeployment,
  ReplicaSet: defaultReplicaSet,
  StatefulSet: defaultStatefulSet,
  DaemonSet: defaultDaemonSet,
  Job: defaultJob,
  CronJob: defaultCronJob,
  HorizontalPodAutoscaler: defaultHorizontalPodAutoscaler,
  PriorityClass: withFields({ preemptionPolicy: "PreemptLowerPriority" }),
  StorageClass: withFields({ reclaimPolicy: "Delete", volumeBindingMode: "Immediate" }),
  CSIDriver: withFields(
    {
      attachRequired: true,
      podInfoOnMount: false,
      storageCapacity: false,
      fsGroupPolicy: "ReadWriteOnceWithFSType",
      volumeLifecycleModes: ["Persistent"],
      requiresRepublish: false,
      seLinuxMount: false,
    },
    "spec",
  ),
  IngressClass: defaultIngressClass,
  NetworkPolicy: defaultNetworkPolicy,
  MutatingWebhookConfiguration: defaultWebhooks,
  ValidatingWebhookConfiguration: defaultWebhooks,
};

/**
 * The object with every default that the API server fills in while decoding; the argument stays as it is. Of kinds without
 * defaults, and custom resources, only what holds a null is another object.
 *
 * Models pkg/apis/<group>/<version>/defaults.go and zz_generated.defaults.go (v1.34).
 */
export function applyDefaults<T>(object: T): T {
  if (!isRecord(object)) return object;
  const kind = String(object.kind ?? "");
  if (!Object.hasOwn(byKind, kind) && isRecord(object.metadata)) return withoutNulls(object);
  const copy = copyFields(object);
  ensureRecord(copy, "metadata");
  if (Object.hasOwn(byKind, kind)) byKind[kind]!(copy);
  return copy;
}

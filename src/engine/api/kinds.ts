import type { KubernetesObject } from "./meta.ts";

/** A kind that the API server serves. */
export interface Kind {
  /** `""` for core. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The plural name in paths: `pods`. */
  readonly resource: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** Under `/registry/` in etcd; a few differ from the resource for history's sake. */
  readonly etcdPrefix: string;
  /** Whether something in the simulation acts on objects of this kind; the others are stored and that is all. */
  readonly simulated: boolean;
}

type Row = readonly [resource: string, kind: string, shortNames?: string, options?: { cluster?: true; etcd?: string; stored?: true }];

const groups: readonly (readonly [groupVersion: string, rows: readonly Row[]])[] = [
  [
    "v1",
    [
      ["pods", "Pod", "po"],
      ["nodes", "Node", "no", { cluster: true, etcd: "minions" }],
      ["namespaces", "Namespace", "ns", { cluster: true }],
      ["services", "Service", "svc", { etcd: "services/specs" }],
      ["endpoints", "Endpoints", "ep", { etcd: "services/endpoints" }],
      ["configmaps", "ConfigMap", "cm"],
      ["secrets", "Secret"],
      ["serviceaccounts", "ServiceAccount", "sa"],
      ["events", "Event", "ev"],
      ["persistentvolumes", "PersistentVolume", "pv", { cluster: true }],
      ["persistentvolumeclaims", "PersistentVolumeClaim", "pvc"],
      ["resourcequotas", "ResourceQuota", "quota"],
      ["limitranges", "LimitRange", "limits"],
      ["replicationcontrollers", "ReplicationController", "rc", { etcd: "controllers", stored: true }],
      ["podtemplates", "PodTemplate", undefined, { stored: true }],
    ],
  ],
  [
    "apps/v1",
    [
      ["deployments", "Deployment", "deploy"],
      ["replicasets", "ReplicaSet", "rs"],
      ["statefulsets", "StatefulSet", "sts", { stored: true }],
      ["daemonsets", "DaemonSet", "ds", { stored: true }],
      ["controllerrevisions", "ControllerRevision", undefined, { stored: true }],
    ],
  ],
  [
    "batch/v1",
    [
      ["jobs", "Job", undefined, { stored: true }],
      ["cronjobs", "CronJob", "cj", { stored: true }],
    ],
  ],
  ["autoscaling/v2", [["horizontalpodautoscalers", "HorizontalPodAutoscaler", "hpa", { stored: true }]]],
  ["policy/v1", [["poddisruptionbudgets", "PodDisruptionBudget", "pdb"]]],
  ["scheduling.k8s.io/v1", [["priorityclasses", "PriorityClass", "pc", { cluster: true }]]],
  ["coordination.k8s.io/v1", [["leases", "Lease"]]],
  ["discovery.k8s.io/v1", [["endpointslices", "EndpointSlice"]]],
  [
    "storage.k8s.io/v1",
    [
      ["storageclasses", "StorageClass", "sc", { cluster: true }],
      ["csinodes", "CSINode", undefined, { cluster: true }],
      ["csidrivers", "CSIDriver", undefined, { cluster: true }],
      ["csistoragecapacities", "CSIStorageCapacity", undefined, { stored: true }],
      ["volumeattachments", "VolumeAttachment", undefined, { cluster: true, stored: true }],
    ],
  ],
  [
    "networking.k8s.io/v1",
    [
      ["ingresses", "Ingress", "ing", { etcd: "ingress", stored: true }],
      ["ingressclasses", "IngressClass", undefined, { cluster: true, stored: true }],
      ["networkpolicies", "NetworkPolicy", "netpol", { stored: true }],
    ],
  ],
  ["node.k8s.io/v1", [["runtimeclasses", "RuntimeClass", undefined, { cluster: true, stored: true }]]],
  [
    "rbac.authorization.k8s.io/v1",
    [
      ["roles", "Role", undefined, { stored: true }],
      ["rolebindings", "RoleBinding", undefined, { stored: true }],
      ["clusterroles", "ClusterRole", undefined, { cluster: true, stored: true }],
      ["clusterrolebindings", "ClusterRoleBinding", undefined, { cluster: true, stored: true }],
    ],
  ],
  [
    "admissionregistration.k8s.io/v1",
    [
      ["mutatingwebhookconfigurations", "MutatingWebhookConfiguration", undefined, { cluster: true, stored: true }],
      ["validatingwebhookconfigurations", "ValidatingWebhookConfiguration", undefined, { cluster: true, stored: true }],
      ["validatingadmissionpolicies", "ValidatingAdmissionPolicy", undefined, { cluster: true, stored: true }],
      ["validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding", undefined, { cluster: true, stored: true }],
    ],
  ],
  [
    "apiextensions.k8s.io/v1",
    [["customresourcedefinitions", "CustomResourceDefinition", "crd", { cluster: true, stored: true }]],
  ],
];

function splitGroupVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf("/");
  return slash < 0 ? { group: "", version: apiVersion } : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** Every kind that the simulated API server serves. */
export const kinds: readonly Kind[] = groups.flatMap(([apiVersion, rows]) =>
  rows.map(([resource, kind, shortNames, options]) => ({
    ...splitGroupVersion(apiVersion),
    kind,
    resource,
    shortNames: shortNames ? shortNames.split(",") : [],
    namespaced: !options?.cluster,
    etcdPrefix: `/registry/${options?.etcd ?? resource}`,
    simulated: !options?.stored,
  })),
);

const byKind = new Map(kinds.map((kind) => [`${apiVersionOf(kind)} ${kind.kind}`, kind]));
const byResource = new Map(kinds.flatMap((kind) => [kind.resource, kind.kind.toLowerCase(), ...kind.shortNames].map((name) => [name, kind] as const)));

export function apiVersionOf(kind: Kind): string {
  return kind.group === "" ? kind.version : `${kind.group}/${kind.version}`;
}

/** The kind that an object names; undefined when the API server does not serve it. */
export function kindOf(apiVersion: string, kind: string): Kind | undefined {
  return byKind.get(`${apiVersion} ${kind}`);
}

/** A kind by its plural, singular or short name: `pods`, `pod`, `po`. */
export function resourceByName(name: string): Kind | undefined {
  return byResource.get(name.toLowerCase());
}

/** The kind of an object that is already stored: there is always one. */
export function kindOfStored(object: KubernetesObject): Kind {
  const kind = kindOf(object.apiVersion, object.kind);
  if (!kind) throw new Error(`no kind ${object.apiVersion} ${object.kind}`);
  return kind;
}

/** `/api/v1/namespaces/default/pods`, with the name and subresource appended when given. */
export function apiPath(kind: Kind, namespace?: string, name?: string, subresource?: string): string {
  const root = kind.group === "" ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  const scope = kind.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : "";
  return [`${root}${scope}/${kind.resource}`, name, subresource].filter((part) => part !== undefined).join("/");
}

/** `/registry/pods/default/web`. */
export function etcdKey(kind: Kind, namespace: string | undefined, name: string): string {
  return kind.namespaced ? `${kind.etcdPrefix}/${namespace ?? "default"}/${name}` : `${kind.etcdPrefix}/${name}`;
}

/** `namespace/name`, or the bare name of what has no namespace. */
export function keyOf(object: KubernetesObject): string {
  const { namespace, name = "" } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

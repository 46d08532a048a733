import type { KubernetesObject } from "./meta.ts";

/** What the API server knows of a kind: where it is served, and where etcd keeps it. */
export interface KindInfo {
  /** `""` is the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Plural, lower case, as in paths: `pods`. */
  readonly resource: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** Key prefix in etcd, without a trailing slash. */
  readonly etcdPrefix: string;
  /** False: accepted and stored, but nothing acts on it. */
  readonly simulated: boolean;
  /** False for kinds that are no API resource at all, such as a component's configuration file. */
  readonly served: boolean;
}

interface Row {
  readonly kind: string;
  readonly resource: string;
  readonly short?: string;
  /** `c` cluster-scoped, `-` stored without behaviour, `x` not served. */
  readonly flags?: string;
  /** Below `/registry/`, where it is not the resource's name. */
  readonly etcd?: string;
}

const row = (kind: string, resource: string, short = "", flags = "", etcd = resource): Row => ({
  kind,
  resource,
  short,
  flags,
  etcd,
});

/** By apiVersion. etcd's prefixes model pkg/registry's storage (v1.34): some keep their first names, as nodes do. */
const table: { readonly [apiVersion: string]: readonly Row[] } = {
  v1: [
    row("Pod", "pods", "po"),
    row("Node", "nodes", "no", "c", "minions"),
    row("Namespace", "namespaces", "ns", "c"),
    row("Service", "services", "svc", "", "services/specs"),
    row("Endpoints", "endpoints", "ep", "-", "services/endpoints"),
    row("ConfigMap", "configmaps", "cm"),
    row("Secret", "secrets"),
    row("ServiceAccount", "serviceaccounts", "sa"),
    row("PersistentVolumeClaim", "persistentvolumeclaims", "pvc"),
    row("PersistentVolume", "persistentvolumes", "pv", "c"),
    row("ReplicationController", "replicationcontrollers", "rc", "-", "controllers"),
    row("ResourceQuota", "resourcequotas", "quota"),
    row("LimitRange", "limitranges", "limits"),
    row("Event", "events", "ev"),
    row("PodTemplate", "podtemplates", "", "-"),
  ],
  "apps/v1": [
    row("Deployment", "deployments", "deploy"),
    row("ReplicaSet", "replicasets", "rs"),
    row("StatefulSet", "statefulsets", "sts"),
    row("DaemonSet", "daemonsets", "ds"),
    row("ControllerRevision", "controllerrevisions", "", "-"),
  ],
  "batch/v1": [row("Job", "jobs"), row("CronJob", "cronjobs", "cj", "-")],
  "autoscaling/v2": [row("HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa", "-")],
  "autoscaling/v1": [row("HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa", "-")],
  "policy/v1": [row("PodDisruptionBudget", "poddisruptionbudgets", "pdb")],
  "scheduling.k8s.io/v1": [row("PriorityClass", "priorityclasses", "pc", "c")],
  "storage.k8s.io/v1": [
    row("StorageClass", "storageclasses", "sc", "c"),
    row("CSINode", "csinodes", "", "c"),
    row("CSIDriver", "csidrivers", "", "c"),
    row("CSIStorageCapacity", "csistoragecapacities"),
    row("VolumeAttachment", "volumeattachments", "", "c"),
    row("VolumeAttributesClass", "volumeattributesclasses", "vac", "c-"),
  ],
  "coordination.k8s.io/v1": [row("Lease", "leases")],
  "node.k8s.io/v1": [row("RuntimeClass", "runtimeclasses", "", "c")],
  "discovery.k8s.io/v1": [row("EndpointSlice", "endpointslices", "", "-")],
  "events.k8s.io/v1": [row("Event", "events", "ev")],
  "networking.k8s.io/v1": [
    row("Ingress", "ingresses", "ing", "", "ingress"),
    row("IngressClass", "ingressclasses", "", "c"),
    row("NetworkPolicy", "networkpolicies", "netpol", "-"),
  ],
  "rbac.authorization.k8s.io/v1": [
    row("Role", "roles", "", "-"),
    row("RoleBinding", "rolebindings", "", "-"),
    row("ClusterRole", "clusterroles", "", "c-"),
    row("ClusterRoleBinding", "clusterrolebindings", "", "c-"),
  ],
  "admissionregistration.k8s.io/v1": [
    row("MutatingWebhookConfiguration", "mutatingwebhookconfigurations", "", "c"),
    row("ValidatingWebhookConfiguration", "validatingwebhookconfigurations", "", "c"),
    row("ValidatingAdmissionPolicy", "validatingadmissionpolicies", "", "c-"),
    row("ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", "", "c-"),
  ],
  "apiextensions.k8s.io/v1": [
    row(
      "CustomResourceDefinition",
      "customresourcedefinitions",
      "crd",
      "c-",
      "apiextensions.k8s.io/customresourcedefinitions",
    ),
  ],
  "apiregistration.k8s.io/v1": [row("APIService", "apiservices", "", "c-", "apiregistration.k8s.io/apiservices")],
  "certificates.k8s.io/v1": [row("CertificateSigningRequest", "certificatesigningrequests", "csr", "c-")],
  "resource.k8s.io/v1": [
    row("ResourceClaim", "resourceclaims", "", "-"),
    row("ResourceClaimTemplate", "resourceclaimtemplates", "", "-"),
    row("DeviceClass", "deviceclasses", "", "c-"),
    row("ResourceSlice", "resourceslices", "", "c-"),
  ],
  "kubescheduler.config.k8s.io/v1": [row("KubeSchedulerConfiguration", "", "", "cx")],
};

function describe(apiVersion: string, { kind, resource, short, flags = "", etcd }: Row): KindInfo {
  const slash = apiVersion.indexOf("/");
  return {
    group: slash < 0 ? "" : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    resource,
    shortNames: short ? [short] : [],
    namespaced: !flags.includes("c"),
    etcdPrefix: `/registry/${etcd}`,
    simulated: !flags.includes("-"),
    served: !flags.includes("x"),
  };
}

/** Every kind the simulator knows, in kubectl's order of preference for ambiguous names. */
export const kinds: readonly KindInfo[] = Object.entries(table).flatMap(([apiVersion, rows]) =>
  rows.map((entry) => describe(apiVersion, entry)),
);

/** By kind, then by apiVersion: an object is looked up at every station of a request. */
const byKind = new Map<string, Map<string, KindInfo>>();
for (const info of kinds) {
  const versions = byKind.get(info.kind) ?? new Map<string, KindInfo>();
  byKind.set(info.kind, versions.set(apiVersionOf(info), info));
}

export function apiVersionOf({ group, version }: KindInfo): string {
  return group ? `${group}/${version}` : version;
}

/** The kind as the API server serves it, or undefined for a custom resource or a typo. */
export function kindOf(apiVersion: string, kind: string): KindInfo | undefined {
  return byKind.get(kind)?.get(apiVersion);
}

/** `kubectl get X`: plural, singular, short name or `resource.group`, case-insensitive. */
export function resourceByName(name: string): KindInfo | undefined {
  return byName.get(name) ?? byName.get(name.toLowerCase());
}

/** Of several kinds with a name in common the first has it. */
const byName = new Map<string, KindInfo>();
for (const info of kinds) {
  if (!info.served) continue;
  const names = [info.resource, info.kind.toLowerCase(), ...info.shortNames];
  if (info.group !== "") names.push(`${info.resource}.${info.group}`);
  for (const name of names) if (!byName.has(name)) byName.set(name, info);
}

/**
 * The request path: `/api/v1/namespaces/default/pods/web`, `/apis/apps/v1/namespaces/default/deployments`.
 * Without a name, the collection; a namespaced kind without a namespace, the collection over all namespaces.
 */
export function apiPath(info: KindInfo, namespace?: string, name?: string, subresource?: string): string {
  const root = info.group ? `/apis/${info.group}/${info.version}` : `/api/${info.version}`;
  const scope = info.namespaced && namespace ? `/namespaces/${namespace}` : "";
  return `${root}${scope}/${info.resource}${name ? `/${name}` : ""}${subresource ? `/${subresource}` : ""}`;
}

/** Where etcd keeps an object of a kind. */
export function etcdKeyOf(info: KindInfo, namespace: string | undefined, name: string): string {
  return info.namespaced ? `${info.etcdPrefix}/${namespace ?? "default"}/${name}` : `${info.etcdPrefix}/${name}`;
}

/** As etcdKeyOf, for an object; a custom resource is kept under its group, its plural guessed from the kind. */
export function etcdKey(object: KubernetesObject): string {
  const { namespace, name = "" } = object.metadata;
  const info = kindOf(object.apiVersion, object.kind);
  if (info) return etcdKeyOf(info, namespace, name);
  const group = object.apiVersion.split("/")[0];
  return `/registry/${group}/${object.kind.toLowerCase()}s/${namespace ? `${namespace}/` : ""}${name}`;
}

import type { KubernetesObject } from "../../api/meta.ts";
import { fieldFormOf } from "./index.ts";

/**
 * Fields that Go leaves out when they hold their zero value, beside lists and maps without items: one type per line.
 * Facts of k8s.io/api (v1.34): no pointers, and marked `omitempty`. What is not listed is kept as it was written.
 */
const omitted = `
ObjectMeta generateName selfLink uid resourceVersion generation
PodSpec restartPolicy dnsPolicy serviceAccountName serviceAccount nodeName hostNetwork hostPID hostIPC hostname subdomain schedulerName priorityClassName
Container image workingDir terminationMessagePath terminationMessagePolicy imagePullPolicy stdin stdinOnce tty
EphemeralContainer image workingDir terminationMessagePath terminationMessagePolicy imagePullPolicy stdin stdinOnce tty targetContainerName
EnvVar value
EnvFromSource prefix
ObjectFieldSelector apiVersion
ResourceFieldSelector containerName
ConfigMapKeySelector name
SecretKeySelector name
ConfigMapEnvSource name
SecretEnvSource name
LocalObjectReference name
HTTPGetAction path host scheme
TCPSocketAction host
Probe initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold
ContainerPort name hostPort protocol hostIP
VolumeMount readOnly subPath subPathExpr
SELinuxOptions user role type level
Toleration key operator value effect
Taint value
EmptyDirVolumeSource medium
ConfigMapVolumeSource name
ConfigMapProjection name
SecretProjection name
SecretVolumeSource secretName
ServiceAccountTokenProjection audience
AWSElasticBlockStoreVolumeSource fsType partition readOnly
GCEPersistentDiskVolumeSource fsType partition readOnly
NFSVolumeSource readOnly
PersistentVolumeClaimVolumeSource readOnly
GitRepoVolumeSource revision directory
PersistentVolumeClaimSpec volumeName
PersistentVolumeSpec persistentVolumeReclaimPolicy storageClassName
NodeSpec podCIDR providerID unschedulable
ServiceSpec clusterIP type sessionAffinity loadBalancerIP externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses
ServicePort name protocol nodePort
DeploymentSpec minReadySeconds paused
DeploymentStrategy type
ReplicaSetSpec minReadySeconds
ReplicationControllerSpec minReadySeconds
StatefulSetSpec minReadySeconds podManagementPolicy
StatefulSetUpdateStrategy type
DaemonSetSpec minReadySeconds
DaemonSetUpdateStrategy type
CronJobSpec concurrencyPolicy
PriorityClass description globalDefault
IngressRule host
HTTPIngressPath path
ServiceBackendPort name number
IngressTLS secretName
CrossVersionObjectReference apiVersion
Subject apiGroup namespace
ObjectReference kind namespace name uid apiVersion resourceVersion fieldPath
SecretReference name namespace
EndpointPort name protocol
EndpointAddress hostname
CSIPersistentVolumeSource readOnly fsType
Secret type
DeploymentStatus observedGeneration replicas updatedReplicas readyReplicas availableReplicas unavailableReplicas
DeploymentCondition reason message
ReplicaSetStatus fullyLabeledReplicas readyReplicas availableReplicas observedGeneration
ReplicaSetCondition reason message
JobStatus active succeeded failed completedIndexes
JobCondition reason message
PodStatus observedGeneration phase message reason nominatedNodeName hostIP podIP qosClass
PodCondition observedGeneration reason message
`;

const omittedFields = new Set(
  omitted
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [type, ...fields] = line.split(" ");
      return fields.map((field) => `${type}.${field}`);
    }),
);

/** Lists that are written without items too. */
const keptEmpty = new Set(["EndpointSlice.endpoints", "EndpointSlice.ports"]);

const isZero = (value: unknown): boolean => value === "" || value === 0 || value === false;

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** The value under a field as Go would write it again; undefined when it would not. */
function written(value: unknown, type: string, struct: string, field: string): unknown {
  if (value === null) return undefined;
  if (type.endsWith("[]") || type.endsWith("{}")) {
    if (isEmpty(value)) return keptEmpty.has(`${struct}.${field}`) ? value : undefined;
    const inner = type.slice(0, -2);
    if (Array.isArray(value)) return value.map((item) => element(item, inner));
    if (typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, element(item, inner)]));
  }
  if (/^[A-Z]/.test(type)) return structForm(value, type);
  if (type === "q") return element(value, type);
  return isZero(value) && omittedFields.has(`${struct}.${field}`) ? undefined : value;
}

/** An item of a list or a map: it stays, whatever it holds. */
function element(item: unknown, type: string): unknown {
  if (/^[A-Z]/.test(type)) return structForm(item ?? {}, type);
  // Quantities are read without the spaces around them.
  if (type === "q" && typeof item === "string") return item.trim();
  return item === null && type === "" ? "" : item;
}

function structForm(value: unknown, type: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept: { [field: string]: unknown } = {};
  for (const [field, inner] of Object.entries(value)) {
    const form = fieldFormOf(type, field);
    const result = form === undefined ? inner : written(inner, form, type, field);
    if (result !== undefined) kept[field] = result;
  }
  // One field inside, two outside: the old name is read where the new one is missing, and both are written.
  const account = type === "PodSpec" ? (kept.serviceAccountName ?? kept.serviceAccount) : undefined;
  return account === undefined ? kept : { ...kept, serviceAccountName: account, serviceAccount: account };
}

/**
 * A decoded object as it is after Go has read it into its types and written it again: without what says nothing.
 * The argument is not changed.
 */
export function goForm(object: KubernetesObject): KubernetesObject {
  return structForm(object, object.kind) as KubernetesObject;
}

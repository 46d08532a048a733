import type { KubernetesObject } from "../../api/meta.ts";
import { fieldFormOf, formOf } from "./index.ts";

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
  const { form, inner } = formOf(type);
  if (form === "list" || form === "map") {
    if (isEmpty(value)) return keptEmpty.has(`${struct}.${field}`) ? value : undefined;
    if (Array.isArray(value)) return eachItem(value, inner);
    return typeof value === "object" ? eachValue(value as Fields, inner) : value;
  }
  if (form === "struct") return structForm(value, type);
  if (type === "q") return element(value, type);
  return isZero(value) && omittedFields.has(`${struct}.${field}`) ? undefined : value;
}

interface Fields {
  readonly [field: string]: unknown;
}

function eachItem(list: readonly unknown[], type: string): readonly unknown[] {
  const items = list.map((item) => element(item, type));
  return items.every((item, index) => item === list[index]) ? list : items;
}

function eachValue(map: Fields, type: string): Fields {
  let isSame = true;
  const entries = Object.entries(map).map(([key, item]) => {
    const value = element(item, type);
    if (value !== item) isSame = false;
    return [key, value] as const;
  });
  return isSame ? map : Object.fromEntries(entries);
}

/** An item of a list or a map: it stays, whatever it holds. */
function element(item: unknown, type: string): unknown {
  if (formOf(type).form === "struct") return structForm(item ?? {}, type);
  // Quantities are read without the spaces around them.
  if (type === "q" && typeof item === "string") return item.trim();
  return item === null && type === "" ? "" : item;
}

function structForm(value: unknown, type: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const given = value as Fields;
  const names = Object.keys(given);
  // Most objects are in Go's form already: a copy is begun at the first field that is not.
  let kept: { [field: string]: unknown } | null = null;
  for (let i = 0; i < names.length; i++) {
    const field = names[i] as string;
    const inner = given[field];
    const form = fieldFormOf(type, field);
    const result = form === undefined ? inner : written(inner, form, type, field);
    if (!kept) {
      if (result === inner && result !== undefined) continue;
      kept = {};
      for (let before = 0; before < i; before++) kept[names[before] as string] = given[names[before] as string];
    }
    if (result !== undefined) kept[field] = result;
  }
  const result = kept ?? given;
  // One field inside, two outside: the old name is read where the new one is missing, and both are written.
  const account = type === "PodSpec" ? (result.serviceAccountName ?? result.serviceAccount) : undefined;
  const isWritten = result.serviceAccountName === account && result.serviceAccount === account;
  return account === undefined || isWritten
    ? result
    : { ...result, serviceAccountName: account, serviceAccount: account };
}

/**
 * A decoded object as it is after Go has read it into its types and written it again: without what says nothing. What is
 * in that form already comes back as it is; the argument is not changed.
 */
export function goForm(object: KubernetesObject): KubernetesObject {
  return structForm(object, object.kind) as KubernetesObject;
}

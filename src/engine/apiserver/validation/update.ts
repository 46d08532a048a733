import type { DaemonSet, Deployment, Job, ReplicaSet, ReplicationController, StatefulSet } from "../../api/apps.ts";
import type { ConfigMap, Node, PriorityClass, ResourceQuota } from "../../api/core.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Ingress, IngressClass } from "../../api/networking.ts";
import type { Pod, PodSpec, PodTemplateSpec } from "../../api/pod.ts";
import { validateEphemeralContainersUpdate } from "../subresource/ephemeralContainers.ts";
import { validateResize } from "../subresource/resize.ts";
import { validateAutoscalerSpec } from "./autoscaler.ts";
import { validateConfigMap, validateNode, validateNodeResources, validateTaints } from "./cluster.ts";
import { isEqual } from "./equality.ts";
import type { Check } from "./fieldError.ts";
import { validateIngress, validateIngressClass, validateIngressClassUpdate } from "./ingress.ts";
import { internalTemplate } from "./internalForm.ts";
import { validateCronJobSpec, validateJob, validateWholeJobSpec } from "./job.ts";
import { validateFinalizersUpdate, validateMetadataUpdate } from "./metadata.ts";
import { validateNetworkPolicyUpdate } from "./networkPolicy.ts";
import { validatePodUpdate } from "./podUpdate.ts";
import { validateBudgetSpec } from "./policy.ts";
import { validateResourceQuotaUpdate } from "./quota.ts";
import { validateRoleBinding } from "./rbac.ts";
import { validateSecret } from "./service.ts";
import { validateServiceUpdate } from "./serviceUpdate.ts";
import { validateEndpointSlice } from "./smallKinds.ts";
import { validateClaimUpdate, validatePersistentVolumeUpdate, validateStorageClassUpdate } from "./volumeUpdate.ts";
import {
  validateDaemonSet,
  validateDaemonSetSpec,
  validateDeploymentSpec,
  validateReplicaSet,
  validateReplicaSetSpec,
  validateReplicationController,
  validateReplicationControllerSpec,
  validateStatefulSetSpec,
} from "./workload.ts";

const immutable = "field is immutable";

type UpdateRule<T extends KubernetesObject> = (check: Check, object: T, old: T) => void;

const entry = <T extends KubernetesObject>(rule: UpdateRule<T>): UpdateRule<KubernetesObject> =>
  rule as UpdateRule<KubernetesObject>;

/** The metadata as the core API checks it on updates. */
export function metadataUpdate(check: Check, object: KubernetesObject, old: KubernetesObject): void {
  validateMetadataUpdate(check.at("metadata"), object.metadata, old.metadata);
  validateFinalizersUpdate(check.at("metadata"), object.metadata);
}

/** First the metadata, then what holds at any time; names are not looked at again. */
const withSpec = <T extends KubernetesObject>(validate: (check: Check, object: T) => void): UpdateRule<T> => {
  return (check, object, old) => {
    metadataUpdate(check, object, old);
    validate(check, object);
  };
};

interface Selecting extends KubernetesObject {
  readonly spec: { readonly selector?: unknown };
}

function validateSelectorKept(check: Check, { spec }: Selecting, { spec: old }: Selecting): void {
  if (!isEqual(spec.selector, old.selector)) check.at("spec", "selector").invalid(spec.selector, immutable);
}

function validateDeploymentUpdate(check: Check, deployment: Deployment, old: Deployment): void {
  metadataUpdate(check, deployment, old);
  validateDeploymentSpec(check.at("spec"), deployment);
  validateSelectorKept(check, deployment, old);
}

function validateReplicaSetUpdate(check: Check, set: ReplicaSet, old: ReplicaSet): void {
  validateReplicaSet(check, set);
  metadataUpdate(check, set, old);
  validateReplicaSetSpec(check.at("spec"), set);
  validateSelectorKept(check, set, old);
}

function validateDaemonSetUpdate(check: Check, set: DaemonSet, old: DaemonSet): void {
  validateDaemonSet(check, set);
  metadataUpdate(check, set, old);
  validateDaemonSetSpec(check.at("spec"), set);
  validateSelectorKept(check, set, old);
}

function validateReplicationControllerUpdate(
  check: Check,
  controller: ReplicationController,
  old: ReplicationController,
): void {
  validateReplicationController(check, controller);
  metadataUpdate(check, controller, old);
  validateReplicationControllerSpec(check.at("spec"), controller);
}

const statefulSetFields = [
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
] as const;

function validateStatefulSetUpdate(check: Check, set: StatefulSet, old: StatefulSet): void {
  metadataUpdate(check, set, old);
  validateStatefulSetSpec(check.at("spec"), set, old);
  const changed: Partial<StatefulSet["spec"]> = { ...set.spec };
  const before: Partial<StatefulSet["spec"]> = { ...old.spec };
  for (const field of statefulSetFields) {
    delete changed[field];
    delete before[field];
  }
  if (!isEqual(changed, before))
    check
      .at("spec")
      .forbidden(
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      );
}

/** The old template with the new one's say on where the Pods go. */
function withScheduling(old: PodTemplateSpec, wanted: PodTemplateSpec): PodTemplateSpec {
  const spec = { ...old.spec } as { [field: string]: unknown };
  for (const field of ["nodeSelector", "tolerations", "schedulingGates"] as const) spec[field] = wanted.spec?.[field];
  const { nodeAffinity: _, ...others } = old.spec?.affinity ?? {};
  const nodeAffinity = wanted.spec?.affinity?.nodeAffinity;
  const affinity = { ...others, ...(nodeAffinity && { nodeAffinity }) };
  spec.affinity = Object.keys(affinity).length > 0 || wanted.spec?.affinity ? affinity : undefined;
  return { ...old, ...(wanted.metadata && { metadata: wanted.metadata }), spec: spec as unknown as PodSpec };
}

const fixedJobFields = [
  "completionMode",
  "podFailurePolicy",
  "backoffLimitPerIndex",
  "managedBy",
  "successPolicy",
] as const;

/** Models ValidateJob and ValidateJobUpdate (v1.34), one after the other as upstream's strategy calls them. */
function validateJobUpdate(check: Check, job: Job, old: Job): void {
  validateJob(check, job);
  metadataUpdate(check, job, old);
  const at = check.at("spec");
  const { spec } = job;
  validateWholeJobSpec(at, spec);
  const { completions } = spec;
  if (!isEqual(completions, old.spec.completions)) {
    if (spec.completionMode !== "Indexed") at.at("completions").invalid(completions, immutable);
    else if (completions !== undefined && completions !== spec.parallelism)
      at.at("completions").invalid(completions, "can only be modified in tandem with spec.parallelism");
  }
  if (!isEqual(spec.selector, old.spec.selector)) at.at("selector").invalid(spec.selector, immutable);
  // Before a suspended Job has begun, where its Pods may go can still be changed.
  const isMovable = old.spec.suspend === true && old.status?.startTime === undefined;
  const kept = isMovable ? withScheduling(old.spec.template, spec.template) : old.spec.template;
  if (!isEqual(spec.template, kept)) at.at("template").invalid(internalTemplate(spec.template), immutable);
  for (const field of fixedJobFields)
    if (!isEqual(spec[field], old.spec[field])) at.at(field).invalid(spec[field], immutable);
}

/** What ConfigMaps and Secrets say of data that is not to change any more. */
function validateImmutableData(check: Check, map: ConfigMap, old: ConfigMap): void {
  if (!old.immutable) return;
  const words = "field is immutable when `immutable` is set";
  if (!map.immutable) check.at("immutable").forbidden(words);
  for (const field of ["data", "binaryData"] as const)
    if (!isEqual(map[field] ?? {}, old[field] ?? {})) check.at(field).forbidden(words);
}

function validateConfigMapUpdate(check: Check, map: ConfigMap, old: ConfigMap): void {
  metadataUpdate(check, map, old);
  validateImmutableData(check, map, old);
  validateConfigMap(check, map);
}

function validateSecretUpdate(
  check: Check,
  secret: ConfigMap & { readonly type?: string },
  old: ConfigMap & { readonly type?: string },
): void {
  metadataUpdate(check, secret, old);
  if (secret.type !== old.type) check.at("type").invalid(secret.type, immutable);
  validateImmutableData(check, secret, old);
  validateSecret(check, secret);
}

function validatePriorityClassUpdate(check: Check, priorityClass: PriorityClass, old: PriorityClass): void {
  metadataUpdate(check, priorityClass, old);
  if (priorityClass.value !== old.value) check.at("value").forbidden("may not be changed in an update.");
  if (priorityClass.preemptionPolicy !== old.preemptionPolicy)
    check.at("preemptionPolicy").invalid(priorityClass.preemptionPolicy, immutable);
}

interface Bound extends KubernetesObject {
  readonly roleRef?: { readonly apiGroup?: string; readonly kind?: string; readonly name?: string };
}

function validateRoleBindingUpdate(check: Check, binding: Bound, old: Bound): void {
  validateRoleBinding(check, binding);
  metadataUpdate(check, binding, old);
  if (isEqual(binding.roleRef, old.roleRef)) return;
  const { apiGroup = "", kind = "", name = "" } = binding.roleRef ?? {};
  check.at("roleRef").invalid({ APIGroup: apiGroup, Kind: kind, Name: name }, "cannot change roleRef");
}

/** Models ValidateNodeUpdate (v1.34). */
function validateNodeUpdate(check: Check, node: Node, old: Node): void {
  validateNode(check, node);
  metadataUpdate(check, node, old);
  validateNodeResources(check, node);
  const addresses = node.status?.addresses ?? [];
  addresses.forEach(({ type, address }, index) => {
    const isFirst = addresses.findIndex((other) => other.type === type && other.address === address) === index;
    if (!isFirst) check.at("status", "addresses", index).duplicate({ Type: type, Address: address });
  });
  const at = check.at("spec");
  const ranges = old.spec?.podCIDRs ?? [];
  if (ranges.length > 0 && !isEqual(ranges, node.spec?.podCIDRs))
    at.at("podCIDRs").forbidden('node updates may not change podCIDR except from "" to valid');
  const provider = old.spec?.providerID;
  if (provider && provider !== node.spec?.providerID)
    at.at("providerID").forbidden('node updates may not change providerID except from "" to valid');
  validateTaints(check, node);
}

interface Fixed extends KubernetesObject {
  readonly [field: string]: unknown;
}

/** One field that stays as it was created, beside what holds at any time. */
const fixed =
  (field: string, validate: (check: Check, object: Fixed) => void = () => undefined): UpdateRule<Fixed> =>
  (check, object, old) => {
    metadataUpdate(check, object, old);
    validate(check, object);
    if (!isEqual(object[field], old[field])) check.at(field).invalid(object[field], immutable);
  };

/**
 * What is found wrong with an object in the place of a stored one, by kind, in upstream's order; kinds that are not here
 * are checked for what holds at any time.
 *
 * Models ValidateUpdate of the strategies in pkg/registry (v1.34).
 */
export const updateRules: { readonly [kind: string]: UpdateRule<KubernetesObject> } = {
  Pod: entry<Pod>(validatePodUpdate),
  Deployment: entry(validateDeploymentUpdate),
  ReplicaSet: entry(validateReplicaSetUpdate),
  ReplicationController: entry(validateReplicationControllerUpdate),
  DaemonSet: entry(validateDaemonSetUpdate),
  StatefulSet: entry(validateStatefulSetUpdate),
  Job: entry(validateJobUpdate),
  CronJob: withSpec(validateCronJobSpec),
  HorizontalPodAutoscaler: entry(withSpec(validateAutoscalerSpec)),
  PodDisruptionBudget: entry(withSpec(validateBudgetSpec)),
  Service: entry(validateServiceUpdate),
  RoleBinding: entry(validateRoleBindingUpdate),
  ClusterRoleBinding: entry(validateRoleBindingUpdate),
  ConfigMap: entry(validateConfigMapUpdate),
  Secret: entry(validateSecretUpdate),
  PriorityClass: entry(validatePriorityClassUpdate),
  PersistentVolumeClaim: entry(validateClaimUpdate),
  PersistentVolume: entry(validatePersistentVolumeUpdate),
  StorageClass: entry(validateStorageClassUpdate),
  Node: entry(validateNodeUpdate),
  ResourceQuota: entry<ResourceQuota>((check, quota, old) => {
    metadataUpdate(check, quota, old);
    validateResourceQuotaUpdate(check, quota, old);
  }),
  Ingress: entry<Ingress>((check, ingress, old) => {
    metadataUpdate(check, ingress, old);
    validateIngress(check, ingress);
  }),
  IngressClass: entry<IngressClass>((check, given, old) => {
    metadataUpdate(check, given, old);
    validateIngressClass(check, given);
    validateIngressClassUpdate(check, given, old);
  }),
  NetworkPolicy: entry(validateNetworkPolicyUpdate),
  RuntimeClass: entry(fixed("handler")),
  ControllerRevision: entry(fixed("data")),
  EndpointSlice: entry(fixed("addressType", validateEndpointSlice)),
};

/** Writes to a Pod through its subresources. */
export const podSubresourceRules: { readonly [subresource: string]: UpdateRule<Pod> } = {
  resize: validateResize,
  ephemeralcontainers: validateEphemeralContainersUpdate,
};

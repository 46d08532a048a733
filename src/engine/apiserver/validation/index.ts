import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { validateAdmissionPolicy, validatePolicyBinding } from "./admissionPolicy.ts";
import { validateWebhookConfiguration } from "./admissionWebhook.ts";
import { validateHorizontalPodAutoscaler } from "./autoscaler.ts";
import { validateConfigMap, validateNamespace, validateNode, validatePriorityClass } from "./cluster.ts";
import { Check, type FieldError } from "./fieldError.ts";
import { validateIngressClass, validateNewIngress } from "./ingress.ts";
import { validateCronJob, validateJob } from "./job.ts";
import { validateMetadataUpdate } from "./metadata.ts";
import { validateNetworkPolicy } from "./networkPolicy.ts";
import { validateClaim, validatePersistentVolume, validateStorageClass } from "./persistentVolume.ts";
import { validatePod } from "./pod.ts";
import { validatePodDisruptionBudget } from "./policy.ts";
import { validateLimitRange, validateResourceQuota } from "./quota.ts";
import { validateRole, validateRoleBinding } from "./rbac.ts";
import { validateSecret, validateService } from "./service.ts";
import {
  validateControllerRevision,
  validateEndpointSlice,
  validateEndpoints,
  validateLease,
  validateNamed,
  validatePodTemplateObject,
  validateRuntimeClass,
} from "./smallKinds.ts";
import { podSubresourceRules, updateRules } from "./update.ts";
import {
  validateDaemonSet,
  validateDeployment,
  validateReplicaSet,
  validateReplicationController,
  validateStatefulSet,
} from "./workload.ts";

export { causeReason, type FieldError, formatFieldError, formatFieldErrorBody, formatFieldPath } from "./fieldError.ts";

type Validator<T extends KubernetesObject> = (check: Check, object: T) => void;

/** A validator takes the object on trust to be of its kind: decoding has checked the types of its fields. */
const entry = <T extends KubernetesObject>(validator: Validator<T>): Validator<KubernetesObject> =>
  validator as Validator<KubernetesObject>;

const byKind: { readonly [kind: string]: Validator<KubernetesObject> } = {
  Pod: entry<Pod>(validatePod),
  Node: entry(validateNode),
  Namespace: entry(validateNamespace),
  PersistentVolumeClaim: entry(validateClaim),
  PersistentVolume: entry(validatePersistentVolume),
  StorageClass: entry(validateStorageClass),
  ConfigMap: entry(validateConfigMap),
  PriorityClass: entry(validatePriorityClass),
  ResourceQuota: entry(validateResourceQuota),
  LimitRange: entry(validateLimitRange),
  Service: entry(validateService),
  Secret: entry(validateSecret),
  Deployment: entry(validateDeployment),
  ReplicaSet: entry(validateReplicaSet),
  ReplicationController: entry(validateReplicationController),
  DaemonSet: entry(validateDaemonSet),
  StatefulSet: entry(validateStatefulSet),
  Job: entry(validateJob),
  CronJob: validateCronJob,
  PodDisruptionBudget: entry(validatePodDisruptionBudget),
  HorizontalPodAutoscaler: entry(validateHorizontalPodAutoscaler),
  Ingress: entry(validateNewIngress),
  IngressClass: entry(validateIngressClass),
  Role: entry(validateRole),
  ClusterRole: entry(validateRole),
  RoleBinding: entry(validateRoleBinding),
  ClusterRoleBinding: entry(validateRoleBinding),
  ServiceAccount: validateNamed,
  Lease: entry(validateLease),
  RuntimeClass: entry(validateRuntimeClass),
  Endpoints: entry(validateEndpoints),
  NetworkPolicy: entry(validateNetworkPolicy),
  EndpointSlice: entry(validateEndpointSlice),
  PodTemplate: entry(validatePodTemplateObject),
  ControllerRevision: entry(validateControllerRevision),
  ValidatingAdmissionPolicy: entry(validateAdmissionPolicy),
  ValidatingAdmissionPolicyBinding: entry(validatePolicyBinding),
  ValidatingWebhookConfiguration: entry(validateWebhookConfiguration),
  MutatingWebhookConfiguration: entry(validateWebhookConfiguration),
};

/**
 * Everything that the API server finds wrong with a new object, in its order and, formatted with formatFieldError, its words; empty
 * when it is accepted. The object has been defaulted and prepared by its strategy. Kinds without rules here are accepted.
 *
 * Models pkg/apis/<group>/validation (v1.34).
 */
export function validate(object: KubernetesObject): FieldError[] {
  const errors: FieldError[] = [];
  if (Object.hasOwn(byKind, object.kind)) byKind[object.kind]!(new Check(errors, []), object);
  return errors;
}

/**
 * As validate, for an object that replaces a stored one: also what may not change any more. The metadata is looked at
 * twice, by the registry and by the kind's strategy: what is wrong there is told as often.
 *
 * Models rest.BeforeUpdate (v1.34).
 */
export function validateUpdate(object: KubernetesObject, old: KubernetesObject, subresource?: string): FieldError[] {
  const errors: FieldError[] = [];
  const check = new Check(errors, []);
  validateMetadataUpdate(check.at("metadata"), object.metadata, old.metadata);
  const { kind } = object;
  const rule = subresource === undefined ? undefined : podSubresourceRules[subresource];
  if (kind === "Pod" && rule) rule(check, object as Pod, old as Pod);
  else if (Object.hasOwn(updateRules, kind)) updateRules[kind]!(check, object, old);
  else if (Object.hasOwn(byKind, kind)) byKind[kind]!(check, object);
  return errors;
}

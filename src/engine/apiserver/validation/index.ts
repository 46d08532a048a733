import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { validateEphemeralContainersUpdate } from "../subresource/ephemeralContainers.ts";
import { validateResize } from "../subresource/resize.ts";
import {
  validateClaim,
  validateConfigMap,
  validateLimitRange,
  validateNamespace,
  validateNode,
  validatePersistentVolume,
  validatePriorityClass,
  validateResourceQuota,
  validateStorageClass,
} from "./cluster.ts";
import { Check, type FieldError } from "./fieldError.ts";
import { validateIngress, validateIngressClass, validateIngressCreate } from "./ingress.ts";
import { validateHorizontalPodAutoscaler, validateRole } from "./other.ts";
import { validatePod, validatePodMetadataAndSpec } from "./pod.ts";
import { validateSecret, validateService } from "./service.ts";
import { updateRules } from "./update.ts";
import {
  validateCronJob,
  validateDaemonSet,
  validateDeployment,
  validateJob,
  validatePodDisruptionBudget,
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
  PodDisruptionBudget: validatePodDisruptionBudget,
  HorizontalPodAutoscaler: entry(validateHorizontalPodAutoscaler),
  Ingress: entry(validateIngress),
  IngressClass: entry(validateIngressClass),
  Role: entry(validateRole),
  ClusterRole: entry(validateRole),
};

/** What counts only for an object that is new. */
const onCreate: { readonly [kind: string]: Validator<KubernetesObject> } = {
  Ingress: entry(validateIngressCreate),
};

/**
 * Everything that the API server finds wrong with a new object, in its order and, formatted with formatFieldError, its words; empty
 * when it is accepted. The object has been defaulted and prepared by its strategy. Kinds without rules here are accepted.
 *
 * Models pkg/apis/<group>/validation (v1.34).
 */
export function validate(object: KubernetesObject): FieldError[] {
  const errors: FieldError[] = [];
  const check = new Check(errors, []);
  validateObject(check, object);
  if (Object.hasOwn(onCreate, object.kind)) onCreate[object.kind]!(check, object);
  return errors;
}

function validateObject(check: Check, object: KubernetesObject): void {
  if (Object.hasOwn(byKind, object.kind)) byKind[object.kind]!(check, object);
}

/**
 * As validate, for an object that replaces a stored one: also what may not change any more. A Pod's ephemeral containers
 * and node come with its own subresources, so what forbids them on create does not count here.
 */
export function validateUpdate(object: KubernetesObject, old: KubernetesObject, subresource?: string): FieldError[] {
  const errors: FieldError[] = [];
  const check = new Check(errors, []);
  if (object.kind === "Pod") validatePodMetadataAndSpec(check, object as Pod);
  else validateObject(check, object);
  if (subresource === "resize") validateResize(check, object as Pod, old);
  else if (subresource === "ephemeralcontainers") validateEphemeralContainersUpdate(check, object as Pod, old);
  else if (Object.hasOwn(updateRules, object.kind)) updateRules[object.kind]!(check, object, old);
  return errors;
}

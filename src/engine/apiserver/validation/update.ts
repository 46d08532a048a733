import type { Deployment, Job, StatefulSet } from "../../api/apps.ts";
import type { ConfigMap, PriorityClass, Service } from "../../api/core.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Container, Pod, PodSpec, PodTemplateSpec, Toleration } from "../../api/pod.ts";
import type { PersistentVolumeClaim, StorageClass } from "../../api/storage.ts";
import type { Check } from "./fieldError.ts";
import { validateIngressClassUpdate } from "./ingress.ts";
import { internalPodSpec, internalTemplate } from "./internalForm.ts";
import { unifiedDiff } from "./unifiedDiff.ts";

const immutable = "field is immutable";

/** Deep equality as the API server sees it: an absent field equals undefined, the order of keys does not count. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as { [key: string]: unknown };
  const right = b as { [key: string]: unknown };
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => isEqual(left[key], right[key]));
}

const updatableFields = [
  "`spec.containers[*].image`",
  "`spec.initContainers[*].image`",
  "`spec.activeDeadlineSeconds`",
  "`spec.tolerations` (only additions to existing tolerations)",
  "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
];

/** Models ValidatePodUpdate (v1.34). */
function validatePodUpdate(check: Check, { spec }: Pod, { spec: old }: Pod): void {
  const at = check.at("spec");
  for (const list of ["containers", "initContainers"] as const) {
    if ((spec[list]?.length ?? 0) === (old[list]?.length ?? 0)) continue;
    at.at(list).forbidden("pod updates may not add or remove containers");
    return;
  }
  const deadline = spec.activeDeadlineSeconds;
  const before = old.activeDeadlineSeconds;
  if (deadline !== undefined && before !== undefined && before < deadline) {
    at.at("activeDeadlineSeconds").invalid(deadline, "must be less than or equal to previous value");
    return;
  }
  if (deadline === undefined && before !== undefined)
    at.at("activeDeadlineSeconds").invalid(undefined, "must not update from a positive integer to nil value");
  const withoutSeconds = ({ tolerationSeconds: _, ...rest }: Toleration): Toleration => rest;
  const kept = (spec.tolerations ?? []).map(withoutSeconds);
  if (!(old.tolerations ?? []).every((toleration) => kept.some((other) => isEqual(other, withoutSeconds(toleration)))))
    at.at("tolerations").forbidden("existing toleration can not be modified except its tolerationSeconds");
  (spec.schedulingGates ?? []).forEach(({ name }, index) => {
    if (!old.schedulingGates?.some((gate) => gate.name === name))
      at.at("schedulingGates", index, "name").forbidden(
        `only deletion is allowed, but found new scheduling gate '${name}'`,
      );
  });
  if (!isEqual(munged(check, spec, old), munged(undefined, old, old)))
    at.forbidden(
      `pod updates may not change fields other than ${updatableFields.join(",")}\n${specDiff(old, allowedReverted(spec, old))}`,
    );
}

const printed = (spec: PodSpec): string => JSON.stringify(internalPodSpec(spec), null, 1);

function specDiff(old: PodSpec, spec: PodSpec): string {
  return unifiedDiff(printed(old), printed(spec));
}

/** The new spec with the old one's values where a change is allowed: what is left is what is not. */
function allowedReverted(spec: PodSpec, old: PodSpec): PodSpec {
  const withImages = (now: readonly Container[] | undefined, before: readonly Container[] | undefined) =>
    now?.map((container, index) => {
      const image = before?.[index]?.image;
      return image === undefined ? container : { ...container, image };
    });
  const reverted: PodSpec = { ...spec, containers: withImages(spec.containers, old.containers) ?? [] };
  const initContainers = withImages(spec.initContainers, old.initContainers);
  if (initContainers) reverted.initContainers = initContainers;
  for (const field of ["activeDeadlineSeconds", "tolerations", "schedulingGates"] as const) {
    delete reverted[field];
    if (old[field] !== undefined) Object.assign(reverted, { [field]: old[field] });
  }
  return reverted;
}

/** The spec without what an update may change; a gated Pod may narrow where it goes. */
function munged(check: Check | undefined, spec: PodSpec, old: PodSpec): PodSpec {
  const withoutImages = (containers: readonly Container[] | undefined): Container[] =>
    (containers ?? []).map(({ image: _, ...rest }) => rest);
  const rest: PodSpec = { ...spec, containers: withoutImages(spec.containers) };
  rest.initContainers = withoutImages(spec.initContainers);
  for (const field of ["activeDeadlineSeconds", "tolerations", "schedulingGates"] as const) delete rest[field];
  if ((old.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1)
    rest.terminationGracePeriodSeconds = old.terminationGracePeriodSeconds!;
  if (!old.schedulingGates?.length) return rest;
  const narrowed = Object.entries(old.nodeSelector ?? {}).every(([key, value]) => spec.nodeSelector?.[key] === value);
  if (!narrowed)
    check
      ?.at("spec", "nodeSelector")
      .invalid(spec.nodeSelector ?? {}, "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
  delete rest.nodeSelector;
  if (rest.affinity) {
    const { nodeAffinity: _, ...others } = rest.affinity;
    rest.affinity = others;
  }
  if (Object.keys(rest.affinity ?? {}).length === 0) delete rest.affinity;
  return rest;
}

function validateSelectorKept(check: Check, { spec }: Deployment, { spec: old }: Deployment): void {
  if (!isEqual(spec.selector, old.selector)) check.at("spec", "selector").invalid(spec.selector, immutable);
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

function validateStatefulSetUpdate(check: Check, { spec }: StatefulSet, { spec: old }: StatefulSet): void {
  const changed: Partial<StatefulSet["spec"]> = { ...spec };
  const before: Partial<StatefulSet["spec"]> = { ...old };
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

function withScheduling(old: PodTemplateSpec, wanted: PodTemplateSpec): PodTemplateSpec {
  const spec = { ...old.spec } as { [field: string]: unknown };
  for (const field of ["nodeSelector", "affinity", "tolerations", "schedulingGates"] as const)
    spec[field] = wanted.spec?.[field];
  return { ...old, ...(wanted.metadata && { metadata: wanted.metadata }), spec: spec as unknown as PodSpec };
}

function validateJobUpdate(check: Check, { spec }: Job, { spec: old }: Job): void {
  if (!isEqual(spec.completions, old.completions)) check.at("spec", "completions").invalid(spec.completions, immutable);
  if (!isEqual(spec.selector, old.selector)) check.at("spec", "selector").invalid(spec.selector, immutable);
  // While a Job is suspended, where its Pods may go can still be changed.
  const kept = old.suspend ? withScheduling(old.template, spec.template) : old.template;
  if (!isEqual(spec.template, kept)) check.at("spec", "template").invalid(internalTemplate(spec.template), immutable);
}

/** ConfigMaps and Secrets. */
function validateImmutableData(check: Check, map: ConfigMap, old: ConfigMap): void {
  if (!old.immutable) return;
  const words = "field is immutable when `immutable` is set";
  if (!map.immutable) check.at("immutable").forbidden(words);
  for (const field of ["data", "binaryData"] as const)
    if (!isEqual(map[field] ?? {}, old[field] ?? {})) check.at(field).forbidden(words);
}

function validatePriorityClassUpdate(check: Check, priorityClass: PriorityClass, old: PriorityClass): void {
  if (priorityClass.value !== old.value) check.at("value").forbidden("may not be changed in an update.");
  if (priorityClass.preemptionPolicy !== old.preemptionPolicy)
    check.at("preemptionPolicy").invalid(priorityClass.preemptionPolicy, immutable);
}

/** A claim's size and class of attributes may grow; a claim without a volume may still get one. */
function validateClaimUpdate(check: Check, claim: PersistentVolumeClaim, old: PersistentVolumeClaim): void {
  // A claim without a class gets the default one later, once there is one.
  const hadClass = old.spec?.storageClassName !== undefined;
  const fixed = ({ spec }: PersistentVolumeClaim): object => {
    const { resources: _, volumeName: __, volumeAttributesClassName: ___, storageClassName, ...rest } = spec ?? {};
    return hadClass ? { ...rest, storageClassName } : rest;
  };
  const isMoved = old.spec?.volumeName && claim.spec?.volumeName !== old.spec.volumeName;
  if (isMoved || !isEqual(fixed(claim), fixed(old)))
    check
      .at("spec")
      .forbidden(
        "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims",
      );
}

function validateStorageClassUpdate(check: Check, storageClass: StorageClass, old: StorageClass): void {
  if (!isEqual(storageClass.parameters ?? {}, old.parameters ?? {}))
    check.at("parameters").forbidden("updates to parameters are forbidden.");
  if (storageClass.provisioner !== old.provisioner)
    check.at("provisioner").forbidden("updates to provisioner are forbidden.");
  if (storageClass.reclaimPolicy !== old.reclaimPolicy)
    check.at("reclaimPolicy").forbidden("updates to reclaimPolicy are forbidden.");
  if (storageClass.volumeBindingMode !== old.volumeBindingMode)
    check.at("volumeBindingMode").invalid(storageClass.volumeBindingMode, immutable);
}

/** The address of a Service is there to stay, unless it stops having one. */
function validateServiceUpdate(check: Check, { spec }: Service, { spec: old }: Service): void {
  const before = old?.clusterIPs ?? [];
  if (old?.type === "ExternalName" || spec?.type === "ExternalName" || !Array.isArray(before) || before.length === 0)
    return;
  const now = spec?.clusterIPs;
  if (!Array.isArray(now) || now.length === 0 || now[0] === before[0]) return;
  check.at("spec", "clusterIPs", 0).invalid(now, "may not change once set");
}

interface Bound extends KubernetesObject {
  readonly roleRef?: { readonly apiGroup?: string; readonly kind?: string; readonly name?: string };
}

function validateRoleRef(check: Check, { roleRef }: Bound, { roleRef: old }: Bound): void {
  if (isEqual(roleRef, old)) return;
  const { apiGroup = "", kind = "", name = "" } = roleRef ?? {};
  check.at("roleRef").invalid({ APIGroup: apiGroup, Kind: kind, Name: name }, "cannot change roleRef");
}

type UpdateRule<T extends KubernetesObject> = (check: Check, object: T, old: T) => void;

const entry = <T extends KubernetesObject>(rule: UpdateRule<T>): UpdateRule<KubernetesObject> =>
  rule as UpdateRule<KubernetesObject>;

/** What may not change once it is there, by kind. */
export const updateRules: { readonly [kind: string]: UpdateRule<KubernetesObject> } = {
  Pod: entry(validatePodUpdate),
  Deployment: entry(validateSelectorKept),
  ReplicaSet: entry(validateSelectorKept),
  DaemonSet: entry(validateSelectorKept),
  StatefulSet: entry(validateStatefulSetUpdate),
  Job: entry(validateJobUpdate),
  Service: entry(validateServiceUpdate),
  RoleBinding: entry(validateRoleRef),
  ClusterRoleBinding: entry(validateRoleRef),
  ConfigMap: entry(validateImmutableData),
  Secret: entry(validateImmutableData),
  PriorityClass: entry(validatePriorityClassUpdate),
  PersistentVolumeClaim: entry(validateClaimUpdate),
  StorageClass: entry(validateStorageClassUpdate),
  IngressClass: entry(validateIngressClassUpdate),
};

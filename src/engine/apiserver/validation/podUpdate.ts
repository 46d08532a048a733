import type { KubernetesObject } from "../../api/meta.ts";
import type { Affinity, Container, NodeSelectorTerm, Pod, PodSpec, Toleration } from "../../api/pod.ts";
import { isEqual } from "./equality.ts";
import type { Check } from "./fieldError.ts";
import { internalForm, internalPodSpec } from "./internalForm.ts";
import { validateFinalizersUpdate, validateMetadataUpdate } from "./metadata.ts";
import { validatePodMetadataAndSpec } from "./pod.ts";
import { validatePodAnnotationsUpdate } from "./podAnnotations.ts";
import { validateTolerations } from "./scheduling.ts";
import { unifiedDiff } from "./unifiedDiff.ts";

const updatableFields = [
  "`spec.containers[*].image`",
  "`spec.initContainers[*].image`",
  "`spec.activeDeadlineSeconds`",
  "`spec.tolerations` (only additions to existing tolerations)",
  "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
];

/** What every write to a Pod's spec is checked for first. */
export function validatePodRewrite(check: Check, pod: Pod, old: KubernetesObject): void {
  validateMetadataUpdate(check.at("metadata"), pod.metadata, old.metadata);
  validateFinalizersUpdate(check.at("metadata"), pod.metadata);
  validatePodMetadataAndSpec(check, pod);
  validatePodAnnotationsUpdate(check.at("metadata", "annotations"), pod.metadata.annotations, old.metadata.annotations);
}

/** Models ValidatePodUpdate (v1.34). */
export function validatePodUpdate(check: Check, pod: Pod, oldPod: Pod): void {
  validatePodRewrite(check, pod, oldPod);
  const { spec } = pod;
  const { spec: old } = oldPod;
  const at = check.at("spec");
  for (const list of ["containers", "initContainers"] as const) {
    if ((spec[list]?.length ?? 0) !== (old[list]?.length ?? 0)) {
      at.at(list).forbidden("pod updates may not add or remove containers");
      return;
    }
    (spec[list] ?? []).forEach(({ image = "" }: Container, index) => {
      if (!image) at.at(list, index, "image").required();
      if (image.trim() !== image)
        at.at(list, index, "image").invalid(image, "must not have leading or trailing whitespace");
    });
  }
  if (!validateDeadline(at.at("activeDeadlineSeconds"), spec, old)) return;
  validateKeptTolerations(at.at("tolerations"), spec, old);
  (spec.schedulingGates ?? []).forEach(({ name }, index) => {
    if (!old.schedulingGates?.some((gate) => gate.name === name))
      at.at("schedulingGates", index, "name").forbidden(
        `only deletion is allowed, but found new scheduling gate '${name}'`,
      );
  });
  if (isEqual(spec, old)) return;
  const left = reverted(at, spec, old);
  if (!isEqual(left, old))
    at.forbidden(
      `pod updates may not change fields other than ${updatableFields.join(",")}\n${unifiedDiff(printed(old), printed(left))}`,
    );
}

const printed = (spec: PodSpec): string => JSON.stringify(internalPodSpec(spec), null, 1);

/** A deadline may come and be moved forward. False when there is no point in looking further. */
function validateDeadline(check: Check, spec: PodSpec, old: PodSpec): boolean {
  const deadline = spec.activeDeadlineSeconds;
  const before = old.activeDeadlineSeconds;
  if (deadline === undefined) {
    if (before !== undefined) check.invalid(undefined, "must not update from a positive integer to nil value");
    return true;
  }
  if (deadline < 0 || deadline > 2147483647) {
    check.invalid(deadline, "must be between 0 and 2147483647, inclusive");
    return false;
  }
  if (before === undefined || before >= deadline) return true;
  check.invalid(deadline, "must be less than or equal to previous value");
  return false;
}

function validateKeptTolerations(check: Check, spec: PodSpec, old: PodSpec): void {
  const withoutSeconds = ({ tolerationSeconds: _, ...rest }: Toleration): Toleration => rest;
  const kept = (spec.tolerations ?? []).map(withoutSeconds);
  if ((old.tolerations ?? []).every((toleration) => kept.some((other) => isEqual(other, withoutSeconds(toleration)))))
    validateTolerations(check, spec.tolerations ?? []);
  else check.forbidden("existing toleration can not be modified except its tolerationSeconds");
}

/** The new spec with the old one's values where a change is allowed: what is left is what is not. */
function reverted(check: Check, spec: PodSpec, old: PodSpec): PodSpec {
  const withImages = (now: readonly Container[] | undefined, before: readonly Container[] | undefined) =>
    now?.map((container, index) => ({ ...container, ...(before?.[index] && { image: before[index].image ?? "" }) }));
  const rest: PodSpec = { ...spec, containers: withImages(spec.containers, old.containers) ?? [] };
  const initContainers = withImages(spec.initContainers, old.initContainers);
  if (initContainers) rest.initContainers = initContainers;
  restore(rest, old, "activeDeadlineSeconds", "tolerations", "schedulingGates");
  const grace = old.terminationGracePeriodSeconds ?? 0;
  if (grace < 0 && spec.terminationGracePeriodSeconds === 1) rest.terminationGracePeriodSeconds = grace;
  if (!old.schedulingGates?.length) return rest;
  validateNarrowedSelector(check.at("nodeSelector"), spec, old);
  restore(rest, old, "nodeSelector");
  validateNarrowedAffinity(check.at("affinity", "nodeAffinity"), spec.affinity, old.affinity);
  const affinity = { ...spec.affinity };
  delete affinity.nodeAffinity;
  if (old.affinity?.nodeAffinity) affinity.nodeAffinity = old.affinity.nodeAffinity;
  delete rest.affinity;
  if (Object.keys(affinity).length > 0 || (old.affinity && spec.affinity)) rest.affinity = affinity;
  return rest;
}

function restore(spec: PodSpec, old: PodSpec, ...fields: readonly (keyof PodSpec)[]): void {
  for (const field of fields) {
    delete spec[field];
    if (old[field] !== undefined) Object.assign(spec, { [field]: old[field] });
  }
}

/** A gated Pod may narrow where it goes. */
function validateNarrowedSelector(check: Check, spec: PodSpec, old: PodSpec): void {
  const isKept = Object.entries(old.nodeSelector ?? {}).every(([key, value]) => spec.nodeSelector?.[key] === value);
  if (!isKept)
    check.invalid(
      spec.nodeSelector ?? null,
      "only additions to spec.nodeSelector are allowed (no mutations or deletions)",
    );
}

/** Models validateNodeAffinityMutation (v1.34). */
function validateNarrowedAffinity(check: Check, affinity: Affinity | undefined, old: Affinity | undefined): void {
  const termsOf = (given: Affinity | undefined): readonly NodeSelectorTerm[] =>
    given?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (!old?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution) return;
  const before = termsOf(old);
  const now = termsOf(affinity);
  const at = check.at("requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");
  const form = (term: NodeSelectorTerm): unknown => internalForm(term, "NodeSelectorTerm");
  if (before.length > 0 && before.length !== now.length) {
    const shown = now.length > 0 ? now.map(form) : null;
    at.invalid(shown, "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
    return;
  }
  before.forEach((term, index) => {
    const other = now[index] ?? {};
    if (!hasOnlyAdditions(other, term))
      at.at(index).invalid(form(other), "only additions are allowed (no mutations or deletions)");
  });
}

function hasOnlyAdditions(term: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const lists = ["matchExpressions", "matchFields"] as const;
  const isEmpty = (given: NodeSelectorTerm): boolean => lists.every((list) => !given[list]?.length);
  // An empty term matches nothing: whatever came to it would widen it.
  if (isEmpty(old) && !isEmpty(term)) return false;
  return lists.every((list) => {
    const before = old[list] ?? [];
    return isEqual((term[list] ?? []).slice(0, before.length), before);
  });
}

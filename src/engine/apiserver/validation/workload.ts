import type {
  DaemonSet,
  Deployment,
  IntOrString,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from "../../api/apps.ts";
import type { LabelSelector } from "../../api/meta.ts";
import { validateDNS1123Label } from "../../api/names.ts";
import type { PodTemplateSpec } from "../../api/pod.ts";
import { type CompiledSelector, compileSelector, matches } from "../../api/selector.ts";
import { validateClaimSpec } from "./claim.ts";
import type { Check } from "./fieldError.ts";
import { labelName, subdomainName, validateLabelSelector, validateMetadata } from "./metadata.ts";
import { validatePodTemplate } from "./pod.ts";

const percentError =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** Text that is no percentage counts as the number that it is, if any. */
const isZero = (value: IntOrString | undefined): boolean =>
  value === undefined || (typeof value === "number" ? value === 0 : !/^[1-9]/.test(value.replace(/^0+(?=\d)/, "")));

/** A count that is not negative, or a percentage. */
export function validateIntOrPercent(check: Check, value: IntOrString | undefined): void {
  if (typeof value === "number") check.nonNegative(value);
  else if (value !== undefined && !/^[0-9]+%$/.test(value)) check.invalid(value, percentError);
}

export function validateAtMostAll(check: Check, value: IntOrString | undefined): void {
  if (typeof value === "string" && /^[0-9]+%$/.test(value) && Number.parseInt(value, 10) > 100)
    check.invalid(value, "must not be greater than 100%");
}

interface Controlled {
  readonly selector?: LabelSelector;
  readonly template?: PodTemplateSpec;
}

/** A selector must be there, select something, and compile; undefined when it does not. */
function validateSelector(
  check: Check,
  { selector }: Controlled,
  emptyDetail: string,
  badDetail = "invalid label selector",
): CompiledSelector | undefined {
  const at = check.at("selector");
  if (!selector) at.required();
  else {
    validateLabelSelector(at, selector);
    if (Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions?.length ?? 0) === 0)
      at.invalid(selector, emptyDetail);
  }
  const compiled = compileSelector(selector);
  if (!("error" in compiled)) return compiled;
  at.invalid(selector, badDetail);
  return undefined;
}

function validateTemplateLabels(
  check: Check,
  selector: CompiledSelector,
  template: PodTemplateSpec,
  path: readonly string[],
): void {
  const labels = template.metadata?.labels ?? {};
  const isEmpty = selector.requirements.length === 0 && !selector.nothing;
  if (!isEmpty && !matches(selector, labels))
    check.at(...path).invalid(template.metadata?.labels ?? null, "`selector` does not match template `labels`");
}

/** The template of a controller that keeps Pods running. */
function validateLastingTemplate(
  check: Check,
  template: PodTemplateSpec | undefined,
  selector: CompiledSelector | undefined,
  owner: string,
): void {
  if (!template) {
    check.required();
    return;
  }
  if (selector) validateTemplateLabels(check, selector, template, ["metadata", "labels"]);
  validatePodTemplate(check, template);
  const { restartPolicy, activeDeadlineSeconds } = template.spec ?? {};
  if (restartPolicy !== "Always") check.at("spec", "restartPolicy").notSupported(restartPolicy ?? "", ["Always"]);
  if (activeDeadlineSeconds !== undefined)
    check.at("spec", "activeDeadlineSeconds").forbidden(`activeDeadlineSeconds in ${owner} is not Supported`);
}

/** Models ValidateDeployment (v1.34). */
export function validateDeployment(check: Check, deployment: Deployment): void {
  validateMetadata(check.at("metadata"), deployment.metadata, true, subdomainName);
  validateDeploymentSpec(check.at("spec"), deployment);
}

/** What holds for a Deployment at any time. */
export function validateDeploymentSpec(at: Check, { spec }: Deployment): void {
  at.at("replicas").nonNegative(spec.replicas);
  const selector = validateSelector(at, spec, "empty selector is invalid for deployment");
  if (selector) validateLastingTemplate(at.at("template"), spec.template, selector, "ReplicaSet");
  validateStrategy(at.at("strategy"), spec.strategy ?? {});
  at.at("minReadySeconds").nonNegative(spec.minReadySeconds);
  at.at("revisionHistoryLimit").nonNegative(spec.revisionHistoryLimit);
  const deadline = spec.progressDeadlineSeconds;
  at.at("progressDeadlineSeconds").nonNegative(deadline);
  if (deadline !== undefined && deadline <= (spec.minReadySeconds ?? 0))
    at.at("progressDeadlineSeconds").invalid(deadline, "must be greater than minReadySeconds");
}

function validateStrategy(check: Check, { type, rollingUpdate }: NonNullable<Deployment["spec"]["strategy"]>): void {
  if (type === "Recreate") {
    if (rollingUpdate) check.at("rollingUpdate").forbidden("may not be specified when strategy `type` is 'Recreate'");
    return;
  }
  if (type !== "RollingUpdate") {
    check.notSupported(strategyForm(type, rollingUpdate), ["Recreate", "RollingUpdate"]);
    return;
  }
  if (!rollingUpdate) {
    check.at("rollingUpdate").required("this should be defaulted and never be nil");
    return;
  }
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const at = check.at("rollingUpdate");
  validateIntOrPercent(at.at("maxUnavailable"), maxUnavailable);
  validateIntOrPercent(at.at("maxSurge"), maxSurge);
  if (isZero(maxUnavailable) && isZero(maxSurge))
    at.at("maxUnavailable").invalid(maxUnavailable ?? 0, "may not be 0 when `maxSurge` is 0");
  validateAtMostAll(at.at("maxUnavailable"), maxUnavailable);
}

/** A strategy as upstream prints its own. */
function strategyForm(type = "", rollingUpdate?: { maxUnavailable?: IntOrString; maxSurge?: IntOrString }): object {
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  return { Type: type, RollingUpdate: rollingUpdate ? { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge } : null };
}

/** Models ValidateReplicaSet (v1.34). */
export function validateReplicaSet(check: Check, set: ReplicaSet): void {
  validateMetadata(check.at("metadata"), set.metadata, true, subdomainName);
  validateReplicaSetSpec(check.at("spec"), set);
}

/** What holds for a ReplicaSet at any time. */
export function validateReplicaSetSpec(at: Check, { spec }: ReplicaSet): void {
  at.at("replicas").nonNegative(spec.replicas);
  at.at("minReadySeconds").nonNegative(spec.minReadySeconds);
  const selector = validateSelector(at, spec, "empty selector is invalid for deployment");
  if (selector) validateLastingTemplate(at.at("template"), spec.template, selector, "ReplicaSet");
}

/** Models ValidateReplicationController (v1.34). */
export function validateReplicationController(check: Check, controller: ReplicationController): void {
  validateMetadata(check.at("metadata"), controller.metadata, true, subdomainName);
  validateReplicationControllerSpec(check.at("spec"), controller);
}

/** What holds for a ReplicationController at any time. */
export function validateReplicationControllerSpec(at: Check, { spec }: ReplicationController): void {
  at.at("minReadySeconds").nonNegative(spec.minReadySeconds);
  const selector = spec.selector ?? {};
  if (Object.keys(selector).length === 0) at.at("selector").required();
  at.at("replicas").nonNegative(spec.replicas);
  const compiled = compileSelector({ matchLabels: selector });
  validateLastingTemplate(
    at.at("template"),
    spec.template,
    "error" in compiled ? undefined : compiled,
    "ReplicationController",
  );
}

/** Models ValidateDaemonSet (v1.34). */
export function validateDaemonSet(check: Check, set: DaemonSet): void {
  validateMetadata(check.at("metadata"), set.metadata, true, subdomainName);
  validateDaemonSetSpec(check.at("spec"), set);
}

/** What holds for a DaemonSet at any time. */
export function validateDaemonSetSpec(at: Check, { spec }: DaemonSet): void {
  validateLabelSelector(at.at("selector"), spec.selector);
  const compiled = compileSelector(spec.selector);
  // No selector selects nothing, not even the template's own labels.
  const labels = spec.template?.metadata?.labels;
  if (!("error" in compiled) && !matches(compiled, labels ?? {}))
    at.at("template", "metadata", "labels").invalid(labels ?? null, "`selector` does not match template `labels`");
  if (spec.selector && Object.keys(spec.selector).every((field) => !sizeOf(spec.selector, field)))
    at.at("selector").invalid(spec.selector, "empty selector is invalid for daemonset");
  const template = at.at("template");
  validatePodTemplate(template, spec.template ?? { spec: { containers: [] } });
  const { restartPolicy, activeDeadlineSeconds } = spec.template?.spec ?? {};
  if (restartPolicy !== "Always") template.at("spec", "restartPolicy").notSupported(restartPolicy ?? "", ["Always"]);
  if (activeDeadlineSeconds !== undefined)
    template.at("spec", "activeDeadlineSeconds").forbidden("activeDeadlineSeconds in DaemonSet is not Supported");
  at.at("minReadySeconds").nonNegative(spec.minReadySeconds);
  validateDaemonSetStrategy(at.at("updateStrategy"), spec.updateStrategy ?? {});
  at.at("revisionHistoryLimit").nonNegative(spec.revisionHistoryLimit);
}

/** Models ValidateDaemonSetUpdateStrategy (v1.34). */
function validateDaemonSetStrategy(
  check: Check,
  { type, rollingUpdate }: NonNullable<DaemonSet["spec"]["updateStrategy"]>,
): void {
  if (type === "OnDelete") return;
  if (type !== "RollingUpdate") {
    check.notSupported(strategyForm(type, rollingUpdate), ["RollingUpdate", "OnDelete"]);
    return;
  }
  const at = check.at("rollingUpdate");
  if (!rollingUpdate) {
    at.required();
    return;
  }
  const { maxUnavailable, maxSurge } = rollingUpdate;
  validateIntOrPercent(at.at("maxUnavailable"), maxUnavailable);
  validateIntOrPercent(at.at("maxSurge"), maxSurge);
  validateAtMostAll(at.at("maxUnavailable"), maxUnavailable);
  validateAtMostAll(at.at("maxSurge"), maxSurge);
  if (!isZero(maxUnavailable) && !isZero(maxSurge))
    at.at("maxSurge").invalid(maxSurge, "may not be set when maxUnavailable is non-zero");
  if (isZero(maxUnavailable) && isZero(maxSurge)) at.at("maxUnavailable").required("cannot be 0 when maxSurge is 0");
}

const sizeOf = (selector: LabelSelector, field: string): number =>
  Object.keys((selector as { [field: string]: object })[field] ?? {}).length;

/** Models ValidateStatefulSet (v1.34). */
export function validateStatefulSet(check: Check, set: StatefulSet): void {
  validateMetadata(check.at("metadata"), set.metadata, true, labelName);
  validateStatefulSetSpec(check.at("spec"), set);
}

/**
 * What holds for a StatefulSet at any time. What a stored one has already, it keeps: the name of its Service, its
 * template and its claims are looked at only when they change.
 */
export function validateStatefulSetSpec(check: Check, { spec }: StatefulSet, old?: StatefulSet): void {
  const policy = spec.podManagementPolicy;
  if (!policy) check.at("podManagementPolicy").required();
  else if (policy !== "OrderedReady" && policy !== "Parallel")
    check.at("podManagementPolicy").invalid(policy, "must be 'OrderedReady' or 'Parallel'");
  validateStatefulSetStrategy(check.at("updateStrategy"), spec.updateStrategy ?? {});
  const retention = spec.persistentVolumeClaimRetentionPolicy;
  if (retention)
    for (const field of ["whenDeleted", "whenScaled"] as const)
      if (retention[field] !== "Retain" && retention[field] !== "Delete")
        check
          .at("persistentVolumeClaimRetentionPolicy", field)
          .notSupported(retention[field] ?? "", ["Retain", "Delete"]);
  if (!old)
    (spec.volumeClaimTemplates ?? []).forEach((claim, index) => {
      validateClaimSpec(check.at("volumeClaimTemplates", index, "spec"), claim.spec);
    });
  check.at("replicas").nonNegative(spec.replicas);
  check.at("minReadySeconds").nonNegative(spec.minReadySeconds);
  check.at("ordinals", "start").nonNegative(spec.ordinals?.start);
  const { serviceName } = spec;
  if (serviceName && !old) check.at("serviceName").invalidAll(serviceName, validateDNS1123Label(serviceName));
  const selector = validateSelector(check, spec, "empty selector is invalid for statefulset", "");
  const template = check.at("template");
  if (selector) {
    validateTemplateLabels(template, selector, spec.template ?? { spec: { containers: [] } }, ["metadata", "labels"]);
    validatePodTemplate(template, withClaims(spec));
  }
  const { restartPolicy, activeDeadlineSeconds } = spec.template?.spec ?? {};
  if (restartPolicy !== "Always") template.at("spec", "restartPolicy").notSupported(restartPolicy ?? "", ["Always"]);
  if (activeDeadlineSeconds !== undefined)
    template.at("spec", "activeDeadlineSeconds").forbidden("activeDeadlineSeconds in StatefulSet is not Supported");
}

function validateStatefulSetStrategy(
  check: Check,
  { type, rollingUpdate }: NonNullable<StatefulSet["spec"]["updateStrategy"]>,
): void {
  const form = rollingUpdate
    ? { Partition: rollingUpdate.partition ?? 0, MaxUnavailable: rollingUpdate.maxUnavailable ?? null }
    : null;
  if (!type) check.required();
  else if (type === "OnDelete") {
    if (form) check.at("rollingUpdate").invalid(form, "only allowed for updateStrategy 'RollingUpdate'");
  } else if (type !== "RollingUpdate")
    check.invalid({ Type: type, RollingUpdate: form }, "must be 'RollingUpdate' or 'OnDelete'");
  else if (rollingUpdate) {
    check.at("rollingUpdate", "partition").nonNegative(rollingUpdate.partition);
    const { maxUnavailable } = rollingUpdate;
    const at = check.at("rollingUpdate", "maxUnavailable");
    if (maxUnavailable === undefined) return;
    validateIntOrPercent(at, maxUnavailable);
    if (isZero(maxUnavailable)) at.invalid(maxUnavailable, "cannot be 0");
    validateAtMostAll(at, maxUnavailable);
  }
}

/** The template with the volumes of the set's claims: what its Pods will be made of. They come first, as upstream has it. */
function withClaims({ template, volumeClaimTemplates = [] }: StatefulSet["spec"]): PodTemplateSpec {
  const pod = template?.spec ?? { containers: [] };
  const names = new Set(volumeClaimTemplates.flatMap(({ metadata }) => metadata?.name ?? []));
  const volumes = [
    ...[...names].map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
    ...(pod.volumes ?? []).filter(({ name }) => !names.has(name)),
  ];
  return { ...template, spec: { ...pod, ...(volumes.length > 0 && { volumes }) } };
}

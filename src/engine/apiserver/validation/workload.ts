import type {
  DaemonSet,
  Deployment,
  IntOrString,
  Job,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from "../../api/apps.ts";
import type { KubernetesObject, LabelSelector } from "../../api/meta.ts";
import type { PodTemplateSpec } from "../../api/pod.ts";
import { type CompiledSelector, compileSelector, matches } from "../../api/selector.ts";
import { validateClaimSpec } from "./claim.ts";
import type { Check } from "./fieldError.ts";
import {
  labelName,
  subdomainName,
  validateAnnotations,
  validateLabelSelector,
  validateLabels,
  validateMetadata,
} from "./metadata.ts";
import { validatePodTemplate } from "./pod.ts";

const percentError =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

const isZero = (value: IntOrString | undefined): boolean =>
  value === undefined || value === 0 || (typeof value === "string" && /^0+%$/.test(value));

/** A count that is not negative, or a percentage. */
function validateIntOrPercent(check: Check, value: IntOrString | undefined, atMostAll: boolean): void {
  if (value === undefined) return;
  if (typeof value === "number") check.nonNegative(value);
  else if (!/^[0-9]+%$/.test(value)) check.invalid(value, percentError);
  else if (atMostAll && Number.parseInt(value, 10) > 100) check.invalid(value, "must not be greater than 100%");
}

interface Controlled {
  readonly selector?: LabelSelector;
  readonly template?: PodTemplateSpec;
}

/** A selector must be there, select something, and compile; undefined when it does not. */
function validateSelector(check: Check, { selector }: Controlled, emptyDetail: string): CompiledSelector | undefined {
  const at = check.at("selector");
  if (!selector) at.required();
  else {
    validateLabelSelector(at, selector);
    if (Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions?.length ?? 0) === 0)
      at.invalid(selector, emptyDetail);
  }
  const compiled = selector ? compileSelector(selector) : compileSelector({});
  if (!("error" in compiled)) return compiled;
  at.invalid(selector, "invalid label selector");
  return undefined;
}

function validateTemplateLabels(
  check: Check,
  selector: CompiledSelector,
  template: PodTemplateSpec,
  path: readonly string[],
): void {
  const labels = template.metadata?.labels ?? {};
  if (selector.requirements.length > 0 && !matches(selector, labels))
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
  const at = check.at("spec");
  const { spec } = deployment;
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
    check.at("type").notSupported(type ?? "", ["Recreate", "RollingUpdate"]);
    return;
  }
  if (!rollingUpdate) {
    check.at("rollingUpdate").required("this should be defaulted and never be nil");
    return;
  }
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const at = check.at("rollingUpdate");
  validateIntOrPercent(at.at("maxUnavailable"), maxUnavailable, false);
  validateIntOrPercent(at.at("maxSurge"), maxSurge, false);
  if (isZero(maxUnavailable) && isZero(maxSurge))
    at.at("maxUnavailable").invalid(maxUnavailable, "may not be 0 when `maxSurge` is 0");
  if (typeof maxUnavailable === "string" && Number.parseInt(maxUnavailable, 10) > 100)
    at.at("maxUnavailable").invalid(maxUnavailable, "must not be greater than 100%");
}

/** Models ValidateReplicaSet (v1.34). */
export function validateReplicaSet(check: Check, { metadata, spec }: ReplicaSet): void {
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
  const at = check.at("spec");
  at.at("replicas").nonNegative(spec.replicas);
  at.at("minReadySeconds").nonNegative(spec.minReadySeconds);
  const selector = validateSelector(at, spec, "empty selector is invalid for deployment");
  if (selector) validateLastingTemplate(at.at("template"), spec.template, selector, "ReplicaSet");
}

/** Models ValidateReplicationController (v1.34). */
export function validateReplicationController(check: Check, { metadata, spec }: ReplicationController): void {
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
  const at = check.at("spec");
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
export function validateDaemonSet(check: Check, { metadata, spec }: DaemonSet): void {
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
  const at = check.at("spec");
  validateLabelSelector(at.at("selector"), spec.selector);
  const compiled = compileSelector(spec.selector);
  if (!("error" in compiled) && spec.template && !compiled.nothing)
    validateTemplateLabels(at, compiled, spec.template, ["template", "metadata", "labels"]);
  if (spec.selector && Object.keys(spec.selector).every((field) => !sizeOf(spec.selector, field)))
    at.at("selector").invalid(spec.selector, "empty selector is invalid for daemonset");
  const template = at.at("template");
  validatePodTemplate(template, spec.template ?? { spec: { containers: [] } });
  const { restartPolicy, activeDeadlineSeconds } = spec.template?.spec ?? {};
  if (restartPolicy !== "Always") template.at("spec", "restartPolicy").notSupported(restartPolicy ?? "", ["Always"]);
  if (activeDeadlineSeconds !== undefined)
    template.at("spec", "activeDeadlineSeconds").forbidden("activeDeadlineSeconds in DaemonSet is not Supported");
  at.at("minReadySeconds").nonNegative(spec.minReadySeconds);
  const strategy = spec.updateStrategy ?? {};
  if (strategy.type !== "OnDelete" && strategy.type !== "RollingUpdate")
    at.at("updateStrategy", "type").notSupported(strategy.type ?? "", ["RollingUpdate", "OnDelete"]);
  else if (strategy.type === "RollingUpdate" && strategy.rollingUpdate) {
    const rolling = at.at("updateStrategy", "rollingUpdate");
    const { maxUnavailable, maxSurge } = strategy.rollingUpdate;
    validateIntOrPercent(rolling.at("maxUnavailable"), maxUnavailable, true);
    validateIntOrPercent(rolling.at("maxSurge"), maxSurge, true);
    if (!isZero(maxUnavailable) && !isZero(maxSurge))
      rolling.at("maxSurge").invalid(maxSurge, "may not be set when maxUnavailable is non-zero");
    if (isZero(maxUnavailable) && isZero(maxSurge))
      rolling.at("maxUnavailable").required("cannot be 0 when maxSurge is 0");
  }
  at.at("revisionHistoryLimit").nonNegative(spec.revisionHistoryLimit);
}

const sizeOf = (selector: LabelSelector, field: string): number =>
  Object.keys((selector as { [field: string]: object })[field] ?? {}).length;

/** Models ValidateStatefulSet (v1.34). */
export function validateStatefulSet(check: Check, { metadata, spec }: StatefulSet): void {
  validateMetadata(check.at("metadata"), metadata, true, labelName);
  const at = check.at("spec");
  const policy = spec.podManagementPolicy;
  if (!policy) at.at("podManagementPolicy").required();
  else if (policy !== "OrderedReady" && policy !== "Parallel")
    at.at("podManagementPolicy").invalid(policy, "must be 'OrderedReady' or 'Parallel'");
  const { type, rollingUpdate } = spec.updateStrategy ?? {};
  const strategy = at.at("updateStrategy");
  if (!type) strategy.required();
  else if (type === "OnDelete") {
    if (rollingUpdate)
      strategy.at("rollingUpdate").invalid(rollingUpdate, "only allowed for updateStrategy 'RollingUpdate'");
  } else if (type === "RollingUpdate") strategy.at("rollingUpdate", "partition").nonNegative(rollingUpdate?.partition);
  else strategy.invalid(spec.updateStrategy, "must be 'RollingUpdate' or 'OnDelete'");
  at.at("replicas").nonNegative(spec.replicas);
  at.at("minReadySeconds").nonNegative(spec.minReadySeconds);
  at.at("ordinals", "start").nonNegative(spec.ordinals?.start);
  const selector = validateSelector(at, spec, "empty selector is invalid for statefulset");
  if (selector) {
    const template = at.at("template");
    validateTemplateLabels(template, selector, spec.template ?? { spec: { containers: [] } }, ["metadata", "labels"]);
    // Upstream does not look into the Pod's spec here: the volumes of its claims are not in it yet.
    validateLabels(template.at("labels"), spec.template?.metadata?.labels);
    validateAnnotations(template.at("annotations"), spec.template?.metadata?.annotations);
  }
  const { restartPolicy, activeDeadlineSeconds } = spec.template?.spec ?? {};
  if (restartPolicy !== "Always")
    at.at("template", "spec", "restartPolicy").notSupported(restartPolicy ?? "", ["Always"]);
  if (activeDeadlineSeconds !== undefined)
    at.at("template", "spec", "activeDeadlineSeconds").forbidden(
      "activeDeadlineSeconds in StatefulSet is not Supported",
    );
  // Upstream leaves these to the API server that will create the claims; their shape is checked all the same.
  (spec.volumeClaimTemplates ?? []).forEach((claim, index) => {
    if (claim.spec?.accessModes && claim.spec.resources?.requests?.storage === undefined)
      validateClaimSpec(at.at("volumeClaimTemplates", index, "spec"), claim.spec);
  });
}

const jobCounts = [
  "parallelism",
  "completions",
  "activeDeadlineSeconds",
  "backoffLimit",
  "ttlSecondsAfterFinished",
] as const;

/** Models ValidateJob (v1.34), without pod failure policies. The selector is generated by the API server. */
export function validateJob(check: Check, { metadata, spec }: Job): void {
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
  const selector = spec.selector as LabelSelector | undefined;
  const isOwn = Object.keys(selector?.matchLabels ?? {}).length > 1 || selector?.matchExpressions?.length;
  if (!spec.manualSelector && isOwn) check.at("spec", "selector").invalid(selector, "`selector` not auto-generated");
  validateJobSpec(check.at("spec"), spec);
}

function validateJobSpec(check: Check, spec: Job["spec"]): void {
  for (const field of jobCounts) {
    const value = spec[field];
    if (typeof value === "number") check.at(field).nonNegative(value);
  }
  const mode = spec.completionMode;
  if (mode !== "NonIndexed" && mode !== "Indexed")
    check.at("completionMode").notSupported(mode ?? "", ["NonIndexed", "Indexed"]);
  if (mode === "Indexed" && spec.completions === undefined)
    check.at("completions").required("when completion mode is Indexed");
  const template = check.at("template");
  validatePodTemplate(template, spec.template ?? { spec: { containers: [] } });
  const policy = spec.template?.spec?.restartPolicy;
  const restart = template.at("spec", "restartPolicy");
  if (policy === "Always" || !policy) restart.required('valid values: "OnFailure", "Never"');
  else if (policy !== "OnFailure" && policy !== "Never") restart.notSupported(policy, ["OnFailure", "Never"]);
}

/** The time zones of the JavaScript engine stand for those of the server's machine. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** Models ValidateCronJobCreate (v1.34), without parsing the schedule. */
export function validateCronJob(check: Check, cronJob: KubernetesObject): void {
  const { metadata, spec = {} } = cronJob as KubernetesObject & {
    spec?: { schedule?: string; timeZone?: string; concurrencyPolicy?: string; jobTemplate?: { spec?: Job["spec"] } };
  };
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
  const at = check.at("spec");
  const schedule = spec.schedule ?? "";
  if (!schedule) at.at("schedule").required();
  else if (/TZ=/.test(schedule))
    at.at("schedule").invalid(schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
  if (spec.timeZone !== undefined && !isTimeZone(spec.timeZone))
    at.at("timeZone").invalid(spec.timeZone, `unknown time zone ${spec.timeZone}`);
  at.at("concurrencyPolicy").oneOf(spec.concurrencyPolicy, ["Allow", "Forbid", "Replace"]);
  const jobSpec = spec.jobTemplate?.spec;
  if (jobSpec) validateJobSpec(at.at("jobTemplate", "spec"), { completionMode: "NonIndexed", ...jobSpec });
  if ((metadata.name ?? "").length > 52)
    check.at("metadata", "name").invalid(metadata.name, "must be no more than 52 characters");
}

/** Models ValidatePodDisruptionBudget (v1.34). */
export function validatePodDisruptionBudget(check: Check, budget: KubernetesObject): void {
  const { metadata, spec = {} } = budget as KubernetesObject & {
    spec?: {
      minAvailable?: IntOrString;
      maxUnavailable?: IntOrString;
      selector?: LabelSelector;
      unhealthyPodEvictionPolicy?: string;
    };
  };
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
  const at = check.at("spec");
  if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined)
    at.invalid(spec, "minAvailable and maxUnavailable cannot be both set");
  validateIntOrPercent(at.at("minAvailable"), spec.minAvailable, true);
  validateIntOrPercent(at.at("maxUnavailable"), spec.maxUnavailable, true);
  validateLabelSelector(at.at("selector"), spec.selector);
  const policy = spec.unhealthyPodEvictionPolicy;
  if (policy !== undefined && policy !== "AlwaysAllow" && policy !== "IfHealthyBudget")
    at.at("unhealthyPodEvictionPolicy").notSupported(policy, ["AlwaysAllow", "IfHealthyBudget"]);
}

import type { Job } from "../../api/apps.ts";
import type { KubernetesObject, LabelSelector } from "../../api/meta.ts";
import { escapeText, validateDNS1123Label, validateDNS1123Subdomain, validateQualifiedName } from "../../api/names.ts";
import type { Container, PodSpec } from "../../api/pod.ts";
import { compileSelector, matches } from "../../api/selector.ts";
import { scheduleProblem } from "./cronSchedule.ts";
import { type Check, withoutValue } from "./fieldError.ts";
import { validateIndexes } from "./indexes.ts";
import { subdomainName, validateLabelSelector, validateMetadata } from "./metadata.ts";
import { validatePodTemplate } from "./pod.ts";

/** A Job's spec as far as it is validated. */
interface JobSpec {
  readonly parallelism?: number;
  readonly completions?: number;
  readonly activeDeadlineSeconds?: number;
  readonly backoffLimit?: number;
  readonly ttlSecondsAfterFinished?: number;
  readonly backoffLimitPerIndex?: number;
  readonly maxFailedIndexes?: number;
  readonly managedBy?: string;
  readonly completionMode?: string;
  readonly podFailurePolicy?: { readonly rules?: readonly FailureRule[] };
  readonly successPolicy?: { readonly rules?: readonly SuccessRule[] };
  readonly podReplacementPolicy?: string;
  readonly manualSelector?: boolean;
  readonly selector?: LabelSelector;
  readonly template?: Job["spec"]["template"];
}

interface FailureRule {
  readonly action?: string;
  readonly onExitCodes?: {
    readonly containerName?: string;
    readonly operator?: string;
    readonly values?: readonly number[];
  };
  readonly onPodConditions?: readonly { readonly type?: string; readonly status?: string }[];
}

interface SuccessRule {
  readonly succeededIndexes?: string;
  readonly succeededCount?: number;
}

const specOf = ({ spec }: Job): JobSpec => spec as JobSpec;
const quotedList = (values: readonly string[]): string => `[${values.map(escapeText).join(" ")}]`;

/** Models ValidateJob (v1.34). */
export function validateJob(check: Check, job: Job): void {
  const { metadata } = job;
  const spec = specOf(job);
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
  validateGeneratedSelector(check.at("spec"), job);
  validateWholeJobSpec(check.at("spec"), spec);
  const { completions = 0 } = spec;
  if (spec.completionMode !== "Indexed" || completions <= 0) return;
  const last = `${metadata.name}-${completions - 1}`;
  if (validateDNS1123Label(last).length > 0)
    check.at("metadata", "name").invalid(metadata.name, `will not able to create pod with invalid DNS label: ${last}`);
}

/** The selector and the labels that the strategy has made must still be there. */
function validateGeneratedSelector(check: Check, job: Job): void {
  const spec = specOf(job);
  if (spec.manualSelector || !spec.selector) return;
  const { uid = "", name = "" } = job.metadata;
  // An object that was never stored has no UID: what depends on it cannot be held against it.
  const expected: { readonly [label: string]: string } = {
    "controller-uid": uid,
    "job-name": name,
    "batch.kubernetes.io/controller-uid": uid,
    "batch.kubernetes.io/job-name": name,
  };
  const labels = spec.template?.metadata?.labels ?? {};
  for (const [label, value] of Object.entries(expected)) {
    const at = check.at("template", "metadata", "labels").key(label);
    if (labels[label] === undefined) at.required(`must be '${value}'`);
    else if (labels[label] !== value) at.invalid(labels, `must be '${value}'`);
  }
  const compiled = compileSelector(spec.selector);
  if (!("error" in compiled) && !matches(compiled, expected))
    check.at("selector").invalid(spec.selector, "`selector` not auto-generated");
}

/** Models ValidateJobSpec (v1.34). */
export function validateWholeJobSpec(check: Check, spec: JobSpec): void {
  validateJobSpec(check, spec);
  if (!spec.selector) check.at("selector").required();
  else validateLabelSelector(check.at("selector"), spec.selector);
  const compiled = spec.selector ? compileSelector(spec.selector) : null;
  const labels = spec.template?.metadata?.labels;
  if (compiled && !("error" in compiled) && !matches(compiled, labels ?? {}))
    check.at("template", "metadata", "labels").invalid(labels ?? null, "`selector` does not match template `labels`");
}

const counts = [
  "parallelism",
  "completions",
  "activeDeadlineSeconds",
  "backoffLimit",
  "ttlSecondsAfterFinished",
  "backoffLimitPerIndex",
  "maxFailedIndexes",
] as const;

const mostParallelIndexed = 100_000;
const softLimit = 100_000;
const lowLimit = 10_000;

function validateJobSpec(check: Check, spec: JobSpec): void {
  for (const field of counts) check.at(field).nonNegative(spec[field]);
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined)
    check.at("backoffLimitPerIndex").required("when maxFailedIndexes is specified");
  if (spec.managedBy !== undefined) validateManagedBy(check.at("managedBy"), spec.managedBy);
  const mode = spec.completionMode;
  if (mode !== undefined && mode !== "NonIndexed" && mode !== "Indexed")
    check.at("completionMode").notSupported(mode, ["NonIndexed", "Indexed"]);
  if (mode === "Indexed") validateIndexed(check, spec);
  if (mode === undefined || mode === "NonIndexed")
    for (const field of ["backoffLimitPerIndex", "maxFailedIndexes"] as const)
      if (spec[field] !== undefined) check.at(field).invalid(spec[field], "requires indexed completion mode");
  if (spec.podFailurePolicy) validateFailurePolicy(check.at("podFailurePolicy", "rules"), spec);
  if (spec.successPolicy) validateSuccessPolicy(check.at("successPolicy"), spec);
  validateReplacementPolicy(check.at("podReplacementPolicy"), spec);
  const template = check.at("template");
  validatePodTemplate(template, spec.template ?? { spec: { containers: [] } });
  validateRestartPolicy(template.at("spec", "restartPolicy"), spec);
}

function validateIndexed(check: Check, spec: JobSpec): void {
  const { completions, parallelism = 0, maxFailedIndexes } = spec;
  if (completions === undefined) check.at("completions").required("when completion mode is Indexed");
  const atMost = (limit: number, why: string): string => `must be less than or equal to ${limit}${why}`;
  if (parallelism > mostParallelIndexed)
    check.at("parallelism").invalid(parallelism, atMost(mostParallelIndexed, " when completion mode is Indexed"));
  const failed = check.at("maxFailedIndexes");
  if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions)
    failed.invalid(maxFailedIndexes, "must be less than or equal to completions");
  if (maxFailedIndexes !== undefined && maxFailedIndexes > softLimit)
    failed.invalid(maxFailedIndexes, atMost(softLimit, ""));
  if ((completions ?? 0) <= softLimit || spec.backoffLimitPerIndex === undefined) return;
  if (maxFailedIndexes === undefined) failed.required(`must be specified when completions is above ${softLimit}`);
  const when = ` when completions are above ${softLimit} and used with backoff limit per index`;
  if (parallelism > lowLimit) check.at("parallelism").invalid(parallelism, atMost(lowLimit, when));
  if (maxFailedIndexes !== undefined && maxFailedIndexes > lowLimit)
    failed.invalid(maxFailedIndexes, atMost(lowLimit, when));
}

/** Models IsDomainPrefixedPath (v1.34). */
function validateManagedBy(check: Check, name: string): void {
  const slash = name.indexOf("/");
  const host = name.slice(0, Math.max(slash, 0));
  const path = name.slice(slash + 1);
  if (name === "") check.required();
  else if (!host || !path) check.invalid(name, 'must be a domain-prefixed path (such as "acme.io/foo")');
  else {
    check.invalidAll(host, validateDNS1123Subdomain(host));
    if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path))
      check.invalid(path, "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')");
  }
  if (name.length > 63) check.tooLong(63);
}

const actions: readonly string[] = ["Count", "FailIndex", "FailJob", "Ignore"];
const exitOperators: readonly string[] = ["In", "NotIn"];
const statuses: readonly string[] = ["False", "True", "Unknown"];
const mostRules = 20;
const mostCodes = 255;

function validateFailurePolicy(check: Check, spec: JobSpec): void {
  const { rules = [] } = spec.podFailurePolicy ?? {};
  if (rules.length > mostRules) check.tooMany(rules.length, mostRules);
  const pod: Partial<PodSpec> = spec.template?.spec ?? {};
  const containers = [...(pod.containers ?? []), ...(pod.initContainers ?? [])].map(({ name }: Container) => name);
  rules.forEach((rule, index) => {
    const at = check.at(index);
    const { action = "", onExitCodes, onPodConditions = [] } = rule;
    if (!action) at.at("action").required(`valid values: ${quotedList(actions)}`);
    else if (action === "FailIndex") {
      if (spec.backoffLimitPerIndex === undefined)
        at.at("action").invalid(action, "requires the backoffLimitPerIndex to be set");
    } else if (!actions.includes(action)) at.at("action").notSupported(action, actions);
    if (onExitCodes) validateExitCodes(at.at("onExitCodes"), onExitCodes, containers);
    if (onPodConditions.length > 0) validateConditions(at.at("onPodConditions"), onPodConditions);
    if (onExitCodes && onPodConditions.length > 0)
      at.invalid(withoutValue, "specifying both OnExitCodes and OnPodConditions is not supported");
    if (!onExitCodes && onPodConditions.length === 0)
      at.invalid(withoutValue, "specifying one of OnExitCodes and OnPodConditions is required");
  });
}

function validateConditions(check: Check, patterns: NonNullable<FailureRule["onPodConditions"]>): void {
  if (patterns.length > mostRules) check.tooMany(patterns.length, mostRules);
  patterns.forEach(({ type = "", status = "" }, index) => {
    check.at(index, "type").invalidAll(type, validateQualifiedName(type));
    const at = check.at(index, "status");
    if (!status) at.required(`valid values: ${quotedList(statuses)}`);
    else if (!statuses.includes(status)) at.notSupported(status, statuses);
  });
}

function validateExitCodes(
  check: Check,
  { containerName, operator = "", values: given }: NonNullable<FailureRule["onExitCodes"]>,
  containers: readonly string[],
): void {
  const values = given ?? [];
  if (!operator) check.at("operator").required(`valid values: ${quotedList(exitOperators)}`);
  else if (!exitOperators.includes(operator)) check.at("operator").notSupported(operator, exitOperators);
  if (containerName !== undefined && !containers.includes(containerName))
    check
      .at("containerName")
      .invalid(containerName, "must be one of the container or initContainer names in the pod template");
  const at = check.at("values");
  if (values.length === 0) at.invalid(given ?? null, "at least one value is required");
  else if (values.length > mostCodes) at.tooMany(values.length, mostCodes);
  values.forEach((value, index) => {
    if (operator === "In" && value === 0) at.at(index).invalid(value, "must not be 0 for the In operator");
    if (values.indexOf(value) < index) at.at(index).duplicate(value);
  });
  if (values.some((value, index) => index > 0 && (values[index - 1] ?? 0) > value))
    at.invalid(values, "must be ordered");
}

const longestIndexes = 64 * 1024;

function validateSuccessPolicy(check: Check, spec: JobSpec): void {
  const { rules = [] } = spec.successPolicy ?? {};
  if (spec.completionMode !== "Indexed") {
    const shown = rules.map(({ succeededIndexes, succeededCount }) => ({
      SucceededIndexes: succeededIndexes ?? null,
      SucceededCount: succeededCount ?? null,
    }));
    check.invalid({ Rules: spec.successPolicy?.rules ? shown : null }, "requires indexed completion mode");
    return;
  }
  const at = check.at("rules");
  if (rules.length === 0) at.required("at least one rules must be specified when the successPolicy is specified");
  if (rules.length > mostRules) at.tooMany(rules.length, mostRules);
  rules.forEach((rule, index) => {
    validateSuccessRule(at.at(index), rule, spec.completions ?? 0);
  });
}

function validateSuccessRule(check: Check, { succeededIndexes, succeededCount }: SuccessRule, all: number): void {
  if (succeededCount === undefined && succeededIndexes === undefined)
    check.required("at least one of succeededCount or succeededIndexes must be specified");
  let named = 0;
  if (succeededIndexes !== undefined) {
    const at = check.at("succeededIndexes");
    if (succeededIndexes.length > longestIndexes) at.tooLong(longestIndexes);
    const read = validateIndexes(succeededIndexes, all);
    if (typeof read === "string") at.invalid(succeededIndexes, `error parsing succeededIndexes: ${read}`);
    else named = read;
  }
  if (succeededCount === undefined) return;
  const at = check.at("succeededCount");
  at.nonNegative(succeededCount);
  if (succeededCount > all)
    at.invalid(succeededCount, `must be less than or equal to ${all} (the number of specified completions)`);
  if (succeededIndexes !== undefined && succeededCount > named)
    at.invalid(
      succeededCount,
      `must be less than or equal to ${named} (the number of indexes in the specified succeededIndexes field)`,
    );
}

function validateReplacementPolicy(check: Check, { podReplacementPolicy: policy, podFailurePolicy }: JobSpec): void {
  if (policy === undefined) return;
  const supported = podFailurePolicy ? ["Failed"] : ["Failed", "TerminatingOrFailed"];
  if (!supported.includes(policy)) check.notSupported(policy, supported);
}

function validateRestartPolicy(check: Check, { template, podFailurePolicy }: JobSpec): void {
  const policy = template?.spec?.restartPolicy;
  if (policy === "Always" || !policy) check.required('valid values: "OnFailure", "Never"');
  else if (policy !== "OnFailure" && policy !== "Never") check.notSupported(policy, ["OnFailure", "Never"]);
  else if (podFailurePolicy && policy !== "Never")
    check.invalid(policy, 'only "Never" is supported when podFailurePolicy is specified');
}

/** The time zones of the JavaScript engine stand for those of the server's machine. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** Models validateTimeZone (v1.34). */
function validateTimeZone(check: Check, zone: string | undefined): void {
  if (zone === undefined) return;
  const parts = zone.split("/");
  const isOdd = (part: string): boolean => part === "." || part === ".." || !/^(?!-)[A-Za-z.\-_0-9+]{1,14}$/.test(part);
  if (zone === "") check.invalid(zone, "timeZone must be nil or non-empty string");
  else if (parts.some(isOdd)) check.invalid(zone, `unknown time zone ${zone}`);
  else if (zone.toLowerCase() === "local")
    check.invalid(zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
  else if (!isTimeZone(zone)) check.invalid(zone, `unknown time zone ${zone}`);
}

type CronJob = KubernetesObject & {
  readonly spec?: {
    readonly schedule?: string;
    readonly timeZone?: string;
    readonly concurrencyPolicy?: string;
    readonly startingDeadlineSeconds?: number;
    readonly successfulJobsHistoryLimit?: number;
    readonly failedJobsHistoryLimit?: number;
    readonly jobTemplate?: { readonly spec?: JobSpec };
  };
};

const zoned = "cannot use TZ or CRON_TZ in schedule, use timeZone field instead";
const longestName = 52;

/** Models ValidateCronJobCreate (v1.34). */
export function validateCronJob(check: Check, object: KubernetesObject): void {
  const { metadata } = object;
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
  validateCronJobSpec(check, object);
  if ((metadata.name ?? "").length > longestName)
    check.at("metadata", "name").invalid(metadata.name, `must be no more than ${longestName} characters`);
}

/** What holds for a CronJob at any time. Models validateCronJobSpec (v1.34). */
export function validateCronJobSpec(check: Check, object: KubernetesObject): void {
  const { spec = {} } = object as CronJob;
  const at = check.at("spec");
  const { schedule = "" } = spec;
  if (!schedule) at.at("schedule").required();
  else {
    const problem = scheduleProblem(schedule);
    if (problem !== null) at.at("schedule").invalid(schedule, problem);
    if (schedule.includes("TZ")) at.at("schedule").invalid(schedule, zoned);
  }
  at.at("startingDeadlineSeconds").nonNegative(spec.startingDeadlineSeconds);
  validateTimeZone(at.at("timeZone"), spec.timeZone);
  at.at("concurrencyPolicy").oneOf(spec.concurrencyPolicy, ["Allow", "Forbid", "Replace"]);
  const template = at.at("jobTemplate", "spec");
  const jobSpec = spec.jobTemplate?.spec ?? {};
  validateJobSpec(template, jobSpec);
  if (jobSpec.selector) template.at("selector").invalid(jobSpec.selector, "`selector` will be auto-generated");
  if (jobSpec.manualSelector) template.at("manualSelector").notSupported(true, ["nil", "false"]);
  at.at("successfulJobsHistoryLimit").nonNegative(spec.successfulJobsHistoryLimit);
  at.at("failedJobsHistoryLimit").nonNegative(spec.failedJobsHistoryLimit);
}

import type { KubernetesObject, Quantity } from "../../api/meta.ts";
import { validateDNS1123Label, validatePathSegment } from "../../api/names.ts";
import { canonicalQuantity, compareQuantities } from "../../api/quantity.ts";
import type { Check } from "./fieldError.ts";
import { subdomainName, validateMetadata } from "./metadata.ts";
import { validateContainerResourceName } from "./resources.ts";

interface Reference {
  kind?: string;
  name?: string;
  apiVersion?: string;
}

interface MetricTarget {
  type?: string;
  value?: Quantity;
  averageValue?: Quantity;
  averageUtilization?: number;
}

interface MetricSource {
  name?: string;
  container?: string;
  describedObject?: Reference;
  metric?: { name?: string };
  target?: MetricTarget;
}

type SourceField = "object" | "external" | "pods" | "resource" | "containerResource";

type Metric = { type?: string } & { [field in SourceField]?: MetricSource };

interface ScalingRules {
  stabilizationWindowSeconds?: number;
  selectPolicy?: string;
  policies?: { type?: string; value?: number; periodSeconds?: number }[];
}

interface HorizontalPodAutoscaler extends KubernetesObject {
  spec?: {
    minReplicas?: number;
    maxReplicas?: number;
    scaleTargetRef?: Reference;
    metrics?: Metric[];
    behavior?: { scaleUp?: ScalingRules; scaleDown?: ScalingRules };
  };
}

/** Models ValidateHorizontalPodAutoscaler (v1.34). */
export function validateHorizontalPodAutoscaler(check: Check, autoscaler: HorizontalPodAutoscaler): void {
  validateMetadata(check.at("metadata"), autoscaler.metadata, true, subdomainName);
  validateAutoscalerSpec(check, autoscaler);
}

/** What holds for an autoscaler at any time. */
export function validateAutoscalerSpec(check: Check, { spec = {} }: HorizontalPodAutoscaler): void {
  const at = check.at("spec");
  const { minReplicas, maxReplicas = 0, scaleTargetRef = {}, behavior = {} } = spec;
  if (minReplicas !== undefined && minReplicas < 1)
    at.at("minReplicas").invalid(minReplicas, "must be greater than or equal to 1");
  if (maxReplicas < 1) at.at("maxReplicas").invalid(maxReplicas, "must be greater than 0");
  if (minReplicas !== undefined && maxReplicas < minReplicas)
    at.at("maxReplicas").invalid(maxReplicas, "must be greater than or equal to `minReplicas`");
  // ReplicationControllers are the one thing to scale that is in no group.
  validateReference(at.at("scaleTargetRef"), scaleTargetRef, scaleTargetRef.kind === "ReplicationController");
  const { metrics = [] } = spec;
  metrics.forEach((metric, index) => {
    validateMetric(at.at("metrics", index), metric);
  });
  if (minReplicas === 0 && !metrics.some(({ type }) => type === "Object" || type === "External"))
    at.at("metrics").forbidden(
      "must specify at least one Object or External metric to support scaling to zero replicas",
    );
  for (const direction of ["scaleUp", "scaleDown"] as const) {
    const rules = behavior[direction];
    if (rules) validateRules(at.at("behavior", direction), rules);
  }
}

function validateReference(
  check: Check,
  { kind = "", name = "", apiVersion = "" }: Reference,
  anyGroup: boolean,
): void {
  for (const [field, value] of Object.entries({ kind, name })) {
    if (value) check.at(field).invalidAll(value, validatePathSegment(value));
    else check.at(field).required();
  }
  const at = check.at("apiVersion");
  const parts = apiVersion.split("/");
  if (parts.length > 2) at.invalid(apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
  else if (!anyGroup && (parts.length < 2 || !parts[0])) at.invalid(apiVersion, "apiVersion must specify API group");
}

/** The sources in upstream's order, and the type of metric that each is for. */
const sources: readonly (readonly [SourceField, string])[] = [
  ["object", "Object"],
  ["external", "External"],
  ["pods", "Pods"],
  ["resource", "Resource"],
  ["containerResource", "ContainerResource"],
];
const metricTypes = sources.map(([, type]) => type).sort();

function validateMetric(check: Check, metric: Metric): void {
  const { type = "" } = metric;
  if (!type) check.at("type").required("must specify a metric source type");
  if (!metricTypes.includes(type)) check.at("type").notSupported(type, metricTypes);
  const present = sources.filter(([field]) => metric[field] !== undefined);
  const [first] = present;
  if (first) validateSource(check.at(first[0]), first[0], metric[first[0]] ?? {});
  const expected = sources.find(([, name]) => name === type)?.[0];
  // Upstream tells twice that it does not know a type.
  if (!expected) check.at("type").notSupported(type, metricTypes);
  else if (metric[expected] === undefined)
    check.at(expected).required("must populate information for the given metric source");
  if (present.length === 1) return;
  for (const [field] of present)
    if (field !== expected) check.at(field).forbidden("must populate the given metric source only");
}

function validateSource(check: Check, field: SourceField, source: MetricSource): void {
  const { name = "", container = "", target = {} } = source;
  if (field === "object") validateReference(check.at("describedObject"), source.describedObject ?? {}, true);
  if (field === "resource" || field === "containerResource") {
    if (!name) check.at("name").required("must specify a resource name");
    else if (field === "containerResource") validateContainerResourceName(check.at("name"), name);
  } else validateIdentifier(check.at("metric", "name"), source.metric?.name ?? "");
  if (field === "containerResource") {
    if (container) check.at("container").invalidAll(container, validateDNS1123Label(container));
    else check.at("container").required("must specify a container");
  }
  const at = check.at("target");
  validateTarget(at, target);
  const { value, averageValue, averageUtilization } = target;
  switch (field) {
    case "object":
      if (value === undefined && averageValue === undefined)
        at.at("averageValue").required("must set either a target value or averageValue");
      return;
    case "external":
      if (value === undefined && averageValue === undefined)
        at.at("averageValue").required("must set either a target value for metric or a per-pod target");
      if (value !== undefined && averageValue !== undefined)
        at.at("value").forbidden("may not set both a target value for metric and a per-pod target");
      return;
    case "pods":
      if (averageValue === undefined) at.at("averageValue").required("must specify a positive target averageValue");
      return;
    default:
      if (averageUtilization === undefined && averageValue === undefined)
        at.at("averageUtilization").required("must set either a target raw value or a target utilization");
      if (averageUtilization !== undefined && averageValue !== undefined)
        at.at("averageValue").forbidden("may not set both a target raw value and a target utilization");
  }
}

function validateIdentifier(check: Check, name: string): void {
  if (name) check.invalidAll(name, validatePathSegment(name));
  else check.required("must specify a metric name");
}

function validateTarget(check: Check, { type = "", value, averageValue, averageUtilization }: MetricTarget): void {
  if (!type) check.at("type").required("must specify a metric target type");
  if (!["Utilization", "Value", "AverageValue"].includes(type))
    check.at("type").invalid(type, "must be either Utilization, Value, or AverageValue");
  for (const [field, amount] of Object.entries({ value, averageValue }))
    if (amount !== undefined && compareQuantities(amount, "0") <= 0)
      check.at(field).invalid(canonicalQuantity(amount), "must be positive");
  if (averageUtilization !== undefined && averageUtilization < 1)
    check.at("averageUtilization").invalid(averageUtilization, "must be greater than 0");
}

const longestWindow = 3600;
const longestPeriod = 1800;

function validateRules(check: Check, { stabilizationWindowSeconds, selectPolicy, policies = [] }: ScalingRules): void {
  const window = check.at("stabilizationWindowSeconds");
  const seconds = stabilizationWindowSeconds;
  if (seconds !== undefined && seconds < 0) window.invalid(seconds, "must be greater than or equal to zero");
  if (seconds !== undefined && seconds > longestWindow)
    window.invalid(seconds, `must be less than or equal to ${longestWindow}`);
  if (selectPolicy !== undefined && !["Disabled", "Max", "Min"].includes(selectPolicy))
    check.at("selectPolicy").notSupported(selectPolicy, ["Disabled", "Max", "Min"]);
  if (policies.length === 0) check.at("policies").required("must specify at least one Policy");
  policies.forEach(({ type = "", value = 0, periodSeconds = 0 }, index) => {
    const at = check.at("policies", index);
    if (type !== "Pods" && type !== "Percent") at.at("type").notSupported(type, ["Percent", "Pods"]);
    if (value <= 0) at.at("value").invalid(value, "must be greater than zero");
    if (periodSeconds <= 0) at.at("periodSeconds").invalid(periodSeconds, "must be greater than zero");
    if (periodSeconds > longestPeriod)
      at.at("periodSeconds").invalid(periodSeconds, `must be less than or equal to ${longestPeriod}`);
  });
}

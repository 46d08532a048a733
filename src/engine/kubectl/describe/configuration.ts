import type {
  ConfigMap,
  LimitRange,
  Namespace,
  PodDisruptionBudget,
  PriorityClass,
  ResourceQuota,
  Secret,
  ServiceAccount,
} from "../../api/core.ts";
import { resourceByName } from "../../api/kinds.ts";
import type { KubernetesObject, Quantity } from "../../api/meta.ts";
import { canonicalQuantity } from "../../api/quantity.ts";
import { objectAt, objectsOf } from "../console/cluster.ts";
import { labelSelectorText, labelsText } from "../print/labels.ts";
import { type Describer, type Description, longTime } from "./description.ts";

const secretKind = resourceByName("secrets")!;
const quotaKind = resourceByName("resourcequotas")!;
const limitRangeKind = resourceByName("limitranges")!;

const head = (description: Description, { metadata }: KubernetesObject): Description =>
  description.field(0, "Name", metadata.name ?? "").field(0, "Namespace", metadata.namespace ?? "");

const marks = (description: Description, { metadata }: KubernetesObject): Description =>
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);

const entries = <T>(fields: { readonly [name: string]: T } = {}): [string, T][] =>
  Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));

/** The data as it is typed into YAML is base64 with padding. */
const byteCount = (base64: string): number => Math.floor((base64.replace(/[=\s]/g, "").length * 3) / 4);

/** Models ConfigMapDescriber of kubectl's pkg/describe/describe.go (v1.34), with the keys in order. */
export const describeConfigMap: Describer<ConfigMap> = (description, configMap) => {
  marks(head(description, configMap), configMap).write("\nData\n====\n");
  for (const [key, text] of entries(configMap.data)) description.write(`${key}:\n----\n${text}\n\n`);
  description.write("\nBinaryData\n====\n");
  for (const [key, text] of entries(configMap.binaryData)) description.write(`${key}: ${byteCount(text)} bytes\n`);
  description.write("\n");
};

/** Models describeSecret. */
export const describeSecret: Describer<Secret> = (description, secret) => {
  marks(head(description, secret), secret).write(`\nType:\t${secret.type ?? "Opaque"}\n\nData\n====\n`);
  for (const [key, text] of entries(secret.data)) description.field(0, key, `${byteCount(text)} bytes`);
};

/** Models describeServiceAccount. */
export const describeServiceAccount: Describer<ServiceAccount> = (description, account, { records }) => {
  const { metadata, imagePullSecrets = [], secrets = [] } = account;
  const names = (list: readonly { name?: string }[]): string[] =>
    list.map(({ name = "" }) =>
      objectAt(records, secretKind, metadata.namespace, name) ? name : `${name} (not found)`,
    );
  marks(head(description, account), account)
    .list("Image pull secrets", names(imagePullSecrets))
    .list("Mountable secrets", names(secrets))
    .list("Tokens", []);
};

/** Models describePodDisruptionBudgetV1. */
export const describePodDisruptionBudget: Describer<PodDisruptionBudget> = (description, budget) => {
  const { spec = {}, status = {} } = budget;
  head(description, budget);
  if (spec.minAvailable !== undefined) description.field(0, "Min available", spec.minAvailable);
  else if (spec.maxUnavailable !== undefined) description.field(0, "Max unavailable", spec.maxUnavailable);
  description.field(0, "Selector", spec.selector ? labelSelectorText(spec.selector) : "<unset>").line(0, "Status:");
  description.field(2, "Allowed disruptions", status.disruptionsAllowed ?? 0);
  description.field(2, "Current", status.currentHealthy ?? 0).field(2, "Desired", status.desiredHealthy ?? 0);
  description.field(2, "Total", status.expectedPods ?? 0);
};

/** Models describePriorityClass. */
export const describePriorityClass: Describer<PriorityClass> = (description, priorityClass) => {
  const { metadata, value, globalDefault = false, preemptionPolicy = "PreemptLowerPriority" } = priorityClass;
  description
    .field(0, "Name", metadata.name ?? "")
    .field(0, "Value", value)
    .field(0, "GlobalDefault", globalDefault);
  description.field(0, "PreemptionPolicy", preemptionPolicy);
  description.field(0, "Description", priorityClass.description ?? "");
  description.field(0, "Annotations", labelsText(metadata.annotations));
};

const scopeTexts: { readonly [scope: string]: string } = {
  Terminating:
    "Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.",
  NotTerminating:
    "Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.",
  BestEffort:
    "Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.",
  NotBestEffort:
    "Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.",
};

function describeUse(description: Description, quota: ResourceQuota, level: number, mark: string): void {
  const scopes = [...(quota.spec?.scopes ?? [])].sort();
  if (scopes.length > 0) description.field(level, "Scopes", scopes.join(", "));
  for (const scope of scopes) if (scopeTexts[scope]) description.line(level, `${mark}${scopeTexts[scope]}`);
  description.line(level, "Resource", "Used", "Hard");
  description.line(level, "--------", level === 0 ? "----" : "---", level === 0 ? "----" : "---");
  const { hard, used = {} } = quota.status ?? {};
  for (const [name, amount] of entries<Quantity>(hard))
    description.line(level, name, canonicalQuantity(used[name] ?? "0"), canonicalQuantity(amount));
}

/** Models describeQuota. */
export const describeResourceQuota: Describer<ResourceQuota> = (description, quota) => {
  describeUse(head(description, quota), quota, 0, " * ");
};

const limitColumns = ["Type", "Resource", "Min", "Max", "Default Request", "Default Limit", "Max Limit/Request Ratio"];

function describeLimits(description: Description, ranges: readonly LimitRange[], indent: string): void {
  description.write(`${indent}${limitColumns.join("\t")}\n`);
  description.write(`${indent}${limitColumns.map((column) => "-".repeat(column.length)).join("\t")}\n`);
  for (const limit of ranges.flatMap(({ spec }) => spec?.limits ?? [])) {
    const { type, max = {}, min = {}, default: byDefault = {}, defaultRequest = {}, maxLimitRequestRatio = {} } = limit;
    const lists = [min, max, defaultRequest, byDefault, maxLimitRequestRatio];
    for (const name of [...new Set(lists.flatMap((list) => Object.keys(list)))].sort()) {
      const cells = lists.map((list) => (name in list ? canonicalQuantity(list[name]) : "-"));
      description.write(`${indent}${[type, name, ...cells].join("\t")}\n`);
    }
  }
}

/** Models describeLimitRange. */
export const describeLimitRange: Describer<LimitRange> = (description, range) => {
  describeLimits(head(description, range), [range], "");
};

/** Models describeNamespace. */
export const describeNamespace: Describer<Namespace> = (description, namespace, { records }) => {
  const { metadata, status = {} } = namespace;
  marks(description.field(0, "Name", metadata.name ?? ""), namespace).field(0, "Status", status.phase ?? "");
  const conditions = status.conditions ?? [];
  if (conditions.length > 0)
    description
      .line(0, "Conditions:")
      .line(1, "Type", "Status", "LastTransitionTime", "Reason", "Message")
      .line(1, "----", "------", "------------------", "------", "-------");
  for (const { type, status: state, lastTransitionTime, reason = "", message = "" } of conditions)
    description.line(1, type, state, longTime(lastTransitionTime), reason, message);
  const quotas = objectsOf<ResourceQuota>(records, quotaKind, metadata.name);
  description.write(quotas.length === 0 ? "\nNo resource quota.\n" : "\nResource Quotas\n");
  for (const quota of quotas) describeUse(description.field(1, "Name", quota.metadata.name ?? ""), quota, 1, "* ");
  const ranges = objectsOf<LimitRange>(records, limitRangeKind, metadata.name);
  description.write(ranges.length === 0 ? "\nNo LimitRange resource.\n" : "\nResource Limits\n");
  if (ranges.length > 0) describeLimits(description, ranges, " ");
};

import type { Job } from "../../api/apps.ts";
import type { Namespace, Service } from "../../api/core.ts";
import type { KubernetesObject, ResourceList } from "../../api/meta.ts";
import { validateDNS1123Subdomain } from "../../api/names.ts";
import type { Pod } from "../../api/pod.ts";
import { compareQuantities, valueBig } from "../../api/quantity.ts";
import { validateConditions } from "./conditions.ts";
import { Check, type FieldError } from "./fieldError.ts";
import { ipError, isIPAddress } from "./ipAddress.ts";
import { validateJobStatus } from "./jobStatus.ts";
import { sortedKeys, validateFinalizerName } from "./metadata.ts";
import { validatePodStatusUpdate } from "./podStatus.ts";
import { validateQuotaResourceName, validateResourceQuantity } from "./resources.ts";
import { validateStatusCounts } from "./statusCounts.ts";
import { metadataUpdate, updateRules } from "./update.ts";

type StatusRule = (check: Check, object: KubernetesObject, old: KubernetesObject) => void;

const entry = <T extends KubernetesObject>(rule: (check: Check, object: T, old: T) => void): StatusRule =>
  rule as unknown as StatusRule;

interface Ingress {
  readonly ip?: string;
  readonly hostname?: string;
  readonly ipMode?: string;
}

interface Balanced extends KubernetesObject {
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly Ingress[] } };
}

function validateHost(check: Check, hostname: string): void {
  check.invalidAll(hostname, validateDNS1123Subdomain(hostname));
  if (isIPAddress(hostname)) check.invalid(hostname, "must be a DNS name, not an IP address");
}

function validateIngressPoints(check: Check, object: Balanced, more?: (at: Check, point: Ingress) => void): void {
  (object.status?.loadBalancer?.ingress ?? []).forEach((point, index) => {
    const at = check.at("status", "loadBalancer", "ingress", index);
    const { ip, hostname } = point;
    if (ip && !isIPAddress(ip)) at.at("ip").invalid(ip, ipError);
    more?.(at, point);
    if (hostname) validateHost(at.at("hostname"), hostname);
  });
}

/** Models ValidateLoadBalancerStatus (v1.34). */
function validateServiceStatus(check: Check, service: Service): void {
  const points = (service as Balanced).status?.loadBalancer?.ingress ?? [];
  if (service.spec?.type !== "LoadBalancer" && points.length > 0) {
    check.at("status", "loadBalancer", "ingress").forbidden("may only be used when `spec.type` is 'LoadBalancer'");
    return;
  }
  validateIngressPoints(check, service as Balanced, (at, { ip, ipMode }) => {
    if (ipMode === undefined) {
      if (ip) at.at("ipMode").required("must be specified when `ip` is set");
    } else if (!ip) at.at("ipMode").forbidden("may not be specified when `ip` is not set");
    else if (ipMode !== "Proxy" && ipMode !== "VIP") at.at("ipMode").notSupported(ipMode, ["Proxy", "VIP"]);
  });
}

/** Models ValidateNamespaceStatusUpdate (v1.34), which writes the field with a capital. */
function validateNamespaceStatus(check: Check, { metadata, status }: Namespace): void {
  const isLeaving = metadata.deletionTimestamp !== undefined;
  const phase = status?.phase ?? "";
  const at = check.at("status", "Phase");
  if (isLeaving && phase !== "Terminating")
    at.invalid(phase, "may only be 'Terminating' if `deletionTimestamp` is not empty");
  if (!isLeaving && phase !== "Active") at.invalid(phase, "may only be 'Active' if `deletionTimestamp` is empty");
}

interface WithAmounts extends KubernetesObject {
  readonly status?: { readonly [field: string]: ResourceList | undefined };
}

/** Models ValidatePersistentVolumeClaimStatusUpdate (v1.34), without the sizes that a resize has come to. */
function validateClaimStatus(check: Check, { status }: WithAmounts): void {
  for (const name of sortedKeys(status?.capacity)) {
    const amount = status?.capacity?.[name] ?? "0";
    if (compareQuantities(amount, "0") < 0)
      check
        .at("status", "capacity")
        .key(name)
        .invalid(Number(valueBig(amount)), "must be a valid resource quantity");
  }
}

/** Models ValidateResourceQuotaStatusUpdate (v1.34). */
function validateQuotaStatus(check: Check, { status }: WithAmounts): void {
  for (const list of ["hard", "used"] as const)
    for (const name of sortedKeys(status?.[list])) {
      const at = check.at("status", list).key(name);
      validateQuotaResourceName(at, name);
      validateResourceQuantity(at, name, status?.[list]?.[name] ?? "0");
    }
}

/** Models ValidatePodDisruptionBudgetStatusUpdate (v1.34). */
function validateBudgetStatus(check: Check, object: KubernetesObject): void {
  const { status = {} } = object as { readonly status?: { readonly [field: string]: unknown } };
  const at = check.at("status");
  validateConditions(at.at("conditions"), status.conditions as Parameters<typeof validateConditions>[1]);
  for (const field of ["disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"])
    at.at(field).nonNegative(status[field] as number | undefined);
}

/** The finalizers that are left of a Namespace. Models ValidateNamespaceFinalizeUpdate (v1.34). */
function validateNamespaceFinalizers(check: Check, object: KubernetesObject, old: KubernetesObject): void {
  metadataUpdate(check, object, old);
  const { spec } = object as Namespace & { readonly spec?: { readonly finalizers?: readonly string[] } };
  (spec?.finalizers ?? []).forEach((name, index) => {
    validateFinalizerName(check.at("spec", "finalizers", index), name);
  });
}

const afterMetadata =
  (rule: StatusRule): StatusRule =>
  (check, object, old) => {
    metadataUpdate(check, object, old);
    rule(check, object, old);
  };

const rules: { readonly [kind: string]: StatusRule } = {
  Pod: entry<Pod>(validatePodStatusUpdate),
  Job: afterMetadata(entry<Job>(validateJobStatus)),
  Service: afterMetadata(entry<Service>(validateServiceStatus)),
  Ingress: afterMetadata(entry<Balanced>((check, ingress) => validateIngressPoints(check, ingress))),
  Namespace: afterMetadata(entry<Namespace>(validateNamespaceStatus)),
  PersistentVolumeClaim: afterMetadata(entry<WithAmounts>(validateClaimStatus)),
  ResourceQuota: afterMetadata(entry<WithAmounts>(validateQuotaStatus)),
  PodDisruptionBudget: validateBudgetStatus,
  // A Node is looked at as a whole, whatever of it is written.
  Node: (check, object, old) => updateRules.Node?.(check, object, old),
  // Upstream looks at nothing of it.
  CronJob: () => undefined,
};

/**
 * What the API server finds wrong with a new status, by kind, or with a Namespace that is let go of.
 * Models ValidateUpdate of the strategies of these subresources in pkg/registry (v1.34).
 */
export function validateStatusUpdate(
  object: KubernetesObject,
  old: KubernetesObject,
  subresource: "status" | "finalize",
): FieldError[] {
  const errors: FieldError[] = [];
  const check = new Check(errors, []);
  if (subresource === "finalize") {
    validateNamespaceFinalizers(check, object, old);
    return errors;
  }
  if (validateStatusCounts(check, object, old)) return errors;
  const rule = Object.hasOwn(rules, object.kind) ? rules[object.kind] : metadataUpdate;
  rule?.(check, object, old);
  return errors;
}

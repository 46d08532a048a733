import { validateDNS1123Subdomain, validateQualifiedName } from "../../api/names.ts";
import type { Pod, PodStatus } from "../../api/pod.ts";
import type { Check } from "./fieldError.ts";
import { ipError, isIPAddress, isIPv6 } from "./ipAddress.ts";
import { metadataUpdate } from "./update.ts";

type Status = NonNullable<PodStatus["containerStatuses"]>[number];

/** Conditions that the system itself sets are not looked at. */
const systemConditions = new Set([
  "PodScheduled",
  "Ready",
  "Initialized",
  "ContainersReady",
  "PodReadyToStartContainers",
  "DisruptionTarget",
  "PodResizePending",
  "PodResizeInProgress",
]);

function validateConditions(check: Check, conditions: PodStatus["conditions"] = []): void {
  conditions.forEach(({ type = "" }, index) => {
    if (systemConditions.has(type)) return;
    check.at(index, "Type").invalidAll(type, validateQualifiedName(type));
  });
}

/** A container that has ended for good stays so. Models ValidateContainerStateTransition (v1.34). */
function validateEnded(
  check: Check,
  now: readonly Status[] = [],
  before: readonly Status[] = [],
  policy = "Always",
): void {
  if (policy === "Always") return;
  before.forEach(({ name, state }, index) => {
    const ended = state?.terminated;
    if (!ended || (ended.exitCode !== 0 && policy === "OnFailure")) return;
    const after = now.find((status) => status.name === name);
    if (after && !after.state?.terminated)
      check.at(index, "state").forbidden("may not be transitioned to non-terminated state");
  });
}

/** Models validatePodIPs and validateHostIPs (v1.34). */
function validateAddresses(check: Check, list: readonly { readonly ip?: string }[] = []): void {
  list.forEach(({ ip = "" }, index) => {
    if (!isIPAddress(ip)) check.at(index).invalid(ip, ipError);
  });
  if (list.length < 2) return;
  const sixes = list.filter(({ ip = "" }) => isIPv6(ip)).length;
  if (list.length > 2 || sixes !== 1)
    check.invalid(
      list.map(({ ip = "" }) => ({ IP: ip })),
      "may specify no more than one IP for each IP family",
    );
  const known = new Set<string>();
  list.forEach(({ ip = "" }, index) => {
    if (known.has(ip)) check.at(index).duplicate({ IP: ip });
    known.add(ip);
  });
}

/** What is wrong with the status that replaces a Pod's. Models ValidatePodStatusUpdate (v1.34), without resource claims. */
export function validatePodStatusUpdate(check: Check, pod: Pod, old: Pod): void {
  metadataUpdate(check, pod, old);
  const at = check.at("status");
  const { status = {} } = pod;
  const before = old.status ?? {};
  validateConditions(at.at("conditions"), status.conditions);
  const { nominatedNodeName = "" } = status;
  if (nominatedNodeName !== "" && nominatedNodeName !== before.nominatedNodeName)
    at.at("nominatedNodeName").invalidAll(nominatedNodeName, validateDNS1123Subdomain(nominatedNodeName));
  if (status.qosClass !== before.qosClass) at.at("qosClass").invalid(status.qosClass ?? "", "field is immutable");
  for (const field of ["containerStatuses", "initContainerStatuses"] as const)
    validateEnded(at.at(field), status[field], before[field], old.spec.restartPolicy);
  validateAddresses(at.at("podIPs"), status.podIPs);
  validateAddresses(at.at("hostIPs"), (status as { readonly hostIPs?: { readonly ip?: string }[] }).hostIPs);
}

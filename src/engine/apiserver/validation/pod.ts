import {
  validateDNS1123Label,
  validateDNS1123Subdomain,
  validateQualifiedName,
  validateSearchDomain,
} from "../../api/names.ts";
import type { Pod, PodSpec, PodTemplateSpec } from "../../api/pod.ts";
import { canonicalQuantity, compareQuantities } from "../../api/quantity.ts";
import { aggregateContainers } from "../defaulting/resources.ts";
import {
  type ContainerContext,
  validateContainers,
  validateEphemeralContainers,
  validateImageSpaces,
  validateInitContainers,
} from "./container.ts";
import type { Check } from "./fieldError.ts";
import { ipError, isIPAddress } from "./ipAddress.ts";
import { sortedKeys, subdomainName, validateAnnotations, validateLabels, validateMetadata } from "./metadata.ts";
import { validatePodAnnotations, validateProfilesMatch } from "./podAnnotations.ts";
import { isPodLevelResource, validatePodResourceName, validateResourceRequirements } from "./resources.ts";
import { validateAffinity, validateSpreadConstraints, validateTolerations } from "./scheduling.ts";
import { validateOperatingSystem, validatePodSecurity } from "./securityContext.ts";
import { validateVolumes } from "./volume.ts";
import { validateHostProcess } from "./windows.ts";

/** Models ValidatePodCreate with the options of a v1.34 API server at its default feature gates. */
export function validatePod(check: Check, pod: Pod): void {
  validatePodMetadataAndSpec(check, pod);
  const at = check.at("spec");
  const { spec } = pod;
  if (spec.ephemeralContainers?.length) at.at("ephemeralContainers").forbidden("cannot be set on create");
  if (spec.nodeName && spec.schedulingGates?.length)
    at.at("nodeName").forbidden("cannot be set until all schedulingGates have been cleared");
  validateProfilesMatch(at, pod.metadata, spec);
}

/** What holds for a Pod at any time. */
export function validatePodMetadataAndSpec(check: Check, { metadata, spec }: Pod): void {
  validateMetadata(check.at("metadata"), metadata, true, subdomainName);
  validatePodAnnotations(check.at("metadata", "annotations"), metadata.annotations, spec);
  const at = check.at("spec");
  validatePodSpec(at, spec, metadata.name ?? "");
  if (!spec.serviceAccountName) {
    (spec.volumes ?? []).forEach((volume, index) => {
      (volume.projected?.sources ?? []).forEach((source, position) => {
        if (source.serviceAccountToken)
          at.at("volumes", index, "projected", "sources", position, "serviceAccountToken").forbidden(
            "must not be specified when serviceAccountName is not set",
          );
      });
    });
  }
  for (const list of ["containers", "initContainers"] as const) {
    (spec[list] ?? []).forEach((container, index) => {
      validateImageSpaces(at.at(list, index), container);
    });
  }
}

/** Models ValidatePodTemplateSpec (v1.34). Labels and annotations are reported without `metadata` in their path. */
export function validatePodTemplate(check: Check, template: PodTemplateSpec): void {
  validateLabels(check.at("labels"), template.metadata?.labels);
  validateAnnotations(check.at("annotations"), template.metadata?.annotations);
  const spec = template.spec ?? { containers: [] };
  validatePodAnnotations(check.at("annotations"), template.metadata?.annotations, spec);
  validatePodSpec(check.at("spec"), spec, undefined);
  validateProfilesMatch(check.at("spec"), template.metadata ?? {}, spec);
  if (template.spec?.ephemeralContainers?.length)
    check.at("spec", "ephemeralContainers").forbidden("ephemeral containers not allowed in pod template");
}

/** Models ValidatePodSpec (v1.34), in its order. `podName` is undefined in a template. */
function validatePodSpec(check: Check, spec: PodSpec, podName: string | undefined): void {
  const isPod = podName !== undefined;
  const volumes = validateVolumes(check.at("volumes"), spec.volumes, podName);
  const claimNames = new Set((spec.resourceClaims ?? []).map(({ name }) => name).filter(Boolean));
  const gracePeriod = spec.terminationGracePeriodSeconds ?? 0;
  const context: ContainerContext = { spec, volumes, claimNames, gracePeriod };
  validateResourceClaims(check.at("resourceClaims"), spec, podName);
  validateContainers(check.at("containers"), context);
  validateInitContainers(check.at("initContainers"), context);
  validateEphemeralContainers(check.at("ephemeralContainers"), context);
  validatePodResources(check.at("resources"), spec, claimNames);
  if (spec.hostNetwork) validateHostNetworkPorts(check.at("containers"), spec, isPod);
  check.at("restartPolicy").oneOf(spec.restartPolicy, ["Always", "OnFailure", "Never"]);
  check.at("dnsPolicy").oneOf(spec.dnsPolicy, ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"]);
  validateLabels(check.at("nodeSelector"), spec.nodeSelector);
  validatePodSecurity(check.at("securityContext"), spec);
  validateAffinity(check.at("affinity"), spec.affinity);
  validateDNSConfig(check.at("dnsConfig"), spec);
  (spec.readinessGates ?? []).forEach(({ conditionType = "" }, index) => {
    check.at("readinessGates", index, "conditionType").invalidAll(conditionType, validateQualifiedName(conditionType));
  });
  validateGates(check.at("schedulingGates"), spec);
  validateSpreadConstraints(check.at("topologySpreadConstraints"), spec.topologySpreadConstraints ?? []);
  validateHostProcess(check, spec);
  if (spec.hostUsers === false) {
    for (const [field, reported] of [
      ["hostNetwork", "hostNetwork"],
      ["hostPID", "HostPID"],
      ["hostIPC", "HostIPC"],
    ] as const)
      if (spec[field]) check.at(reported).forbidden("when `pod.Spec.HostUsers` is false");
  }
  const subdomain = (field: "serviceAccountName" | "nodeName" | "priorityClassName" | "runtimeClassName"): void => {
    const value = spec[field];
    if (value) check.at(field).invalidAll(value, validateDNS1123Subdomain(value));
  };
  subdomain("serviceAccountName");
  subdomain("nodeName");
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline > 2147483647))
    check.at("activeDeadlineSeconds").invalid(deadline, "must be between 1 and 2147483647, inclusive");
  for (const field of ["hostname", "subdomain"] as const) {
    const value = spec[field];
    if (value) check.at(field).invalidAll(value, validateDNS1123Label(value));
  }
  validateTolerations(check.at("tolerations"), spec.tolerations ?? []);
  (spec.hostAliases ?? []).forEach(({ ip = "", hostnames = [] }, index) => {
    const at = check.at("hostAliases", index);
    if (!isIPAddress(ip)) at.at("ip").invalid(ip, ipError);
    hostnames.forEach((hostname, position) => {
      at.at("hostnames", position).invalidAll(hostname, validateDNS1123Subdomain(hostname));
    });
  });
  subdomain("priorityClassName");
  subdomain("runtimeClassName");
  if (spec.preemptionPolicy !== undefined)
    check.at("preemptionPolicy").oneOf(spec.preemptionPolicy, ["PreemptLowerPriority", "Never"]);
  if (spec.overhead) validateResourceRequirements(check.at("overhead"), { limits: spec.overhead }, new Set());
  validateOperatingSystem(check, spec);
}

function validateResourceClaims(check: Check, spec: PodSpec, podName: string | undefined): void {
  const names = new Set<string>();
  (spec.resourceClaims ?? []).forEach(({ name, resourceClaimName, resourceClaimTemplateName }, index) => {
    const at = check.at(index);
    if (!name) at.at("name").required();
    else if (names.has(name)) at.at("name").duplicate(name);
    else {
      const errors = validateDNS1123Label(name);
      at.at("name").invalidAll(name, errors);
      if (errors.length === 0 && podName && resourceClaimTemplateName !== undefined)
        for (const error of validateDNS1123Subdomain(`${podName}-${name}`))
          at.at("name").invalid(`${podName}-${name}`, `final ResourceClaim name: ${error}`);
      names.add(name);
    }
    const printed = {
      Name: name ?? "",
      ResourceClaimName: resourceClaimName ?? null,
      ResourceClaimTemplateName: resourceClaimTemplateName ?? null,
    };
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined)
      at.invalid(printed, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined)
      at.invalid(printed, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
    for (const [field, value] of Object.entries({ resourceClaimName, resourceClaimTemplateName }))
      if (value !== undefined) at.at(field).invalidAll(value, validateDNS1123Subdomain(value));
  });
}

/** Pod-level resources must cover what the containers ask for together, and cap each of them. */
function validatePodResources(check: Check, spec: PodSpec, claimNames: ReadonlySet<string>): void {
  const { resources } = spec;
  if (!resources) return;
  if (resources.claims) check.at("claims").forbidden("claims cannot be set for Resources at pod-level");
  validateResourceRequirements(check, resources, claimNames, validatePodResourceName);
  const aggregated = aggregateContainers({ ...spec }, "requests");
  for (const name of sortedKeys(aggregated)) {
    if (!isPodLevelResource(name)) continue;
    const request = resources.requests?.[name] ?? "0";
    if (compareQuantities(aggregated[name]!, request) > 0)
      check
        .at("requests")
        .key(name)
        .invalid(
          canonicalQuantity(request),
          `must be greater than or equal to aggregate container requests of ${canonicalQuantity(aggregated[name]!)}`,
        );
  }
  (spec.containers ?? []).forEach((container, index) => {
    const limits = container.resources?.limits ?? {};
    for (const name of sortedKeys(limits)) {
      const cap = resources.limits?.[name];
      if (cap !== undefined && compareQuantities(limits[name]!, cap) > 0)
        check
          .at("containers", index)
          .key(name)
          .at("limits")
          .invalid(
            canonicalQuantity(limits[name]!),
            `must be less than or equal to pod limits of ${canonicalQuantity(cap)}`,
          );
    }
  });
}

function validateHostNetworkPorts(check: Check, spec: PodSpec, isPod: boolean): void {
  (spec.containers ?? []).forEach((container, index) => {
    (container.ports ?? []).forEach(({ hostPort = 0, containerPort = 0 }, position) => {
      if ((isPod || hostPort !== 0) && hostPort !== containerPort)
        check
          .at(index, "ports", position, "hostPort")
          .invalid(hostPort, "must match `containerPort` when `hostNetwork` is true");
    });
  });
}

function validateDNSConfig(check: Check, { dnsPolicy, dnsConfig }: PodSpec): void {
  if (dnsPolicy === "None") {
    if (!dnsConfig) {
      check.required("must provide `dnsConfig` when `dnsPolicy` is None");
      return;
    }
    if (!dnsConfig.nameservers?.length) {
      check.at("nameservers").required("must provide at least one DNS nameserver when `dnsPolicy` is None");
      return;
    }
  }
  if (!dnsConfig) return;
  const { nameservers = [], searches = [], options = [] } = dnsConfig;
  if (nameservers.length > 3) check.at("nameservers").invalid(nameservers, "must not have more than 3 nameservers");
  nameservers.forEach((server, index) => {
    if (!isIPAddress(server)) check.at("nameservers", index).invalid(server, ipError);
  });
  if (searches.length > 32) check.at("searches").invalid(searches, "must not have more than 32 search paths");
  if (searches.join(" ").length > 2048)
    check
      .at("searches")
      .invalid(searches, "must not have more than 2048 characters (including spaces) in the search list");
  searches.forEach((search, index) => {
    const domain = search.replace(/\.$/, "");
    if (search !== ".") check.at("searches", index).invalidAll(domain, validateSearchDomain(domain));
  });
  options.forEach(({ name }, index) => {
    if (!name) check.at("options", index).required("must not be empty");
  });
}

function validateGates(check: Check, spec: PodSpec): void {
  const seen = new Set<string>();
  (spec.schedulingGates ?? []).forEach(({ name = "" }, index) => {
    const at = check.at(index);
    at.invalidAll(name, validateQualifiedName(name));
    if (seen.has(name)) at.duplicate(name);
    seen.add(name);
  });
}

import { validateDNS1123Label, validatePortName, validatePortNumber } from "../../api/names.ts";
import type { Container, EphemeralContainer, PodSpec, Volume } from "../../api/pod.ts";
import { validateEnvironment } from "./environment.ts";
import type { Check } from "./fieldError.ts";
import { validateDescendingPath } from "./path.ts";
import { validateHooksAndProbes } from "./probe.ts";
import { validateResourceRequirements } from "./resources.ts";
import { validateContainerSecurity } from "./securityContext.ts";

const pullPolicies: readonly string[] = ["Always", "IfNotPresent", "Never"];
const protocols: readonly string[] = ["SCTP", "TCP", "UDP"];
const propagations: readonly string[] = ["Bidirectional", "HostToContainer", "None"];

/** What the containers of one Pod are checked against. */
export interface ContainerContext {
  readonly spec: PodSpec;
  /** The volumes that passed. */
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly claimNames: ReadonlySet<string>;
  readonly gracePeriod: number;
}

function validatePorts(check: Check, container: Container): void {
  const names = new Set<string>();
  (container.ports ?? []).forEach(({ name, containerPort = 0, hostPort, protocol }, index) => {
    const at = check.at(index);
    if (name) {
      const errors = validatePortName(name);
      at.at("name").invalidAll(name, errors);
      if (errors.length === 0 && names.has(name)) at.at("name").duplicate(name);
      if (errors.length === 0) names.add(name);
    }
    if (containerPort === 0) at.at("containerPort").required();
    else at.at("containerPort").invalidAll(containerPort, validatePortNumber(containerPort));
    if (hostPort) at.at("hostPort").invalidAll(hostPort, validatePortNumber(hostPort));
    at.at("protocol").oneOf(protocol, protocols);
  });
}

function validateMounts(check: Check, container: Container, volumes: ReadonlyMap<string, Volume>): void {
  const devices = container.volumeDevices ?? [];
  const paths = new Set<string>();
  (container.volumeMounts ?? []).forEach((mount, index) => {
    const at = check.at(index);
    const { name = "", mountPath = "", subPath, subPathExpr, mountPropagation, recursiveReadOnly } = mount;
    if (!name) at.at("name").required();
    if (!volumes.has(name)) at.at("name").notFound(name);
    if (!mountPath) at.at("mountPath").required();
    if (paths.has(mountPath)) at.at("mountPath").invalid(mountPath, "must be unique");
    paths.add(mountPath);
    if (devices.some((device) => device.name === name))
      at.at("name").invalid(name, "must not already exist in volumeDevices");
    if (devices.some((device) => device.devicePath === mountPath))
      at.at("mountPath").invalid(mountPath, "must not already exist as a path in volumeDevices");
    // Upstream's paths of sub-paths and propagation carry no index.
    if (subPath) validateDescendingPath(check.at("subPath"), subPath);
    if (subPathExpr) {
      if (subPath) at.at("subPathExpr").invalid(subPathExpr, "subPathExpr and subPath are mutually exclusive");
      validateDescendingPath(check.at("subPathExpr"), subPathExpr);
    }
    if (mountPropagation !== undefined) {
      const propagation = check.at("mountPropagation");
      if (!propagations.includes(mountPropagation)) propagation.notSupported(mountPropagation, propagations);
      if (mountPropagation === "Bidirectional" && !container.securityContext?.privileged)
        propagation.forbidden("Bidirectional mount propagation is available only to privileged containers");
    }
    if (recursiveReadOnly !== undefined && recursiveReadOnly !== "Disabled") {
      const recursive = check.at("recursiveReadOnly");
      if (recursiveReadOnly !== "Enabled" && recursiveReadOnly !== "IfPossible")
        recursive.notSupported(recursiveReadOnly, ["Disabled", "Enabled", "IfPossible"]);
      else {
        if (!mount.readOnly) recursive.forbidden("may only be specified when readOnly is true");
        if (mountPropagation !== undefined && mountPropagation !== "None")
          recursive.forbidden("may only be specified when mountPropagation is None or not specified");
      }
    }
  });
}

function validateDevices(check: Check, container: Container, volumes: ReadonlyMap<string, Volume>): void {
  const mounts = container.volumeMounts ?? [];
  const names = new Set<string>();
  const paths = new Set<string>();
  (container.volumeDevices ?? []).forEach(({ name = "", devicePath = "" }, index) => {
    const at = check.at(index);
    const volume = volumes.get(name);
    if (!name) at.at("name").required();
    if (names.has(name)) at.at("name").invalid(name, "must be unique");
    if (!volume) at.at("name").notFound(name);
    else if (!volume.persistentVolumeClaim && !volume.ephemeral)
      at.at("name").invalid(
        name,
        "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode",
      );
    if (!devicePath) at.at("devicePath").required();
    if (paths.has(devicePath)) at.at("devicePath").invalid(devicePath, "must be unique");
    if (devicePath.split("/").includes(".."))
      at.at("devicePath").invalid(devicePath, "can not contain backsteps ('..')");
    else paths.add(devicePath);
    if (mounts.some((mount) => mount.name === name))
      at.at("name").invalid(name, "must not already exist in volumeMounts");
    if (mounts.some((mount) => mount.mountPath === devicePath))
      at.at("devicePath").invalid(devicePath, "must not already exist as a path in volumeMounts");
    if (name) names.add(name);
  });
}

function validateResizePolicy(check: Check, container: Container, restartPolicy: string | undefined): void {
  const resources = new Set<string>();
  (container.resizePolicy ?? []).forEach((policy, index) => {
    if (resources.has(policy.resourceName)) check.at(index).duplicate(policy.resourceName);
    resources.add(policy.resourceName);
    check.oneOf(policy.resourceName, ["cpu", "memory"]);
    check.oneOf(policy.restartPolicy, ["NotRequired", "RestartContainer"]);
    if (restartPolicy === "Never" && policy.restartPolicy !== "NotRequired")
      check.invalid(policy.restartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'");
  });
}

/** What holds for containers of all three kinds. Models validateContainerCommon (v1.34). */
function validateCommon(check: Check, container: Container, context: ContainerContext): void {
  const { name, image } = container;
  if (name) check.at("name").invalidAll(name, validateDNS1123Label(name));
  else check.at("name").required();
  if (!image) check.at("image").required();
  check.at("terminationMessagePolicy").oneOf(container.terminationMessagePolicy, ["File", "FallbackToLogsOnError"]);
  validatePorts(check.at("ports"), container);
  validateEnvironment(check, container);
  validateMounts(check.at("volumeMounts"), container, context.volumes);
  validateDevices(check.at("volumeDevices"), container, context.volumes);
  check.at("imagePullPolicy").oneOf(container.imagePullPolicy, pullPolicies);
  validateResourceRequirements(check.at("resources"), container.resources, context.claimNames);
  validateResizePolicy(check.at("resizePolicy"), container, context.spec.restartPolicy);
  validateContainerSecurity(check.at("securityContext"), container.securityContext, context.spec.hostUsers !== false);
}

function validateHostPorts(check: Check, containers: readonly Container[]): void {
  const taken = new Set<string>();
  containers.forEach((container, index) => {
    (container.ports ?? []).forEach(({ hostPort, hostIP = "", protocol }, position) => {
      if (!hostPort) return;
      const port = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(port)) check.at(index, "ports", position, "hostPort").duplicate(port);
      taken.add(port);
    });
  });
}

export function validateContainers(check: Check, context: ContainerContext): void {
  const containers = context.spec.containers ?? [];
  if (containers.length === 0) {
    check.required();
    return;
  }
  const names = new Set<string>();
  containers.forEach((container, index) => {
    const at = check.at(index);
    validateCommon(at, container, context);
    if (names.has(container.name)) at.at("name").duplicate(container.name);
    names.add(container.name);
    validateHooksAndProbes(at, container, context.gracePeriod);
    if (container.restartPolicy !== undefined)
      at.at("restartPolicy").forbidden("may not be set for non-init containers");
  });
  validateHostPorts(check, containers);
}

export function validateInitContainers(check: Check, context: ContainerContext): void {
  const names = new Set((context.spec.containers ?? []).map(({ name }) => name));
  (context.spec.initContainers ?? []).forEach((container, index) => {
    const at = check.at(index);
    validateCommon(at, container, context);
    const { restartPolicy, name } = container;
    if (restartPolicy !== undefined && restartPolicy !== "Always")
      at.at("restartPolicy").notSupported(restartPolicy, ["Always"]);
    if (names.has(name)) at.at("name").duplicate(name);
    else if (name) names.add(name);
    // One at a time: each init container is alone with its ports, and upstream reports it as the first of a list.
    validateHostPorts(check, [container]);
    if (restartPolicy === "Always") validateHooksAndProbes(at, container, context.gracePeriod);
    else {
      for (const field of ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] as const)
        if (container[field]) at.at(field).forbidden("may not be set for init containers without restartPolicy=Always");
      if (container.resizePolicy?.length)
        at.at("resizePolicy").invalid(
          container.resizePolicy.map((policy) => ({
            ResourceName: policy.resourceName,
            RestartPolicy: policy.restartPolicy,
          })),
          "must not be set for init containers",
        );
    }
  });
}

const ephemeralForbidden = [
  "ports",
  "resources",
  "resizePolicy",
  "restartPolicy",
  "livenessProbe",
  "readinessProbe",
  "startupProbe",
  "lifecycle",
] as const;

export function validateEphemeralContainers(check: Check, context: ContainerContext): void {
  const { spec } = context;
  const others = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name);
  const names = new Set(others);
  (spec.ephemeralContainers ?? []).forEach((container: EphemeralContainer, index) => {
    const at = check.at(index);
    validateCommon(at, container, context);
    validateImageSpaces(at, container);
    const { name, targetContainerName } = container;
    if (names.has(name)) at.at("name").duplicate(name);
    names.add(name);
    if (targetContainerName && !others.includes(targetContainerName))
      at.at("targetContainerName").notFound(targetContainerName);
    for (const field of ephemeralForbidden) {
      const value = container[field];
      if (value && Object.keys(value).length > 0) at.at(field).forbidden("cannot be set for an Ephemeral Container");
    }
    (container.volumeMounts ?? []).forEach((mount, position) => {
      for (const field of ["subPath", "subPathExpr"] as const)
        if (mount[field]) at.at("volumeMounts", position, field).forbidden("cannot be set for an Ephemeral Container");
    });
  });
}

/** On Pods, not in templates. */
export function validateImageSpaces(check: Check, { image = "" }: Container): void {
  if (image.trim() !== image) check.at("image").invalid(image, "must not have leading or trailing whitespace");
}

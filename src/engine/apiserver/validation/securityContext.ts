import { byteLength } from "../../api/names.ts";
import type { Container, PodSecurityContext, PodSpec, SecurityContext } from "../../api/pod.ts";
import type { Check } from "./fieldError.ts";
import { validateDescendingPath } from "./path.ts";
import { validateWindowsOptions } from "./windows.ts";

const profileTypes: readonly string[] = ["Localhost", "RuntimeDefault", "Unconfined"];
const sysctlName = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const sysctlShape = "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

function validateSeccomp(check: Check, profile: SecurityContext["seccompProfile"]): void {
  if (!profile) return;
  const { type, localhostProfile } = profile;
  if (!type) check.at("type").required("type is required when seccompProfile is set");
  else if (!profileTypes.includes(type)) check.at("type").notSupported(type, profileTypes);
  const at = check.at("localhostProfile");
  if (type === "Localhost") {
    if (localhostProfile === undefined) at.required("must be set when seccomp type is Localhost");
    else validateDescendingPath(at, localhostProfile);
  } else if (localhostProfile !== undefined)
    at.invalid(
      { Type: type ?? "", LocalhostProfile: localhostProfile },
      "can only be set when seccomp type is Localhost",
    );
}

function validateAppArmor(check: Check, profile: SecurityContext["appArmorProfile"]): void {
  if (!profile) return;
  const { type, localhostProfile } = profile;
  const at = check.at("localhostProfile");
  if (!type) check.at("type").required("type is required when appArmorProfile is set");
  else if (!profileTypes.includes(type)) check.at("type").notSupported(type, profileTypes);
  else if (type !== "Localhost") {
    if (localhostProfile !== undefined) at.invalid(localhostProfile, "can only be set when AppArmor type is Localhost");
  } else if (localhostProfile === undefined) at.required("must be set when AppArmor type is Localhost");
  else {
    if (localhostProfile.trim() !== localhostProfile)
      at.invalid(localhostProfile, "must not be padded with whitespace");
    else if (localhostProfile === "") at.required("must be set when AppArmor type is Localhost");
    if (byteLength(localhostProfile) > 4095) at.tooLong(4095);
  }
}

/** As upstream prints a container's security context inside a message. */
function printed(context: SecurityContext): { [field: string]: unknown } {
  const { capabilities } = context;
  return {
    Capabilities: capabilities ? { Add: capabilities.add ?? null, Drop: capabilities.drop ?? null } : null,
    Privileged: context.privileged ?? null,
    SELinuxOptions: context.seLinuxOptions ?? null,
    WindowsOptions: context.windowsOptions ?? null,
    RunAsUser: context.runAsUser ?? null,
    RunAsGroup: context.runAsGroup ?? null,
    RunAsNonRoot: context.runAsNonRoot ?? null,
    ReadOnlyRootFilesystem: context.readOnlyRootFilesystem ?? null,
    AllowPrivilegeEscalation: context.allowPrivilegeEscalation ?? null,
    ProcMount: context.procMount ?? null,
    SeccompProfile: context.seccompProfile
      ? { Type: context.seccompProfile.type, LocalhostProfile: context.seccompProfile.localhostProfile ?? null }
      : null,
    AppArmorProfile: context.appArmorProfile
      ? { Type: context.appArmorProfile.type, LocalhostProfile: context.appArmorProfile.localhostProfile ?? null }
      : null,
  };
}

/** Models ValidateSecurityContext (v1.34), privileged containers allowed. */
export function validateContainerSecurity(
  check: Check,
  context: SecurityContext | undefined,
  hostUsers: boolean,
): void {
  if (!context) return;
  check.at("runAsUser").id(context.runAsUser);
  check.at("runAsGroup").id(context.runAsGroup);
  if (context.procMount !== undefined) {
    if (context.procMount !== "Default" && context.procMount !== "Unmasked")
      check.at("procMount").notSupported(context.procMount, ["Default", "Unmasked"]);
    if (hostUsers && context.procMount === "Unmasked")
      check.at("procMount").invalid(context.procMount, "`hostUsers` must be false to use `Unmasked`");
  }
  validateSeccomp(check.at("seccompProfile"), context.seccompProfile);
  if (context.allowPrivilegeEscalation === false) {
    if (context.privileged)
      check.invalid(printed(context), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
    if (context.capabilities?.add?.includes("CAP_SYS_ADMIN"))
      check.invalid(
        printed(context),
        "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN",
      );
  }
  validateWindowsOptions(check.at("windowsOptions"), context.windowsOptions);
  validateAppArmor(check.at("appArmorProfile"), context.appArmorProfile);
}

/** Models validatePodSpecSecurityContext (v1.34). */
export function validatePodSecurity(check: Check, spec: PodSpec): void {
  const context: PodSecurityContext = spec.securityContext ?? {};
  check.at("fsGroup").id(context.fsGroup);
  check.at("runAsUser").id(context.runAsUser);
  check.at("runAsGroup").id(context.runAsGroup);
  (context.supplementalGroups ?? []).forEach((group, index) => {
    check.at("supplementalGroups", index).id(group);
  });
  if (spec.shareProcessNamespace && spec.hostPID)
    check.at("shareProcessNamespace").invalid(true, "ShareProcessNamespace and HostPID cannot both be enabled");
  const names = new Set<string>();
  (context.sysctls ?? []).forEach(({ name }, index) => {
    const at = check.at("sysctls", index, "name");
    if (!name) at.required();
    else if (name.length > 253 || !sysctlName.test(name))
      at.invalid(name, `must have at most 253 characters and match regex ${sysctlShape}`);
    else if (names.has(name)) at.duplicate(name);
    if (spec.hostNetwork && /^net[./]/.test(name)) at.invalid(name, "may not be specified when 'hostNetwork' is true");
    else if (spec.hostIPC && /^(kernel[./](shm|msg)|kernel[./]sem$|fs[./]mqueue[./])/.test(name))
      at.invalid(name, "may not be specified when 'hostIPC' is true");
    names.add(name);
  });
  const change = context.fsGroupChangePolicy;
  if (change !== undefined && change !== "Always" && change !== "OnRootMismatch")
    check.at("fsGroupChangePolicy").notSupported(change, ["Always", "OnRootMismatch"]);
  validateSeccomp(check.at("seccompProfile"), context.seccompProfile);
  validateWindowsOptions(check.at("windowsOptions"), context.windowsOptions);
  validateAppArmor(check.at("appArmorProfile"), context.appArmorProfile);
  const groups = context.supplementalGroupsPolicy;
  if (groups !== undefined && groups !== "Merge" && groups !== "Strict")
    check.at("supplementalGroupsPolicy").notSupported(groups, ["Merge", "Strict"]);
  const labels = context.seLinuxChangePolicy;
  if (labels !== undefined && labels !== "MountOption" && labels !== "Recursive")
    check.at("seLinuxChangePolicy").notSupported(labels, ["MountOption", "Recursive"]);
}

/** In upstream's order; those of the Pod itself are reported there. */
const linuxPodFields = [
  "appArmorProfile",
  "seLinuxOptions",
  "hostUsers",
  "hostPID",
  "hostIPC",
  "seccompProfile",
  "fsGroup",
  "fsGroupChangePolicy",
  "sysctls",
  "shareProcessNamespace",
  "runAsUser",
  "runAsGroup",
  "supplementalGroups",
  "supplementalGroupsPolicy",
  "seLinuxChangePolicy",
] as const;
const linuxContainerFields = [
  "appArmorProfile",
  "seLinuxOptions",
  "seccompProfile",
  "capabilities",
  "readOnlyRootFilesystem",
  "privileged",
  "allowPrivilegeEscalation",
  "procMount",
  "runAsUser",
  "runAsGroup",
] as const;

/** Fields of one operating system on a Pod of the other. Models validateOS, validateLinux and validateWindows (v1.34). */
export function validateOperatingSystem(check: Check, spec: PodSpec): void {
  if (!spec.os) return;
  const { name } = spec.os;
  if (!name) {
    check.at("os", "name").required("cannot be empty");
    return;
  }
  if (name !== "linux" && name !== "windows") {
    check.at("os").notSupported(name, ["linux", "windows"]);
    return;
  }
  const isLinux = name === "linux";
  const refuse = (at: Check): void =>
    at.forbidden(isLinux ? "windows options cannot be set for a linux pod" : "cannot be set for a windows pod");
  const context = spec.securityContext ?? {};
  if (isLinux) {
    if (context.windowsOptions) refuse(check.at("securityContext", "windowsOptions"));
  } else {
    for (const field of linuxPodFields) {
      const isOfPod =
        field === "hostUsers" || field === "hostPID" || field === "hostIPC" || field === "shareProcessNamespace";
      const value = isOfPod ? spec[field] : context[field];
      // Host namespaces that are not shared, and lists without items, are as if they were not said.
      const isSaid = field === "hostPID" || field === "hostIPC" ? value === true : value !== undefined;
      if (isSaid && !(field === "sysctls" && context.sysctls?.length === 0))
        refuse(isOfPod ? check.at(field) : check.at("securityContext", field));
    }
  }
  for (const list of ["initContainers", "containers", "ephemeralContainers"] as const) {
    (spec[list] ?? []).forEach((container: Container, index) => {
      const at = check.at(list, index, "securityContext");
      const own = container.securityContext ?? {};
      if (isLinux) {
        if (own.windowsOptions) refuse(at.at("windowsOptions"));
      } else {
        for (const field of linuxContainerFields) if (own[field] !== undefined) refuse(at.at(field));
      }
    });
  }
}

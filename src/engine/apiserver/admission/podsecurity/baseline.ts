import type { Container } from "../../../api/pod.ts";
import { allContainers, distinct, named, type PodCheck, plural, quoted, setters } from "./checks.ts";

type Context = { readonly [field: string]: unknown };
type Handler = { readonly httpGet?: { readonly host?: string }; readonly tcpSocket?: { readonly host?: string } };

const at = (context: unknown, field: string): Context | undefined =>
  (context as Context | undefined)?.[field] as Context | undefined;

/** Names of the containers for which something holds. */
export function namesWhere(containers: readonly Container[], holds: (container: Container) => boolean): string[] {
  return containers.filter(holds).map(({ name }) => name);
}

const appArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";

const appArmorProfile: PodCheck = {
  check(spec, { annotations = {} }) {
    const isBad = (context: unknown): boolean => {
      const type = at(context, "appArmorProfile")?.type;
      return type !== undefined && type !== "RuntimeDefault" && type !== "Localhost";
    };
    const byPod = isBad(spec.securityContext);
    const containers = namesWhere(allContainers(spec), ({ securityContext }) => isBad(securityContext));
    const typeOf = (context: unknown): string[] =>
      isBad(context) ? [String(at(context, "appArmorProfile")?.type)] : [];
    const byAnnotation = Object.entries(annotations).filter(
      ([name, value]) =>
        name.startsWith(appArmorPrefix) &&
        value !== "" &&
        value !== "runtime/default" &&
        !value.startsWith("localhost/"),
    );
    const values = distinct([
      ...typeOf(spec.securityContext),
      ...allContainers(spec).flatMap(({ securityContext }) => typeOf(securityContext)),
      ...byAnnotation.map(([, value]) => value),
    ]);
    if (values.length === 0) return null;
    const who = [
      ...(byPod || containers.length > 0 ? [setters(byPod, containers)] : []),
      ...(byAnnotation.length > 0 ? [named("annotation", distinct(byAnnotation.map(([name]) => name)))] : []),
    ];
    return {
      reason: plural("forbidden AppArmor profile", "forbidden AppArmor profiles", values.length),
      detail: `${who.join(" and ")} must not set AppArmor profile type to ${quoted(values)}`,
    };
  },
};

const hostNamespaces: PodCheck = {
  check(spec) {
    const used = (["hostNetwork", "hostPID", "hostIPC"] as const).filter((field) => spec[field]);
    if (used.length === 0) return null;
    return { reason: "host namespaces", detail: used.map((field) => `${field}=true`).join(", ") };
  },
};

const hostPorts: PodCheck = {
  check(spec) {
    const all = allContainers(spec);
    const containers = namesWhere(all, ({ ports = [] }) => ports.some(({ hostPort }) => hostPort));
    if (containers.length === 0) return null;
    const ports = distinct(
      all.flatMap(({ ports = [] }) => ports.flatMap(({ hostPort }) => (hostPort ? `${hostPort}` : []))),
    );
    const uses = plural("uses", "use", containers.length);
    const noun = plural("hostPort", "hostPorts", ports.length);
    return { reason: "hostPort", detail: `${named("container", containers)} ${uses} ${noun} ${ports.join(", ")}` };
  },
};

function hostsOf({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Container): string[] {
  const handlers = [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop] as (
    | Handler
    | undefined
  )[];
  return handlers.flatMap((handler) => [handler?.httpGet?.host ?? "", handler?.tcpSocket?.host ?? ""]).filter(Boolean);
}

const hostProbes: PodCheck = {
  since: 34,
  check(spec) {
    const all = allContainers(spec);
    const containers = distinct(namesWhere(all, (container) => hostsOf(container).length > 0));
    if (containers.length === 0) return null;
    const hosts = distinct(all.flatMap(hostsOf));
    const uses = plural("uses", "use", containers.length);
    const noun = plural("probe or lifecycle host", "probe or lifecycle hosts", hosts.length);
    return {
      reason: "probe or lifecycle host",
      detail: `${named("container", containers)} ${uses} ${noun} ${quoted(hosts)}`,
    };
  },
};

const privileged: PodCheck = {
  check(spec) {
    const containers = namesWhere(allContainers(spec), ({ securityContext }) => securityContext?.privileged === true);
    if (containers.length === 0) return null;
    const detail = `${named("container", containers)} must not set securityContext.privileged=true`;
    return { reason: "privileged", detail };
  },
};

const procMount: PodCheck = {
  check(spec) {
    const mountOf = ({ securityContext }: Container): string =>
      String(at({ securityContext }, "securityContext")?.procMount ?? "Default");
    const all = allContainers(spec);
    const containers = namesWhere(all, (container) => mountOf(container) !== "Default");
    if (containers.length === 0) return null;
    const values = distinct(all.map(mountOf).filter((value) => value !== "Default"));
    const detail = `${named("container", containers)} must not set securityContext.procMount to ${quoted(values)}`;
    return { reason: "procMount", detail };
  },
};

const seLinuxTypes = ["", "container_t", "container_init_t", "container_kvm_t"];

const seLinuxOptions: PodCheck = {
  check(spec, _metadata, version) {
    const types = version >= 31 ? [...seLinuxTypes, "container_engine_t"] : seLinuxTypes;
    const badTypes: string[] = [];
    let isUserSet = false;
    let isRoleSet = false;
    const isBad = (context: unknown): boolean => {
      const { type = "", user, role } = (at(context, "seLinuxOptions") ?? {}) as { [field: string]: string };
      if (!types.includes(type)) badTypes.push(type);
      if (user) isUserSet = true;
      if (role) isRoleSet = true;
      return !types.includes(type) || Boolean(user) || Boolean(role);
    };
    const byPod = isBad(spec.securityContext);
    const containers = namesWhere(allContainers(spec), ({ securityContext }) => isBad(securityContext));
    if (!byPod && containers.length === 0) return null;
    const data = [
      ...(badTypes.length > 0 ? [named("type", distinct(badTypes))] : []),
      ...(isUserSet ? ["user may not be set"] : []),
      ...(isRoleSet ? ["role may not be set"] : []),
    ];
    const who = setters(byPod, containers);
    return {
      reason: "seLinuxOptions",
      detail: `${who} set forbidden securityContext.seLinuxOptions: ${data.join("; ")}`,
    };
  },
};

const sysctlsSince: readonly (readonly [number, readonly string[]])[] = [
  [
    0,
    [
      "kernel.shm_rmid_forced",
      "net.ipv4.ip_local_port_range",
      "net.ipv4.tcp_syncookies",
      "net.ipv4.ping_group_range",
      "net.ipv4.ip_unprivileged_port_start",
    ],
  ],
  [27, ["net.ipv4.ip_local_reserved_ports"]],
  [
    29,
    [
      "net.ipv4.tcp_keepalive_time",
      "net.ipv4.tcp_fin_timeout",
      "net.ipv4.tcp_keepalive_intvl",
      "net.ipv4.tcp_keepalive_probes",
    ],
  ],
  [32, ["net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"]],
];

const sysctls: PodCheck = {
  check(spec, _metadata, version) {
    const allowed = new Set(sysctlsSince.flatMap(([since, names]) => (version >= since ? names : [])));
    const set = ((spec.securityContext as Context | undefined)?.sysctls ?? []) as readonly { readonly name: string }[];
    const forbidden = set.map(({ name }) => name).filter((name) => !allowed.has(name));
    return forbidden.length === 0 ? null : { reason: "forbidden sysctls", detail: forbidden.join(", ") };
  },
};

const windowsHostProcess: PodCheck = {
  check(spec) {
    const isSet = (context: unknown): boolean => at(context, "windowsOptions")?.hostProcess === true;
    const byPod = isSet(spec.securityContext);
    const containers = namesWhere(allContainers(spec), ({ securityContext }) => isSet(securityContext));
    if (!byPod && containers.length === 0) return null;
    const detail = `${setters(byPod, containers)} must not set securityContext.windowsOptions.hostProcess=true`;
    return { reason: "hostProcess", detail };
  },
};

/** Checks of the level baseline, by upstream's ids. */
export const baselineChecks: readonly PodCheck[] = [
  appArmorProfile,
  hostNamespaces,
  hostPorts,
  hostProbes,
  privileged,
  procMount,
  seLinuxOptions,
  sysctls,
  windowsHostProcess,
];

const defaultCapabilities = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

const capabilities: PodCheck = {
  check(spec) {
    const all = allContainers(spec);
    const badOf = ({ securityContext }: Container): string[] =>
      (securityContext?.capabilities?.add ?? []).filter((capability) => !defaultCapabilities.has(capability));
    const containers = namesWhere(all, (container) => badOf(container).length > 0);
    if (containers.length === 0) return null;
    const bad = quoted(distinct(all.flatMap(badOf)));
    const detail = `${named("container", containers)} must not include ${bad} in securityContext.capabilities.add`;
    return { reason: "non-default capabilities", detail };
  },
};

const hostPathVolumes: PodCheck = {
  check(spec) {
    const volumes = (spec.volumes ?? []).filter(({ hostPath }) => hostPath).map(({ name }) => name);
    return volumes.length === 0 ? null : { reason: "hostPath volumes", detail: named("volume", volumes) };
  },
};

const seccompProfile: PodCheck = {
  since: 19,
  check(spec) {
    const typeOf = (context: unknown): unknown => at(context, "seccompProfile")?.type;
    const isBad = (type: unknown): boolean => type !== undefined && type !== "RuntimeDefault" && type !== "Localhost";
    const byPod = isBad(typeOf(spec.securityContext));
    const all = allContainers(spec);
    const containers = namesWhere(all, ({ securityContext }) => isBad(typeOf(securityContext)));
    if (!byPod && containers.length === 0) return null;
    const types = [typeOf(spec.securityContext), ...all.map(({ securityContext }) => typeOf(securityContext))];
    const values = quoted(distinct(types.filter(isBad).map(String)));
    const who = setters(byPod, containers);
    return { reason: "seccompProfile", detail: `${who} must not set securityContext.seccompProfile.type to ${values}` };
  },
};

/** Checks of baseline that a stricter one of restricted makes superfluous. */
export const overlappingChecks: readonly PodCheck[] = [capabilities, hostPathVolumes, seccompProfile];

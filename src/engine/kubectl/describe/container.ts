import type { ResourceList } from "../../api/meta.ts";
import type {
  Container,
  ContainerState,
  ContainerStatus,
  EnvVar,
  Pod,
  Probe,
  ResourceRequirements,
} from "../../api/pod.ts";
import { canonicalQuantity, milliValue, value as units } from "../../api/quantity.ts";
import { type Description, longTime, yesNo } from "./description.ts";

/** Models describeContainers of kubectl's pkg/describe/describe.go (v1.34). */
export function describeContainers(
  description: Description,
  title: string,
  containers: readonly Container[],
  {
    statuses = [],
    pod,
    indent = "",
  }: { readonly statuses?: readonly ContainerStatus[]; readonly pod?: Pod; readonly indent?: string },
): void {
  description.write(`${indent}${title}:${containers.length === 0 ? " <none>" : ""}\n`);
  for (const container of containers) {
    const status = statuses.find(({ name }) => name === container.name);
    basics(description, container, status, indent);
    words(description, "Command", container.command);
    words(description, "Args", container.args);
    if (status) stateOf(description, status);
    describeResources(description, container.resources, 2);
    probe(description, "Liveness", container.livenessProbe);
    probe(description, "Readiness", container.readinessProbe);
    probe(description, "Startup", container.startupProbe);
    environmentFrom(description, container);
    environment(description, container, pod);
    mounts(description, container);
  }
}

function basics(
  description: Description,
  container: Container,
  status: ContainerStatus | undefined,
  indent: string,
): void {
  description.line(1, `${indent === "" ? "" : " "}${container.name}:`);
  if (status) description.field(2, "Container ID", status.containerID ?? "");
  description.field(2, "Image", container.image ?? "");
  if (status) description.field(2, "Image ID", status.imageID);
  const { ports = [] } = container;
  const list = (port: (each: (typeof ports)[number]) => number): string =>
    ports.map((each) => `${port(each)}/${each.protocol ?? "TCP"}`).join(", ");
  const several = ports.length > 1 ? "s" : "";
  description.field(2, `Port${several}`, list(({ containerPort }) => containerPort) || "<none>");
  description.field(2, `Host Port${several}`, list(({ hostPort = 0 }) => hostPort) || "<none>");
  const seccomp = container.securityContext?.seccompProfile;
  if (!seccomp) return;
  description.field(2, "SeccompProfile", seccomp.type);
  if (seccomp.type === "Localhost") description.field(3, "LocalhostProfile", seccomp.localhostProfile ?? "");
}

function words(description: Description, title: string, given: readonly string[] = []): void {
  if (given.length === 0) return;
  description.line(2, `${title}:`);
  for (const line of given.flatMap((word) => word.split("\n"))) description.line(3, line);
}

function stateOf(description: Description, { state, lastState, ready, restartCount }: ContainerStatus): void {
  describeState(description, "State", state ?? {});
  if (lastState?.terminated) describeState(description, "Last State", lastState);
  description.field(2, "Ready", yesNo(ready)).field(2, "Restart Count", restartCount);
}

function describeState(
  description: Description,
  title: string,
  { running, waiting, terminated }: ContainerState,
): void {
  if (running) {
    description.field(2, title, "Running").field(3, "Started", longTime(running.startedAt));
  } else if (terminated && !waiting) {
    const { reason, message, exitCode, signal = 0, startedAt, finishedAt } = terminated;
    description.field(2, title, "Terminated");
    if (reason) description.field(3, "Reason", reason);
    if (message) description.field(3, "Message", message);
    description.field(3, "Exit Code", exitCode);
    if (signal > 0) description.field(3, "Signal", signal);
    description.field(3, "Started", longTime(startedAt)).field(3, "Finished", longTime(finishedAt));
  } else {
    description.field(2, title, "Waiting");
    if (waiting?.reason) description.field(3, "Reason", waiting.reason);
  }
}

export function describeResources(
  description: Description,
  { limits = {}, requests = {} }: ResourceRequirements = {},
  level: number,
): void {
  const list = (title: string, resources: ResourceList): void => {
    const names = Object.keys(resources).sort();
    if (names.length > 0) description.line(level, `${title}:`);
    for (const name of names) description.field(level + 1, name, canonicalQuantity(resources[name]));
  };
  list("Limits", limits);
  list("Requests", requests);
}

function probe(description: Description, title: string, given: Probe | undefined): void {
  if (given) description.field(2, title, probeText(given));
}

/** `http-get http://:80/healthz delay=0s timeout=1s period=10s #success=1 #failure=3`. Models DescribeProbe (v1.34). */
function probeText(given: Probe): string {
  const { initialDelaySeconds = 0, timeoutSeconds = 1, periodSeconds = 10, successThreshold = 1 } = given;
  const { failureThreshold = 3, exec, httpGet, tcpSocket, grpc } = given;
  const attributes = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s #success=${successThreshold} #failure=${failureThreshold}`;
  if (exec) return `exec [${(exec.command ?? []).join(" ")}] ${attributes}`;
  if (httpGet) {
    const { scheme = "HTTP", host = "", port, path = "" } = httpGet;
    const rooted = path === "" || path.startsWith("/") ? path : `/${path}`;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${rooted} ${attributes}`;
  }
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ""}:${tcpSocket.port} ${attributes}`;
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ""} ${attributes}`;
  return `unknown ${attributes}`;
}

function environmentFrom(description: Description, { envFrom = [] }: Container): void {
  if (envFrom.length === 0) return;
  description.line(2, "Environment Variables from:");
  for (const { prefix = "", configMapRef, secretRef } of envFrom) {
    const from = configMapRef ? "ConfigMap" : secretRef ? "Secret" : "";
    const { name = "", optional = false } = configMapRef ?? secretRef ?? {};
    description.line(3, name, `${from}${prefix === "" ? "" : ` with prefix '${prefix}'`}`, `Optional: ${optional}`);
  }
}

function environment(description: Description, container: Container, pod: Pod | undefined): void {
  const { env = [] } = container;
  description.write(`    Environment:${env.length === 0 ? "\t<none>" : ""}\n`);
  for (const variable of env) {
    const [first, ...rest] = textOf(variable, container, pod);
    description.line(3, `${variable.name}:`, first);
    for (const line of rest) description.line(3, "", line);
  }
}

function textOf({ value = "", valueFrom }: EnvVar, container: Container, pod: Pod | undefined): readonly string[] {
  if (!valueFrom) return value.split("\n");
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef)
    return [`${pod ? podField(pod, fieldRef.fieldPath) : ""} (${fieldRef.apiVersion ?? "v1"}:${fieldRef.fieldPath})`];
  if (resourceFieldRef) return [`${resourceField(container, resourceFieldRef)} (${resourceFieldRef.resource})`];
  if (secretKeyRef)
    return [
      `<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name}'>\tOptional: ${secretKeyRef.optional ?? false}`,
    ];
  if (configMapKeyRef)
    return [
      `<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name}'>\tOptional: ${configMapKeyRef.optional ?? false}`,
    ];
  return [""];
}

/** `metadata.name`, `metadata.labels['app']`, `status.podIP`: a field of the Pod as the downward API gives it. */
function podField(pod: Pod, path: string): string {
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (subscript) return pod.metadata[subscript[1] as "labels" | "annotations"]?.[subscript[2]] ?? "";
  let at: unknown = pod;
  for (const name of path.split(".")) at = (at as { [field: string]: unknown } | undefined)?.[name];
  return at === undefined || at === null ? "" : String(at);
}

function resourceField(
  { resources = {} }: Container,
  { resource, divisor = "1" }: { readonly resource: string; readonly divisor?: string | number },
): string {
  const [kind, ...name] = resource.split(".");
  const list = kind === "limits" ? resources.limits : resources.requests;
  const amount = list?.[name.join(".")];
  if (amount === undefined)
    return kind === "limits" && (name[0] === "cpu" || name[0] === "memory") ? "node allocatable" : "0";
  const by = canonicalQuantity(divisor) === "0" ? "1" : divisor;
  return name[0] === "cpu"
    ? `${Math.ceil(milliValue(amount) / milliValue(by))}`
    : `${Math.ceil(units(amount) / units(by))}`;
}

function mounts(description: Description, { volumeMounts = [], volumeDevices = [] }: Container): void {
  description.write(`    Mounts:${volumeMounts.length === 0 ? "\t<none>" : ""}\n`);
  for (const { mountPath, name, readOnly, subPath } of [...volumeMounts].sort((a, b) =>
    a.mountPath < b.mountPath ? -1 : 1,
  )) {
    const flags = [readOnly ? "ro" : "rw", ...(subPath ? [`path=${JSON.stringify(subPath)}`] : [])];
    description.line(3, `${mountPath} from ${name} (${flags.join(",")})`);
  }
  if (volumeDevices.length === 0) return;
  description.line(2, "Devices:");
  for (const { devicePath, name } of [...volumeDevices].sort((a, b) => (a.devicePath < b.devicePath ? -1 : 1)))
    description.line(3, `${devicePath} from ${name}`);
}

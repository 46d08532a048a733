import { ensureRecord, type Fields, recordAt, recordsAt, setAbsent, setZero } from "./fields.ts";
import { canonicalise, defaultPodLevelResources, requestsFromLimits, roundResourceLists } from "./resources.ts";
import { defaultVolume } from "./volumes.ts";

/** Models pkg/apis/core/v1/defaults.go: SetObjectDefaults_Pod (v1.34). */
export function defaultPod(pod: Fields): void {
  const spec = ensureRecord(pod, "spec");
  defaultPodSpec(spec);
  const containers = [...recordsAt(spec, "initContainers"), ...recordsAt(spec, "containers")];
  for (const container of containers) requestsFromLimits(container);
  defaultPodLevelResources(spec);
  setAbsent(spec, { enableServiceLinks: true });
  if (spec.hostNetwork === true) {
    for (const container of containers) {
      for (const port of recordsAt(container, "ports")) if (!port.hostPort) port.hostPort = port.containerPort;
    }
  }
  ensureRecord(pod, "status");
}

/** What Pods and Pod templates have in common. */
export function defaultPodSpec(spec: Fields): void {
  // A Go slice can be asked for its items even when nobody gave any: what admits Pods relies on it.
  if (!Array.isArray(spec.containers)) spec.containers = [];
  for (const volume of recordsAt(spec, "volumes")) defaultVolume(volume);
  for (const list of ["initContainers", "containers", "ephemeralContainers"])
    for (const container of recordsAt(spec, list)) defaultContainer(container, list !== "ephemeralContainers");
  setAbsent(spec, {
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: "default-scheduler",
  });
  roundResourceLists(spec, "overhead");
  roundResourceLists(recordAt(spec, "resources"), "requests", "limits");
}

export function defaultPodTemplate(owner: Fields | undefined): void {
  const spec = recordAt(recordAt(owner, "template"), "spec");
  if (spec) defaultPodSpec(spec);
}

/** The template of a kind that always has one, if only an empty one: a Go struct, not a pointer. */
export function defaultOwnTemplate(owner: Fields): void {
  defaultPodSpec(ensureRecord(ensureRecord(owner, "template"), "spec"));
}

function defaultContainer(container: Fields, hasResources: boolean): void {
  if (!container.imagePullPolicy) container.imagePullPolicy = defaultPullPolicy(container.image);
  setAbsent(container, { terminationMessagePath: "/dev/termination-log", terminationMessagePolicy: "File" });
  for (const port of recordsAt(container, "ports")) setAbsent(port, { protocol: "TCP" });
  for (const variable of recordsAt(container, "env")) defaultFieldSource(recordAt(variable, "valueFrom"));
  if (hasResources || container.resources !== undefined)
    roundResourceLists(ensureRecord(container, "resources"), "requests", "limits");
  for (const name of ["livenessProbe", "readinessProbe", "startupProbe"]) {
    const probe = recordAt(container, name);
    if (probe) defaultProbe(probe);
  }
  for (const name of ["postStart", "preStop"]) defaultHTTPGet(recordAt(recordAt(container, "lifecycle"), name));
}

function defaultProbe(probe: Fields): void {
  setZero(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  if (probe.initialDelaySeconds === 0) delete probe.initialDelaySeconds;
  defaultHTTPGet(probe);
  const grpc = recordAt(probe, "grpc");
  if (grpc) setAbsent(grpc, { service: "" });
}

function defaultHTTPGet(handler: Fields | undefined): void {
  const action = recordAt(handler, "httpGet");
  if (action) setAbsent(action, { path: "/", scheme: "HTTP" });
}

/** The downward API's field and resource references. */
export function defaultFieldSource(source: Fields | undefined): void {
  const fieldRef = recordAt(source, "fieldRef");
  if (fieldRef) setAbsent(fieldRef, { apiVersion: "v1" });
  const resourceRef = recordAt(source, "resourceFieldRef");
  if (!resourceRef) return;
  setAbsent(resourceRef, { divisor: "0" });
  canonicalise(resourceRef, "divisor");
}

export function defaultPullPolicy(image: unknown): string {
  return tagOf(String(image ?? "")) === "latest" ? "Always" : "IfNotPresent";
}

const domainPart = "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)";
const reference = new RegExp(
  `^(?:(${domainPart}(?:\\.${domainPart})*(?::\\d+)?|\\[[a-fA-F0-9:]+\\](?::\\d+)?)/)?` +
    "((?:[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*)" +
    "(?::(\\w[\\w.-]{0,127}))?(@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$",
);

/** The tag of an image reference, `latest` when neither tag nor digest is given, empty when it is no reference. */
function tagOf(image: string): string {
  const match = reference.exec(image);
  if (!match || /^[a-f0-9]{64}$/.test(image)) return "";
  return match[3] ?? (match[4] ? "" : "latest");
}

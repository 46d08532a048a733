import { validateHTTPHeaderName, validatePortName, validatePortNumber } from "../../api/names.ts";
import type { Container, LifecycleHandler, Probe, ProbeHandler } from "../../api/pod.ts";
import type { Check } from "./fieldError.ts";

export function validatePort(check: Check, port: number | string | undefined): void {
  if (typeof port === "string") check.invalidAll(port, validatePortName(port));
  else check.invalidAll(port ?? 0, validatePortNumber(port ?? 0));
}

function validateHTTPGet(check: Check, action: NonNullable<ProbeHandler["httpGet"]>): void {
  if (!action.path) check.at("path").required();
  validatePort(check.at("port"), action.port);
  const scheme = action.scheme ?? "";
  if (scheme !== "HTTP" && scheme !== "HTTPS") check.at("scheme").notSupported(scheme, ["HTTP", "HTTPS"]);
  for (const header of action.httpHeaders ?? [])
    check.at("httpHeaders").invalidAll(header.name ?? "", validateHTTPHeaderName(header.name ?? ""));
}

/** Exactly one way to ask or to act. */
function validateHandler(check: Check, handler: ProbeHandler & LifecycleHandler, gracePeriod: number): void {
  let found = false;
  const first = (name: string): Check | undefined => {
    if (found) check.at(name).forbidden("may not specify more than 1 handler type");
    const isFirst = !found;
    found = true;
    return isFirst ? check.at(name) : undefined;
  };
  if (handler.exec) {
    const at = first("exec");
    if (at && !handler.exec.command?.length) at.at("command").required();
  }
  if (handler.httpGet) {
    const at = first("httpGet");
    if (at) validateHTTPGet(at, handler.httpGet);
  }
  if (handler.tcpSocket) {
    const at = first("tcpSocket");
    if (at) validatePort(at.at("port"), handler.tcpSocket.port);
  }
  if (handler.grpc) {
    const at = first("grpc");
    if (at) validatePort(at.at("port"), handler.grpc.port);
  }
  if (handler.sleep) {
    const { seconds = 0 } = handler.sleep;
    if (first("sleep") && (seconds < 0 || seconds > gracePeriod))
      check
        .at("sleep")
        .invalid(seconds, `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`);
  }
  if (!found) check.required("must specify a handler type");
}

function validateProbe(check: Check, probe: Probe, gracePeriod: number): void {
  // The sleep handler exists for hooks only.
  const { exec, httpGet, tcpSocket, grpc } = probe;
  const handler: ProbeHandler = {};
  if (exec) handler.exec = exec;
  if (httpGet) handler.httpGet = httpGet;
  if (tcpSocket) handler.tcpSocket = tcpSocket;
  if (grpc) handler.grpc = grpc;
  validateHandler(check, handler, gracePeriod);
  check.at("initialDelaySeconds").nonNegative(probe.initialDelaySeconds);
  check.at("timeoutSeconds").nonNegative(probe.timeoutSeconds);
  check.at("periodSeconds").nonNegative(probe.periodSeconds);
  check.at("successThreshold").nonNegative(probe.successThreshold);
  check.at("failureThreshold").nonNegative(probe.failureThreshold);
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0)
    check.at("terminationGracePeriodSeconds").invalid(grace, "must be greater than 0");
}

/** Hooks and probes of a container that runs along. Models validateLifecycle and validate*Probe (v1.34). */
export function validateHooksAndProbes(check: Check, container: Container, gracePeriod: number): void {
  for (const hook of ["postStart", "preStop"] as const) {
    const handler = container.lifecycle?.[hook];
    if (handler) validateHandler(check.at("lifecycle", hook), handler, gracePeriod);
  }
  for (const name of ["livenessProbe", "readinessProbe", "startupProbe"] as const) {
    const probe = container[name];
    if (!probe) continue;
    const at = check.at(name);
    validateProbe(at, probe, gracePeriod);
    if (name === "readinessProbe") {
      if (probe.terminationGracePeriodSeconds !== undefined)
        at.at("terminationGracePeriodSeconds").invalid(
          probe.terminationGracePeriodSeconds,
          "must not be set for readinessProbes",
        );
    } else if (probe.successThreshold !== 1) at.at("successThreshold").invalid(probe.successThreshold, "must be 1");
  }
}

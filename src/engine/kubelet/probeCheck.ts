import type { Container, HTTPGetAction, Probe } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { ProbeType } from "./containers.ts";
import type { KubeletEvent } from "./events.ts";
import type { Behaviour, ProbeAnswer } from "./runtimeModel.ts";
import { goDuration } from "./timing.ts";

export type HandlerKind = Extract<KubeletEvent, { type: "Probe" }>["handler"];

/** What one check comes to. */
export interface CheckResult {
  /** `warning` is a success that is worth a word; `error`: the check itself could not be made, which counts for nothing. */
  readonly outcome: "success" | "warning" | "failure" | "error";
  readonly message?: string;
  readonly takes: VirtualMillis;
}

interface Checked {
  readonly probe: Probe;
  readonly container: Container;
  readonly podIp: string;
}

/** Quick, as of a small server: the first check after the start mostly succeeds. */
export const defaultStartup: VirtualMillis = 200;

export function handlerOf(probe: Probe): HandlerKind {
  if (probe.exec) return "exec";
  if (probe.httpGet) return "httpGet";
  return probe.tcpSocket ? "tcpSocket" : "grpc";
}

function timeoutOf({ timeoutSeconds }: Probe): VirtualMillis {
  return (timeoutSeconds || 1) * 1000;
}

/** What one check gives, `age` virtual milliseconds after the process started. Rules and texts as pkg/probe (v1.34). */
export function checkProbe(type: ProbeType, checked: Checked, behaviour: Behaviour, age: VirtualMillis): CheckResult {
  const told = behaviour.probes?.[type]?.filter(({ from }) => from <= age).at(-1);
  const answer: ProbeAnswer = told ?? { from: 0, success: age >= (behaviour.startup ?? defaultStartup) };
  const { takes = 0, error } = answer;
  const timeout = timeoutOf(checked.probe);
  if (error !== undefined) return { outcome: "error", message: error, takes };
  if (takes >= timeout) return { outcome: "failure", message: answer.message ?? timeoutText(checked), takes: timeout };
  return { takes, ...resultOf(checked, answer) };
}

type Result = Pick<CheckResult, "outcome" | "message"> & { readonly takes?: VirtualMillis };

const success: Result = { outcome: "success" };
const failure = (message: string): Result => ({ outcome: "failure", message });

/** What the handler makes of an answer that has come in time. What its own kind of answer says goes before `success`. */
function resultOf(checked: Checked, answer: ProbeAnswer): Result {
  const { message, code, redirect, exitCode, output, status } = answer;
  switch (handlerOf(checked.probe)) {
    case "httpGet":
      if (redirect !== undefined)
        return {
          outcome: "warning",
          message: `Probe terminated redirects, Response body: <a href="${redirect}">Found</a>.`,
        };
      if (code === undefined) break;
      if (code >= 200 && code < 400) return success;
      return failure(message ?? `HTTP probe failed with statuscode: ${code}`);
    case "exec":
      if (exitCode === undefined) break;
      return exitCode === 0 ? success : failure(message ?? output ?? "");
    case "grpc":
      if (status === undefined) break;
      return status === "SERVING" ? success : failure(message ?? `service unhealthy (responded with "${status}")`);
    case "tcpSocket":
      break;
  }
  if (answer.success ?? true) return success;
  if (message === undefined && checked.probe.grpc)
    // The client dials again and again until its time is up.
    return { ...failure(refusal(checked)), takes: timeoutOf(checked.probe) };
  return failure(message ?? output ?? refusal(checked));
}

/** The words for a process that doesn't listen yet. */
function refusal({ probe, container, podIp }: Checked): string {
  switch (handlerOf(probe)) {
    case "exec":
      return "";
    case "httpGet": {
      const address = addressOf(probe.httpGet?.host || podIp, probe.httpGet?.port ?? 0, container);
      return `Get "${urlOf(probe.httpGet, address)}": dial tcp ${address}: connect: connection refused`;
    }
    case "tcpSocket": {
      const address = addressOf(probe.tcpSocket?.host || podIp, probe.tcpSocket?.port ?? 0, container);
      return `dial tcp ${address}: connect: connection refused`;
    }
    case "grpc": {
      const address = addressOf(podIp, probe.grpc?.port ?? 0, container);
      return `timeout: failed to connect service "${address}" within ${goDuration(timeoutOf(probe))}: context deadline exceeded`;
    }
  }
}

/** The words for an answer that does not come in time. */
function timeoutText({ probe, container, podIp }: Checked): string {
  const after = goDuration(timeoutOf(probe));
  switch (handlerOf(probe)) {
    case "exec":
      return `command timed out: "${(probe.exec?.command ?? []).join(" ")}" timed out after ${after}`;
    case "httpGet": {
      const address = addressOf(probe.httpGet?.host || podIp, probe.httpGet?.port ?? 0, container);
      return `Get "${urlOf(probe.httpGet, address)}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
    }
    case "tcpSocket":
      return `dial tcp ${addressOf(probe.tcpSocket?.host || podIp, probe.tcpSocket?.port ?? 0, container)}: i/o timeout`;
    case "grpc":
      return `timeout: health rpc did not complete within ${after}`;
  }
}

function addressOf(host: string, port: number | string, { ports = [] }: Container): string {
  const named = ports.find(({ name }) => name === port)?.containerPort;
  return `${host}:${named ?? port}`;
}

function urlOf(action: HTTPGetAction | undefined, address: string): string {
  const path = action?.path || "/";
  return `${(action?.scheme ?? "HTTP").toLowerCase()}://${address}${path.startsWith("/") ? "" : "/"}${path}`;
}

import type { Container, HTTPGetAction, Probe } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { ProbeType } from "./containers.ts";
import type { KubeletEvent } from "./events.ts";
import type { Behaviour } from "./runtimeModel.ts";

export type HandlerKind = Extract<KubeletEvent, { type: "Probe" }>["handler"];

/** Quick, as of a small server: the first check after the start mostly succeeds. */
export const defaultStartup: VirtualMillis = 200;

export function handlerOf(probe: Probe): HandlerKind {
  if (probe.exec) return "exec";
  if (probe.httpGet) return "httpGet";
  return probe.tcpSocket ? "tcpSocket" : "grpc";
}

/** What one check gives, `age` virtual milliseconds after the process started. */
export function checkProbe(
  type: ProbeType,
  probe: Probe,
  container: Container,
  behaviour: Behaviour,
  age: VirtualMillis,
  podIp: string,
): { readonly success: boolean; readonly message?: string } {
  const told = behaviour.probes?.[type]?.filter(({ from }) => from <= age).at(-1);
  const success = told?.success ?? age >= (behaviour.startup ?? defaultStartup);
  return success ? { success } : { success, message: told?.message ?? refusal(probe, container, podIp) };
}

/** The words for a process that doesn't listen yet. Texts as pkg/probe (v1.34). */
function refusal(probe: Probe, container: Container, podIp: string): string {
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
      return `timeout: failed to connect service "${address}" within ${probe.timeoutSeconds || 1}s: context deadline exceeded`;
    }
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

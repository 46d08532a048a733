import type { Pod } from "../../engine/index.ts";
import type { ContainerScene } from "../model.ts";

type Container = Pod["spec"]["containers"][number];
type Probe = NonNullable<Container["livenessProbe"]>;

/** What a manifest says of a container, a line a field, under the field's own name: what a roomy card has room for. */
export function factsOf(container: Container): ContainerScene["facts"] {
  const { command, args, ports, resources, startupProbe, readinessProbe, livenessProbe } = container;
  const facts: readonly (readonly [field: string, value: string | undefined])[] = [
    ["command", [...(command ?? []), ...(args ?? [])].join(" ") || undefined],
    ["requests", amounts(resources?.requests)],
    ["limits", amounts(resources?.limits)],
    ["ports", ports?.map(({ containerPort }) => containerPort).join(", ") || undefined],
    ["startupProbe", startupProbe && probeText(startupProbe)],
    ["readinessProbe", readinessProbe && probeText(readinessProbe)],
    ["livenessProbe", livenessProbe && probeText(livenessProbe)],
  ];
  return facts.flatMap(([field, value]) => (value === undefined ? [] : [{ field, value }]));
}

function amounts(list: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const entries = Object.entries(list ?? {});
  return entries.length === 0 ? undefined : entries.map(([name, amount]) => `${name} ${amount}`).join(", ");
}

function probeText({ httpGet, tcpSocket, grpc, exec, periodSeconds = 10 }: Probe): string {
  const handler = httpGet
    ? `httpGet :${httpGet.port}${httpGet.path ?? "/"}`
    : tcpSocket
      ? `tcpSocket :${tcpSocket.port}`
      : grpc
        ? `grpc :${grpc.port}`
        : `exec ${exec?.command?.join(" ") ?? ""}`;
  return `${handler}, period\u00A0${periodSeconds}\u00A0s`;
}

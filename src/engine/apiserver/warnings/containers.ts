import type { Container, PodSpec } from "../../api/pod.ts";
import { isFraction } from "./fraction.ts";

interface Placed {
  readonly container: Container;
  readonly path: string;
}

type Port = NonNullable<Container["ports"]>[number];

/** A Pod's containers of all sorts with where they stand, in upstream's order. */
export function placedContainers(path: string, spec: PodSpec): Placed[] {
  return (["initContainers", "containers", "ephemeralContainers"] as const).flatMap((list) =>
    ((spec[list] ?? []) as readonly Container[]).map((container, index) => ({
      container,
      path: `${path}.${list}[${index}]`,
    })),
  );
}

export function fractionWarnings({ container: { resources }, path }: Placed): string[] {
  return ["memory", "ephemeral-storage"].flatMap((name) =>
    (["limits", "requests"] as const).flatMap((side) => {
      const amount = resources?.[side]?.[name];
      return isFraction(amount)
        ? [`${path}.resources.${side}[${name}]: fractional byte value "${amount}" is invalid, must be an integer`]
        : [];
    }),
  );
}

/** A variable that is set again, unless what it was is part of what it becomes. */
export function envWarnings({ container: { env = [] }, path }: Placed): string[] {
  const known = new Set<string>();
  return env.flatMap(({ name = "", value = "", valueFrom }, index) => {
    const isAgain = known.has(name);
    known.add(name);
    const reference = `$(${name})`;
    const isExtended = !valueFrom && value !== reference && value.includes(reference);
    if (!isAgain || isExtended) return [];
    return [`${path}.env[${index}]: hides previous definition of "${name}", which may be dropped when using apply`];
  });
}

/** A port as Go's %+v prints it. */
function goPort({ name = "", hostPort = 0, containerPort, protocol = "TCP", hostIP = "" }: Port): string {
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
}

function portRelation(port: Port, other: Port): string | null {
  const [hostIP, otherIP] = [port.hostIP ?? "", other.hostIP ?? ""];
  const [hostPort, otherPort] = [port.hostPort ?? 0, other.hostPort ?? 0];
  if (hostIP === otherIP && hostPort === otherPort) return "duplicate";
  if (hostPort === 0 || otherPort === 0) return "overlapping";
  return hostPort === otherPort && (hostIP === "") !== (otherIP === "") ? "dangerously ambiguous" : null;
}

/** Ports that more than one container has, or one has twice. */
export function portWarnings(placed: readonly Placed[]): string[] {
  const known = new Map<string, { readonly port: Port; readonly path: string }[]>();
  const warnings: string[] = [];
  for (const { container, path: at } of placed) {
    (container.ports ?? []).forEach((port, index) => {
      const path = `${at}.ports[${index}]`;
      if (port.hostIP && !port.hostPort) warnings.push(`${path}: hostIP set without hostPort: ${goPort(port)}`);
      const key = `${port.containerPort}/${port.protocol ?? "TCP"}`;
      const others = known.get(key) ?? [];
      for (const other of others) {
        const relation = portRelation(port, other.port);
        if (relation !== null) warnings.push(`${path}: ${relation} port definition with ${other.path}`);
      }
      known.set(key, [...others, { port, path }]);
    });
  }
  return warnings;
}

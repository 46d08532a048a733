import type { Pod } from "../../api/pod.ts";

/** A port of the node that a container wants for itself. */
export interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

const anyAddress = "0.0.0.0";

/** The host ports of a Pod's containers and sidecars; ports of plain init containers are ignored, as upstream does. */
export function hostPortsOf(pod: Pod): readonly HostPort[] {
  const ports: HostPort[] = [];
  const containers = [
    ...pod.spec.containers,
    ...(pod.spec.initContainers ?? []).filter((container) => container.restartPolicy === "Always"),
  ];
  for (const container of containers) {
    for (const port of container.ports ?? []) {
      if (!port.hostPort || port.hostPort <= 0) continue;
      ports.push({ ip: port.hostIP || anyAddress, protocol: port.protocol || "TCP", port: port.hostPort });
    }
  }
  return ports;
}

/** Which ports of a node are taken. Models framework.HostPortInfo (v1.34): only 0.0.0.0 is a wildcard. */
export class HostPortSet {
  private readonly byPort = new Map<string, Map<string, number>>();

  add(port: HostPort): void {
    const key = `${port.protocol}/${port.port}`;
    let addresses = this.byPort.get(key);
    if (!addresses) {
      addresses = new Map();
      this.byPort.set(key, addresses);
    }
    addresses.set(port.ip, (addresses.get(port.ip) ?? 0) + 1);
  }

  remove(port: HostPort): void {
    const key = `${port.protocol}/${port.port}`;
    const addresses = this.byPort.get(key);
    const count = addresses?.get(port.ip);
    if (!addresses || count === undefined) return;
    if (count > 1) addresses.set(port.ip, count - 1);
    else addresses.delete(port.ip);
    if (addresses.size === 0) this.byPort.delete(key);
  }

  conflicts(port: HostPort): boolean {
    const addresses = this.byPort.get(`${port.protocol}/${port.port}`);
    if (!addresses) return false;
    return port.ip === anyAddress || addresses.has(anyAddress) || addresses.has(port.ip);
  }

  clone(): HostPortSet {
    const copy = new HostPortSet();
    for (const [key, addresses] of this.byPort) copy.byPort.set(key, new Map(addresses));
    return copy;
  }
}

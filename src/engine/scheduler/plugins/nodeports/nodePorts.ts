import { type HostPort, HostPortSet } from "../../framework/hostPorts.ts";
import type { ExplainingPlugin, FilterPlugin, PreFilterPlugin } from "../../framework/interface.ts";
import { proceed, skipFilter } from "../../framework/preFilterResults.ts";
import { success, unschedulable } from "../../framework/status.ts";

const refused = unschedulable("node(s) didn't have free ports for the requested pod ports");

/**
 * NodePorts refuses nodes where a host port that the Pod wants is taken.
 *
 * Models pkg/scheduler/framework/plugins/nodeports (v1.34).
 */
export const nodePorts: PreFilterPlugin & FilterPlugin & ExplainingPlugin = {
  name: "NodePorts",

  preFilter(_state, { hostPorts }) {
    return hostPorts.length === 0 ? skipFilter : proceed;
  },

  filter(_state, { hostPorts }, { ports }) {
    if (ports === null) return success;
    for (const port of hostPorts) if (ports.conflicts(port)) return refused;
    return success;
  },

  explain(_state, { hostPorts }, { ports, pods }) {
    const taken = hostPorts.filter((port) => ports?.conflicts(port));
    const heldBy: { [port: string]: string } = {};
    for (const port of taken) {
      const holder = pods.find((pod) => pod.hostPorts.some((other) => holds(other, port)));
      if (holder) heldBy[textOf(port)] = holder.key;
    }
    return { kind: "ports", wanted: hostPorts.map(textOf), taken: taken.map(textOf), heldBy };
  },
};

const textOf = ({ ip, protocol, port }: HostPort): string => `${ip}:${port}/${protocol}`;

function holds(held: HostPort, port: HostPort): boolean {
  const alone = new HostPortSet();
  alone.add(held);
  return alone.conflicts(port);
}

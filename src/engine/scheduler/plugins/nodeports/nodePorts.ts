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

  explain(_state, { hostPorts }, { ports }) {
    const text = ({ ip, protocol, port }: (typeof hostPorts)[number]) => `${ip}:${port}/${protocol}`;
    return {
      kind: "ports",
      wanted: hostPorts.map(text),
      taken: hostPorts.filter((port) => ports?.conflicts(port)).map(text),
    };
  },
};

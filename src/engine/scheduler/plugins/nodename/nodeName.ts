import type { ExplainingPlugin, FilterPlugin } from "../../framework/interface.ts";
import type { Operands } from "../../framework/operands.ts";
import { success, unresolvable } from "../../framework/status.ts";

const refused = unresolvable("node(s) didn't match the requested node name");

const anyNode: Operands = { kind: "nodeName", wanted: null };

/**
 * NodeName: a Pod that names its node fits no other.
 *
 * Models pkg/scheduler/framework/plugins/nodename (v1.34).
 */
export const nodeName: FilterPlugin & ExplainingPlugin = {
  name: "NodeName",

  filter(_state, { pod }, node) {
    return !pod.spec.nodeName || pod.spec.nodeName === node.name ? success : refused;
  },

  explain(_state, { pod }) {
    return pod.spec.nodeName ? { kind: "nodeName", wanted: pod.spec.nodeName } : anyNode;
  },
};

import type { FilterPlugin } from "../../framework/interface.ts";
import { success, unresolvable } from "../../framework/status.ts";

const refused = unresolvable("node(s) didn't match the requested node name");

/**
 * NodeName: a Pod that names its node fits no other.
 *
 * Models pkg/scheduler/framework/plugins/nodename (v1.34).
 */
export const nodeName: FilterPlugin = {
  name: "NodeName",

  filter(_state, { pod }, node) {
    return !pod.spec.nodeName || pod.spec.nodeName === node.name ? success : refused;
  },
};

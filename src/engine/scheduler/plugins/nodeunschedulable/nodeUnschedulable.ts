import { toleratesTaint } from "../../../api/taints.ts";
import type { ExplainingPlugin, FilterPlugin } from "../../framework/interface.ts";
import { success, unresolvable } from "../../framework/status.ts";

const cordon = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };
const refused = unresolvable("node(s) were unschedulable");

/**
 * NodeUnschedulable keeps Pods off cordoned nodes, unless they tolerate the taint that a cordon brings.
 *
 * Models pkg/scheduler/framework/plugins/nodeunschedulable (v1.34).
 */
export const nodeUnschedulable: FilterPlugin & ExplainingPlugin = {
  name: "NodeUnschedulable",

  filter(_state, { pod }, { unschedulable }) {
    if (!unschedulable) return success;
    return pod.spec.tolerations?.some((toleration) => toleratesTaint(toleration, cordon)) ? success : refused;
  },

  explain(state, pod, info) {
    if (!info.unschedulable) return null;
    const tolerated = this.filter(state, pod, info) === success;
    return { kind: "taints", taints: [{ key: cordon.key, value: "", effect: cordon.effect, tolerated }] };
  },
};

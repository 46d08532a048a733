import { toleratesTaint } from "../../../api/taints.ts";
import type { ExplainingPlugin, FilterPlugin } from "../../framework/interface.ts";
import type { Operands } from "../../framework/operands.ts";
import { success, unresolvable } from "../../framework/status.ts";

const cordon = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };
const refused = unresolvable("node(s) were unschedulable");

const open: Operands = { kind: "cordon", cordoned: false, tolerated: false };
const cordoned: Operands = { kind: "cordon", cordoned: true, tolerated: false };
const toleratedCordon: Operands = { kind: "cordon", cordoned: true, tolerated: true };

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

  explain(_state, { pod }, { unschedulable }) {
    if (!unschedulable) return open;
    return pod.spec.tolerations?.some((toleration) => toleratesTaint(toleration, cordon)) ? toleratedCordon : cordoned;
  },
};

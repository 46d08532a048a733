import type { Node } from "../../../api/core.ts";
import type { AdmissionPlugin } from "../plugin.ts";

const key = "node.kubernetes.io/not-ready";

/**
 * TaintNodesByCondition keeps Pods off a new Node until it has been seen to be ready.
 *
 * Models plugin/pkg/admission/nodetaint (v1.34).
 */
export const taintNodesByCondition: AdmissionPlugin = {
  name: "TaintNodesByCondition",

  handles({ operation, kind, subresource }) {
    return operation === "create" && kind.resource === "nodes" && subresource === undefined;
  },

  admit({ object }) {
    const node = object as Node;
    const taints = node.spec?.taints ?? [];
    if (taints.some((taint) => taint.key === key && taint.effect === "NoSchedule")) return { object };
    const tainted: Node = { ...node, spec: { ...node.spec, taints: [...taints, { key, effect: "NoSchedule" }] } };
    return { object: tainted };
  },
};

import type { Pod, Toleration } from "../../../api/pod.ts";
import type { AdmissionPlugin } from "../plugin.ts";

const seconds = 300;
const keys = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

function covers(toleration: Toleration, key: string): boolean {
  return (toleration.key === key || !toleration.key) && (toleration.effect === "NoExecute" || !toleration.effect);
}

/**
 * DefaultTolerationSeconds lets a Pod stay five minutes on a node that has become not-ready or unreachable.
 *
 * Models plugin/pkg/admission/defaulttolerationseconds (v1.34).
 */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: "DefaultTolerationSeconds",

  handles({ operation, kind, subresource }) {
    return kind.resource === "pods" && operation !== "delete" && subresource === undefined;
  },

  admit({ object }) {
    const pod = object as Pod;
    const own = pod.spec.tolerations ?? [];
    const added = keys
      .filter((key) => !own.some((toleration) => covers(toleration, key)))
      .map((key) => ({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: seconds }));
    if (added.length === 0) return { object };
    return { object: { ...pod, spec: { ...pod.spec, tolerations: [...own, ...added] } } as Pod };
  },
};

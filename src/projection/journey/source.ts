import type { Pod } from "../../engine/index.ts";
import type { Beat } from "../model.ts";
import { nameOf, podAt } from "../records.ts";
import type { Telling } from "./draft.ts";

const podPathOf: { readonly [kind: string]: string } = {
  Pod: "",
  CronJob: "spec.jobTemplate.spec.template.",
};

/** The place in the manifest of a field of the Pod, wherever the Pod's template lies in what the user applied. */
export function sourceOf({ root }: Telling, path?: string): Beat["source"] {
  if (!root) return undefined;
  const prefix = podPathOf[root.kind] ?? "spec.template.";
  return { kind: root.kind, name: root.name, ...(path !== undefined && { path: `${prefix}${path}` }) };
}

/** The place of a field of a container in the Pod's manifest. */
export function containerSource(
  telling: Telling,
  pod: Pod | undefined,
  container: string,
  field?: string,
): Beat["source"] {
  for (const list of ["initContainers", "containers"] as const) {
    const index = pod?.spec[list]?.findIndex(({ name }) => name === container) ?? -1;
    if (index >= 0) return sourceOf(telling, `spec.${list}[${index}]${field ? `.${field}` : ""}`);
  }
  return sourceOf(telling);
}

/** The line that a Filter or Score plugin reads: on the Pod for most, on the node for taints. */
export function pluginSource(telling: Telling, plugin: string | undefined, node?: string): Beat["source"] {
  const pod = telling.pod ? podAt(telling.last, telling.pod) : undefined;
  switch (plugin) {
    case "TaintToleration":
      return node ? { kind: "Node", name: node, path: "spec.taints" } : sourceOf(telling, "spec.tolerations");
    case "NodeUnschedulable":
      return node ? { kind: "Node", name: node, path: "spec.unschedulable" } : undefined;
    case "NodeAffinity":
      return sourceOf(telling, pod?.spec.nodeSelector ? "spec.nodeSelector" : "spec.affinity.nodeAffinity");
    case "InterPodAffinity":
      return sourceOf(telling, "spec.affinity");
    case "PodTopologySpread":
      return sourceOf(telling, "spec.topologySpreadConstraints");
    case "NodeName":
      return sourceOf(telling, "spec.nodeName");
    case "NodePorts":
      return sourceOf(telling, "spec.containers[0].ports");
    case "ImageLocality":
      return sourceOf(telling, "spec.containers[0].image");
    case "NodeResourcesFit":
    case "NodeResourcesBalancedAllocation": {
      const index = pod?.spec.containers.findIndex(({ resources }) => resources?.requests) ?? -1;
      return index < 0 ? sourceOf(telling) : sourceOf(telling, `spec.containers[${index}].resources.requests`);
    }
    default:
      return sourceOf(telling);
  }
}

/** `web` of `default/web`. */
export const podName = (telling: Telling): string => nameOf(telling.pod ?? "");

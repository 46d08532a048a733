import type { Node } from "../../api/core.ts";
import type { Pod } from "../../api/pod.ts";
import { type Labels, labelOf, noLabels } from "./labels.ts";
import { NodeSelector } from "./nodeSelector.ts";

/** What a Pod demands of its node's labels: nodeSelector and required node affinity, both. Models GetRequiredNodeAffinity. */
export class RequiredNodeAffinity {
  private readonly wanted: Labels;
  private readonly wantedKeys: readonly string[];
  private readonly selector: NodeSelector | null;

  constructor(pod: Pod) {
    this.wanted = pod.spec.nodeSelector ?? noLabels;
    this.wantedKeys = Object.keys(this.wanted);
    const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    this.selector = required ? new NodeSelector(required.nodeSelectorTerms ?? []) : null;
  }

  /** True when every node matches. */
  get isEmpty(): boolean {
    return this.wantedKeys.length === 0 && this.selector === null;
  }

  matches(node: Node): boolean {
    const labels = node.metadata.labels ?? noLabels;
    for (const key of this.wantedKeys) if (labelOf(labels, key) !== this.wanted[key]) return false;
    return this.selector === null || this.selector.matches(node);
  }
}

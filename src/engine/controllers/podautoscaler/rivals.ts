import type { HorizontalPodAutoscaler } from "../../api/autoscaling.ts";
import { canonicalSelector } from "../../api/canonicalSelector.ts";
import type { LabelSelector } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { selectorOf } from "../claim.ts";
import { keyOf } from "../objects.ts";

/** Which Pods each autoscaler has looked at so far: none of them is to have two. */
export class Rivals {
  private readonly selectors = new Map<string, (pod: Pod) => boolean>();

  forget(key: string): void {
    this.selectors.delete(key);
  }

  /**
   * What to say when others look at the same Pods; null when none does.
   * Models hpasControllingPodsUnderSelector of pkg/controller/podautoscaler (v1.34), its keys in the order of their names.
   */
  problem(
    autoscaler: HorizontalPodAutoscaler,
    all: readonly HorizontalPodAutoscaler[],
    selector: LabelSelector | undefined,
    pods: readonly Pod[],
  ): string | null {
    this.selectors.set(keyOf(autoscaler), selectorOf(selector));
    const { namespace } = autoscaler.metadata;
    const rivals = all
      .filter((other) => other.metadata.namespace === namespace)
      .filter((other) => pods.some((pod) => this.selectors.get(keyOf(other))?.(pod)))
      .map(({ metadata }) => `{${metadata.name} ${namespace}}`);
    if (rivals.length < 2) return null;
    return `pods by selector ${canonicalSelector(selector)} are controlled by multiple HPAs: [${rivals.join(" ")}]`;
  }
}

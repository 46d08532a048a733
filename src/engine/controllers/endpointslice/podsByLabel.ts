import type { Pod } from "../../api/pod.ts";
import { OrderedMap } from "../../store/orderedMap.ts";
import { keyOf } from "../objects.ts";

/**
 * Pods by each of their labels, so that a pass looks at those that its selector may match, not at every Pod of the
 * cluster. The informer's handlers keep it.
 */
export class PodsByLabel {
  private readonly pods = new Map<string, OrderedMap<Pod>>();

  set(pod: Pod, before?: Pod): void {
    if (before && before.metadata.labels !== pod.metadata.labels) this.delete(before);
    for (const [label, value] of Object.entries(pod.metadata.labels ?? {})) {
      const place = placeOf(pod.metadata.namespace, label, value);
      let pods = this.pods.get(place);
      if (!pods) {
        pods = new OrderedMap();
        this.pods.set(place, pods);
      }
      pods.set(keyOf(pod), pod);
    }
  }

  delete(pod: Pod): void {
    for (const [label, value] of Object.entries(pod.metadata.labels ?? {})) {
      const place = placeOf(pod.metadata.namespace, label, value);
      const pods = this.pods.get(place);
      pods?.delete(keyOf(pod));
      if (pods?.isEmpty) this.pods.delete(place);
    }
  }

  /** The Pods of a namespace with one label, in the order of their keys. */
  with(namespace: string | undefined, label: string, value: string): readonly Pod[] {
    return this.pods.get(placeOf(namespace, label, value))?.list() ?? [];
  }
}

/** None of the three can hold a line break. */
function placeOf(namespace: string | undefined, label: string, value: string): string {
  return `${namespace}\n${label}\n${value}`;
}

import type { PodInfo } from "../framework/podInfo.ts";
import type { AffinityClass, LabelClass } from "../framework/snapshot.ts";

interface Counted {
  readonly countBySlot: Map<number, number>;
}

/**
 * Pods on nodes, grouped by what selectors can see and by their affinity terms. A plugin matches a selector once a
 * class instead of once a Pod, and counts over the nodes of the matching classes only.
 */
export class PodClasses {
  private readonly labelClasses = new Map<string, LabelClass & Counted>();
  private readonly affinityClasses = new Map<string, AffinityClass & Counted>();

  add(pod: PodInfo, slot: number): void {
    let labelClass = this.labelClasses.get(pod.labelKey);
    if (!labelClass) {
      labelClass = {
        namespace: pod.namespace,
        labels: pod.labels,
        terminating: pod.terminating,
        countBySlot: new Map(),
      };
      this.labelClasses.set(pod.labelKey, labelClass);
    }
    increment(labelClass, slot);
    if (pod.affinity.key === "") return;
    let affinityClass = this.affinityClasses.get(pod.affinity.key);
    if (!affinityClass) {
      affinityClass = { terms: pod.affinity, countBySlot: new Map() };
      this.affinityClasses.set(pod.affinity.key, affinityClass);
    }
    increment(affinityClass, slot);
  }

  remove(pod: PodInfo, slot: number): void {
    decrement(this.labelClasses, pod.labelKey, slot);
    if (pod.affinity.key !== "") decrement(this.affinityClasses, pod.affinity.key, slot);
  }

  byLabels(): Iterable<LabelClass> {
    return this.labelClasses.values();
  }

  byAffinity(): Iterable<AffinityClass> {
    return this.affinityClasses.values();
  }
}

function increment({ countBySlot }: Counted, slot: number): void {
  countBySlot.set(slot, (countBySlot.get(slot) ?? 0) + 1);
}

function decrement(classes: Map<string, Counted>, key: string, slot: number): void {
  const counted = classes.get(key);
  const count = counted?.countBySlot.get(slot);
  if (!counted || count === undefined) return;
  if (count > 1) counted.countBySlot.set(slot, count - 1);
  else counted.countBySlot.delete(slot);
  if (counted.countBySlot.size === 0) classes.delete(key);
}

import type { KubernetesObject, LabelSelector } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import type { Informer } from "../client/client.ts";
import { selectorOf } from "./claim.ts";
import type { ControllerContext } from "./context.ts";
import type { Expectations } from "./expectations.ts";
import { controllerOf, keyOf, semanticEqual } from "./objects.ts";
import { untilAvailable } from "./podState.ts";
import type { WorkQueue } from "./workQueue.ts";

/** What keeps Pods of one template. */
type PodOwner = KubernetesObject & { readonly spec: { readonly minReadySeconds?: number } };

interface Parts<T extends PodOwner> {
  readonly context: ControllerContext;
  readonly kind: string;
  readonly sets: Informer<T>;
  readonly queue: WorkQueue;
  readonly expectations: Expectations;
  readonly selectorOf: (set: T) => LabelSelector | undefined;
}

/**
 * What happens to Pods wakes the sets that own them, and those that may adopt one that is nobody's.
 *
 * Models the Pod handlers that pkg/controller/replicaset and pkg/controller/daemon have in common (v1.34).
 */
export class PodEvents<T extends PodOwner> {
  constructor(private readonly parts: Parts<T>) {}

  /** The set that a Pod, or whatever else it makes, belongs to. */
  ownerOf(object: KubernetesObject): T | undefined {
    const owner = controllerOf(object);
    if (owner?.kind !== this.parts.kind) return undefined;
    const set = this.parts.sets.get(`${object.metadata.namespace}/${owner.name}`);
    return set?.metadata.uid === owner.uid ? set : undefined;
  }

  added(pod: Pod): void {
    if (pod.metadata.deletionTimestamp) {
      this.deleted(pod);
      return;
    }
    const set = this.ownerOf(pod);
    if (set) {
      this.parts.expectations.creationObserved(keyOf(set));
      this.parts.queue.add(keyOf(set));
    } else if (!controllerOf(pod)) this.enqueueMatching(pod);
  }

  updated(before: Pod, pod: Pod): void {
    if (pod.metadata.deletionTimestamp) {
      this.deleted(pod);
      return;
    }
    const { queue, context } = this.parts;
    const set = this.ownerOf(pod);
    const former = this.ownerOf(before);
    if (former && former !== set) queue.add(keyOf(former));
    if (set) {
      queue.add(keyOf(set));
      const wait = untilAvailable(pod, set.spec.minReadySeconds ?? 0, context.now());
      // A second more, against the skew of milliseconds.
      if (wait !== null) queue.addAfter(keyOf(set), wait + 1000);
    } else if (!controllerOf(pod) && (former || !semanticEqual(before.metadata.labels, pod.metadata.labels)))
      this.enqueueMatching(pod);
  }

  deleted(pod: Pod): void {
    const set = this.ownerOf(pod);
    if (!set) return;
    this.parts.expectations.deletionObserved(keyOf(set), pod.metadata.uid ?? "");
    this.parts.queue.add(keyOf(set));
  }

  /** Somebody may want to adopt a Pod that is nobody's. */
  private enqueueMatching(pod: Pod): void {
    for (const set of this.parts.sets.list())
      if (set.metadata.namespace === pod.metadata.namespace && selectorOf(this.parts.selectorOf(set))(pod))
        this.parts.queue.add(keyOf(set));
  }
}

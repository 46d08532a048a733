import type { Pod } from "../../api/pod.ts";
import { OrderedMap } from "../../store/orderedMap.ts";
import { keyOf } from "../objects.ts";

/** Where the Pods are that anyone may adopt: without an owner, or with one that does not manage them. */
const forAnyone = "";

/**
 * Pods by the uid of their owners, so that a pass looks at its own Pods and at orphans, not at every Pod of the cluster.
 * The informer's handlers keep it.
 */
export class PodsByOwner {
  private readonly pods = new Map<string, OrderedMap<Pod>>();

  set(pod: Pod, before?: Pod): void {
    if (before && before.metadata.ownerReferences !== pod.metadata.ownerReferences) this.delete(before);
    for (const place of placesOf(pod)) {
      const pods = this.pods.get(place) ?? new OrderedMap();
      pods.set(keyOf(pod), pod);
      this.pods.set(place, pods);
    }
  }

  delete(pod: Pod): void {
    for (const place of placesOf(pod)) {
      const pods = this.pods.get(place);
      pods?.delete(keyOf(pod));
      if (pods?.isEmpty) this.pods.delete(place);
    }
  }

  /** The owner's own Pods and those for anyone, in the order of their keys. */
  candidates(uid: string): Pod[] {
    const own = this.pods.get(uid)?.list() ?? [];
    const orphans = this.pods.get(forAnyone)?.list() ?? [];
    if (orphans.length === 0) return own;
    const all = new OrderedMap<Pod>();
    for (const pod of [...own, ...orphans]) all.set(keyOf(pod), pod);
    return all.list();
  }
}

function placesOf({ metadata }: Pod): Iterable<string> {
  const owners = metadata.ownerReferences ?? [];
  const [first] = owners;
  if (!first) return [forAnyone];
  if (owners.length === 1) return [first.controller ? first.uid : forAnyone];
  return new Set(owners.map(({ uid, controller }) => (controller ? uid : forAnyone)));
}

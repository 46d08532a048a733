import type { DaemonSet } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import { scaledValue } from "../deployment/arithmetic.ts";
import { targetNode } from "./daemonPod.ts";

/** What a rolling update sees of the set's Pods. */
export interface Rollout {
  /** All Pods of the set, the oldest first. */
  readonly pods: readonly Pod[];
  /** Nodes that are to have a Pod. */
  readonly desired: ReadonlySet<string>;
  readonly isNew: (pod: Pod) => boolean;
  readonly isAvailable: (pod: Pod) => boolean;
}

/** What one step does: it makes Pods on nodes, or removes some. */
interface Step {
  readonly create: readonly string[];
  readonly remove: readonly Pod[];
}

interface Place {
  readonly node: string;
  readonly isDesired: boolean;
  readonly old: Pod | undefined;
  readonly fresh: Pod | undefined;
}

/** Models AllowsSurge of daemon/util: a surge that rounds to something. */
export function allowsSurge({ spec }: DaemonSet): boolean {
  const { maxSurge = 0 } = spec.updateStrategy?.rollingUpdate ?? {};
  return spec.updateStrategy?.type !== "OnDelete" && scaledValue(maxSurge, 1, "up") > 0;
}

/**
 * One step of a rolling update. It covers each node that is to have a Pod, and each that has one although it is not to:
 * a taint that came later lets a Pod stay until it is out of date.
 *
 * Models rollingUpdate of pkg/controller/daemon/update.go (v1.34).
 */
export function rollingStep(set: DaemonSet, rollout: Rollout): Step {
  return allowsSurge(set) ? surgingStep(set, rollout) : replacingStep(set, rollout);
}

function placesOf({ pods, desired, isNew }: Rollout): readonly Place[] {
  // A Pod that is on its way out is none, but its node is looked at.
  const living = pods.filter((pod) => !pod.metadata.deletionTimestamp);
  return [...new Set([...desired, ...pods.map(targetNode)])].map((node) => {
    const here = living.filter((pod) => targetNode(pod) === node);
    const fresh = here.find(isNew);
    return { node, isDesired: desired.has(node), old: here.find((pod) => !isNew(pod)), fresh };
  });
}

/** Without a surge, old Pods go until as many nodes are without one as may be; the next pass fills them. */
function replacingStep({ spec }: DaemonSet, rollout: Rollout): Step {
  const { isAvailable, desired } = rollout;
  const places = placesOf(rollout);
  const outdated = places.flatMap(({ old, fresh }) => (old && !fresh ? [old] : []));
  const down = outdated.filter((pod) => !isAvailable(pod));
  const others = places.filter(({ old, fresh }) => (old ? fresh : !(fresh && isAvailable(fresh)))).length;
  const { maxUnavailable = 1 } = spec.updateStrategy?.rollingUpdate ?? {};
  const room = Math.max(0, scaledValue(maxUnavailable, desired.size, "up") - down.length - others);
  return { create: [], remove: [...down, ...outdated.filter(isAvailable).slice(0, room)] };
}

/** With a surge, new Pods come beside the old ones, which go when the new ones are available. */
function surgingStep({ spec }: DaemonSet, rollout: Rollout): Step {
  const { isAvailable, desired } = rollout;
  const places = placesOf(rollout);
  const both = places.flatMap(({ old, fresh }) => (old && fresh ? [{ old, fresh }] : []));
  const replaced = both.filter(({ fresh }) => isAvailable(fresh)).map(({ old }) => old);
  const alone = places.flatMap(({ node, isDesired, old, fresh }) => (old && !fresh ? [{ node, isDesired, old }] : []));
  const isUp = ({ old }: { readonly old: Pod }): boolean => isAvailable(old);

  const leaving = alone.filter(({ isDesired }) => !isDesired);
  const available = places.filter(({ old, fresh }) => (old ? isAvailable(old) : fresh && isAvailable(fresh))).length;
  // Nodes that are to have none any more keep theirs until there are enough elsewhere.
  const spare = Math.max(0, available - desired.size);
  const left = [...leaving.filter((place) => !isUp(place)), ...leaving.filter(isUp).slice(0, spare)];

  const staying = alone.filter(({ isDesired }) => isDesired);
  const { maxSurge = 0 } = spec.updateStrategy?.rollingUpdate ?? {};
  const room = Math.max(0, scaledValue(maxSurge, desired.size, "up") - (both.length - replaced.length));
  const create = [...staying.filter((place) => !isUp(place)), ...staying.filter(isUp).slice(0, room)];
  return { create: create.map(({ node }) => node), remove: [...replaced, ...left.map(({ old }) => old)] };
}

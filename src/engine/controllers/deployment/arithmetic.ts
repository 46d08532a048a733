import type { Deployment, IntOrString, ReplicaSet } from "../../api/apps.ts";
import { byCreation, nameOf } from "../objects.ts";

export const replicasOf = (object: Deployment | ReplicaSet): number => object.spec.replicas ?? 1;
export const availableOf = (set: ReplicaSet): number => set.status?.availableReplicas ?? 0;

export function totalReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + replicasOf(set), 0);
}

export function totalAvailable(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + availableOf(set), 0);
}

export const withReplicas = (sets: readonly ReplicaSet[]): ReplicaSet[] => sets.filter((set) => replicasOf(set) > 0);

export const isRollingUpdate = (deployment: Deployment): boolean =>
  (deployment.spec.strategy?.type ?? "RollingUpdate") === "RollingUpdate";

/** A count as it is, a percentage of `total` rounded up or down (intstr.GetScaledValueFromIntOrPercent). */
export function scaledValue(value: IntOrString, total: number, round: "up" | "down"): number {
  if (typeof value === "number") return value;
  const percent = Number(value.replace(/%$/, ""));
  if (!Number.isFinite(percent)) return 0;
  const scaled = (percent * total) / 100;
  return round === "up" ? Math.ceil(scaled) : Math.floor(scaled);
}

/** How far a rolling update may go above and below the wanted number of Pods. Never both 0: it would stand still. */
export function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge = "25%", maxUnavailable = "25%" } = deployment.spec.strategy?.rollingUpdate ?? {};
  const replicas = replicasOf(deployment);
  const surge = scaledValue(maxSurge, replicas, "up");
  const unavailable = scaledValue(maxUnavailable, replicas, "down");
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

export const maxSurge = (deployment: Deployment): number =>
  isRollingUpdate(deployment) ? fenceposts(deployment).surge : 0;

export function maxUnavailable(deployment: Deployment): number {
  const replicas = replicasOf(deployment);
  if (!isRollingUpdate(deployment) || replicas === 0) return 0;
  return Math.min(fenceposts(deployment).unavailable, replicas);
}

/** The size that the new ReplicaSet may have now. Models NewRSNewReplicas of pkg/controller/deployment/util (v1.34). */
export function newSetReplicas(deployment: Deployment, all: readonly ReplicaSet[], current: number): number {
  const wanted = replicasOf(deployment);
  if (!isRollingUpdate(deployment)) return wanted;
  const room = wanted + fenceposts(deployment).surge - totalReplicas(all);
  return room <= 0 ? current : current + Math.min(room, wanted - current);
}

/** How large each ReplicaSet is to become. */
type Sizes = ReadonlyMap<string, number>;

/** One after the other: a ReplicaSet's name and the size that it gets. */
type Scalings = readonly (readonly [name: string, size: number])[];

/**
 * What an old ReplicaSet may lose now: first replicas that are not available anyway, oldest set first, then available
 * ones down to the floor. A set that loses some of both is scaled twice, and two Events tell of it.
 *
 * Models reconcileOldReplicaSets of pkg/controller/deployment/rolling.go (v1.34).
 */
export function oldSetScalings(deployment: Deployment, newSet: ReplicaSet, old: readonly ReplicaSet[]): Scalings {
  const floor = replicasOf(deployment) - maxUnavailable(deployment);
  const newUnavailable = replicasOf(newSet) - availableOf(newSet);
  const removable = totalReplicas([...old, newSet]) - floor - newUnavailable;
  if (removable <= 0 || totalReplicas(old) === 0) return [];

  const sizes = new Map(old.map((set) => [nameOf(set), replicasOf(set)]));
  const scalings: [string, number][] = [];
  const shrink = (name: string, count: number): void => {
    const size = sizes.get(name)! - count;
    sizes.set(name, size);
    scalings.push([name, size]);
  };
  const sorted = [...old].sort(byCreation);
  let cleaned = 0;
  for (const set of sorted) {
    const size = replicasOf(set);
    const unhealthy = Math.min(removable - cleaned, size - availableOf(set));
    if (size === 0 || unhealthy <= 0) continue;
    shrink(nameOf(set), unhealthy);
    cleaned += unhealthy;
  }
  let spare = totalAvailable([...old, newSet]) - floor;
  for (const set of sorted) {
    if (spare <= 0) break;
    const count = Math.min(sizes.get(nameOf(set))!, spare);
    if (count === 0) continue;
    shrink(nameOf(set), count);
    spare -= count;
  }
  return scalings;
}

/**
 * Sizes when a Deployment is scaled in the middle of a rollout: the difference is shared out in proportion.
 * `sets` are the active ones, `maxBefore` is what max-replicas was when a set was last scaled. In the order in which they are scaled.
 *
 * Models the proportional branch of scale in pkg/controller/deployment/sync.go (v1.34).
 */
export function proportionalSizes(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  maxBefore: (set: ReplicaSet) => number,
): Sizes {
  const wanted = replicasOf(deployment);
  const allowed = wanted > 0 ? wanted + maxSurge(deployment) : 0;
  const toAdd = allowed - totalReplicas(sets);
  const newerFirst = toAdd > 0;
  const sorted = [...sets].sort(
    (a, b) => replicasOf(b) - replicasOf(a) || (newerFirst ? byCreation(b, a) : byCreation(a, b)),
  );
  const sizes = new Map<string, number>();
  let added = 0;
  for (const set of sorted) {
    const size = replicasOf(set);
    const left = toAdd - added;
    if (size === 0 || left === 0) {
      sizes.set(nameOf(set), size);
      continue;
    }
    const before = maxBefore(set) || deployment.status?.replicas || 0;
    const target =
      wanted === 0 ? 0 : before === 0 ? size : Math.round((size * (wanted + maxSurge(deployment))) / before);
    const share = target - size;
    const proportion = toAdd > 0 ? Math.min(share, left) : Math.max(share, left);
    sizes.set(nameOf(set), size + proportion);
    added += proportion;
  }
  const largest = sorted[0];
  if (largest && toAdd !== 0) {
    const name = nameOf(largest);
    sizes.set(name, Math.max(0, sizes.get(name)! + toAdd - added));
  }
  return sizes;
}

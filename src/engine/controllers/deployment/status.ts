import type { Deployment, ReplicaSet } from "../../api/apps.ts";
import type { Condition } from "../../api/meta.ts";
import { timestamp, type VirtualMillis, virtualTime } from "../../kernel/clock.ts";
import { conditionOf, newCondition, withCondition, withoutCondition } from "../conditions.ts";
import { nameOf, omitZero } from "../objects.ts";
import { maxUnavailable, replicasOf, totalAvailable, totalReplicas } from "./arithmetic.ts";

export type DeploymentStatus = NonNullable<Deployment["status"]>;

/** A deadline of the largest int32 means none. */
const noDeadline = 2_147_483_647;

export function hasProgressDeadline(deployment: Deployment): boolean {
  return (deployment.spec.progressDeadlineSeconds ?? 600) !== noDeadline;
}

/** A condition of a Deployment: these carry an update time as well. */
export function deploymentCondition(
  now: VirtualMillis,
  type: string,
  status: "True" | "False" | "Unknown",
  reason: string,
  message: string,
): Condition {
  return { ...newCondition(now, type, status, reason, message), lastUpdateTime: timestamp(now) };
}

/** Counts and availability from the ReplicaSets. Models calculateStatus of pkg/controller/deployment (v1.34). */
export function statusOf(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
  now: VirtualMillis,
): DeploymentStatus {
  const available = totalAvailable(all);
  const enough = available >= replicasOf(deployment) - maxUnavailable(deployment);
  const conditions = withCondition(
    deployment.status?.conditions,
    enough
      ? deploymentCondition(
          now,
          "Available",
          "True",
          "MinimumReplicasAvailable",
          "Deployment has minimum availability.",
        )
      : deploymentCondition(
          now,
          "Available",
          "False",
          "MinimumReplicasUnavailable",
          "Deployment does not have minimum availability.",
        ),
  );
  const collisionCount = deployment.status?.collisionCount;
  return {
    ...omitZero({
      observedGeneration: deployment.metadata.generation ?? 0,
      replicas: all.reduce((sum, set) => sum + (set.status?.replicas ?? 0), 0),
      updatedReplicas: newSet?.status?.replicas ?? 0,
      readyReplicas: all.reduce((sum, set) => sum + (set.status?.readyReplicas ?? 0), 0),
      availableReplicas: available,
      unavailableReplicas: Math.max(0, totalReplicas(all) - available),
    }),
    ...(collisionCount !== undefined && { collisionCount }),
    conditions,
  };
}

export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = replicasOf(deployment);
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

function isProgressing(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

/** Virtual milliseconds until the deadline for progress passes; null when nothing is waited for. */
export function untilDeadline(deployment: Deployment, status: DeploymentStatus, now: VirtualMillis): number | null {
  const progressing = conditionOf(status.conditions, "Progressing");
  if (!hasProgressDeadline(deployment) || !progressing) return null;
  if (isComplete(deployment, status) || progressing.reason === "ProgressDeadlineExceeded") return null;
  const since = virtualTime(progressing.lastUpdateTime ?? progressing.lastTransitionTime ?? "") ?? now;
  return since + (deployment.spec.progressDeadlineSeconds ?? 600) * 1000 - now;
}

function hasTimedOut(deployment: Deployment, status: DeploymentStatus, now: VirtualMillis): boolean {
  const progressing = conditionOf(status.conditions, "Progressing");
  if (!progressing || progressing.reason === "NewReplicaSetAvailable") return false;
  if (progressing.reason === "ProgressDeadlineExceeded") return true;
  const since = virtualTime(progressing.lastUpdateTime ?? "") ?? now;
  return since + (deployment.spec.progressDeadlineSeconds ?? 600) * 1000 < now;
}

/**
 * The status during a rollout: statusOf, with how the rollout is going and whether Pods cannot be made.
 *
 * Models syncRolloutStatus of pkg/controller/deployment/progress.go (v1.34).
 */
export function rolloutStatusOf(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
  now: VirtualMillis,
): DeploymentStatus {
  const status = statusOf(deployment, all, newSet, now);
  const before = deployment.status ?? {};
  let { conditions } = status;
  const current = conditionOf(before.conditions, "Progressing");
  const subject = newSet ? `ReplicaSet "${nameOf(newSet)}"` : `Deployment "${nameOf(deployment)}"`;
  const progressing = (state: "True" | "False", reason: string, message: string): Condition =>
    deploymentCondition(now, "Progressing", state, reason, message);

  if (!hasProgressDeadline(deployment)) conditions = withoutCondition(conditions, "Progressing");
  const wasComplete =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === "NewReplicaSetAvailable";
  if (hasProgressDeadline(deployment) && !wasComplete) {
    if (isComplete(deployment, status)) {
      conditions = withCondition(
        conditions,
        progressing("True", "NewReplicaSetAvailable", `${subject} has successfully progressed.`),
      );
    } else if (isProgressing(before, status)) {
      const condition = progressing("True", "ReplicaSetUpdated", `${subject} is progressing.`);
      const since = current?.status === "True" ? current.lastTransitionTime : condition.lastTransitionTime;
      conditions = [...withoutCondition(conditions, "Progressing"), { ...condition, lastTransitionTime: since }];
    } else if (hasTimedOut(deployment, before, now)) {
      conditions = withCondition(
        conditions,
        progressing("False", "ProgressDeadlineExceeded", `${subject} has timed out progressing.`),
      );
    }
  }
  const failure = replicaFailure(all, newSet);
  conditions = failure
    ? withCondition(conditions, { ...failure, lastUpdateTime: failure.lastTransitionTime ?? undefined })
    : withoutCondition(conditions, "ReplicaFailure");
  return { ...status, conditions };
}

/** The newest ReplicaSet's failure to make Pods, else that of an older one. */
function replicaFailure(all: readonly ReplicaSet[], newSet: ReplicaSet | undefined): Condition | undefined {
  const ofNew = conditionOf(newSet?.status?.conditions, "ReplicaFailure");
  if (ofNew) return ofNew;
  for (const set of all) {
    const condition = conditionOf(set.status?.conditions, "ReplicaFailure");
    if (condition?.status === "True") return condition;
  }
  return undefined;
}

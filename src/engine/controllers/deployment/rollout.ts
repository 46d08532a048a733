import type { Deployment, ReplicaSet } from "../../api/apps.ts";
import type { Process } from "../../kernel/simulator.ts";
import { conditionOf, withCondition } from "../conditions.ts";
import { byCreation, nameOf } from "../objects.ts";
import { isFinished } from "../podState.ts";
import type { SyncResult } from "../workQueue.ts";
import { desiredReplicas, maxReplicas } from "./annotations.ts";
import {
  availableOf,
  isRollingUpdate,
  newSetReplicas,
  oldSetScalings,
  proportionalSizes,
  replicasOf,
  withReplicas,
} from "./arithmetic.ts";
import type { DeploymentPass, Step } from "./deploymentPass.ts";
import { syncRevision } from "./newReplicaSet.ts";
import { deploymentCondition, hasProgressDeadline, isComplete } from "./status.ts";

/** What a Deployment needs now. Models syncDeployment of pkg/controller/deployment (v1.34). */
export function* reconcile(pass: DeploymentPass): Process<SyncResult> {
  const { deployment } = pass;
  if (deployment.metadata.deletionTimestamp) return yield* pass.writeStatus(pass.plainStatus());
  const paused = yield* checkPaused(pass);
  if (paused !== "go on") return paused;
  const scaled = withReplicas(pass.all).some((set) => {
    const desired = desiredReplicas(set);
    return desired !== null && desired !== replicasOf(deployment);
  });
  if (pass.deployment.spec.paused || scaled) return yield* scaleOnly(pass);
  return isRollingUpdate(deployment) ? yield* rollingUpdate(pass) : yield* recreate(pass);
}

/** Pausing stops rollouts, not scaling. Models sync and scale of pkg/controller/deployment/sync.go. */
function* scaleOnly(pass: DeploymentPass): Process<SyncResult> {
  const synced = yield* syncRevision(pass, false);
  if (synced !== "go on") return synced;
  const { deployment, newSet, old } = pass;
  const wanted = replicasOf(deployment);
  const active = withReplicas(pass.all);
  const only =
    active.length === 1 ? active[0] : active.length === 0 ? (newSet ?? [...old].sort(byCreation).at(-1)) : undefined;
  if (only) {
    const refused = yield* pass.scale(only, wanted);
    if (refused) return refused;
  } else if (newSet && isSaturated(deployment, newSet)) {
    for (const set of withReplicas(old)) {
      const refused = yield* pass.scale(set, 0);
      if (refused) return refused;
    }
  } else if (isRollingUpdate(deployment) && active.length > 0) {
    for (const [name, size] of proportionalSizes(deployment, active, maxReplicas)) {
      const refused = yield* pass.scale(active.find((set) => nameOf(set) === name)!, size);
      if (refused) return refused;
    }
  }
  if (deployment.spec.paused) {
    const refused = yield* pass.cleanUp();
    if (refused) return refused;
  }
  return yield* pass.writeStatus(pass.plainStatus());
}

/** One step at a time: up if there is room, else down, else tidy up. Models rolloutRolling. */
function* rollingUpdate(pass: DeploymentPass): Process<SyncResult> {
  const synced = yield* syncRevision(pass, true);
  if (synced !== "go on") return synced;
  const { deployment, old } = pass;
  const newSet = pass.newSet!;
  const wanted = replicasOf(deployment);
  const current = replicasOf(newSet);
  const size = current > wanted ? wanted : newSetReplicas(deployment, pass.all, current);
  if (size !== current) {
    const refused = yield* pass.scale(newSet, size);
    return refused ?? (yield* pass.writeRolloutStatus());
  }
  const scalings = oldSetScalings(deployment, newSet, withReplicas(old));
  for (const [name, smaller] of scalings) {
    const refused = yield* pass.scale(pass.old.find((set) => nameOf(set) === name)!, smaller);
    if (refused) return refused;
  }
  if (scalings.length === 0 && isComplete(deployment, deployment.status ?? {})) {
    const refused = yield* pass.cleanUp();
    if (refused) return refused;
  }
  return yield* pass.writeRolloutStatus();
}

/** All old Pods go before the first new one comes. Models rolloutRecreate. */
function* recreate(pass: DeploymentPass): Process<SyncResult> {
  const known = yield* syncRevision(pass, false);
  if (known !== "go on") return known;
  const active = withReplicas(pass.old);
  for (const set of active) {
    const refused = yield* pass.scale(set, 0);
    if (refused) return refused;
  }
  if (active.length > 0) return yield* pass.writeRolloutStatus();
  const oldPods = pass.old.flatMap((set) => pass.around.podsOf(set)).filter((pod) => !isFinished(pod));
  if (oldPods.length > 0) {
    pass.record("waitForOldPods", { pods: oldPods.length });
    return yield* pass.writeRolloutStatus();
  }
  if (!pass.newSet) {
    const created = yield* syncRevision(pass, true);
    if (created !== "go on") return created;
  }
  const refused = yield* pass.scale(pass.newSet!, replicasOf(pass.deployment));
  if (refused) return refused;
  if (isComplete(pass.deployment, pass.deployment.status ?? {})) {
    const dirty = yield* pass.cleanUp();
    if (dirty) return dirty;
  }
  return yield* pass.writeRolloutStatus();
}

function* checkPaused(pass: DeploymentPass): Process<Step> {
  const { deployment } = pass;
  const progressing = conditionOf(deployment.status?.conditions, "Progressing");
  if (!hasProgressDeadline(deployment) || progressing?.reason === "ProgressDeadlineExceeded") return "go on";
  const known = progressing?.reason === "DeploymentPaused";
  if (!!deployment.spec.paused === known) return "go on";
  const now = pass.context.now();
  const condition = known
    ? deploymentCondition(now, "Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed")
    : deploymentCondition(now, "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused");
  const conditions = withCondition(deployment.status?.conditions, condition);
  return yield* pass.replaceStatus({ ...deployment, status: { ...deployment.status, conditions } });
}

function isSaturated(deployment: Deployment, set: ReplicaSet): boolean {
  const wanted = replicasOf(deployment);
  return replicasOf(set) === wanted && desiredReplicas(set) === wanted && availableOf(set) === wanted;
}

import type { Deployment, ReplicaSet } from "../../api/apps.ts";
import { objectHash } from "../../api/hash.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import type { Pod, PodTemplateSpec } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { claim, selectorOf } from "../claim.ts";
import { conditionOf, withCondition } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import {
  byCreation,
  controllerOf,
  controllerReference,
  isAlreadyExists,
  isControlledBy,
  isNamespaceTerminating,
  isNotFound,
  keyOf,
  nameOf,
  semanticEqual,
} from "../objects.ts";
import { isFinished } from "../podState.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import {
  desiredReplicas,
  maxReplicas,
  needsReplicasAnnotations,
  newSetAnnotations,
  replicasAnnotations,
  revisionAnnotation,
  revisionOf,
} from "./annotations.ts";
import {
  availableOf,
  isRollingUpdate,
  newSetReplicas,
  oldSetSizes,
  proportionalSizes,
  replicasOf,
  totalReplicas,
  withReplicas,
} from "./arithmetic.ts";
import {
  type DeploymentStatus,
  deploymentCondition,
  hasProgressDeadline,
  isComplete,
  rolloutStatusOf,
  statusOf,
  untilDeadline,
} from "./status.ts";

const hashLabel = "pod-template-hash";
/** A history limit of the largest int32 means that nothing is cleaned up. */
const noHistoryLimit = 2_147_483_647;

/**
 * The Deployment controller: one ReplicaSet for each template, and the way from the old ones to the new one.
 *
 * Models pkg/controller/deployment (v1.34).
 */
export const deploymentController: Controller = {
  name: "deployment-controller",
  kinds: ["Deployment"],
  start: (context) => new DeploymentController(context).start(),
};

class DeploymentController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private deployments!: Informer<Deployment>;
  private sets!: Informer<ReplicaSet>;
  private pods!: Informer<Pod>;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(deploymentController.name);
    this.queue = new WorkQueue(context, (key) => new DeploymentSync(context, this.client, key).run(this));
  }

  start(): void {
    const { informers } = this.context;
    this.deployments = informers.of<Deployment>("deployments", {
      added: (deployment) => this.queue.add(keyOf(deployment)),
      updated: (_before, deployment) => this.queue.add(keyOf(deployment)),
      deleted: (deployment) => this.queue.add(keyOf(deployment)),
    });
    this.sets = informers.of<ReplicaSet>("replicasets", {
      added: (set) => this.setChanged(set),
      updated: (before, set) => {
        if (controllerOf(before)?.uid !== controllerOf(set)?.uid) this.setChanged(before);
        this.setChanged(set);
      },
      deleted: (set) => this.setChanged(set),
    });
    this.pods = informers.of<Pod>("pods", { deleted: (pod) => this.podDeleted(pod) });
  }

  deployment(key: string): Deployment | undefined {
    return this.deployments.get(key);
  }

  setsIn(namespace: string | undefined): readonly ReplicaSet[] {
    return this.sets.list().filter(({ metadata }) => metadata.namespace === namespace);
  }

  podsOf(set: ReplicaSet): readonly Pod[] {
    return this.pods.list().filter((pod) => isControlledBy(pod, set));
  }

  /** Looks again when the rollout might have missed its deadline, without keeping a run alive for it. */
  lookAgain(key: string, delay: number): void {
    this.context.background(delay, () => this.queue.add(key));
  }

  private ownerOf(object: KubernetesObject): Deployment | undefined {
    const owner = controllerOf(object);
    if (owner?.kind !== "Deployment") return undefined;
    const deployment = this.deployments.get(`${object.metadata.namespace}/${owner.name}`);
    return deployment?.metadata.uid === owner.uid ? deployment : undefined;
  }

  private setChanged(set: ReplicaSet): void {
    const owner = this.ownerOf(set);
    if (owner) this.queue.add(keyOf(owner));
    else if (!controllerOf(set)) {
      for (const deployment of this.deployments.list()) {
        if (deployment.metadata.namespace === set.metadata.namespace && selectorOf(deployment.spec.selector)(set)) {
          this.queue.add(keyOf(deployment));
        }
      }
    }
  }

  /** Recreate waits for the last old Pod to be gone. */
  private podDeleted(pod: Pod): void {
    const owner = controllerOf(pod);
    const set = owner && this.sets.get(`${pod.metadata.namespace}/${owner.name}`);
    const deployment = set && this.ownerOf(set);
    if (!deployment || isRollingUpdate(deployment)) return;
    const left = this.setsIn(deployment.metadata.namespace)
      .filter((other) => isControlledBy(other, deployment))
      .some((other) => this.podsOf(other).length > 0);
    if (!left) this.queue.add(keyOf(deployment));
  }
}

/** A pass that ends early: with null because something was written, or with a refusal. */
type Step = SyncResult | "go on";

/** One pass over one Deployment. */
class DeploymentSync {
  private deployment!: Deployment;
  private lister!: DeploymentController;
  private newSet: ReplicaSet | undefined;
  private old: ReplicaSet[] = [];
  private recorded = false;

  constructor(
    private readonly context: ControllerContext,
    private readonly client: Client,
    private readonly key: string,
  ) {}

  *run(lister: DeploymentController): Process<SyncResult> {
    this.lister = lister;
    const deployment = lister.deployment(this.key);
    if (!deployment) return null;
    this.deployment = deployment;
    const candidates = lister.setsIn(deployment.metadata.namespace);
    const claimed = yield* claim(this.client, "replicasets", deployment, deployment.spec.selector, candidates);
    if (claimed.refused) return claimed.refused;
    const sets = [...claimed.objects].sort(byCreation);
    const template = deployment.spec.template;
    const newSet = sets.find((set) => set.spec.template && sameTemplate(set.spec.template, template));
    this.newSet = newSet;
    this.old = sets.filter((set) => set !== newSet);
    const result = yield* this.reconcile();
    if (!this.recorded) this.record("none");
    return result;
  }

  private get all(): ReplicaSet[] {
    return this.newSet ? [...this.old, this.newSet] : this.old;
  }

  private *reconcile(): Process<SyncResult> {
    const { deployment } = this;
    if (deployment.metadata.deletionTimestamp) return yield* this.writeStatus(this.plainStatus());
    const paused = yield* this.checkPaused();
    if (paused !== "go on") return paused;
    const scaled = withReplicas(this.all).some((set) => {
      const desired = desiredReplicas(set);
      return desired !== null && desired !== replicasOf(deployment);
    });
    if (this.deployment.spec.paused || scaled) return yield* this.scaleOnly();
    return isRollingUpdate(deployment) ? yield* this.rollingUpdate() : yield* this.recreate();
  }

  /** Pausing stops rollouts, not scaling. Models sync and scale of pkg/controller/deployment/sync.go. */
  private *scaleOnly(): Process<SyncResult> {
    const synced = yield* this.syncRevision(false);
    if (synced !== "go on") return synced;
    const { deployment, newSet, old } = this;
    const wanted = replicasOf(deployment);
    const active = withReplicas(this.all);
    const only =
      active.length === 1 ? active[0] : active.length === 0 ? (newSet ?? [...old].sort(byCreation).at(-1)) : undefined;
    if (only) {
      const refused = yield* this.scale(only, wanted);
      if (refused) return refused;
    } else if (newSet && isSaturated(deployment, newSet)) {
      for (const set of withReplicas(old)) {
        const refused = yield* this.scale(set, 0);
        if (refused) return refused;
      }
    } else if (isRollingUpdate(deployment) && active.length > 0) {
      const sizes = proportionalSizes(deployment, active, maxReplicas);
      for (const set of active) {
        const refused = yield* this.scale(set, sizes.get(nameOf(set))!);
        if (refused) return refused;
      }
    }
    if (deployment.spec.paused) {
      const refused = yield* this.cleanUp();
      if (refused) return refused;
    }
    return yield* this.writeStatus(this.plainStatus());
  }

  /** One step at a time: up if there is room, else down, else tidy up. Models rolloutRolling. */
  private *rollingUpdate(): Process<SyncResult> {
    const synced = yield* this.syncRevision(true);
    if (synced !== "go on") return synced;
    const { deployment, old } = this;
    const newSet = this.newSet!;
    const wanted = replicasOf(deployment);
    const current = replicasOf(newSet);
    const size = current > wanted ? wanted : newSetReplicas(deployment, this.all, current);
    if (size !== current) {
      const refused = yield* this.scale(newSet, size);
      return refused ?? (yield* this.writeRolloutStatus());
    }
    const sizes = oldSetSizes(deployment, newSet, withReplicas(old));
    let scaledDown = false;
    for (const set of withReplicas(old).sort(byCreation)) {
      const smaller = sizes.get(nameOf(set))!;
      if (smaller === replicasOf(set)) continue;
      scaledDown = true;
      const refused = yield* this.scale(set, smaller);
      if (refused) return refused;
    }
    if (!scaledDown && isComplete(deployment, deployment.status ?? {})) {
      const refused = yield* this.cleanUp();
      if (refused) return refused;
    }
    return yield* this.writeRolloutStatus();
  }

  /** All old Pods go before the first new one comes. Models rolloutRecreate. */
  private *recreate(): Process<SyncResult> {
    const known = yield* this.syncRevision(false);
    if (known !== "go on") return known;
    const active = withReplicas(this.old);
    for (const set of active) {
      const refused = yield* this.scale(set, 0);
      if (refused) return refused;
    }
    if (active.length > 0) return yield* this.writeRolloutStatus();
    const oldPods = this.old.flatMap((set) => this.lister.podsOf(set)).filter((pod) => !isFinished(pod));
    if (oldPods.length > 0) {
      this.record("waitForOldPods", { pods: oldPods.length });
      return yield* this.writeRolloutStatus();
    }
    if (!this.newSet) {
      const created = yield* this.syncRevision(true);
      if (created !== "go on") return created;
    }
    const refused = yield* this.scale(this.newSet!, replicasOf(this.deployment));
    if (refused) return refused;
    if (isComplete(this.deployment, this.deployment.status ?? {})) {
      const dirty = yield* this.cleanUp();
      if (dirty) return dirty;
    }
    return yield* this.writeRolloutStatus();
  }

  /** Gives the new ReplicaSet its revision, making it when asked to. Models getNewReplicaSet. */
  private *syncRevision(create: boolean): Process<Step> {
    const revision = Math.max(0, ...this.old.map(revisionOf)) + 1;
    if (!this.newSet) return create ? yield* this.createSet(revision) : "go on";
    const annotations = newSetAnnotations(this.deployment, this.newSet.metadata.annotations, revision);
    const minReadySeconds = this.deployment.spec.minReadySeconds;
    const set = this.newSet;
    if (
      !semanticEqual(annotations, set.metadata.annotations) ||
      (set.spec.minReadySeconds ?? 0) !== (minReadySeconds ?? 0)
    ) {
      this.record("annotateReplicaSet", { name: nameOf(set), revision });
      const updated = yield* this.client.update<ReplicaSet>({
        ...set,
        metadata: { ...set.metadata, annotations },
        spec: { ...set.spec, minReadySeconds },
      });
      if (!updated.ok) return updated.status;
      this.newSet = updated.object;
    }
    return yield* this.publishRevision(
      annotations[revisionAnnotation]!,
      "FoundNewReplicaSet",
      `Found new replica set "${nameOf(set)}"`,
      conditionOf(this.deployment.status?.conditions, "Progressing") === undefined,
    );
  }

  /** Writes the revision, and how the rollout starts, to the Deployment. */
  private *publishRevision(revision: string, reason: string, message: string, tell: boolean): Process<Step> {
    const { deployment } = this;
    const changed = deployment.metadata.annotations?.[revisionAnnotation] !== revision;
    const tells = tell && hasProgressDeadline(deployment);
    if (!changed && !tells) return "go on";
    const condition = deploymentCondition(this.context.now(), "Progressing", "True", reason, message);
    const conditions = tells ? withCondition(deployment.status?.conditions, condition) : deployment.status?.conditions;
    const annotations = { ...deployment.metadata.annotations, [revisionAnnotation]: revision };
    return yield* this.replaceStatus({
      ...deployment,
      metadata: { ...deployment.metadata, annotations },
      status: { ...deployment.status, conditions },
    });
  }

  private *createSet(revision: number): Process<Step> {
    const { deployment, client } = this;
    const { template, selector } = deployment.spec;
    const hash = objectHash(template, deployment.status?.collisionCount);
    const labels = { ...template.metadata?.labels, [hashLabel]: hash };
    const name = `${nameOf(deployment)}-${hash}`;
    const replicas = newSetReplicas(deployment, this.old, 0);
    const annotations = { ...newSetAnnotations(deployment, undefined, revision), ...replicasAnnotations(deployment) };
    this.record("createReplicaSet", { name, replicas, revision });
    const created = yield* client.create<ReplicaSet>({
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      metadata: {
        name,
        namespace: deployment.metadata.namespace,
        labels,
        annotations,
        ownerReferences: [controllerReference(deployment)],
      },
      spec: {
        replicas,
        ...(deployment.spec.minReadySeconds && { minReadySeconds: deployment.spec.minReadySeconds }),
        selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
        template: { ...template, metadata: { ...template.metadata, labels } },
      },
    });
    if (!created.ok) {
      if (isAlreadyExists(created.status)) return yield* this.adoptOrAvoid(name, revision, created.status);
      return isNamespaceTerminating(created.status) ? null : yield* this.creationFailed(name, created.status);
    }
    this.newSet = created.object;
    if (replicas > 0) this.scalingEvent("up", name, 0, replicas);
    return yield* this.publishRevision(
      String(revision),
      "NewReplicaSetCreated",
      `Created new replica set "${name}"`,
      true,
    );
  }

  /** The name is taken: by our own set that the watch has not shown yet, or by a stranger with the same hash. */
  private *adoptOrAvoid(name: string, revision: number, status: Status): Process<Step> {
    const { deployment } = this;
    const found = yield* this.client.get<ReplicaSet>("replicasets", deployment.metadata.namespace, name);
    if (!found.ok) return found.status;
    const template = found.object.spec.template;
    if (isControlledBy(found.object, deployment) && template && sameTemplate(template, deployment.spec.template)) {
      this.newSet = found.object;
      return yield* this.publishRevision(String(revision), "", "", false);
    }
    const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
    const refused = yield* this.replaceStatus({ ...deployment, status: { ...deployment.status, collisionCount } });
    return refused === "go on" ? status : refused;
  }

  private *creationFailed(name: string, status: Status): Process<Step> {
    const { deployment } = this;
    const message = `Failed to create new replica set "${name}": ${status.message}`;
    if (hasProgressDeadline(deployment)) {
      const condition = deploymentCondition(
        this.context.now(),
        "Progressing",
        "False",
        "ReplicaSetCreateError",
        message,
      );
      const conditions = withCondition(deployment.status?.conditions, condition);
      yield* this.replaceStatus({ ...deployment, status: { ...deployment.status, conditions } });
    }
    this.client.event(deployment, "Warning", "ReplicaSetCreateError", message);
    return status;
  }

  /** Resizes a ReplicaSet, and notes on it what the Deployment wants in all. Null when nothing had to be done. */
  private *scale(set: ReplicaSet, size: number): Process<SyncResult> {
    const { deployment } = this;
    const before = replicasOf(set);
    if (before === size && !needsReplicasAnnotations(set, deployment)) return null;
    const direction = size > before ? "up" : "down";
    if (before !== size)
      this.record(direction === "up" ? "scaleUp" : "scaleDown", { name: nameOf(set), from: before, to: size });
    const updated = yield* this.client.update<ReplicaSet>({
      ...set,
      metadata: { ...set.metadata, annotations: { ...set.metadata.annotations, ...replicasAnnotations(deployment) } },
      spec: { ...set.spec, replicas: size },
    });
    if (!updated.ok) return updated.status;
    if (this.newSet === set) this.newSet = updated.object;
    else this.old = this.old.map((other) => (other === set ? updated.object : other));
    if (before !== size) this.scalingEvent(direction, nameOf(set), before, size);
    return null;
  }

  private scalingEvent(direction: "up" | "down", name: string, from: number, to: number): void {
    const message = `Scaled ${direction} replica set ${name} from ${from} to ${to}`;
    this.client.event(this.deployment, "Normal", "ScalingReplicaSet", message);
  }

  /** Removes the oldest empty ReplicaSets beyond the history that is kept. Models cleanupDeployment. */
  private *cleanUp(): Process<SyncResult> {
    const limit = this.deployment.spec.revisionHistoryLimit ?? 10;
    if (limit === noHistoryLimit) return null;
    const cleanable = this.old.filter(({ metadata }) => !metadata.deletionTimestamp);
    const surplus = cleanable.length - limit;
    if (surplus <= 0) return null;
    cleanable.sort((a, b) => revisionOf(a) - revisionOf(b) || byCreation(a, b));
    for (const set of cleanable.slice(0, surplus)) {
      const busy = replicasOf(set) !== 0 || (set.status?.replicas ?? 0) !== 0;
      if (busy || (set.metadata.generation ?? 0) > (set.status?.observedGeneration ?? 0)) continue;
      this.record("deleteOldReplicaSet", { name: nameOf(set) });
      const deleted = yield* this.client.delete("replicasets", set.metadata.namespace, nameOf(set));
      if (!deleted.ok && !isNotFound(deleted.status)) return deleted.status;
    }
    return null;
  }

  private *checkPaused(): Process<Step> {
    const { deployment } = this;
    const progressing = conditionOf(deployment.status?.conditions, "Progressing");
    if (!hasProgressDeadline(deployment) || progressing?.reason === "ProgressDeadlineExceeded") return "go on";
    const known = progressing?.reason === "DeploymentPaused";
    if (!!deployment.spec.paused === known) return "go on";
    const now = this.context.now();
    const condition = known
      ? deploymentCondition(now, "Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed")
      : deploymentCondition(now, "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused");
    const conditions = withCondition(deployment.status?.conditions, condition);
    return yield* this.replaceStatus({ ...deployment, status: { ...deployment.status, conditions } });
  }

  private plainStatus(): DeploymentStatus {
    return statusOf(this.deployment, this.all, this.newSet, this.context.now());
  }

  private *writeRolloutStatus(): Process<SyncResult> {
    const now = this.context.now();
    const status = rolloutStatusOf(this.deployment, this.all, this.newSet, now);
    const left = untilDeadline(this.deployment, status, now);
    if (left !== null) this.lister.lookAgain(this.key, Math.max(left, 0) + 1000);
    return yield* this.writeStatus(status);
  }

  private *writeStatus(status: DeploymentStatus): Process<SyncResult> {
    if (semanticEqual(this.deployment.status, status)) return null;
    if (!this.recorded) this.record("updateStatus");
    const written = yield* this.replaceStatus({ ...this.deployment, status });
    return written === "go on" ? null : written;
  }

  private *replaceStatus(deployment: Deployment): Process<Step> {
    const updated = yield* this.client.updateStatus<Deployment>(deployment);
    if (!updated.ok) return isNotFound(updated.status) ? null : updated.status;
    this.deployment = updated.object;
    return "go on";
  }

  private record(decision: string, params?: { readonly [name: string]: string | number }): void {
    this.recorded = true;
    this.context.record(deploymentController.name, {
      type: "Reconcile",
      controller: deploymentController.name,
      kind: "Deployment",
      key: this.key,
      want: replicasOf(this.deployment),
      have: totalReplicas(this.all),
      decision,
      ...(params && { params }),
    });
  }
}

function isSaturated(deployment: Deployment, set: ReplicaSet): boolean {
  const wanted = replicasOf(deployment);
  return replicasOf(set) === wanted && desiredReplicas(set) === wanted && availableOf(set) === wanted;
}

/** Whether two templates are the same but for the hash label. */
function sameTemplate(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  return semanticEqual(withoutHash(a), withoutHash(b));
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const labels = { ...template.metadata?.labels };
  delete labels[hashLabel];
  return { ...template, metadata: { ...template.metadata, labels } };
}

import type { Deployment, ReplicaSet } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { ControllerContext } from "../context.ts";
import { byCreation, isNotFound, keyOf, nameOf, semanticEqual } from "../objects.ts";
import type { SyncResult } from "../workQueue.ts";
import { needsReplicasAnnotations, replicasAnnotations, revisionOf } from "./annotations.ts";
import { replicasOf, totalReplicas } from "./arithmetic.ts";
import { type DeploymentStatus, rolloutStatusOf, statusOf, untilDeadline } from "./status.ts";
import { sameTemplate } from "./template.ts";

const controller = "deployment-controller";
/** A history limit of the largest int32 means that nothing is cleaned up. */
const noHistoryLimit = 2_147_483_647;

/** A pass that ends early: with null because something was written, or with a refusal. */
export type Step = SyncResult | "go on";

/** What a pass asks of the controller around it. */
interface Surroundings {
  podsOf(set: ReplicaSet): readonly Pod[];
  lookAgain(key: string, delay: number): void;
}

/** One pass over one Deployment: its ReplicaSets as they are known, and what can be written. */
export class DeploymentPass {
  newSet: ReplicaSet | undefined;
  old: ReplicaSet[];
  private readonly key: string;
  private recorded = false;

  constructor(
    readonly context: ControllerContext,
    readonly client: Client,
    readonly around: Surroundings,
    public deployment: Deployment,
    claimed: readonly ReplicaSet[],
  ) {
    this.key = keyOf(deployment);
    const sets = [...claimed].sort(byCreation);
    this.newSet = sets.find(({ spec }) => spec.template && sameTemplate(spec.template, deployment.spec.template));
    this.old = sets.filter((set) => set !== this.newSet);
  }

  get all(): ReplicaSet[] {
    return this.newSet ? [...this.old, this.newSet] : this.old;
  }

  /** Resizes a ReplicaSet, and notes on it what the Deployment wants in all. Null when nothing had to be done. */
  *scale(set: ReplicaSet, size: number): Process<SyncResult> {
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

  scalingEvent(direction: "up" | "down", name: string, from: number, to: number): void {
    const message = `Scaled ${direction} replica set ${name} from ${from} to ${to}`;
    this.client.event(this.deployment, "Normal", "ScalingReplicaSet", message);
  }

  /** Removes the oldest empty ReplicaSets beyond the history that is kept. Models cleanupDeployment. */
  *cleanUp(): Process<SyncResult> {
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

  plainStatus(): DeploymentStatus {
    return statusOf(this.deployment, this.all, this.newSet, this.context.now());
  }

  *writeRolloutStatus(): Process<SyncResult> {
    const now = this.context.now();
    const status = rolloutStatusOf(this.deployment, this.all, this.newSet, now);
    const left = untilDeadline(this.deployment, status, now);
    if (left !== null) this.around.lookAgain(this.key, Math.max(left, 0) + 1000);
    return yield* this.writeStatus(status);
  }

  *writeStatus(status: DeploymentStatus): Process<SyncResult> {
    if (semanticEqual(this.deployment.status, status)) return null;
    if (!this.recorded) this.record("updateStatus");
    const written = yield* this.replaceStatus({ ...this.deployment, status });
    return written === "go on" ? null : written;
  }

  *replaceStatus(deployment: Deployment): Process<Step> {
    const updated = yield* this.client.updateStatus<Deployment>(deployment);
    if (!updated.ok) return isNotFound(updated.status) ? null : updated.status;
    this.deployment = updated.object;
    return "go on";
  }

  record(decision: string, params?: { readonly [name: string]: string | number }): void {
    this.recorded = true;
    this.context.record(controller, {
      type: "Reconcile",
      controller: controller,
      kind: "Deployment",
      key: this.key,
      want: replicasOf(this.deployment),
      have: totalReplicas(this.all),
      decision,
      ...(params && { params }),
    });
  }

  /** Says that the pass had nothing to do, if it has said nothing else. */
  tellIdle(): void {
    if (!this.recorded) this.record("none");
  }
}

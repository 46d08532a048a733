import type { ReplicaSet } from "../../api/apps.ts";
import type { Status } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { claim, selectorOf } from "../claim.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { Expectations } from "../expectations.ts";
import { controllerOf, isNamespaceTerminating, isNotFound, keyOf, nameOf, semanticEqual } from "../objects.ts";
import { parallel } from "../parallel.ts";
import { isActive, untilAvailable } from "../podState.ts";
import { podFromTemplate } from "../podTemplate.ts";
import { slowStart } from "../slowStart.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { podsToDelete } from "./deletionOrder.ts";
import { PodsByOwner } from "./podsByOwner.ts";
import { type ManageFailure, statusOf } from "./status.ts";

/** The most Pods that one pass makes or removes (BurstReplicas). */
const burst = 500;

/**
 * The ReplicaSet controller keeps as many Pods as asked for, of one template.
 *
 * Models pkg/controller/replicaset (v1.34).
 */
export const replicaSetController: Controller = {
  name: "replicaset-controller",
  kinds: ["ReplicaSet"],
  start: (context) => new ReplicaSetController(context).start(),
};

class ReplicaSetController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private readonly expectations: Expectations;
  private sets!: Informer<ReplicaSet>;
  private pods!: Informer<Pod>;
  private readonly byOwner = new PodsByOwner();

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(replicaSetController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key));
    this.expectations = new Expectations(context);
  }

  start(): void {
    const { informers } = this.context;
    this.sets = informers.of<ReplicaSet>("replicasets", {
      added: (set) => this.queue.add(keyOf(set)),
      updated: (_before, set) => this.queue.add(keyOf(set)),
      deleted: (set) => {
        this.expectations.forget(keyOf(set));
        this.queue.add(keyOf(set));
      },
    });
    this.pods = informers.of<Pod>("pods", {
      added: (pod) => {
        this.byOwner.set(pod);
        this.podAdded(pod);
      },
      updated: (before, pod) => {
        this.byOwner.set(pod, before);
        this.podUpdated(before, pod);
      },
      deleted: (pod) => {
        this.byOwner.delete(pod);
        this.podDeleted(pod);
      },
    });
  }

  private setOf(pod: Pod): ReplicaSet | undefined {
    const owner = controllerOf(pod);
    if (owner?.kind !== "ReplicaSet") return undefined;
    const set = this.sets.get(`${pod.metadata.namespace}/${owner.name}`);
    return set?.metadata.uid === owner.uid ? set : undefined;
  }

  private podAdded(pod: Pod): void {
    if (pod.metadata.deletionTimestamp) {
      this.podDeleted(pod);
      return;
    }
    const set = this.setOf(pod);
    if (set) {
      this.expectations.creationObserved(keyOf(set));
      this.queue.add(keyOf(set));
    } else if (!controllerOf(pod)) this.enqueueMatching(pod);
  }

  private podUpdated(before: Pod, pod: Pod): void {
    if (pod.metadata.deletionTimestamp) {
      this.podDeleted(pod);
      return;
    }
    const set = this.setOf(pod);
    const formerSet = this.setOf(before);
    if (formerSet && formerSet !== set) this.queue.add(keyOf(formerSet));
    if (set) {
      this.queue.add(keyOf(set));
      const wait = untilAvailable(pod, set.spec.minReadySeconds ?? 0, this.context.now());
      if (wait !== null) this.queue.addAfter(keyOf(set), wait + 1000);
    } else if (!controllerOf(pod)) this.enqueueMatching(pod);
  }

  private podDeleted(pod: Pod): void {
    const set = this.setOf(pod);
    if (!set) return;
    this.expectations.deletionObserved(keyOf(set), pod.metadata.uid ?? "");
    this.queue.add(keyOf(set));
  }

  private enqueueMatching(pod: Pod): void {
    for (const set of this.sets.list()) {
      if (set.metadata.namespace === pod.metadata.namespace && selectorOf(set.spec.selector)(pod)) {
        this.queue.add(keyOf(set));
      }
    }
  }

  private *sync(key: string): Process<SyncResult> {
    const set = this.sets.get(key);
    if (!set) {
      this.expectations.forget(key);
      return null;
    }
    const mayManage = this.expectations.satisfied(key);
    const candidates = this.byOwner.candidates(set.metadata.uid ?? "").filter(isActive);
    const claimed = yield* claim(this.client, "pods", set, set.spec.selector, candidates);
    if (claimed.refused) return claimed.refused;
    const pods = claimed.objects;
    let failure: ManageFailure | null = null;
    if (mayManage && !set.metadata.deletionTimestamp) failure = yield* this.manage(set, pods);
    else this.record(set, pods.length, "none");
    const refused = yield* this.updateStatus(set, statusOf(set, pods, failure, this.context.now()));
    return failure?.status ?? refused;
  }

  private record(set: ReplicaSet, have: number, decision: string, count?: number): void {
    this.context.record(replicaSetController.name, {
      type: "Reconcile",
      controller: replicaSetController.name,
      kind: "ReplicaSet",
      key: keyOf(set),
      want: set.spec.replicas ?? 1,
      have,
      decision,
      ...(count !== undefined && { params: { count } }),
    });
  }

  /** Makes or removes Pods until there are as many as wanted. Models manageReplicas. */
  private *manage(set: ReplicaSet, pods: readonly Pod[]): Process<ManageFailure | null> {
    const difference = pods.length - (set.spec.replicas ?? 1);
    const count = Math.min(Math.abs(difference), burst);
    if (difference < 0) {
      this.record(set, pods.length, "createPods", count);
      const status = yield* this.createPods(set, count);
      return status && { status, while: "creating" };
    }
    if (difference > 0) {
      this.record(set, pods.length, "deletePods", count);
      const status = yield* this.deletePods(set, pods, count);
      return status && { status, while: "deleting" };
    }
    this.record(set, pods.length, "none");
    return null;
  }

  private *createPods(set: ReplicaSet, count: number): Process<Status | null> {
    const key = keyOf(set);
    this.expectations.expectCreations(key, count);
    const answers = yield* slowStart(this.context, count, () => this.createPod(set));
    const refusals = answers.filter((status) => status !== null);
    this.expectations.creationObserved(key, refusals.length + count - answers.length);
    return refusals.find((status) => !isNamespaceTerminating(status)) ?? null;
  }

  private *createPod(set: ReplicaSet): Process<Status | null> {
    if (!set.spec.template) return null;
    const created = yield* this.client.create<Pod>(podFromTemplate(set.spec.template, set));
    if (created.ok) {
      this.client.event(set, "Normal", "SuccessfulCreate", `Created pod: ${nameOf(created.object)}`);
      return null;
    }
    if (!isNamespaceTerminating(created.status)) {
      this.client.event(set, "Warning", "FailedCreate", `Error creating: ${created.status.message}`);
    }
    return created.status;
  }

  private *deletePods(set: ReplicaSet, pods: readonly Pod[], count: number): Process<Status | null> {
    const key = keyOf(set);
    const doomed = podsToDelete(pods, this.relatedPods(set), count, this.context.now());
    this.expectations.expectDeletions(
      key,
      doomed.map(({ metadata }) => metadata.uid ?? ""),
    );
    const results = yield* parallel(
      this.context,
      doomed.map((pod) => this.deletePod(set, pod)),
    );
    return results.find((status) => status !== null) ?? null;
  }

  private *deletePod(set: ReplicaSet, pod: Pod): Process<Status | null> {
    const deleted = yield* this.client.delete("pods", pod.metadata.namespace, nameOf(pod));
    if (deleted.ok) {
      this.client.event(set, "Normal", "SuccessfulDelete", `Deleted pod: ${nameOf(pod)}`);
      return null;
    }
    this.expectations.deletionObserved(keyOf(set), pod.metadata.uid ?? "");
    if (isNotFound(deleted.status)) return null;
    this.client.event(set, "Warning", "FailedDelete", `Error deleting: ${deleted.status.message}`);
    return deleted.status;
  }

  /** Active Pods of all sets with the same owner (getIndirectlyRelatedPods). */
  private relatedPods(set: ReplicaSet): readonly Pod[] {
    const owner = controllerOf(set);
    const family = owner ? this.sets.list().filter((other) => controllerOf(other)?.uid === owner.uid) : [set];
    const uids = new Set(family.map(({ metadata }) => metadata.uid));
    return this.pods.list().filter((pod) => isActive(pod) && uids.has(controllerOf(pod)?.uid));
  }

  private *updateStatus(set: ReplicaSet, status: NonNullable<ReplicaSet["status"]>): Process<SyncResult> {
    if (semanticEqual(set.status, status)) return null;
    const updated = yield* this.client.updateStatus<ReplicaSet>({ ...set, status });
    if (updated.ok || isNotFound(updated.status)) return null;
    const fresh = yield* this.client.get<ReplicaSet>("replicasets", set.metadata.namespace, nameOf(set));
    if (!fresh.ok) return isNotFound(fresh.status) ? null : fresh.status;
    const again = yield* this.client.updateStatus<ReplicaSet>({ ...fresh.object, status });
    return again.ok ? null : again.status;
  }
}

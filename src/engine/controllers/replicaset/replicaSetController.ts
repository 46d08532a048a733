import type { Status } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { claim } from "../claim.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { Expectations } from "../expectations.ts";
import { labelSelectorOf } from "../labelSelector.ts";
import { controllerOf, isNamespaceTerminating, isNotFound, keyOf, nameOf, semanticEqual } from "../objects.ts";
import { parallel } from "../parallel.ts";
import { PodEvents } from "../podEvents.ts";
import { isActive } from "../podState.ts";
import { podFromTemplate } from "../podTemplate.ts";
import { slowStart } from "../slowStart.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { podsToDelete } from "./deletionOrder.ts";
import { PodsByOwner } from "./podsByOwner.ts";
import { type ManageFailure, type Replicated, statusOf } from "./status.ts";

/** The most Pods that one pass makes or removes (BurstReplicas). */
const burst = 500;

/** Who keeps the Pods of which kind. */
interface Role {
  readonly name: string;
  readonly kind: Replicated["kind"];
  readonly resource: string;
}

/**
 * The ReplicaSet controller keeps as many Pods as asked for, of one template.
 *
 * Models pkg/controller/replicaset (v1.34).
 */
export const replicaSetController = controllerFor({
  name: "replicaset-controller",
  kind: "ReplicaSet",
  resource: "replicasets",
});

/** The same for the kind that came before. Models pkg/controller/replication (v1.34), which converts and does the same. */
export const replicationController = controllerFor({
  name: "replication-controller",
  kind: "ReplicationController",
  resource: "replicationcontrollers",
});

function controllerFor(role: Role): Controller {
  return {
    name: role.name,
    kinds: [role.kind],
    start: (context) => new ReplicaSetController(context, role).start(),
  };
}

class ReplicaSetController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private readonly expectations: Expectations;
  private sets!: Informer<Replicated>;
  private pods!: Informer<Pod>;
  /** Made when the first set asks for it. */
  private byOwner: PodsByOwner | undefined;

  constructor(
    private readonly context: ControllerContext,
    private readonly role: Role,
  ) {
    this.client = context.client(role.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key));
    this.expectations = new Expectations(context);
  }

  start(): void {
    const { informers } = this.context;
    this.sets = informers.of<Replicated>(this.role.resource, {
      added: (set) => this.queue.add(keyOf(set)),
      updated: (_before, set) => this.queue.add(keyOf(set)),
      deleted: (set) => {
        this.expectations.forget(keyOf(set));
        this.queue.add(keyOf(set));
      },
    });
    const { context, sets, queue, expectations } = this;
    const { kind } = this.role;
    const podEvents = new PodEvents({ context, kind, sets, queue, expectations, selectorOf: labelSelectorOf });
    this.pods = informers.of<Pod>("pods", {
      added: (pod) => {
        this.byOwner?.set(pod);
        podEvents.added(pod);
      },
      updated: (before, pod) => {
        this.byOwner?.set(pod, before);
        podEvents.updated(before, pod);
      },
      deleted: (pod) => {
        this.byOwner?.delete(pod);
        podEvents.deleted(pod);
      },
    });
  }

  private owned(): PodsByOwner {
    if (!this.byOwner) {
      this.byOwner = new PodsByOwner();
      for (const pod of this.pods.list()) this.byOwner.set(pod);
    }
    return this.byOwner;
  }

  private *sync(key: string): Process<SyncResult> {
    const set = this.sets.get(key);
    if (!set) {
      this.expectations.forget(key);
      return null;
    }
    const mayManage = this.expectations.satisfied(key);
    const candidates = this.owned()
      .candidates(set.metadata.uid ?? "")
      .filter(isActive);
    const claimed = yield* claim(this.client, "pods", set, labelSelectorOf(set), candidates);
    if (claimed.refused) return claimed.refused;
    const pods = claimed.objects;
    let failure: ManageFailure | null = null;
    if (mayManage && !set.metadata.deletionTimestamp) failure = yield* this.manage(set, pods);
    else this.record(set, pods.length, "none");
    const refused = yield* this.updateStatus(set, statusOf(set, pods, failure, this.context.now()));
    return failure?.status ?? refused;
  }

  private record(set: Replicated, have: number, decision: string, count?: number): void {
    this.context.record(this.role.name, {
      type: "Reconcile",
      controller: this.role.name,
      kind: this.role.kind,
      key: keyOf(set),
      want: set.spec.replicas ?? 1,
      have,
      decision,
      ...(count !== undefined && { params: { count } }),
    });
  }

  /** Makes or removes Pods until there are as many as wanted. Models manageReplicas. */
  private *manage(set: Replicated, pods: readonly Pod[]): Process<ManageFailure | null> {
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

  private *createPods(set: Replicated, count: number): Process<Status | null> {
    const key = keyOf(set);
    this.expectations.expectCreations(key, count);
    const answers = yield* slowStart(this.context, count, () => this.createPod(set));
    const refusals = answers.filter((status) => status !== null);
    this.expectations.creationObserved(key, refusals.length + count - answers.length);
    return refusals.find((status) => !isNamespaceTerminating(status)) ?? null;
  }

  private *createPod(set: Replicated): Process<Status | null> {
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

  private *deletePods(set: Replicated, pods: readonly Pod[], count: number): Process<Status | null> {
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

  private *deletePod(set: Replicated, pod: Pod): Process<Status | null> {
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
  private relatedPods(set: Replicated): readonly Pod[] {
    const owner = controllerOf(set);
    const family = owner ? this.sets.list().filter((other) => controllerOf(other)?.uid === owner.uid) : [set];
    const uids = new Set(family.map(({ metadata }) => metadata.uid));
    return this.pods.list().filter((pod) => isActive(pod) && uids.has(controllerOf(pod)?.uid));
  }

  private *updateStatus(set: Replicated, status: NonNullable<Replicated["status"]>): Process<SyncResult> {
    if (semanticEqual(set.status, status)) return null;
    const updated = yield* this.client.updateStatus<Replicated>({ ...set, status });
    if (updated.ok || isNotFound(updated.status)) return null;
    const fresh = yield* this.client.get<Replicated>(this.role.resource, set.metadata.namespace, nameOf(set));
    if (!fresh.ok) return isNotFound(fresh.status) ? null : fresh.status;
    const again = yield* this.client.updateStatus<Replicated>({ ...fresh.object, status });
    return again.ok ? null : again.status;
  }
}

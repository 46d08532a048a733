import type { DaemonSet } from "../../api/apps.ts";
import type { Node } from "../../api/core.ts";
import { objectHash } from "../../api/hash.ts";
import type { Status } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { BackOff } from "../../client/backOff.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { VirtualMillis } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { claim } from "../claim.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { Expectations } from "../expectations.ts";
import { type ControllerRevision, currentRevision, removeRevisions } from "../history/controllerRevision.ts";
import {
  byCreation,
  isControlledBy,
  isNamespaceTerminating,
  isNotFound,
  keyOf,
  nameOf,
  omitZero,
  semanticEqual,
} from "../objects.ts";
import { parallel } from "../parallel.ts";
import { PodEvents } from "../podEvents.ts";
import { isAvailable, isFinished, isReady } from "../podState.ts";
import { slowStart } from "../slowStart.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { eligibility, hashLabel, newDaemonPod, targetNode } from "./daemonPod.ts";
import { allowsSurge, rollingStep } from "./rollingUpdate.ts";

/**
 * The DaemonSet controller keeps one Pod on every node that qualifies.
 *
 * Models pkg/controller/daemon (v1.34).
 */
export const daemonSetController: Controller = {
  name: "daemonset-controller",
  kinds: ["DaemonSet"],
  start: (context) => new DaemonSetController(context).start(),
};

/** Between the ends of failed Pods on a node; virtual milliseconds. */
const firstDelay: VirtualMillis = 1000;
const longestDelay: VirtualMillis = 900_000;

/** What a pass is going to do. */
interface Plan {
  readonly create: string[];
  readonly remove: Pod[];
  /** Pods that have failed or succeeded, which a daemon's should not. */
  readonly ended: Pod[];
}

class DaemonSetController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private readonly expectations: Expectations;
  private readonly failures = new BackOff(firstDelay, longestDelay);
  private sets!: Informer<DaemonSet>;
  private pods!: Informer<Pod>;
  private nodes!: Informer<Node>;
  private revisions!: Informer<ControllerRevision>;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(daemonSetController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key), 2);
    this.expectations = new Expectations(context);
  }

  start(): void {
    const { informers } = this.context;
    const everySet = (): void => {
      for (const set of this.sets.list()) this.queue.add(keyOf(set));
    };
    this.sets = informers.of<DaemonSet>("daemonsets", {
      added: (set) => this.queue.add(keyOf(set)),
      updated: (_before, set) => this.queue.add(keyOf(set)),
      deleted: (set) => this.expectations.forget(keyOf(set)),
    });
    const { context, sets, queue, expectations } = this;
    const selectorOf = ({ spec }: DaemonSet) => spec.selector;
    const podEvents = new PodEvents({ context, kind: "DaemonSet", sets, queue, expectations, selectorOf });
    this.nodes = informers.of<Node>("nodes", {
      added: everySet,
      updated: (before, node) => {
        const matters = ({ metadata, spec }: Node) => [metadata.labels, spec?.taints];
        if (!semanticEqual(matters(before), matters(node))) everySet();
      },
      deleted: everySet,
    });
    this.revisions = informers.of<ControllerRevision>("controllerrevisions", {
      deleted: (revision) => {
        const set = podEvents.ownerOf(revision);
        if (set) this.queue.add(keyOf(set));
      },
    });
    this.pods = informers.of<Pod>("pods", {
      added: (pod) => podEvents.added(pod),
      updated: (before, pod) => podEvents.updated(before, pod),
      deleted: (pod) => podEvents.deleted(pod),
    });
  }

  private *sync(key: string): Process<SyncResult> {
    const set = this.sets.get(key);
    if (!set) return null;
    const history = this.revisions.list().filter((revision) => isControlledBy(revision, set));
    const current = yield* currentRevision(this.client, set, history, {
      label: hashLabel,
      ...(set.metadata.annotations && { annotations: set.metadata.annotations }),
      hash: () => objectHash(set.spec.template),
    });
    if (!current.ok) return current.status;
    const hash = current.object.metadata.labels?.[hashLabel] ?? "";
    const claimed = yield* claim(this.client, "pods", set, set.spec.selector, this.pods.list());
    if (claimed.refused) return claimed.refused;
    // Of a Pod that has ended and is on its way out there is nothing left to do: its node is free.
    const pods = claimed.objects.filter((pod) => !pod.metadata.deletionTimestamp || !isFinished(pod));
    let refused: Status | null = null;
    if (!set.metadata.deletionTimestamp && this.expectations.satisfied(key)) {
      const plan = this.plan(set, pods, hash);
      const isSettled = plan.create.length + plan.remove.length + plan.ended.length === 0;
      const next = isSettled ? this.update(set, pods, hash) : plan;
      refused = yield* this.carryOut(set, next, hash, pods.length);
      refused ??= yield* this.cleanUpHistory(set, history, current.object, claimed.objects);
    }
    const unwritten = yield* this.publish(set, pods, hash);
    return refused ?? unwritten;
  }

  /** Old revisions beyond the limit go, but none that a Pod has. Models cleanupHistory of update.go. */
  private *cleanUpHistory(
    set: DaemonSet,
    history: readonly ControllerRevision[],
    current: ControllerRevision,
    pods: readonly Pod[],
  ): Process<SyncResult> {
    const old = history.filter((revision) => nameOf(revision) !== nameOf(current));
    const past = old.filter(({ metadata }) => !pods.some((pod) => isOf(pod, metadata.labels?.[hashLabel] ?? "")));
    return yield* removeRevisions(this.client, past, old.length - (set.spec.revisionHistoryLimit ?? 10));
  }

  /** Which nodes lack a Pod, and which Pods are where they should not be or have ended. Models podsShouldBeOnNode. */
  private plan(set: DaemonSet, pods: readonly Pod[], hash: string): Plan {
    const plan: Plan = { create: [], remove: [], ended: [] };
    const byNode = podsByNode(pods);
    for (const node of this.nodes.list()) {
      const name = nameOf(node);
      const here = byNode.get(name) ?? [];
      byNode.delete(name);
      const { shouldRun, mayStay } = eligibility(set, node);
      const living = here.filter((pod) => !pod.metadata.deletionTimestamp);
      if (shouldRun && here.length === 0) plan.create.push(name);
      else if (!mayStay) plan.remove.push(...living);
      else {
        plan.ended.push(...living.filter((pod) => isFinished(pod) && !this.isHeldBack(set, pod, name)));
        const running = living.filter((pod) => !isFinished(pod)).sort(byCreation);
        // Those that surge have one Pod on the node that is not on its way out.
        if (allowsSurge(set) && shouldRun && running.length === 0) plan.create.push(name);
        plan.remove.push(...(allowsSurge(set) ? this.surplusOfSurge(set, running, hash) : running.slice(1)));
      }
    }
    for (const orphans of byNode.values()) {
      plan.remove.push(...orphans.filter(({ spec, metadata }) => !spec.nodeName && !metadata.deletionTimestamp));
    }
    return plan;
  }

  /**
   * Whether a failed Pod is left where it is for now: the kubelet may refuse one after the other. A failure that is
   * answered makes the wait before the next answer twice as long.
   */
  private isHeldBack(set: DaemonSet, { status }: Pod, node: string): boolean {
    if (status?.phase !== "Failed") return false;
    const key = `${set.metadata.uid}/${set.status?.observedGeneration ?? 0}/${node}`;
    const now = this.context.now();
    if (this.failures.isWaiting(key, now)) {
      this.queue.addAfter(keyOf(set), this.failures.get(key));
      return true;
    }
    this.failures.next(key, now, now);
    return false;
  }

  /** With a surge an old and a new Pod may share a node while the old one is ready and the new one not available yet. */
  private surplusOfSurge(set: DaemonSet, running: readonly Pod[], hash: string): readonly Pod[] {
    if (running.length <= 1) return [];
    const [fresh, ...moreFresh] = running.filter((pod) => isOf(pod, hash));
    const [old, ...moreOld] = running.filter((pod) => !isOf(pod, hash));
    const isOver = fresh && old && (!isReady(old) || this.isAvailable(set, fresh));
    return [...moreFresh, ...moreOld, ...(isOver ? [old] : [])];
  }

  private isAvailable(set: DaemonSet, pod: Pod): boolean {
    return isAvailable(pod, set.spec.minReadySeconds ?? 0, this.context.now());
  }

  private update(set: DaemonSet, pods: readonly Pod[], hash: string): Plan {
    if (set.spec.updateStrategy?.type === "OnDelete") return { create: [], remove: [], ended: [] };
    const desired = this.nodes.list().filter((node) => eligibility(set, node).shouldRun);
    const step = rollingStep(set, {
      pods: pods.toSorted(byCreation),
      desired: new Set(desired.map(nameOf)),
      isNew: (pod) => isOf(pod, hash),
      isAvailable: (pod) => this.isAvailable(set, pod),
    });
    return { create: [...step.create], remove: [...step.remove], ended: [] };
  }

  private *carryOut(set: DaemonSet, plan: Plan, hash: string, have: number): Process<SyncResult> {
    const key = keyOf(set);
    const remove = [...plan.remove, ...plan.ended];
    if (plan.create.length + remove.length === 0) return null;
    this.context.record(daemonSetController.name, {
      type: "Reconcile",
      controller: daemonSetController.name,
      kind: "DaemonSet",
      key,
      want: this.nodes.list().filter((node) => eligibility(set, node).shouldRun).length,
      have,
      decision: plan.create.length > 0 ? "createPods" : "deletePods",
      params: { count: plan.create.length || remove.length },
    });
    this.expectations.expect(
      key,
      plan.create.length,
      remove.map(({ metadata }) => metadata.uid ?? ""),
    );
    for (const pod of plan.ended) {
      const where = `daemon pod ${keyOf(pod)} on node ${targetNode(pod)}`;
      if (pod.status?.phase === "Failed") {
        this.client.event(set, "Warning", "FailedDaemonPod", `Found failed ${where}, will try to kill it`);
      } else {
        this.client.event(set, "Normal", "SucceededDaemonPod", `Found succeeded ${where}, will try to delete it`);
      }
    }
    const { create } = plan;
    const answers = yield* slowStart(this.context, create.length, (i) => this.createPod(set, create[i] ?? "", hash));
    this.expectations.creationObserved(key, create.length - answers.length);
    const results = yield* parallel(
      this.context,
      remove.map((pod) => this.deletePod(set, pod)),
    );
    return [...answers, ...results].find((status) => status !== null) ?? null;
  }

  private *createPod(set: DaemonSet, node: string, hash: string): Process<SyncResult> {
    const created = yield* this.client.create<Pod>(newDaemonPod(set, node, hash));
    if (created.ok) {
      this.client.event(set, "Normal", "SuccessfulCreate", `Created pod: ${nameOf(created.object)}`);
      return null;
    }
    if (isNamespaceTerminating(created.status)) return null;
    this.expectations.creationObserved(keyOf(set));
    this.client.event(set, "Warning", "FailedCreate", `Error creating: ${created.status.message}`);
    return created.status;
  }

  private *deletePod(set: DaemonSet, pod: Pod): Process<SyncResult> {
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

  private *publish(set: DaemonSet, pods: readonly Pod[], hash: string): Process<SyncResult> {
    const byNode = podsByNode(pods);
    const counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, available: 0, updated: 0 };
    for (const node of this.nodes.list()) {
      const here = byNode.get(nameOf(node)) ?? [];
      if (!eligibility(set, node).shouldRun) {
        if (here.length > 0) counts.misscheduled++;
        continue;
      }
      counts.desired++;
      const [pod] = here;
      if (!pod) continue;
      counts.current++;
      if (isReady(pod)) counts.ready++;
      if (this.isAvailable(set, pod)) counts.available++;
      if (isOf(pod, hash)) counts.updated++;
    }
    const status = {
      currentNumberScheduled: counts.current,
      numberMisscheduled: counts.misscheduled,
      desiredNumberScheduled: counts.desired,
      numberReady: counts.ready,
      ...omitZero({
        observedGeneration: set.metadata.generation ?? 0,
        updatedNumberScheduled: counts.updated,
        numberAvailable: counts.available,
        numberUnavailable: counts.desired - counts.available,
      }),
    };
    if (semanticEqual(set.status, status)) return null;
    const updated = yield* this.client.updateStatus<DaemonSet>({ ...set, status });
    return updated.ok || isNotFound(updated.status) ? null : updated.status;
  }
}

const isOf = ({ metadata }: Pod, hash: string): boolean => metadata.labels?.[hashLabel] === hash;

/** The Pods by the node that they are on or meant for, the oldest first. */
function podsByNode(pods: readonly Pod[]): Map<string, Pod[]> {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods.toSorted(byCreation)) {
    const node = targetNode(pod);
    byNode.set(node, [...(byNode.get(node) ?? []), pod]);
  }
  return byNode;
}

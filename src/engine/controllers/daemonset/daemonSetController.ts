import type { DaemonSet } from "../../api/apps.ts";
import type { Node } from "../../api/core.ts";
import { objectHash } from "../../api/hash.ts";
import type { Status } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { claim } from "../claim.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { scaledValue } from "../deployment/arithmetic.ts";
import { Expectations } from "../expectations.ts";
import { type ControllerRevision, currentRevision } from "../history/controllerRevision.ts";
import { controllerOf, isControlledBy, isNotFound, keyOf, nameOf, omitZero, semanticEqual } from "../objects.ts";
import { parallel } from "../parallel.ts";
import { isAvailable, isReady } from "../podState.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { eligibility, hashLabel, newDaemonPod, targetNode, templateGeneration } from "./daemonPod.ts";

/**
 * The DaemonSet controller keeps one Pod on every node that qualifies.
 *
 * Models pkg/controller/daemon (v1.34). Rolling updates go by maxUnavailable; maxSurge is left out.
 */
export const daemonSetController: Controller = {
  name: "daemonset-controller",
  kinds: ["DaemonSet"],
  start: (context) => new DaemonSetController(context).start(),
};

/** What a pass is going to do. */
interface Plan {
  readonly create: string[];
  readonly remove: Pod[];
  readonly failed: Pod[];
}

class DaemonSetController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private readonly expectations: Expectations;
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
    this.nodes = informers.of<Node>("nodes", {
      added: everySet,
      updated: (before, node) => {
        const matters = ({ metadata, spec }: Node) => [metadata.labels, spec?.taints];
        if (!semanticEqual(matters(before), matters(node))) everySet();
      },
      deleted: everySet,
    });
    this.revisions = informers.of<ControllerRevision>("controllerrevisions");
    this.pods = informers.of<Pod>("pods", {
      added: (pod) => this.podChanged(pod, (key) => this.expectations.creationObserved(key)),
      updated: (_before, pod) => this.podChanged(pod, (key) => this.observeDeletion(key, pod)),
      deleted: (pod) => this.podChanged(pod, (key) => this.expectations.deletionObserved(key, pod.metadata.uid ?? "")),
    });
  }

  private observeDeletion(key: string, { metadata }: Pod): void {
    if (metadata.deletionTimestamp) this.expectations.deletionObserved(key, metadata.uid ?? "");
  }

  private podChanged(pod: Pod, observe: (key: string) => void): void {
    const owner = controllerOf(pod);
    const set = owner?.kind === "DaemonSet" ? this.sets.get(`${pod.metadata.namespace}/${owner.name}`) : undefined;
    if (!set) return;
    observe(keyOf(set));
    this.queue.add(keyOf(set));
  }

  private *sync(key: string): Process<SyncResult> {
    const set = this.sets.get(key);
    if (!set) return null;
    const history = this.revisions.list().filter((revision) => isControlledBy(revision, set));
    const generation = set.metadata.annotations?.[templateGeneration];
    const current = yield* currentRevision(this.client, set, history, {
      label: hashLabel,
      ...(generation !== undefined && { annotations: { [templateGeneration]: generation } }),
      hash: () => objectHash(set.spec.template),
    });
    if (!current.ok) return current.status;
    const hash = current.object.metadata.labels?.[hashLabel] ?? "";
    const claimed = yield* claim(this.client, "pods", set, set.spec.selector, this.pods.list());
    if (claimed.refused) return claimed.refused;
    let refused: Status | null = null;
    if (!set.metadata.deletionTimestamp && this.expectations.satisfied(key)) {
      const plan = this.plan(set, claimed.objects);
      const update = plan.create.length + plan.remove.length === 0 ? this.outdated(set, claimed.objects, hash) : [];
      refused = yield* this.carryOut(
        set,
        { ...plan, remove: [...plan.remove, ...update] },
        hash,
        claimed.objects.length,
      );
    }
    return refused ?? (yield* this.publish(set, claimed.objects, hash));
  }

  /** Which nodes lack a Pod, and which Pods are where they should not be or have ended. Models podsShouldBeOnNode. */
  private plan(set: DaemonSet, pods: readonly Pod[]): Plan {
    const plan: Plan = { create: [], remove: [], failed: [] };
    const byNode = new Map<string, Pod[]>();
    for (const pod of pods) byNode.set(targetNode(pod), [...(byNode.get(targetNode(pod)) ?? []), pod]);
    for (const node of this.nodes.list()) {
      const name = nameOf(node);
      const here = byNode.get(name) ?? [];
      byNode.delete(name);
      const { shouldRun, mayStay } = eligibility(set, node);
      const living = here.filter((pod) => !pod.metadata.deletionTimestamp);
      if (shouldRun && here.length === 0) plan.create.push(name);
      else if (!mayStay) plan.remove.push(...living);
      else {
        plan.failed.push(...living.filter(({ status }) => status?.phase === "Failed"));
        const running = living.filter(({ status }) => status?.phase !== "Failed");
        plan.remove.push(...running.slice(1));
      }
    }
    for (const orphans of byNode.values()) {
      plan.remove.push(...orphans.filter(({ spec, metadata }) => !spec.nodeName && !metadata.deletionTimestamp));
    }
    return plan;
  }

  /** Pods of an old template that may be unavailable now. */
  private outdated(set: DaemonSet, pods: readonly Pod[], hash: string): readonly Pod[] {
    if (set.spec.updateStrategy?.type === "OnDelete") return [];
    const desired = this.nodes.list().filter((node) => eligibility(set, node).shouldRun).length;
    const limit = scaledValue(set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, desired, "up");
    const now = this.context.now();
    const available = (pod: Pod): boolean =>
      !pod.metadata.deletionTimestamp && isAvailable(pod, set.spec.minReadySeconds ?? 0, now);
    const old = pods.filter(({ metadata }) => !metadata.deletionTimestamp && metadata.labels?.[hashLabel] !== hash);
    const room = Math.max(0, limit - (desired - pods.filter(available).length));
    return [...old.filter((pod) => !available(pod)), ...old.filter(available).slice(0, room)];
  }

  private *carryOut(set: DaemonSet, plan: Plan, hash: string, have: number): Process<SyncResult> {
    const key = keyOf(set);
    const remove = [...plan.remove, ...plan.failed];
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
    for (const pod of plan.failed) {
      const message = `Found failed daemon pod ${keyOf(pod)} on node ${targetNode(pod)}, will try to kill it`;
      this.client.event(set, "Warning", "FailedDaemonPod", message);
    }
    const results = yield* parallel(this.context, [
      ...plan.create.map((node) => this.createPod(set, node, hash)),
      ...remove.map((pod) => this.deletePod(set, pod)),
    ]);
    return results.find((status) => status !== null) ?? null;
  }

  private *createPod(set: DaemonSet, node: string, hash: string): Process<SyncResult> {
    const created = yield* this.client.create<Pod>(newDaemonPod(set, node, hash));
    if (created.ok) {
      this.client.event(set, "Normal", "SuccessfulCreate", `Created pod: ${nameOf(created.object)}`);
      return null;
    }
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
    const now = this.context.now();
    const counts = { desired: 0, current: 0, misscheduled: 0, ready: 0, available: 0, updated: 0 };
    for (const node of this.nodes.list()) {
      const here = pods.filter((pod) => targetNode(pod) === nameOf(node));
      if (!eligibility(set, node).shouldRun) {
        if (here.length > 0) counts.misscheduled++;
        continue;
      }
      counts.desired++;
      const [pod] = here;
      if (!pod) continue;
      counts.current++;
      if (isReady(pod)) counts.ready++;
      if (isAvailable(pod, set.spec.minReadySeconds ?? 0, now)) counts.available++;
      if (pod.metadata.labels?.[hashLabel] === hash) counts.updated++;
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

import type { Deployment, ReplicaSet } from "../../api/apps.ts";
import type { PodDisruptionBudget } from "../../api/core.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { compileSelector, matches } from "../../api/selector.ts";
import type { Client, Informer } from "../../client/client.ts";
import { timestamp } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { controllerOf, isNotFound, keyOf, semanticEqual } from "../objects.ts";
import { isReady } from "../podState.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { countsControllers, expectation, unmanagedMessage } from "./budget.ts";

/** An eviction that was granted counts until its Pod is seen to go, at most this long, in virtual milliseconds. */
const disruptionTimeout = 120_000;

type Scaled = KubernetesObject & { readonly spec?: { readonly replicas?: number } };

/**
 * The disruption controller keeps the status of every PodDisruptionBudget: how many Pods there should be, how many are
 * healthy, and how many may go.
 *
 * Models pkg/controller/disruption (v1.34). Controllers are Deployments, ReplicaSets, StatefulSets and
 * ReplicationControllers; the scale of custom ones is left out.
 */
export const disruptionController: Controller = {
  name: "disruption-controller",
  kinds: ["PodDisruptionBudget"],
  start: (context) => new DisruptionController(context).start(),
};

class DisruptionController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private budgets!: Informer<PodDisruptionBudget>;
  private pods!: Informer<Pod>;
  private owners!: { readonly [kind: string]: Informer<Scaled> };

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(disruptionController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key), 1);
  }

  start(): void {
    const { informers } = this.context;
    this.budgets = informers.of<PodDisruptionBudget>("poddisruptionbudgets", {
      added: (budget) => this.queue.add(keyOf(budget)),
      updated: (_before, budget) => this.queue.add(keyOf(budget)),
    });
    this.pods = informers.of<Pod>("pods", {
      added: (pod) => this.podChanged(pod),
      updated: (_before, pod) => this.podChanged(pod),
      deleted: (pod) => this.podChanged(pod),
    });
    this.owners = {
      ReplicaSet: informers.of<Scaled>("replicasets"),
      Deployment: informers.of<Scaled>("deployments"),
      StatefulSet: informers.of<Scaled>("statefulsets"),
      ReplicationController: informers.of<Scaled>("replicationcontrollers"),
    };
  }

  private podChanged(pod: Pod): void {
    for (const budget of this.budgets.list()) if (selects(budget, pod)) this.queue.add(keyOf(budget));
  }

  private *sync(key: string): Process<SyncResult> {
    const budget = this.budgets.get(key);
    if (!budget) return null;
    const pods = this.pods.list().filter((pod) => selects(budget, pod));
    if (pods.length === 0) this.tell(budget, "Normal", "NoPods", "No matching pods found");
    const { scale, unmanaged } = countsControllers(budget) ? this.scaleOf(pods) : { scale: 0, unmanaged: false };
    if (unmanaged) this.tell(budget, "Warning", "UnmanagedPods", unmanagedMessage(budget));
    const { expectedPods, desiredHealthy } = expectation(budget, pods.length, scale);
    const disruptedPods = this.stillDisrupted(budget, pods);
    const currentHealthy = pods.filter(
      (pod) =>
        !pod.metadata.deletionTimestamp && !Object.hasOwn(disruptedPods, pod.metadata.name ?? "") && isReady(pod),
    ).length;
    const allowed = expectedPods <= 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy);
    const { generation = 1 } = budget.metadata;
    const status = {
      observedGeneration: generation,
      ...(Object.keys(disruptedPods).length > 0 && { disruptedPods }),
      disruptionsAllowed: allowed,
      currentHealthy,
      desiredHealthy,
      expectedPods,
      conditions: this.conditions(budget, allowed, generation),
    };
    if (semanticEqual(budget.status, status)) return null;
    this.context.record(disruptionController.name, {
      type: "Reconcile",
      controller: disruptionController.name,
      kind: "PodDisruptionBudget",
      key,
      want: desiredHealthy,
      have: currentHealthy,
      decision: "updateStatus",
    });
    const updated = yield* this.client.updateStatus<PodDisruptionBudget>({ ...budget, status });
    return updated.ok || isNotFound(updated.status) ? null : updated.status;
  }

  /** What the Pods' controllers are to have together, each counted once; a ReplicaSet counts as its Deployment. */
  private scaleOf(pods: readonly Pod[]): { readonly scale: number; readonly unmanaged: boolean } {
    const found = new Map<string, number>();
    let unmanaged = false;
    for (const pod of pods) {
      const owner = this.ownerOf(pod);
      const top = owner && (owner.kind === "ReplicaSet" ? (this.ownerOf(owner) ?? owner) : owner);
      if (top) found.set(top.metadata.uid ?? keyOf(top), (top as Deployment | ReplicaSet).spec.replicas ?? 1);
      else unmanaged = true;
    }
    return { scale: [...found.values()].reduce((sum, replicas) => sum + replicas, 0), unmanaged };
  }

  private ownerOf(object: KubernetesObject): Scaled | undefined {
    const reference = controllerOf(object);
    if (!reference) return undefined;
    const owner = this.owners[reference.kind]?.get(`${object.metadata.namespace}/${reference.name}`);
    return owner?.metadata.uid === reference.uid ? owner : undefined;
  }

  private stillDisrupted({ status }: PodDisruptionBudget, pods: readonly Pod[]): { [name: string]: string } {
    const now = this.context.now();
    const kept = Object.entries(status?.disruptedPods ?? {}).filter(([name, since]) => {
      const pod = pods.find(({ metadata }) => metadata.name === name);
      return pod && !pod.metadata.deletionTimestamp && since > timestamp(Math.max(0, now - disruptionTimeout));
    });
    return Object.fromEntries(kept);
  }

  private conditions({ status }: PodDisruptionBudget, allowed: number, observedGeneration: number) {
    const wanted = allowed > 0 ? "True" : "False";
    const before = status?.conditions?.find(({ type }) => type === "DisruptionAllowed");
    const lastTransitionTime =
      before?.status === wanted && before.lastTransitionTime
        ? before.lastTransitionTime
        : timestamp(this.context.now());
    return [
      {
        type: "DisruptionAllowed",
        status: wanted,
        observedGeneration,
        lastTransitionTime,
        reason: allowed > 0 ? "SufficientPods" : "InsufficientPods",
        message: "",
      },
    ];
  }

  private tell(budget: PodDisruptionBudget, type: "Normal" | "Warning", reason: string, message: string): void {
    this.client.event(budget, type, reason, message, { component: "controllermanager" });
  }
}

function selects({ spec, metadata }: PodDisruptionBudget, pod: Pod): boolean {
  if (metadata.namespace !== pod.metadata.namespace) return false;
  const selector = compileSelector(spec?.selector ?? null);
  return !("error" in selector) && matches(selector, pod.metadata.labels);
}

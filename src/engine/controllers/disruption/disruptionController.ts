import type { Deployment, ReplicaSet } from "../../api/apps.ts";
import type { PodDisruptionBudget } from "../../api/core.ts";
import { kindOf } from "../../api/kinds.ts";
import type { Condition, KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { compileSelector, matches } from "../../api/selector.ts";
import type { Client, Informer } from "../../client/client.ts";
import { timestamp, virtualTime } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { conditionOf } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { controllerOf, isNotFound, keyOf, semanticEqual } from "../objects.ts";
import { isReady } from "../podState.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { countsControllers, expectation, unmanagedMessage } from "./budget.ts";

/** An eviction that was granted counts until its Pod is seen to go, at most this long, in virtual milliseconds. */
const disruptionTimeout = 120_000;

const component = "controllermanager";
const disruptionTarget = "DisruptionTarget";
const notScalable = "does not implement the scale subresource";

interface Scale {
  readonly scale: number;
  /** Some Pods have no controller to be counted by. */
  readonly unmanaged: boolean;
  readonly problem: string | null;
}

const noScale: Scale = { scale: 0, unmanaged: false, problem: null };

type BudgetStatus = NonNullable<PodDisruptionBudget["status"]>;
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
      updated: (before, pod) => {
        if (!semanticEqual(staleCondition(before), staleCondition(pod))) this.watchStale(pod);
        this.podChanged(pod);
      },
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
    const { scale, unmanaged, problem } = countsControllers(budget) ? this.scaleOf(pods) : noScale;
    if (problem !== null) {
      const message = `Failed to calculate the number of expected pods: ${problem}`;
      this.tell(budget, "Warning", "CalculateExpectedPodCountFailed", message);
      return yield* this.write(budget, failedStatus(budget, problem, timestamp(this.context.now())));
    }
    if (unmanaged) this.tell(budget, "Warning", "UnmanagedPods", unmanagedMessage(budget));
    const { expectedPods, desiredHealthy } = expectation(budget, pods.length, scale);
    const disruptedPods = this.stillDisrupted(budget, pods);
    const currentHealthy = pods.filter(
      (pod) =>
        !pod.metadata.deletionTimestamp && !Object.hasOwn(disruptedPods, pod.metadata.name ?? "") && isReady(pod),
    ).length;
    const allowed = expectedPods <= 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy);
    const { generation = 1 } = budget.metadata;
    return yield* this.write(budget, {
      observedGeneration: generation,
      ...(Object.keys(disruptedPods).length > 0 && { disruptedPods }),
      disruptionsAllowed: allowed,
      currentHealthy,
      desiredHealthy,
      expectedPods,
      conditions: [
        disruptionAllowed(budget, allowed > 0, generation, timestamp(this.context.now()), {
          reason: allowed > 0 ? "SufficientPods" : "InsufficientPods",
          message: "",
        }),
      ],
    });
  }

  private *write(budget: PodDisruptionBudget, status: BudgetStatus): Process<SyncResult> {
    if (semanticEqual(budget.status, status)) return null;
    this.context.record(disruptionController.name, {
      type: "Reconcile",
      controller: disruptionController.name,
      kind: "PodDisruptionBudget",
      key: keyOf(budget),
      want: status.desiredHealthy,
      have: status.currentHealthy,
      decision: "updateStatus",
    });
    const updated = yield* this.client.updateStatus<PodDisruptionBudget>({ ...budget, status });
    return updated.ok || isNotFound(updated.status) ? null : updated.status;
  }

  /**
   * What the Pods' controllers are to have together, each counted once; a ReplicaSet counts as its Deployment. The
   * problem is that of the first Pod whose controller cannot be scaled. Models getExpectedScale.
   */
  private scaleOf(pods: readonly Pod[]): Scale {
    const found = new Map<string, number>();
    let unmanaged = false;
    for (const pod of pods) {
      const reference = controllerOf(pod);
      if (!reference) {
        unmanaged = true;
        continue;
      }
      if (!this.owners[reference.kind]) {
        const { group, resource } = kindOf(reference.apiVersion, reference.kind) ?? {
          group: "",
          resource: reference.kind,
        };
        return { ...noScale, problem: `${[resource, group].filter(Boolean).join(".")} ${notScalable}` };
      }
      const owner = this.ownerOf(pod);
      const top = owner && owner.kind === "ReplicaSet" && controllerOf(owner) ? this.ownerOf(owner) : owner;
      if (!top) return { ...noScale, problem: `found no controllers for pod "${pod.metadata.name}"` };
      found.set(top.metadata.uid ?? keyOf(top), (top as Deployment | ReplicaSet).spec.replicas ?? 1);
    }
    return { scale: [...found.values()].reduce((sum, replicas) => sum + replicas, 0), unmanaged, problem: null };
  }

  private ownerOf(object: KubernetesObject): Scaled | undefined {
    const reference = controllerOf(object);
    if (!reference) return undefined;
    const owner = this.owners[reference.kind]?.get(`${object.metadata.namespace}/${reference.name}`);
    return owner?.metadata.uid === reference.uid ? owner : undefined;
  }

  /** Pods whose eviction was granted, and that are expected to go soon. Models buildDisruptedPodMap. */
  private stillDisrupted(budget: PodDisruptionBudget, pods: readonly Pod[]): { [name: string]: string } {
    const now = this.context.now();
    const { namespace } = budget.metadata;
    const expected: { [name: string]: string } = {};
    for (const pod of pods) {
      const since = budget.status?.disruptedPods?.[pod.metadata.name ?? ""];
      const granted = virtualTime(since ?? "");
      if (since === undefined || granted === null || pod.metadata.deletionTimestamp) continue;
      const left = granted + disruptionTimeout - now;
      if (left < 0) {
        // Upstream writes the namespace for the budget's name.
        const message = `Pod was expected by PDB ${namespace}/${namespace} to be deleted but it wasn't`;
        this.client.event(pod, "Warning", "NotDeleted", message, { component });
        continue;
      }
      this.queue.addAfter(keyOf(budget), left + 1);
      expected[pod.metadata.name ?? ""] = since;
    }
    return expected;
  }

  /** A Pod that was to be disrupted and still is not being deleted after two minutes will not be. */
  private watchStale(pod: Pod): void {
    const condition = staleCondition(pod);
    const since = virtualTime(condition?.lastTransitionTime ?? "");
    if (since === null) return;
    const left = Math.max(0, since + disruptionTimeout - this.context.now());
    this.context.after(left, () => this.context.spawn(this.clearStale(keyOf(pod), condition)));
  }

  /** Models syncStalePodDisruption. */
  private *clearStale(key: string, seen: Condition | undefined): Process {
    const pod = this.pods.get(key);
    if (!pod || !semanticEqual(staleCondition(pod), seen)) return;
    const lastTransitionTime = timestamp(this.context.now());
    const { generation } = pod.metadata;
    const observed = generation ? { observedGeneration: generation } : {};
    const cleared = (condition: Condition): Condition =>
      condition.type === disruptionTarget
        ? { type: disruptionTarget, ...observed, status: "False", lastTransitionTime }
        : condition;
    yield* this.client.patch<Pod>(
      "pods",
      pod.metadata.namespace,
      pod.metadata.name ?? "",
      (stored) => ({
        ...stored,
        status: { ...stored.status, conditions: stored.status?.conditions?.map(cleared) },
      }),
      { subresource: "status", describe: "DisruptionTarget=False" },
    );
  }

  private tell(budget: PodDisruptionBudget, type: "Normal" | "Warning", reason: string, message: string): void {
    this.client.event(budget, type, reason, message, { component });
  }
}

function selects({ spec, metadata }: PodDisruptionBudget, pod: Pod): boolean {
  if (metadata.namespace !== pod.metadata.namespace) return false;
  const selector = compileSelector(spec?.selector ?? null);
  return !("error" in selector) && matches(selector, pod.metadata.labels);
}

/** The condition Pods bear that are about to be disrupted, unless it will stay or the Pod is on its way out. */
function staleCondition({ metadata, status }: Pod): Condition | undefined {
  const condition = conditionOf(status?.conditions, disruptionTarget);
  if (metadata.deletionTimestamp || status?.phase === "Succeeded" || status?.phase === "Failed") return undefined;
  return condition?.status === "True" && condition.reason !== "TerminationByKubelet" ? condition : undefined;
}

function disruptionAllowed(
  { status }: PodDisruptionBudget,
  isAllowed: boolean,
  observedGeneration: number | undefined,
  now: string,
  words: { readonly reason: string; readonly message: string },
): Condition {
  const wanted = isAllowed ? "True" : "False";
  const before = conditionOf(status?.conditions, "DisruptionAllowed");
  const lastTransitionTime = before?.status === wanted ? (before.lastTransitionTime ?? now) : now;
  return { type: "DisruptionAllowed", status: wanted, observedGeneration, lastTransitionTime, ...words };
}

/** Nothing may go as long as it is not known how many there should be. Models failSafe. */
function failedStatus(budget: PodDisruptionBudget, message: string, now: string): BudgetStatus {
  const { currentHealthy = 0, desiredHealthy = 0, expectedPods = 0, observedGeneration } = budget.status ?? {};
  const words = { reason: "SyncFailed", message };
  const conditions = [disruptionAllowed(budget, false, observedGeneration, now, words)];
  return { ...budget.status, disruptionsAllowed: 0, currentHealthy, desiredHealthy, expectedPods, conditions };
}

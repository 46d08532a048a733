import type { StatefulSet } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { ControllerContext } from "../context.ts";
import { type ControllerRevision, templateOf } from "../history/controllerRevision.ts";
import { isNotFound, keyOf, nameOf, omitZero, semanticEqual } from "../objects.ts";
import { isAvailable, isFinished, isReady } from "../podState.ts";
import { slowStart } from "../slowStart.ts";
import type { SyncResult } from "../workQueue.ts";
import type { StatefulPodControl } from "./podControl.ts";
import { newStatefulPod, ordinalOf, podName, revisionLabel } from "./statefulPod.ts";

const controller = "statefulset-controller";

const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;
export const revisionOf = (pod: Pod): string => pod.metadata.labels?.[revisionLabel] ?? "";
const isRunningAndReady = (pod: Pod): boolean => pod.status?.phase === "Running" && isReady(pod);

/** What a step over one Pod says: a refusal, null to go on, or that nothing more is to be done in this pass. */
type Step = SyncResult | "wait";

/** One pass over a set: it acts on one Pod, unless the set is Parallel. Models updateStatefulSet (v1.34). */
export class StatefulSetPass {
  /** By ordinal, from the first to the last that is wanted; undefined where there is no Pod. */
  private readonly replicas: readonly (Pod | undefined)[];
  /** Pods of ordinals that are not wanted, the highest first. */
  private readonly condemned: readonly Pod[];
  private readonly start: number;
  private readonly oneByOne: boolean;
  private readonly minReady: number;
  private recorded = false;

  constructor(
    private readonly context: ControllerContext,
    private readonly client: Client,
    private readonly control: StatefulPodControl,
    private readonly set: StatefulSet,
    private readonly pods: readonly Pod[],
    private readonly current: ControllerRevision,
    private readonly update: ControllerRevision,
  ) {
    const { ordinals, replicas = 1, podManagementPolicy, minReadySeconds = 0 } = set.spec;
    this.start = ordinals?.start ?? 0;
    this.oneByOne = podManagementPolicy !== "Parallel";
    this.minReady = minReadySeconds;
    const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod) ?? -1, pod]));
    this.replicas = Array.from({ length: replicas }, (_, i) => byOrdinal.get(this.start + i));
    this.condemned = pods
      .filter((pod) => !this.replicas.includes(pod))
      .sort((a, b) => (ordinalOf(set, b) ?? 0) - (ordinalOf(set, a) ?? 0));
  }

  *act(): Process<SyncResult> {
    const filled = yield* this.forAll(this.replicas.length, (i) => this.fill(i));
    if (filled) return filled === "wait" ? null : filled;
    const handedOver = yield* this.forAll(this.condemned.length, (i) => this.handOver(i));
    if (handedOver) return handedOver === "wait" ? null : handedOver;
    const shrunk = yield* this.forAll(this.condemned.length, (i) => this.shrink(i));
    if (shrunk) return shrunk === "wait" ? null : shrunk;
    return this.set.spec.updateStrategy?.type === "OnDelete" ? null : yield* this.roll();
  }

  /** In order, up to the first that has to be waited for; or side by side, whatever some have to wait for. */
  private *forAll(count: number, one: (i: number) => Process<Step>): Process<Step> {
    if (!this.oneByOne) {
      const answers = yield* slowStart(this.context, count, function* (i) {
        const answer = yield* one(i);
        return answer === "wait" ? null : answer;
      });
      return answers.find((status) => status !== null) ?? null;
    }
    for (let i = 0; i < count; i++) {
      const answer = yield* one(i);
      if (answer) return answer;
    }
    return null;
  }

  private isUnavailable(pod: Pod | undefined): boolean {
    return !pod || isTerminating(pod) || !this.isRunningAndAvailable(pod);
  }

  private isRunningAndAvailable(pod: Pod): boolean {
    return isRunningAndReady(pod) && isAvailable(pod, this.minReady, this.context.now());
  }

  /** An ordinal gets its Pod; in order, each waits until the one before is available. Models processReplica. */
  private *fill(i: number): Process<Step> {
    const pod = this.replicas[i];
    if (!pod) return yield* this.create(this.start + i);
    if (isFinished(pod)) {
      // Its successor is made once it has gone from etcd.
      return (isTerminating(pod) ? null : yield* this.remove(pod, "replacePod")) ?? "wait";
    }
    if (pod.status?.phase === "Pending") {
      const refused = yield* this.control.createClaims(this.set, pod);
      if (refused) return refused;
    }
    if (this.oneByOne && this.isUnavailable(pod)) {
      this.record("waitForPod", nameOf(pod));
      return "wait";
    }
    return yield* this.control.update(this.set, pod);
  }

  private *create(ordinal: number): Process<Step> {
    const revision = this.revisionFor(ordinal);
    const template = templateOf(revision) ?? this.set.spec.template;
    const pod = newStatefulPod(this.set, template, ordinal, nameOf(revision));
    if (this.control.hasStaleClaim(this.set, pod)) return "wait";
    this.record("createPod", podName(this.set, ordinal));
    return (yield* this.control.create(this.set, pod)) ?? (this.oneByOne ? "wait" : null);
  }

  /** The claims of Pods that are to go belong to them if the policy says so, before they go. */
  private *handOver(i: number): Process<Step> {
    const pod = this.condemned[i];
    return pod ? (yield* this.control.handOverClaims(this.set, pod, true)).refused : null;
  }

  /** Pods beyond the wanted number go from the highest ordinal down, each once the one before is gone. */
  private *shrink(i: number): Process<Step> {
    const pod = this.condemned[i];
    if (!pod) return null;
    if (isTerminating(pod)) return "wait";
    if (this.oneByOne && !this.isRunningAndAvailable(pod) && pod !== this.firstUnhealthy()) return "wait";
    return (yield* this.remove(pod, "scaleDown")) ?? "wait";
  }

  /** Of the wanted ordinals the first without a healthy Pod, else the lowest of the condemned. */
  private firstUnhealthy(): Pod | undefined {
    const isUnhealthy = (pod: Pod | undefined): boolean => !pod || isTerminating(pod) || !isRunningAndReady(pod);
    const wanted = this.replicas.findIndex(isUnhealthy);
    return wanted >= 0 ? this.replicas[wanted] : [...this.condemned].reverse().find(isUnhealthy);
  }

  /** Pods of an old revision are deleted from the highest ordinal down to the partition, one at a time. */
  private *roll(): Process<SyncResult> {
    const partition = this.set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    for (let i = this.replicas.length - 1; i >= partition; i--) {
      const pod = this.replicas[i];
      if (pod && revisionOf(pod) !== nameOf(this.update) && !isTerminating(pod)) {
        const refused = yield* this.remove(pod, "updatePod");
        return refused && isNotFound(refused) ? null : refused;
      }
      if (this.isUnavailable(pod)) return null;
    }
    return null;
  }

  /** Ordinals below the partition keep the present revision. Models newVersionedStatefulSetPod. */
  private revisionFor(ordinal: number): ControllerRevision {
    const partition = this.set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    return ordinal < this.start + partition ? this.current : this.update;
  }

  private *remove(pod: Pod, decision: string): Process<SyncResult> {
    this.record(decision, nameOf(pod));
    return yield* this.control.delete(this.set, pod);
  }

  *publish(): Process<SyncResult> {
    const status = this.status();
    if (semanticEqual(this.set.status, status)) return null;
    const updated = yield* this.client.updateStatus<StatefulSet>({ ...this.set, status });
    return updated.ok || isNotFound(updated.status) ? null : updated.status;
  }

  private status(): { [key: string]: unknown } {
    const { pods, set } = this;
    const staying = pods.filter((pod) => !isTerminating(pod));
    const of = (revision: ControllerRevision): number =>
      staying.filter((pod) => revisionOf(pod) === nameOf(revision)).length;
    const ready = pods.filter(isRunningAndReady);
    const updated = of(this.update);
    const wanted = this.replicas.length;
    const rolling = set.spec.updateStrategy?.type !== "OnDelete";
    const complete = rolling && updated === wanted && pods.length === wanted && ready.length === wanted;
    const current = complete ? this.update : this.current;
    return {
      ...omitZero({
        observedGeneration: set.metadata.generation ?? 0,
        readyReplicas: ready.length,
        currentReplicas: of(current),
        updatedReplicas: updated,
      }),
      replicas: pods.length,
      availableReplicas: ready.filter((pod) => this.isRunningAndAvailable(pod)).length,
      currentRevision: nameOf(current),
      updateRevision: nameOf(this.update),
      collisionCount: set.status?.collisionCount ?? 0,
    };
  }

  private record(decision: string, pod: string): void {
    if (this.recorded) return;
    this.recorded = this.oneByOne;
    this.context.record(controller, {
      type: "Reconcile",
      controller,
      kind: "StatefulSet",
      key: keyOf(this.set),
      want: this.replicas.length,
      have: this.replicas.filter((one) => one !== undefined).length,
      decision,
      params: { pod },
    });
  }
}

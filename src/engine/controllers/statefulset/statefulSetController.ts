import type { StatefulSet } from "../../api/apps.ts";
import { revisionHash } from "../../api/hash.ts";
import type { Status } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { PersistentVolumeClaim } from "../../api/storage.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { claim } from "../claim.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { type ControllerRevision, currentRevision, templateOf } from "../history/controllerRevision.ts";
import {
  controllerOf,
  isAlreadyExists,
  isControlledBy,
  isNotFound,
  keyOf,
  nameOf,
  omitZero,
  semanticEqual,
} from "../objects.ts";
import { isAvailable, isFinished, isReady, untilAvailable } from "../podState.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { wantedOwners } from "./claimRetention.ts";
import { claimsFor, newStatefulPod, ordinalOf, podName, revisionLabel } from "./statefulPod.ts";

/**
 * The StatefulSet controller gives each ordinal one Pod with a name and volumes of its own, one after the other.
 *
 * Models pkg/controller/statefulset (v1.34), without the alpha maxUnavailable and the deletion of claims.
 */
export const statefulSetController: Controller = {
  name: "statefulset-controller",
  kinds: ["StatefulSet"],
  start: (context) => new StatefulSetController(context).start(),
};

interface StatefulSetStatus {
  readonly currentRevision?: string;
  readonly updateRevision?: string;
  readonly currentReplicas?: number;
  readonly collisionCount?: number;
}

const statusOf = (set: StatefulSet): StatefulSetStatus => set.status ?? {};
const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;
const revisionOf = (pod: Pod): string => pod.metadata.labels?.[revisionLabel] ?? "";
const isRunningAndReady = (pod: Pod): boolean => pod.status?.phase === "Running" && isReady(pod);

class StatefulSetController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private sets!: Informer<StatefulSet>;
  private pods!: Informer<Pod>;
  private revisions!: Informer<ControllerRevision>;
  private claims!: Informer<PersistentVolumeClaim>;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(statefulSetController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key));
  }

  start(): void {
    const { informers } = this.context;
    this.sets = informers.of<StatefulSet>("statefulsets", {
      added: (set) => this.queue.add(keyOf(set)),
      updated: (_before, set) => this.queue.add(keyOf(set)),
    });
    this.pods = informers.of<Pod>("pods", {
      added: (pod) => this.podChanged(pod),
      updated: (_before, pod) => this.podChanged(pod),
      deleted: (pod) => this.podChanged(pod),
    });
    this.revisions = informers.of<ControllerRevision>("controllerrevisions");
    this.claims = informers.of<PersistentVolumeClaim>("persistentvolumeclaims");
  }

  private podChanged(pod: Pod): void {
    const owner = controllerOf(pod);
    if (owner?.kind !== "StatefulSet") return;
    const set = this.sets.get(`${pod.metadata.namespace}/${owner.name}`);
    if (!set) return;
    this.queue.add(keyOf(set));
    const wait = untilAvailable(pod, set.spec.minReadySeconds ?? 0, this.context.now());
    if (wait !== null) this.queue.addAfter(keyOf(set), wait + 1000);
  }

  private *sync(key: string): Process<SyncResult> {
    const set = this.sets.get(key);
    if (!set) return null;
    const named = this.pods.list().filter((pod) => ordinalOf(set, pod) !== null);
    const claimed = yield* claim(this.client, "pods", set, set.spec.selector, named);
    if (claimed.refused) return claimed.refused;
    const history = this.revisions.list().filter((revision) => isControlledBy(revision, set));
    const update = yield* currentRevision(this.client, set, history, {
      label: "controller.kubernetes.io/hash",
      hash: (data) => revisionHash(data, statusOf(set).collisionCount),
    });
    if (!update.ok) return update.status;
    const current = history.find((revision) => nameOf(revision) === statusOf(set).currentRevision) ?? update.object;
    const pass = new Pass(this.context, this.client, set, claimed.objects, current, update.object, (claimKey) =>
      this.claims.get(claimKey),
    );
    const refused = set.metadata.deletionTimestamp ? null : yield* pass.act();
    return refused ?? (yield* pass.publish());
  }
}

/** One pass over a set: it acts on one Pod, unless the set is Parallel. Models updateStatefulSet. */
class Pass {
  private readonly replicas = new Map<number, Pod>();
  private readonly condemned: Pod[] = [];
  private readonly ordinals: readonly number[];
  private readonly oneByOne: boolean;
  private readonly minReady: number;
  private recorded = false;

  constructor(
    private readonly context: ControllerContext,
    private readonly client: Client,
    private readonly set: StatefulSet,
    private readonly pods: readonly Pod[],
    private readonly current: ControllerRevision,
    private readonly update: ControllerRevision,
    private readonly claimAt: (key: string) => PersistentVolumeClaim | undefined,
  ) {
    const start = set.spec.ordinals?.start ?? 0;
    const end = start + (set.spec.replicas ?? 1);
    this.ordinals = Array.from({ length: end - start }, (_, i) => start + i);
    this.oneByOne = set.spec.podManagementPolicy !== "Parallel";
    this.minReady = set.spec.minReadySeconds ?? 0;
    for (const pod of pods) {
      const ordinal = ordinalOf(set, pod)!;
      if (ordinal >= start && ordinal < end) this.replicas.set(ordinal, pod);
      else this.condemned.push(pod);
    }
    this.condemned.sort((a, b) => ordinalOf(set, b)! - ordinalOf(set, a)!);
  }

  *act(): Process<SyncResult> {
    const filled = yield* this.fill();
    if (filled !== "go on") return filled;
    const shrunk = yield* this.shrink();
    if (shrunk !== "go on") return shrunk;
    return this.set.spec.updateStrategy?.type === "OnDelete" ? null : yield* this.roll();
  }

  private isHealthy(pod: Pod): boolean {
    return isRunningAndReady(pod) && isAvailable(pod, this.minReady, this.context.now()) && !isTerminating(pod);
  }

  /** Each ordinal gets its Pod; in order, each waits until the one before is available. */
  private *fill(): Process<SyncResult | "go on"> {
    for (const ordinal of this.ordinals) {
      const pod = this.replicas.get(ordinal);
      if (!pod) {
        const refused = yield* this.create(ordinal);
        if (refused || this.oneByOne) return refused;
      } else if (isFinished(pod)) {
        return isTerminating(pod) ? null : yield* this.remove(pod, "replacePod");
      } else if (this.oneByOne && !this.isHealthy(pod)) {
        this.record("waitForPod", nameOf(pod));
        return null;
      } else if (this.isHealthy(pod)) {
        const refused = yield* this.keepInvariants(pod);
        if (refused) return refused;
      }
    }
    return "go on";
  }

  /** Brings the claims of a running Pod in line with the retention policy; upstream calls this an update of the Pod. */
  private *keepInvariants(pod: Pod): Process<SyncResult> {
    const { changed, refused } = yield* this.handOverClaims(pod, false);
    if (refused || !changed) return refused;
    const what = `update Pod ${nameOf(pod)} in StatefulSet ${nameOf(this.set)}`;
    this.client.event(this.set, "Normal", "SuccessfulUpdate", `${what} successful`);
    return null;
  }

  private *handOverClaims(
    pod: Pod,
    isCondemned: boolean,
  ): Process<{ readonly changed: boolean; readonly refused: SyncResult }> {
    let changed = false;
    for (const { metadata } of claimsFor(this.set, ordinalOf(this.set, pod)!)) {
      const claim = this.claimAt(`${metadata.namespace}/${metadata.name}`);
      const owners = claim && wantedOwners(this.set, pod, isCondemned, claim);
      if (!owners) continue;
      changed = true;
      const updated = yield* this.client.update<PersistentVolumeClaim>({
        ...claim,
        metadata: { ...claim.metadata, ownerReferences: [...owners] },
      });
      if (!updated.ok) return { changed, refused: updated.status };
    }
    return { changed, refused: null };
  }

  /** Pods beyond the wanted number go from the highest ordinal down, each once the one before is gone. */
  private *shrink(): Process<SyncResult | "go on"> {
    const all = [...this.replicas.values(), ...this.condemned].sort(
      (a, b) => ordinalOf(this.set, a)! - ordinalOf(this.set, b)!,
    );
    const firstUnhealthy = all.find((pod) => !this.isHealthy(pod));
    for (const pod of this.condemned) {
      const { refused } = yield* this.handOverClaims(pod, true);
      if (refused) return refused;
    }
    for (const pod of this.condemned) {
      if (isTerminating(pod)) {
        if (this.oneByOne) return null;
        continue;
      }
      if (this.oneByOne && !isRunningAndReady(pod) && pod !== firstUnhealthy) return null;
      const refused = yield* this.remove(pod, "scaleDown");
      if (refused || this.oneByOne) return refused;
    }
    return "go on";
  }

  /** Pods of an old revision are deleted from the highest ordinal down to the partition, one at a time. */
  private *roll(): Process<SyncResult> {
    const partition = this.set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    for (const ordinal of this.ordinals.slice(partition).reverse()) {
      const pod = this.replicas.get(ordinal);
      if (!pod) continue;
      if (revisionOf(pod) !== nameOf(this.update) && !isTerminating(pod)) return yield* this.remove(pod, "updatePod");
      if (!this.isHealthy(pod)) return null;
    }
    return null;
  }

  /** Ordinals below the partition keep the present revision, and so do those that have not been rolled yet. */
  private revisionFor(ordinal: number): ControllerRevision {
    const { updateStrategy, ordinals } = this.set.spec;
    if (updateStrategy?.type === "OnDelete") return this.update;
    const offset = ordinal - (ordinals?.start ?? 0);
    const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
    const kept = partition === 0 ? (statusOf(this.set).currentReplicas ?? 0) : partition;
    return offset < kept ? this.current : this.update;
  }

  private *create(ordinal: number): Process<SyncResult> {
    const name = podName(this.set, ordinal);
    this.record("createPod", name);
    for (const wanted of claimsFor(this.set, ordinal)) {
      if (this.claimAt(keyOf(wanted))) continue;
      const made = yield* this.client.create<PersistentVolumeClaim>(wanted);
      const what = `Claim ${nameOf(wanted)} Pod ${name} in StatefulSet ${nameOf(this.set)}`;
      if (made.ok) this.client.event(this.set, "Normal", "SuccessfulCreate", `create ${what} success`);
      else if (!isAlreadyExists(made.status)) return this.failed(`create ${what}`, "FailedCreate", made.status);
    }
    const revision = this.revisionFor(ordinal);
    const template = templateOf(revision) ?? this.set.spec.template;
    const created = yield* this.client.create<Pod>(newStatefulPod(this.set, template, ordinal, nameOf(revision)));
    const what = `create Pod ${name} in StatefulSet ${nameOf(this.set)}`;
    if (created.ok) {
      this.client.event(this.set, "Normal", "SuccessfulCreate", `${what} successful`);
      return null;
    }
    return isAlreadyExists(created.status) ? created.status : this.failed(what, "FailedCreate", created.status);
  }

  private *remove(pod: Pod, decision: string): Process<SyncResult> {
    this.record(decision, nameOf(pod));
    const deleted = yield* this.client.delete("pods", pod.metadata.namespace, nameOf(pod));
    const what = `delete Pod ${nameOf(pod)} in StatefulSet ${nameOf(this.set)}`;
    if (!deleted.ok) return isNotFound(deleted.status) ? null : this.failed(what, "FailedDelete", deleted.status);
    this.client.event(this.set, "Normal", "SuccessfulDelete", `${what} successful`);
    return null;
  }

  private failed(what: string, reason: string, status: Status): Status {
    this.client.event(this.set, "Warning", reason, `${what} failed error: ${status.message}`);
    return status;
  }

  *publish(): Process<SyncResult> {
    const status = this.status();
    if (semanticEqual(this.set.status, status)) return null;
    const updated = yield* this.client.updateStatus<StatefulSet>({ ...this.set, status });
    return updated.ok || isNotFound(updated.status) ? null : updated.status;
  }

  private status(): { [key: string]: unknown } {
    const living = this.pods.filter((pod) => !isTerminating(pod) && !isFinished(pod));
    const of = (revision: ControllerRevision): number =>
      living.filter((pod) => revisionOf(pod) === nameOf(revision)).length;
    const ready = this.pods.filter(isRunningAndReady);
    const available = ready.filter((pod) => isAvailable(pod, this.minReady, this.context.now())).length;
    const updated = of(this.update);
    const wanted = this.ordinals.length;
    const rolling = this.set.spec.updateStrategy?.type !== "OnDelete";
    const complete = rolling && updated === wanted && this.pods.length === wanted && ready.length === wanted;
    const current = complete ? this.update : this.current;
    return {
      ...omitZero({
        observedGeneration: this.set.metadata.generation ?? 0,
        readyReplicas: ready.length,
        currentReplicas: of(current),
        updatedReplicas: updated,
      }),
      replicas: this.pods.length,
      availableReplicas: available,
      currentRevision: nameOf(current),
      updateRevision: nameOf(this.update),
      collisionCount: statusOf(this.set).collisionCount ?? 0,
    };
  }

  private record(decision: string, pod: string): void {
    if (this.recorded) return;
    this.recorded = this.oneByOne;
    this.context.record(statefulSetController.name, {
      type: "Reconcile",
      controller: statefulSetController.name,
      kind: "StatefulSet",
      key: keyOf(this.set),
      want: this.ordinals.length,
      have: this.replicas.size,
      decision,
      params: { pod },
    });
  }
}

import type { StatefulSet } from "../../api/apps.ts";
import { revisionHash } from "../../api/hash.ts";
import type { Pod } from "../../api/pod.ts";
import type { PersistentVolumeClaim } from "../../api/storage.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { claim } from "../claim.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { type ControllerRevision, currentRevision, removeRevisions } from "../history/controllerRevision.ts";
import { controllerOf, isControlledBy, keyOf, nameOf } from "../objects.ts";
import { untilAvailable } from "../podState.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { StatefulPodControl } from "./podControl.ts";
import { ordinalOf } from "./statefulPod.ts";
import { revisionOf, StatefulSetPass } from "./statefulSetPass.ts";

/**
 * The StatefulSet controller gives each ordinal one Pod with a name and volumes of its own, one after the other.
 *
 * Models pkg/controller/statefulset (v1.34), without the alpha maxUnavailable.
 */
export const statefulSetController: Controller = {
  name: "statefulset-controller",
  kinds: ["StatefulSet"],
  start: (context) => new StatefulSetController(context).start(),
};

interface StatefulSetStatus {
  readonly currentRevision?: string;
  readonly collisionCount?: number;
}

const statusOf = (set: StatefulSet): StatefulSetStatus => set.status ?? {};

class StatefulSetController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private readonly control: StatefulPodControl;
  private sets!: Informer<StatefulSet>;
  private pods!: Informer<Pod>;
  private revisions!: Informer<ControllerRevision>;
  private claims!: Informer<PersistentVolumeClaim>;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(statefulSetController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key));
    this.control = new StatefulPodControl(this.client, (key) => this.claims.get(key));
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
      ...(set.metadata.annotations && { annotations: set.metadata.annotations }),
      hash: (data) => revisionHash(data, statusOf(set).collisionCount),
    });
    if (!update.ok) return update.status;
    const current = history.find((revision) => nameOf(revision) === statusOf(set).currentRevision) ?? update.object;
    const pods = claimed.objects;
    const pass = new StatefulSetPass(this.context, this.client, this.control, set, pods, current, update.object);
    const refused = set.metadata.deletionTimestamp ? null : yield* pass.act();
    const unwritten = yield* pass.publish();
    const live = new Set([nameOf(current), nameOf(update.object), ...pods.map(revisionOf)]);
    return refused ?? unwritten ?? (yield* this.truncateHistory(set, history, live));
  }

  /** Revisions beyond the limit go, but none that a Pod has. */
  private *truncateHistory(
    set: StatefulSet,
    history: readonly ControllerRevision[],
    live: ReadonlySet<string>,
  ): Process<SyncResult> {
    const past = history.filter((revision) => !live.has(nameOf(revision)));
    return yield* removeRevisions(this.client, past, past.length - (set.spec.revisionHistoryLimit ?? 10));
  }
}

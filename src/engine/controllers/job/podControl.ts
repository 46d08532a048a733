import type { Job } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { withoutFinalizer } from "../claim.ts";
import type { Expectations } from "../expectations.ts";
import { isNamespaceTerminating, isNotFound, keyOf, nameOf } from "../objects.ts";
import type { SyncResult } from "../workQueue.ts";
import type { FailureCounts } from "./indexes.ts";
import { isTracked, newJobPod, trackingFinalizer } from "./jobPods.ts";

/** What the Job controller asks of the API server for its Pods, with the Events that tell of it. */
export class JobPodControl {
  /** Pods whose finalizer has been taken off, until the watch shows it. */
  readonly released = new Set<string>();

  constructor(
    private readonly client: Client,
    private readonly expectations: Expectations,
  ) {}

  *create(job: Job, index: number | null, failures: FailureCounts): Process<SyncResult> {
    const created = yield* this.client.create<Pod>(newJobPod(job, index, failures));
    if (created.ok) {
      this.client.event(job, "Normal", "SuccessfulCreate", `Created pod: ${nameOf(created.object)}`);
      return null;
    }
    if (isNamespaceTerminating(created.status)) return null;
    this.expectations.creationObserved(keyOf(job));
    this.client.event(job, "Warning", "FailedCreate", `Error creating: ${created.status.message}`);
    return created.status;
  }

  /** Takes the finalizer off first: a Pod that is not wanted any more does not count. */
  *remove(job: Job, pod: Pod): Process<SyncResult> {
    const refused = yield* this.release(pod);
    if (refused) this.expectations.deletionObserved(keyOf(job), pod.metadata.uid ?? "");
    return refused ?? (yield* this.delete(job, pod));
  }

  *delete(job: Job, pod: Pod): Process<SyncResult> {
    const deleted = yield* this.client.delete("pods", pod.metadata.namespace, nameOf(pod));
    if (deleted.ok) {
      this.client.event(job, "Normal", "SuccessfulDelete", `Deleted pod: ${nameOf(pod)}`);
      return null;
    }
    this.expectations.deletionObserved(keyOf(job), pod.metadata.uid ?? "");
    if (isNotFound(deleted.status)) return null;
    this.client.event(job, "Warning", "FailedDelete", `Error deleting: ${deleted.status.message}`);
    return deleted.status;
  }

  /** Takes the finalizer off, once. */
  *release(pod: Pod): Process<SyncResult> {
    const { uid = "", namespace } = pod.metadata;
    if (!isTracked(pod) || this.released.has(uid)) return null;
    this.released.add(uid);
    const patched = yield* this.client.patch<Pod>("pods", namespace, nameOf(pod), (stored) =>
      withoutFinalizer(stored, trackingFinalizer),
    );
    if (patched.ok || isNotFound(patched.status)) return null;
    this.released.delete(uid);
    return patched.status;
  }
}

import type { StatefulSet } from "../../api/apps.ts";
import type { Status } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { PersistentVolumeClaim } from "../../api/storage.ts";
import type { Client } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { isAlreadyExists, keyOf, nameOf } from "../objects.ts";
import type { SyncResult } from "../workQueue.ts";
import { wantedOwners } from "./claimRetention.ts";
import { claimsFor, hasIdentity, identityLabels, ordinalOf } from "./statefulPod.ts";

/**
 * What the StatefulSet controller asks of the API server for its Pods and their claims, with the Events that tell of it.
 *
 * Models stateful_pod_control.go of pkg/controller/statefulset (v1.34).
 */
export class StatefulPodControl {
  constructor(
    private readonly client: Client,
    private readonly claimAt: (key: string) => PersistentVolumeClaim | undefined,
  ) {}

  *create(set: StatefulSet, pod: Pod): Process<SyncResult> {
    const claims = yield* this.createClaims(set, pod);
    if (claims) return this.tell("create", set, pod, claims);
    const created = yield* this.client.create<Pod>(pod);
    if (!created.ok && isAlreadyExists(created.status)) return created.status;
    return this.tell("create", set, pod, created.ok ? null : created.status);
  }

  *delete(set: StatefulSet, pod: Pod): Process<SyncResult> {
    const deleted = yield* this.client.delete("pods", pod.metadata.namespace, nameOf(pod));
    return this.tell("delete", set, pod, deleted.ok ? null : deleted.status);
  }

  /**
   * Gives a Pod its name in DNS and its ordinal where it bears them not: it was adopted, or somebody took the labels off.
   * And brings its claims in line with the retention policy, which upstream calls an update of the Pod, too.
   */
  *update(set: StatefulSet, pod: Pod): Process<SyncResult> {
    const { changed, refused } = yield* this.handOverClaims(set, pod, false);
    if (refused) return this.tell("update", set, pod, refused);
    if (hasIdentity(pod)) return changed ? this.tell("update", set, pod, null) : null;
    const labels = { ...pod.metadata.labels, ...identityLabels(nameOf(pod), ordinalOf(set, pod) ?? 0) };
    const updated = yield* this.client.update<Pod>({ ...pod, metadata: { ...pod.metadata, labels } });
    return this.tell("update", set, pod, updated.ok ? null : updated.status);
  }

  *handOverClaims(
    set: StatefulSet,
    pod: Pod,
    isCondemned: boolean,
  ): Process<{ readonly changed: boolean; readonly refused: SyncResult }> {
    let changed = false;
    for (const wanted of this.claimsOf(set, pod)) {
      const claim = this.claimAt(keyOf(wanted));
      const owners = claim && wantedOwners(set, pod, isCondemned, claim);
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

  /** Makes the claims of a Pod that are missing. Models createPersistentVolumeClaims. */
  *createClaims(set: StatefulSet, pod: Pod): Process<SyncResult> {
    const failures: string[] = [];
    for (const wanted of this.claimsOf(set, pod)) {
      const known = this.claimAt(keyOf(wanted));
      if (known?.metadata.deletionTimestamp) failures.push(`pvc ${nameOf(wanted)} is being deleted`);
      if (known) continue;
      const made = yield* this.client.create<PersistentVolumeClaim>(wanted);
      const where = `Pod ${nameOf(pod)} in StatefulSet ${nameOf(set)}`;
      if (made.ok) {
        const message = `create Claim ${nameOf(wanted)} ${where} success`;
        this.client.event(set, "Normal", "SuccessfulCreate", message);
        continue;
      }
      const { message } = made.status;
      failures.push(`failed to create PVC ${nameOf(wanted)}: ${message}`);
      if (isAlreadyExists(made.status)) continue;
      const failed = `create Claim ${nameOf(wanted)} for ${where} failed error: ${message}`;
      this.client.event(set, "Warning", "FailedCreate", failed);
    }
    if (failures.length === 0) return null;
    const [first = ""] = failures;
    return { ...unexpected, message: failures.length === 1 ? first : `[${failures.join(", ")}]` };
  }

  /** A claim that still belongs to an earlier Pod of the name goes with it; a new Pod has to wait. Models PodClaimIsStale. */
  hasStaleClaim(set: StatefulSet, pod: Pod): boolean {
    return this.claimsOf(set, pod).some((wanted) =>
      this.claimAt(keyOf(wanted))?.metadata.ownerReferences?.some(
        ({ kind, name }) => kind === "Pod" && name === nameOf(pod),
      ),
    );
  }

  private claimsOf(set: StatefulSet, pod: Pod): readonly PersistentVolumeClaim[] {
    return claimsFor(set, ordinalOf(set, pod) ?? 0);
  }

  private tell(verb: "create" | "update" | "delete", set: StatefulSet, pod: Pod, refused: SyncResult): SyncResult {
    const what = `${verb} Pod ${nameOf(pod)} in StatefulSet ${nameOf(set)}`;
    const noun = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`;
    if (refused) this.client.event(set, "Warning", `Failed${noun}`, `${what} failed error: ${refused.message}`);
    else this.client.event(set, "Normal", `Successful${noun}`, `${what} successful`);
    return refused;
  }
}

/** What went wrong with the claims, as a refusal of the whole: the pass is tried again. */
const unexpected: Status = {
  apiVersion: "v1",
  kind: "Status",
  status: "Failure",
  code: 500,
  reason: "InternalError",
  message: "",
} as Status;

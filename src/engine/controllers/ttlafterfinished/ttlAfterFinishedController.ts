import type { Job } from "../../api/apps.ts";
import type { Condition } from "../../api/meta.ts";
import { virtualTime } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { conditionOf, isTrue } from "../conditions.ts";
import type { Controller } from "../context.ts";
import { specOf, statusOf } from "../job/jobSpec.ts";
import { isNotFound, keyOf, nameOf } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";

/**
 * The TTL-after-finished controller deletes Jobs that ended `ttlSecondsAfterFinished` ago, and with them their Pods.
 *
 * Models pkg/controller/ttlafterfinished (v1.34).
 */
export const ttlAfterFinishedController: Controller = {
  name: "ttl-after-finished-controller",
  kinds: ["Job"],
  start: (context) => {
    const client = context.client("ttl-after-finished-controller");
    const enqueue = (job: Job): void => {
      if (expiry(job) !== null) queue.add(keyOf(job));
    };
    const jobs = context.informers.of<Job>("jobs", {
      added: enqueue,
      updated: (_before, job) => enqueue(job),
    });
    const queue = new WorkQueue(context, sync);
    function* sync(key: string): Process<SyncResult> {
      const job = jobs.get(key);
      const expires = job && expiry(job);
      if (!job || expires === null || expires === undefined) return null;
      const left = expires - context.now();
      if (left > 0) {
        queue.addAfter(key, left);
        return null;
      }
      const foreground = { propagationPolicy: "Foreground", uid: job.metadata.uid } as const;
      const deleted = yield* client.delete("jobs", job.metadata.namespace, nameOf(job), foreground);
      return deleted.ok || isNotFound(deleted.status) ? null : deleted.status;
    }
  },
};

/** When the Job is to go, virtual milliseconds; null: never, or not while it runs. */
function expiry(job: Job): number | null {
  const { ttlSecondsAfterFinished } = specOf(job);
  if (ttlSecondsAfterFinished === undefined || job.metadata.deletionTimestamp) return null;
  const conditions = statusOf(job).conditions as Condition[] | undefined;
  const type = ["Complete", "Failed"].find((end) => isTrue(conditions, end));
  if (type === undefined) return null;
  const ended = virtualTime(conditionOf(conditions, type)?.lastTransitionTime ?? "");
  return ended === null ? null : ended + ttlSecondsAfterFinished * 1000;
}

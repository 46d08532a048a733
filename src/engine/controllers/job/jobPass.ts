import type { Job } from "../../api/apps.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client } from "../../client/client.ts";
import { timestamp, type VirtualMillis, virtualTime } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { ControllerContext } from "../context.ts";
import type { Expectations } from "../expectations.ts";
import { keyOf } from "../objects.ts";
import { parallel } from "../parallel.ts";
import { isReady } from "../podState.ts";
import { slowStart } from "../slowStart.ts";
import type { SyncResult } from "../workQueue.ts";
import { type BackoffRecord, recordAfter, remainingBackoff } from "./backoff.ts";
import { completed, endingOf, isComplete } from "./ending.ts";
import { isIndexed } from "./jobPods.ts";
import { specOf, statusOf } from "./jobSpec.ts";
import { dueIndexes, failuresBefore, missingPods, pendingIndexes, surplusPods, wantedActive } from "./management.ts";
import type { JobPodControl } from "./podControl.ts";
import { type Tally, tallyOf } from "./tally.ts";
import { StatusTracking, suspension } from "./tracking.ts";

interface Subject {
  readonly job: Job;
  readonly pods: readonly Pod[];
  /** Whether all that was asked for has been seen to happen. */
  readonly mayManage: boolean;
  readonly backoff: BackoffRecord;
  remember(record: BackoffRecord): void;
  lookAgain(delay: VirtualMillis): void;
  lookAgainBatched(delay: VirtualMillis): void;
}

/** How many Pods run after a pass has acted, how many of them are ready, how many are on their way out. */
interface Running {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
  readonly refused: SyncResult;
}

/** One pass over one Job. Models syncJob of pkg/controller/job (v1.34). */
export class JobPass {
  private readonly job: Job;
  private readonly tally: Tally;
  private readonly record: BackoffRecord;

  constructor(
    private readonly context: ControllerContext,
    private readonly client: Client,
    private readonly control: JobPodControl,
    private readonly expectations: Expectations,
    private readonly subject: Subject,
  ) {
    const now = context.now();
    this.job = subject.job;
    this.tally = tallyOf(subject.job, subject.pods, control.released, now);
    this.record = recordAfter(subject.backoff, this.tally.newSucceeded, this.tally.newFailed, now);
  }

  *run(): Process<SyncResult> {
    const { job, tally } = this;
    const now = timestamp(this.context.now());
    const { suspend } = specOf(job);
    let { startTime, conditions = [] } = statusOf(job);
    if (startTime === undefined && !suspend) startTime = now;
    let ending = endingOf(job, tally, this.isLate(startTime));
    let running: Running;
    if (ending) {
      running = yield* this.end();
      if (running.refused || !this.subject.mayManage) ending = null;
    } else {
      const manages = this.subject.mayManage && !job.metadata.deletionTimestamp;
      running = manages ? yield* this.manage() : this.running();
      if (isComplete(job, tally.succeeded, running.active)) ending = completed;
      const change = manages && !ending ? suspension(job, now) : null;
      if (change) {
        this.client.event(job, "Normal", change.reason, `Job ${change.reason.toLowerCase()}`);
        conditions = change.conditions;
        if (change.reason === "Resumed") startTime = now;
      }
    }
    const { active, ready, terminating, refused } = running;
    const tracking = new StatusTracking(this.context, this.client, this.control, job, tally);
    const outcome = { active, ready, terminating, startTime, conditions, ending };
    const unwritten = yield* tracking.publish(outcome, () => this.subject.remember(this.record));
    return unwritten ?? refused;
  }

  private running(changes: Partial<Running> = {}): Running {
    const { active, terminating } = this.tally;
    const now = { active: active.length, ready: active.filter(isReady).length, terminating: terminating.length };
    return { ...now, refused: null, ...changes };
  }

  /** activeDeadlineSeconds has passed; a suspended Job has none. */
  private isLate(startTime: string | undefined): boolean {
    const { activeDeadlineSeconds, suspend } = specOf(this.job);
    const since = virtualTime(startTime ?? "");
    if (activeDeadlineSeconds === undefined || since === null || suspend) return false;
    const left = since + activeDeadlineSeconds * 1000 - this.context.now();
    if (left > 0) this.subject.lookAgain(left);
    return left <= 0;
  }

  /** Ends what still runs. The finalizers stay: whether these Pods count depends on how the Job ends. */
  private *end(): Process<Running> {
    const { active } = this.tally;
    if (active.length > 0) this.tell(0, "deletePods");
    return yield* this.without(active, (pod) => this.control.delete(this.job, pod));
  }

  private *without(pods: readonly Pod[], remove: (pod: Pod) => Process<SyncResult>): Process<Running> {
    const results = yield* parallel(this.context, pods.map(remove));
    const removed = results.filter((status) => status === null).length;
    const now = this.running();
    return {
      active: now.active - removed,
      ready: now.ready - pods.filter(isReady).length,
      terminating: now.terminating + removed,
      refused: results.find((status) => status !== null) ?? null,
    };
  }

  /** Keeps as many Pods running as may and need be; makes or removes some, never both. Models manageJob. */
  private *manage(): Process<Running> {
    const { job, tally } = this;
    const now = this.context.now();
    const want = wantedActive(job, tally);
    const surplus = surplusPods(job, tally, want, now);
    if (surplus.length > 0) {
      this.tell(want, "deletePods");
      const uids = surplus.map(({ metadata }) => metadata.uid ?? "");
      this.expectations.expectDeletions(keyOf(job), uids);
      return yield* this.without(surplus, (pod) => this.control.remove(job, pod));
    }
    const missing = missingPods(job, tally, want);
    if (missing === 0) return this.running();
    const perIndex = specOf(job).backoffLimitPerIndex !== undefined;
    const wait = perIndex ? 0 : remainingBackoff(this.record, now);
    if (wait > 0) return this.backOff(want, wait);
    if (!isIndexed(job)) return yield* this.create(want, missing, () => null);
    const pending = pendingIndexes(job, tally, missing);
    const { due, wait: left } = perIndex ? dueIndexes(pending, tally, now) : { due: pending, wait: 0 };
    if (left > 0) return this.backOff(want, left);
    return yield* this.create(want, due.length, (i) => due[i] ?? null);
  }

  /** Upstream's status says that nothing is active while a replacement waits, also when other Pods run. */
  private backOff(want: number, wait: VirtualMillis): Running {
    this.tell(want, "backOff");
    this.subject.lookAgainBatched(wait);
    return this.running({ active: 0 });
  }

  private *create(want: number, count: number, indexAt: (i: number) => number | null): Process<Running> {
    const { job, tally } = this;
    if (count === 0) return this.running();
    this.tell(want, "createPods");
    const key = keyOf(job);
    this.expectations.expectCreations(key, count);
    const answers = yield* slowStart(this.context, count, (i) =>
      this.control.create(job, indexAt(i), failuresBefore(job, indexAt(i), tally)),
    );
    this.expectations.creationObserved(key, count - answers.length);
    const created = answers.filter((status) => status === null).length;
    const refused = answers.find((status) => status !== null) ?? null;
    return this.running({ active: tally.active.length + created, refused });
  }

  private tell(want: number, decision: string): void {
    this.context.record("job-controller", {
      type: "Reconcile",
      controller: "job-controller",
      kind: "Job",
      key: keyOf(this.job),
      want,
      have: this.tally.active.length,
      decision,
    });
  }
}

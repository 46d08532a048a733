import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { ComponentContext } from "../../client/component.ts";
import { type Process, until } from "../../kernel/simulator.ts";
import { SchedulerCache } from "../cache/schedulerCache.ts";
import { defaultSchedulerName, type SchedulerConfiguration } from "../config/schedulerConfiguration.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import { defaultBackoff } from "../queue/backoff.ts";
import { type QueueMove, SchedulingQueue } from "../queue/schedulingQueue.ts";
import { seededChooser } from "../runtime/choosers.ts";
import { createProfiles, type Profile } from "../runtime/profile.ts";
import { watchCluster } from "./eventHandlers.ts";
import type { SchedulerEvent } from "./events.ts";
import { type SchedulerParts, schedulerActor } from "./schedulerContext.ts";
import { runSchedulingCycle } from "./schedulingCycle.ts";

/** The record that holds the scheduler's memory. */
const queueRecord = "scheduler/queue";

/** How often the scheduler looks for Pods left over in unschedulablePods, in virtual milliseconds. */
const leftoverPeriod = 30_000;

interface SchedulerOptions {
  /** A KubeSchedulerConfiguration document; without one the default profile. */
  readonly configuration?: KubernetesObject | null;
}

/**
 * Starts kube-scheduler: it watches the cluster, takes one pending Pod at a time from its queue, and binds it to the node
 * that its profile's plugins choose.
 *
 * Models pkg/scheduler/scheduler.go and schedule_one.go (v1.34).
 */
export function startScheduler(context: ComponentContext<SchedulerEvent>, options: SchedulerOptions = {}): void {
  // The document's fields are optional and checked where it is read: what it lacks takes its default.
  new Scheduler(context, (options.configuration ?? {}) as SchedulerConfiguration).start();
}

class Scheduler {
  private readonly parts: SchedulerParts;
  private readonly profiles: ReadonlyMap<string, Profile>;
  private nextStart = 0;
  private wakeLoop: (() => void) | null = null;
  private backoffTimer = false;
  private leftoverTimer = false;

  constructor(
    private readonly context: ComponentContext<SchedulerEvent>,
    configuration: SchedulerConfiguration,
  ) {
    const cache = new SchedulerCache();
    this.profiles = createProfiles(configuration, cache, seededChooser(context.random.split("scheduler")));
    const [first] = this.profiles.values();
    const queue = new SchedulingQueue({
      now: context.now,
      compare: (a, b) => first!.queueSort.compare(a, b),
      preEnqueue: (pod) => this.profileOf(pod.pod)?.runPreEnqueue(pod) ?? null,
      moved: (move) => this.moved(move),
      backoff: {
        initial: (configuration.podInitialBackoffSeconds ?? defaultBackoff.initial / 1000) * 1000,
        max: (configuration.podMaxBackoffSeconds ?? defaultBackoff.max / 1000) * 1000,
      },
    });
    this.parts = { context, client: context.client(schedulerActor), cache, queue };
  }

  start(): void {
    watchCluster(
      this.parts,
      (pod) => this.profileOf(pod) !== undefined,
      () => this.wake(),
    );
    this.context.spawn(this.loop());
  }

  private profileOf({ spec }: Pod): Profile | undefined {
    return this.profiles.get(spec.schedulerName || defaultSchedulerName);
  }

  private *loop(): Process {
    for (;;) {
      const next = this.parts.queue.pop();
      if (!next) {
        yield* until<void>((resume) => {
          this.wakeLoop = () => resume();
        });
        this.wakeLoop = null;
        continue;
      }
      const profile = this.profileOf(next.info.pod);
      if (!profile || this.isSkipped(next.info)) this.parts.queue.done(next.info.key);
      else this.nextStart = yield* runSchedulingCycle(this.parts, profile, next, this.nextStart);
    }
  }

  /** A Pod that is being deleted is not worth an attempt. Models skipPodSchedule. */
  private isSkipped({ pod, key, terminating }: PodInfo): boolean {
    if (!terminating) return this.parts.cache.isAssumed(key);
    const message = `skip schedule deleting pod: ${key}`;
    this.parts.client.event(pod, "Warning", "FailedScheduling", message, {
      component: defaultSchedulerName,
      action: "Scheduling",
    });
    return true;
  }

  private wake(): void {
    if (!this.parts.queue.isIdle) this.wakeLoop?.();
  }

  private moved(move: QueueMove): void {
    const { context, parts } = this;
    context.record(schedulerActor, { type: "QueueMove", ...move }, [context.change(queueRecord, parts.queue.record())]);
    if (move.to === "activeQ" || move.to === "backoffQ") context.after(0, () => this.wake());
    if (move.to === "backoffQ") this.watchBackoff();
    if (move.to === "unschedulablePods") this.watchLeftovers();
  }

  /** Moves Pods on when their backoff ends. */
  private watchBackoff(): void {
    const end = this.parts.queue.nextBackoffEnd();
    if (end === undefined || this.backoffTimer) return;
    this.backoffTimer = true;
    this.context.after(Math.max(end - this.context.now(), 0), () => {
      this.backoffTimer = false;
      this.parts.queue.flushBackoff();
      this.watchBackoff();
    });
  }

  private watchLeftovers(): void {
    if (this.leftoverTimer) return;
    this.leftoverTimer = true;
    this.context.background(leftoverPeriod, () => {
      this.leftoverTimer = false;
      this.parts.queue.flushLeftovers();
      if (this.parts.queue.hasUnschedulable) this.watchLeftovers();
    });
  }
}

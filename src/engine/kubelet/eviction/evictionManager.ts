import type { VirtualMillis } from "../../kernel/clock.ts";
import { type Process, until } from "../../kernel/simulator.ts";
import type { ImageGarbageCollector } from "../imageGarbageCollector.ts";
import type { NodeRuntime } from "../nodeRuntime.ts";
import { type Pressure, postNodeStatus } from "../nodeStatus.ts";
import type { PodWorker } from "../podWorker.ts";
import { isCritical } from "../staticPods.ts";
import { timing } from "../timing.ts";
import { binaryText } from "../usage.ts";
import { passedStorageLimit } from "./localStorage.ts";
import { blame, ranked } from "./ranking.ts";
import { amountText, isMet, meanings, type Observations, type Threshold, thresholdsOf } from "./thresholds.ts";

/** After so many looks in vain a run does not wait for the next. */
const patience = 8;
/** Seconds that a Pod gets when a hard threshold is crossed, and how long its end is waited for. */
const immediate = 1;
const cleanupTimeout: VirtualMillis = 30_000;

/**
 * Evicts Pods when the node runs short of memory, disk or processes, one in each look, and those that pass a limit of
 * their local storage. Only usage that the scenario tells is counted.
 * Models pkg/kubelet/eviction (v1.34); left out: inodes, what the cgroup of all Pods may use, minimum reclaim.
 */
export class EvictionManager {
  private readonly thresholds: readonly Threshold[];
  private readonly firstMet = new Map<Threshold, VirtualMillis>();
  private readonly lastSeen = new Map<Pressure, VirtualMillis>();
  private published: ReadonlySet<Pressure> = new Set();
  private passDue = false;
  private inVain = 0;

  constructor(
    private readonly node: NodeRuntime,
    private readonly workers: () => Iterable<PodWorker>,
    private readonly observe: () => Observations,
    private readonly images: ImageGarbageCollector,
  ) {
    this.thresholds = thresholdsOf(node.machine.configuration);
  }

  /** Usage is about to change in `delay`: when it has, the next look may have something to do. */
  usageChanges(delay: VirtualMillis): void {
    this.node.context.after(delay, () => {
      if (this.met().length > 0 || this.overLimit().length > 0) this.awaitPass();
      this.images.usageChanged();
    });
  }

  private awaitPass(): void {
    if (this.passDue) return;
    this.passDue = true;
    const { context } = this.node;
    const timer = this.inVain > patience ? context.background : context.after;
    timer(timing.eviction - (context.now() % timing.eviction), () => {
      this.passDue = false;
      context.spawn(this.pass());
    });
  }

  private met(): Threshold[] {
    const observations = this.observe();
    return this.thresholds.filter((threshold) => isMet(threshold, observations));
  }

  private *pass(): Process {
    const { now } = this.node.context;
    const met = this.met();
    for (const threshold of this.thresholds)
      if (!met.includes(threshold)) this.firstMet.delete(threshold);
      else if (!this.firstMet.has(threshold)) this.firstMet.set(threshold, now());
    for (const { signal } of met) this.lastSeen.set(meanings[signal].pressure, now());
    this.publish();
    const victims = this.evictOverLimit();
    const due = met.filter((threshold) => now() - (this.firstMet.get(threshold) ?? now()) >= threshold.gracePeriod);
    if (victims.length === 0 && due.length > 0) victims.push(...this.reclaim(due[0]));
    this.inVain = victims.length > 0 || met.length === 0 ? 0 : this.inVain + 1;
    if (victims.length > 0) {
      yield* this.cleanedUp(victims);
      this.node.context.spawn(this.pass());
    } else if (met.length > 0 || this.overLimit().length > 0) {
      this.awaitPass();
    }
  }

  /** First what the node itself can spare, then one Pod. */
  private reclaim(threshold: Threshold): PodWorker[] {
    const { resource } = meanings[threshold.signal];
    this.nodeEvent("EvictionThresholdMet", `Attempting to reclaim ${resource}`);
    if (resource === "ephemeral-storage") {
      this.images.deleteUnused();
      if (this.met().length === 0) return [];
    }
    const observed = this.observe().get(threshold.signal);
    const candidates = this.active().map((worker) => ({ worker, pod: worker.pod, usage: worker.runtime.usage() }));
    const victim = ranked(candidates, resource).find(({ pod }) => !isCritical(pod));
    if (!victim || !observed) return [];
    const amounts = `Threshold quantity: ${amountText(threshold, observed.capacity)}, available: ${amountOfSignal(threshold, observed.available)}. `;
    const message = `The node was low on resource: ${resource}. ${amounts}${blame(resource, victim.usage)}`;
    victim.worker.evict(message, { graceSeconds: this.graceOf(threshold, victim.worker), disrupted: true });
    return [victim.worker];
  }

  private graceOf({ gracePeriod }: Threshold, { pod }: PodWorker): number {
    if (gracePeriod === 0) return immediate;
    const { evictionMaxPodGracePeriod: longest } = this.node.machine.configuration;
    return Math.min(longest, pod.spec.terminationGracePeriodSeconds ?? longest);
  }

  private overLimit(): { readonly worker: PodWorker; readonly message: string }[] {
    return this.active().flatMap((worker) => {
      const message = passedStorageLimit(worker.pod, worker.runtime.usage());
      return message === null ? [] : [{ worker, message }];
    });
  }

  private evictOverLimit(): PodWorker[] {
    return this.overLimit().map(({ worker, message }) => {
      worker.evict(message, { graceSeconds: immediate, disrupted: false });
      return worker;
    });
  }

  private active(): PodWorker[] {
    return [...this.workers()].filter(({ stopping, admitted }) => admitted && !stopping);
  }

  private *cleanedUp(victims: readonly PodWorker[]): Process {
    const { context } = this.node;
    for (const victim of victims)
      yield* until<void>((resume) => {
        const cancel = context.after(cleanupTimeout, () => resume(undefined));
        victim.onCleanedUp(() => {
          cancel();
          resume(undefined);
        });
      });
  }

  /** A pressure is told for a while after it was last seen, lest it flaps. */
  private publish(): void {
    const { client, context, name, machine } = this.node;
    const keep = machine.configuration.evictionPressureTransitionPeriod;
    const now = context.now();
    const under = new Set([...this.lastSeen].flatMap(([type, seen]) => (now - seen < keep ? [type] : [])));
    if ([...under].join() === [...this.published].join()) return;
    this.published = under;
    context.spawn(postNodeStatus(client, name, under, now));
    for (const type of under) context.background((this.lastSeen.get(type) ?? now) + keep - now, () => this.relieve());
  }

  private relieve(): void {
    const { context, machine } = this.node;
    const now = context.now();
    for (const { signal } of this.met()) this.lastSeen.set(meanings[signal].pressure, now);
    this.publish();
    const keep = machine.configuration.evictionPressureTransitionPeriod;
    if (this.published.size > 0) context.background(keep, () => this.relieve());
  }

  private nodeEvent(reason: string, message: string): void {
    const node = this.node.node();
    if (node) this.node.client.event(node, "Warning", reason, message, { component: "kubelet", host: this.node.name });
  }
}

function amountOfSignal({ signal }: Threshold, available: number): string {
  return signal === "pid.available" ? String(available) : binaryText(available);
}

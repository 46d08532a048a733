import type { VirtualMillis } from "../../kernel/clock.ts";
import type { QueuedPod, QueueName, QueueRecord } from "../component/events.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import type { Rejection } from "../framework/status.ts";
import { type BackoffLimits, backoffEnd, defaultBackoff, wholeWindow } from "./backoff.ts";
import { type ClusterEvent, podUpdateEvents } from "./clusterEvent.ts";
import { hintFor } from "./hints.ts";

/** A Pod after this long in unschedulablePods is tried again without any event, in virtual milliseconds. */
const leftoverAge = 5 * 60_000;

type Place = QueueName | "inHand" | "binding";

/** A Pod in the scheduler's memory. Models framework.QueuedPodInfo (v1.34). */
interface Entry {
  info: PodInfo;
  timestamp: VirtualMillis;
  attempts: number;
  unschedulableCount: number;
  consecutiveErrors: number;
  /** Plugins that refused it: in the last attempt, or when it was to enter the queue. */
  refusedBy: readonly string[];
  gated: boolean;
  /** Set by `place` alone. */
  where: Place;
  /** In which order the Pods were first seen. */
  readonly order: number;
  /** Events since it was taken in hand: one of them may be the one that helps. */
  missed: ClusterEvent[];
  view: QueuedPod;
}

export interface QueueMove {
  readonly pod: string;
  readonly from: QueueName | "inHand" | null;
  readonly to: QueueName | "inHand" | null;
  readonly event: string;
  readonly hint?: string;
}

interface QueueOptions {
  readonly now: () => VirtualMillis;
  /** Order of activeQ: the profile's QueueSort plugin. */
  readonly compare: (a: { pod: PodInfo; timestamp: number }, b: { pod: PodInfo; timestamp: number }) => number;
  /** The plugin that keeps a Pod out of activeQ, if any. */
  readonly preEnqueue: (pod: PodInfo) => Rejection | null;
  /** Told of each move, after it has happened. */
  readonly moved: (move: QueueMove) => void;
  readonly backoff?: BackoffLimits;
}

/** What the scheduling loop gets to work on. */
export interface PodInHand {
  readonly info: PodInfo;
  readonly attempts: number;
}

/**
 * Where pending Pods wait: activeQ to be tried, backoffQ to sit out a failure, unschedulablePods for something to change.
 *
 * Models PriorityQueue of pkg/scheduler/backend/queue (v1.34) with queueing hints and with popping from backoffQ while
 * activeQ is empty. Pods that failed by an error back off too, but are not popped early.
 */
export class SchedulingQueue {
  private readonly entries = new Map<string, Entry>();
  private readonly places: { readonly [place in Place]: Set<Entry> } = {
    activeQ: new Set(),
    backoffQ: new Set(),
    unschedulablePods: new Set(),
    inHand: new Set(),
    binding: new Set(),
  };
  /** activeQ in its order; null when that has to be found out. */
  private active: Entry[] | null = [];
  /** What the record shows of activeQ, until something in it changes: a list of a thousand Pods is not made for each move. */
  private activeViews: readonly QueuedPod[] | null = null;
  private seen = 0;
  private readonly limits: BackoffLimits;
  private inHand: Entry | null = null;

  constructor(private readonly options: QueueOptions) {
    this.limits = options.backoff ?? defaultBackoff;
  }

  get isIdle(): boolean {
    return this.places.activeQ.size === 0 && this.places.backoffQ.size === 0;
  }

  has(key: string): boolean {
    const where = this.entries.get(key)?.where;
    return where !== undefined && where !== "binding";
  }

  /** Takes in a Pod that was just seen for the first time. */
  add(info: PodInfo): void {
    if (this.entries.has(info.key)) return;
    const entry: Entry = {
      info,
      timestamp: this.options.now(),
      attempts: 0,
      unschedulableCount: 0,
      consecutiveErrors: 0,
      refusedBy: [],
      gated: false,
      where: "activeQ",
      order: this.seen++,
      missed: [],
      view: { pod: info.key, priority: info.priority, attempts: 0, timestamp: this.options.now() },
    };
    this.entries.set(info.key, entry);
    this.enter(entry, null, "activeQ", "PodAdd");
  }

  /** A pending Pod changed: it stays where it is, unless the change is what it waited for. */
  update(info: PodInfo): void {
    const entry = this.entries.get(info.key);
    if (!entry) {
      this.add(info);
      return;
    }
    const before = entry.info.pod;
    entry.info = info;
    if (entry.where === "activeQ") {
      this.active = null;
      this.activeViews = null;
    }
    this.look(entry);
    const events = podUpdateEvents(before, info.pod, "UnschedulablePod");
    if (entry.where === "inHand" || entry.where === "binding") entry.missed.push(...events);
    if (entry.where !== "unschedulablePods") return;
    for (const event of events) {
      const hint = hintFor(entry.refusedBy, info, event);
      if (hint === null) continue;
      this.requeue(entry, event.label, hint);
      return;
    }
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.remove(entry);
    if (this.inHand === entry) this.inHand = null;
    if (entry.where !== "binding") this.tell(entry, entry.where, null, "PodDelete");
  }

  /** The next Pod to try; null when none may be tried now. */
  pop(): PodInHand | null {
    const entry = this.activeInOrder()[0] ?? this.firstBackingOff();
    if (!entry) return null;
    const from = entry.where as QueueName;
    entry.attempts++;
    this.place(entry, "inHand");
    entry.missed = [];
    this.inHand = entry;
    this.look(entry);
    this.tell(entry, from, "inHand", "Pop");
    return { info: entry.info, attempts: entry.attempts };
  }

  /** The Pod in hand has a node: its binding goes on beside the loop. */
  assumed(key: string): void {
    const entry = this.entries.get(key);
    if (entry?.where !== "inHand") return;
    this.inHand = null;
    this.place(entry, "binding");
    this.tell(entry, "inHand", null, "Assumed");
  }

  /** The Pod is bound, or gone: nothing is left to remember. */
  done(key: string): void {
    const entry = this.entries.get(key);
    if (!entry || (entry.where !== "inHand" && entry.where !== "binding")) return;
    this.remove(entry);
    if (this.inHand !== entry) return;
    this.inHand = null;
    this.tell(entry, "inHand", null, "Done");
  }

  /** The attempt failed: refused by plugins, or by an error when `refusedBy` is empty. */
  failed(key: string, refusedBy: readonly string[]): void {
    const entry = this.entries.get(key);
    if (!entry || (entry.where !== "inHand" && entry.where !== "binding")) return;
    const from = entry.where === "inHand" ? "inHand" : null;
    if (this.inHand === entry) this.inHand = null;
    entry.timestamp = this.options.now();
    entry.refusedBy = refusedBy;
    if (refusedBy.length === 0) entry.consecutiveErrors++;
    else {
      entry.unschedulableCount++;
      entry.consecutiveErrors = 0;
    }
    const { missed } = entry;
    entry.missed = [];
    for (const event of missed) {
      const hint = refusedBy.length > 0 ? hintFor(refusedBy, entry.info, event) : null;
      if (hint === null) continue;
      this.enter(entry, from, "backoffQ", event.label, hint);
      return;
    }
    this.enter(entry, from, refusedBy.length === 0 ? "backoffQ" : "unschedulablePods", "SchedulingAttemptFailed");
  }

  /** Moves the Pods that the event may help; keeps it in mind for those that are being tried. */
  clusterEvent(event: ClusterEvent): void {
    for (const entry of this.places.inHand) entry.missed.push(event);
    for (const entry of this.places.binding) entry.missed.push(event);
    for (const entry of this.in("unschedulablePods")) {
      const hint = hintFor(entry.refusedBy, entry.info, event);
      if (hint !== null) this.requeue(entry, event.label, hint);
    }
  }

  /** Moves the Pods whose backoff is over to activeQ. */
  flushBackoff(): void {
    for (const entry of this.in("backoffQ").sort((a, b) => this.compareBackoff(a, b))) {
      if (!this.isBackingOff(entry)) this.enter(entry, "backoffQ", "activeQ", "BackoffComplete");
    }
  }

  /** Moves the Pods that have waited for too long in unschedulablePods. */
  flushLeftovers(): void {
    for (const entry of this.in("unschedulablePods")) {
      if (this.options.now() - entry.timestamp > leftoverAge) this.requeue(entry, "UnschedulableTimeout");
    }
  }

  /** When the first backoff ends; undefined when no Pod backs off. */
  nextBackoffEnd(): VirtualMillis | undefined {
    const ends = this.in("backoffQ").map((entry) => this.backoffEndOf(entry));
    return ends.length > 0 ? Math.min(...ends) : undefined;
  }

  get hasUnschedulable(): boolean {
    return this.places.unschedulablePods.size > 0;
  }

  record(): QueueRecord {
    const views = (entries: readonly Entry[]): readonly QueuedPod[] => entries.map(({ view }) => view);
    this.activeViews ??= views(this.activeInOrder());
    return {
      activeQ: this.activeViews,
      backoffQ: views(this.in("backoffQ").sort((a, b) => this.compareBackoff(a, b))),
      unschedulablePods: views(this.in("unschedulablePods")),
      inHand: this.inHand?.view ?? null,
    };
  }

  /** In the order in which they were first seen. */
  private in(where: QueueName): Entry[] {
    return [...this.places[where]].sort((a, b) => a.order - b.order);
  }

  private activeInOrder(): readonly Entry[] {
    this.active ??= this.in("activeQ").sort((a, b) => this.compare(a, b));
    return this.active;
  }

  /** A Pod is in one place at a time. What enters activeQ is put where it belongs: most Pods belong at the end. */
  private place(entry: Entry, where: Place): void {
    this.leave(entry);
    entry.where = where;
    this.places[where].add(entry);
    if (where === "activeQ") this.activeViews = null;
    if (where !== "activeQ" || !this.active) return;
    let at = this.active.length;
    while (at > 0 && this.isBefore(entry, this.active[at - 1]!)) at--;
    this.active.splice(at, 0, entry);
  }

  private leave(entry: Entry): void {
    this.places[entry.where].delete(entry);
    if (entry.where === "activeQ") this.activeViews = null;
    const at = entry.where === "activeQ" ? (this.active?.indexOf(entry) ?? -1) : -1;
    if (at >= 0) this.active?.splice(at, 1);
  }

  private remove(entry: Entry): void {
    this.entries.delete(entry.info.key);
    this.leave(entry);
  }

  private isBefore(a: Entry, b: Entry): boolean {
    const order = this.compare(a, b);
    return order < 0 || (order === 0 && a.order < b.order);
  }

  private requeue(entry: Entry, event: string, hint?: string): void {
    const to = this.isBackingOff(entry) ? "backoffQ" : "activeQ";
    this.enter(entry, "unschedulablePods", to, event, hint);
  }

  /** Puts a Pod into a queue; activeQ asks the PreEnqueue plugins first. */
  private enter(entry: Entry, from: QueueName | "inHand" | null, to: QueueName, event: string, hint?: string): void {
    const rejection = to === "activeQ" ? this.options.preEnqueue(entry.info) : null;
    entry.gated = rejection !== null;
    if (rejection) entry.refusedBy = [rejection.plugin];
    const where = rejection ? "unschedulablePods" : to;
    this.place(entry, where);
    this.look(entry);
    if (from !== where) this.tell(entry, from, where, event, hint);
  }

  private tell(entry: Entry, from: QueueMove["from"], to: QueueMove["to"], event: string, hint?: string): void {
    this.options.moved({ pod: entry.info.key, from, to, event, ...(hint !== undefined && { hint }) });
  }

  /** Renews what the record shows of an entry. */
  private look(entry: Entry): void {
    const { info, attempts, timestamp, gated, where, refusedBy } = entry;
    if (where === "activeQ") this.activeViews = null;
    entry.view = {
      pod: info.key,
      priority: info.priority,
      attempts,
      timestamp,
      ...(gated && { gated }),
      ...(where === "backoffQ" && { backoffUntil: this.backoffEndOf(entry) }),
      ...(where === "unschedulablePods" && { refusedBy }),
    };
  }

  private compare(a: Entry, b: Entry): number {
    return this.options.compare({ pod: a.info, timestamp: a.timestamp }, { pod: b.info, timestamp: b.timestamp });
  }

  private compareBackoff(a: Entry, b: Entry): number {
    return this.backoffEndOf(a) - this.backoffEndOf(b) || this.compare(a, b);
  }

  private backoffEndOf(entry: Entry): VirtualMillis {
    const failures = entry.consecutiveErrors > 0 ? entry.consecutiveErrors : entry.unschedulableCount;
    return backoffEnd(entry.timestamp, failures, this.limits);
  }

  private isBackingOff(entry: Entry): boolean {
    return this.backoffEndOf(entry) > wholeWindow(this.options.now());
  }

  /** An idle scheduler does not wait for backoffs, except for those after errors. */
  private firstBackingOff(): Entry | undefined {
    return this.in("backoffQ")
      .filter(({ consecutiveErrors }) => consecutiveErrors === 0)
      .sort((a, b) => this.compareBackoff(a, b))[0];
  }
}

import type { VirtualMillis } from "./clock.ts";
import { EventQueue, type Timer } from "./eventQueue.ts";
import { createRandom, type Random } from "./random.ts";
import { applyChange, type RecordChange, type Records } from "./records.ts";
import type { TraceEntry } from "./trace.ts";

/** What a process may wait for (`yield { sleep: 50 }`): a span of virtual time, or a callback that resumes it once with a value. */
export type Wait<T> =
  | { readonly sleep: VirtualMillis; readonly background?: boolean }
  | { readonly await: (resume: (value: T) => void) => void };

/**
 * A process is a generator that yields what it waits for. Processes make the long-lived parts of the cluster (a Pod
 * worker, an image pull) read as the sequences that they are; everything still runs on one queue, in one order.
 */
export type Process<R = void> = Generator<Wait<never>, R, unknown>;

/** Pauses a process for `duration` virtual milliseconds, for what ticks for ever (a probe, a lease): a run does not go on for its sake. */
export function* rest(duration: VirtualMillis): Process {
  yield { sleep: duration, background: true };
}

/** Pauses a process until `subscribe`'s callback is called, and gives what it was called with. */
export function* until<T>(subscribe: (resume: (value: T) => void) => void): Process<T> {
  return (yield { await: subscribe as (resume: (value: never) => void) => void }) as T;
}

/** Writes one entry of the trace. Returns its seq. */
export type Recorder<E extends { type: string }> = (
  actor: string,
  event: E,
  changes?: readonly RecordChange[],
) => number;

/** Most entries change nothing: they have that in common. */
const noChanges: readonly RecordChange[] = [];

/** What is to run, and what it goes on from. */
interface Task extends Timer {
  readonly callback: () => void;
  readonly cause: number | null;
  readonly isQuiet: boolean;
  readonly isForeground: boolean;
  isWaiting: boolean;
}

/**
 * The discrete-event simulator: a virtual clock, a queue of timers, a seeded generator, the records and the trace.
 * It knows no Kubernetes. An entry's cause is the entry that was last recorded when its timer was set, or the one
 * recorded just before it in the same timer: the chain of "because" comes by itself.
 */
export class Simulator<E extends { type: string }> {
  readonly random: Random;
  readonly entries: TraceEntry<E>[] = [];
  private readonly queue = new EventQueue<Task>();
  private tasks = 0;
  private readonly state = new Map<string, unknown>();
  private time: VirtualMillis = 0;
  private cause: number | null = null;
  /** Timers that are due some day and keep the run alive. */
  private foreground = 0;
  private lastForeground: VirtualMillis = 0;
  private isQuiet = false;

  constructor(
    seed: number,
    /** Called for each entry when recorded; lets a caller stream the trace. */
    private readonly onEntry?: (entry: TraceEntry<E>) => void,
  ) {
    this.random = createRandom(seed);
  }

  get now(): VirtualMillis {
    return this.time;
  }

  get records(): Records {
    return this.state;
  }

  readonly record: Recorder<E> = (actor, event, changes = noChanges) => {
    for (const change of changes) applyChange(this.state, change);
    const entry: TraceEntry<E> = {
      seq: this.entries.length,
      time: this.time,
      actor,
      cause: this.cause,
      event,
      changes,
    };
    this.entries.push(entry);
    this.cause = entry.seq;
    this.onEntry?.(entry);
    return entry.seq;
  };

  /** The change that sets a record (or removes it, with `undefined`), reversible; hand it to `record`. */
  change(key: string, to: unknown): RecordChange {
    const from = this.state.get(key);
    if (from === undefined) return to === undefined ? { key } : { key, to };
    return to === undefined ? { key, from } : { key, from, to };
  }

  /** Runs `callback` after `delay` virtual milliseconds (0: after everything already due now). Returns what cancels it. */
  after(delay: VirtualMillis, callback: () => void): () => void {
    return this.cancelling(this.set(delay, callback, true));
  }

  /** Like `after`, for what ticks for ever: a run does not go on for its sake. */
  background(delay: VirtualMillis, callback: () => void): () => void {
    return this.cancelling(this.set(delay, callback, false));
  }

  /** Runs `callback`; whatever it sets in motion, for as long as that goes on, does not keep a run going. */
  quietly(callback: () => void): void {
    this.as(true, callback);
  }

  private as(isQuiet: boolean, callback: () => void): void {
    const before = this.isQuiet;
    this.isQuiet = isQuiet;
    callback();
    this.isQuiet = before;
  }

  private set(delay: VirtualMillis, callback: () => void, wanted: boolean): Task {
    const { cause, isQuiet } = this;
    const isForeground = wanted && !isQuiet;
    if (isForeground) this.foreground++;
    const time = this.time + Math.max(0, delay);
    const order = this.tasks++;
    const task = { time, order, cancelled: false, callback, cause, isQuiet, isForeground, isWaiting: true };
    this.queue.push(task);
    return task;
  }

  private cancelling(task: Task): () => void {
    return () => {
      if (!task.isWaiting) return;
      task.isWaiting = false;
      task.cancelled = true;
      if (task.isForeground) this.foreground--;
    };
  }

  /** Starts a process; `done` is called with what it returns. The returned function stops it at its next wait. */
  spawn<R>(process: Process<R>, done?: (result: R) => void): () => void {
    // Whoever resumes it, a process is as quiet as what has started it.
    const { isQuiet } = this;
    let stopped = false;
    const advance = (value: unknown): void => {
      if (stopped) return;
      const step = process.next(value);
      if (step.done) {
        done?.(step.value);
      } else if ("sleep" in step.value) {
        const { sleep: duration, background } = step.value;
        this.set(duration, wake, !background);
      } else {
        let resumed = false;
        step.value.await((result) => {
          if (resumed) return;
          resumed = true;
          this.as(isQuiet, () => this.set(0, () => advance(result), true));
        });
      }
    };
    const wake = (): void => advance(undefined);
    this.set(0, wake, true);
    return () => {
      stopped = true;
    };
  }

  /** Runs `callback` without making what it records the cause of what follows in the same timer. */
  aside<T>(callback: () => T): T {
    const { cause } = this;
    const result = callback();
    this.cause = cause;
    return result;
  }

  /** When the next timer is due, or undefined when nothing is left to happen. */
  nextTime(): VirtualMillis | undefined {
    return this.queue.peek()?.time;
  }

  /**
   * True when nothing keeps the run alive and the timers in the background have ticked for `quiet` virtual
   * milliseconds without waking anything.
   */
  isSteady(quiet: VirtualMillis): boolean {
    const next = this.nextTime();
    return next === undefined || (this.foreground === 0 && next > this.lastForeground + quiet);
  }

  /** Takes one timer and runs it. False when none is left. */
  step(): boolean {
    const task = this.queue.pop();
    if (!task) return false;
    this.time = task.time;
    task.isWaiting = false;
    if (task.isForeground) {
      this.foreground--;
      this.lastForeground = this.time;
    }
    this.cause = task.cause;
    this.as(task.isQuiet, task.callback);
    return true;
  }

  /** Runs until the clock would pass `end`, or nothing is left; the clock then stands at `end` or at the last event. */
  runUntil(end: VirtualMillis): void {
    for (let next = this.nextTime(); next !== undefined && next <= end; next = this.nextTime()) this.step();
  }
}

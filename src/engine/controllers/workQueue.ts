import type { Status } from "../api/meta.ts";
import type { Process } from "../kernel/simulator.ts";
import type { ControllerClock } from "./context.ts";

/** Delay before the first retry, doubled by each further one up to the most, in virtual milliseconds. */
interface RetryBackoff {
  readonly base: number;
  readonly most: number;
}

/** DefaultTypedControllerRateLimiter of client-go. */
const defaultBackoff: RetryBackoff = { base: 5, most: 1_000_000 };

/** From the informer's call to the start of a pass, in virtual milliseconds: a teaching value. */
const passDelay = 1;

/** Null when the pass is done; a refusal sends the key round again, later each time. */
export type SyncResult = Status | null;

/**
 * A controller's work queue and its workers: a key waits in it once, is worked on by one worker at a time, and comes
 * round again when it was added meanwhile or its pass failed.
 *
 * Models client-go's workqueue with the default exponential back-off (v1.34).
 */
export class WorkQueue {
  private readonly waiting: string[] = [];
  private readonly queued = new Set<string>();
  private readonly processing = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly delayed = new Map<string, number>();
  private active = 0;

  constructor(
    private readonly clock: ControllerClock,
    private readonly sync: (key: string) => Process<SyncResult>,
    private readonly workers = 5,
    private readonly backoff = defaultBackoff,
  ) {}

  add(key: string): void {
    if (this.queued.has(key)) return;
    this.queued.add(key);
    if (this.processing.has(key)) return;
    this.waiting.push(key);
    this.clock.after(0, () => this.next());
  }

  /** Adds a key after `delay` virtual milliseconds; of several pending delays for a key the earliest counts. */
  addAfter(key: string, delay: number): void {
    const due = this.clock.now() + Math.max(0, delay);
    const known = this.delayed.get(key);
    if (known !== undefined && known <= due) return;
    this.delayed.set(key, due);
    this.clock.after(delay, () => {
      if (this.delayed.get(key) !== due) return;
      this.delayed.delete(key);
      this.add(key);
    });
  }

  private next(): void {
    if (this.active >= this.workers) return;
    const key = this.waiting.shift();
    if (key === undefined) return;
    this.queued.delete(key);
    this.processing.add(key);
    this.active++;
    this.clock.spawn(this.pass(key), (result) => this.finish(key, result));
  }

  private *pass(key: string): Process<SyncResult> {
    yield { sleep: passDelay };
    return yield* this.sync(key);
  }

  private finish(key: string, result: SyncResult): void {
    this.active--;
    this.processing.delete(key);
    if (this.queued.has(key)) this.waiting.push(key);
    if (result === null) this.failures.delete(key);
    else {
      const failures = this.failures.get(key) ?? 0;
      this.failures.set(key, failures + 1);
      this.addAfter(key, Math.min(this.backoff.base * 2 ** failures, this.backoff.most));
    }
    this.clock.after(0, () => this.next());
  }
}

import type { VirtualMillis } from "../../kernel/clock.ts";
import type { ControllerClock } from "../context.ts";
import { evictionRate } from "./zones.ts";

/** Between two looks into the queue, in virtual milliseconds (NodeEvictionPeriod). */
const period: VirtualMillis = 100;

/**
 * Names that wait for their turn, one at a time at a rate. A name that has had its turn is remembered, and not taken again
 * until it is removed.
 *
 * Models RateLimitedTimedQueue of pkg/controller/nodelifecycle/scheduler (v1.34) with its token bucket of one token.
 */
export class RateLimitedQueue {
  private readonly waiting: string[] = [];
  private readonly known = new Set<string>();
  private rate = evictionRate;
  /** When the next token is there. */
  private token: VirtualMillis = 0;
  private cancel: (() => void) | null = null;

  constructor(
    private readonly clock: ControllerClock,
    private readonly turn: (name: string) => void,
  ) {}

  add(name: string): void {
    if (this.known.has(name)) return;
    this.known.add(name);
    this.waiting.push(name);
    this.plan();
  }

  remove(name: string): void {
    this.known.delete(name);
    const at = this.waiting.indexOf(name);
    if (at >= 0) this.waiting.splice(at, 1);
  }

  /** Names a second; 0 stops the queue. Whoever waits for a token waits for one of the new rate. */
  setRate(rate: number): void {
    if (rate === this.rate) return;
    const now = this.clock.now();
    if (this.token > now) this.token = rate > 0 ? now + 1000 / rate : Number.POSITIVE_INFINITY;
    else if (rate === 0) this.token = Number.POSITIVE_INFINITY;
    this.rate = rate;
    this.plan();
  }

  private plan(): void {
    this.cancel?.();
    this.cancel = null;
    if (this.waiting.length === 0 || this.token === Number.POSITIVE_INFINITY) return;
    const now = this.clock.now();
    const due = Math.ceil(Math.max(this.token, now + 1) / period) * period;
    this.cancel = this.clock.after(due - now, () => this.next());
  }

  private next(): void {
    this.cancel = null;
    const name = this.waiting.shift();
    if (name !== undefined) {
      this.token = this.clock.now() + 1000 / this.rate;
      this.turn(name);
    }
    this.plan();
  }
}

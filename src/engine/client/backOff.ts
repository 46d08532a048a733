import type { VirtualMillis } from "../kernel/clock.ts";

interface Entry {
  readonly duration: VirtualMillis;
  readonly lastUpdate: VirtualMillis;
}

/**
 * Delays that double, a ladder for each key: 10 s, 20 s, … 300 s; forgotten when nothing has happened for twice the
 * longest delay. Used for crashing containers, failing pulls and failed daemon Pods. Models client-go's util/flowcontrol Backoff (v1.34).
 */
export class BackOff {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly first: VirtualMillis = 10_000,
    private readonly longest: VirtualMillis = 300_000,
  ) {}

  /** The present delay of a key; 0 when it has none. */
  get(key: string): VirtualMillis {
    return this.entries.get(key)?.duration ?? 0;
  }

  /** Whether the delay, counted from `since`, is still running. */
  isWaitingSince(key: string, since: VirtualMillis, now: VirtualMillis): boolean {
    const entry = this.entries.get(key);
    return entry !== undefined && !this.isExpired(entry, since) && now - since < entry.duration;
  }

  /** Whether the delay, counted from when it was last raised, is still running. */
  isWaiting(key: string, now: VirtualMillis): boolean {
    const entry = this.entries.get(key);
    return entry !== undefined && !this.isExpired(entry, now) && now - entry.lastUpdate < entry.duration;
  }

  /** Climbs one rung; `since` decides whether the ladder starts anew. */
  next(key: string, since: VirtualMillis, now: VirtualMillis): void {
    const entry = this.entries.get(key);
    const duration = !entry || this.isExpired(entry, since) ? this.first : Math.min(entry.duration * 2, this.longest);
    this.entries.set(key, { duration, lastUpdate: now });
  }

  private isExpired({ lastUpdate }: Entry, since: VirtualMillis): boolean {
    return since - lastUpdate > 2 * this.longest;
  }
}

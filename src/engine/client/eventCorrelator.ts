import type { VirtualMillis } from "../kernel/clock.ts";

/** From this many different messages on, within ten minutes of one another, similar events become one. */
const similarLimit = 10;
const similarWindow: VirtualMillis = 600_000;
/** How many events about one object a source may send at once, and how long until it may send one more. */
const burst = 25;
const refill: VirtualMillis = 300_000;

interface Similar {
  readonly messages: Set<string>;
  last: VirtualMillis;
}

interface Bucket {
  tokens: number;
  since: VirtualMillis;
}

/** What an event is told apart by: its object, and among the object's events its place, type and reason. */
export interface EventIdentity {
  /** UID of the object. */
  readonly object: string;
  readonly fieldPath: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

/** What becomes of an event: the key of the stored event that it is or adds to, its text, and how often it was seen. */
export interface Correlated {
  readonly key: string;
  readonly message: string;
  readonly count: number;
  /** False: the source has said too much about this object, the event is dropped. */
  readonly allowed: boolean;
}

/**
 * How a source's events are kept few: repeats are counted, similar ones combined, and a source that goes on and on about
 * one object is cut off.
 *
 * Models client-go tools/record/events_cache.go (v1.34) with its defaults. Of the messages that are remembered, upstream
 * forgets any one; here it is the newest.
 */
export class EventCorrelator {
  private readonly similar = new Map<string, Similar>();
  private readonly counts = new Map<string, number>();
  private readonly buckets = new Map<string, Bucket>();

  correlate(event: EventIdentity, now: VirtualMillis): Correlated {
    const { key, message } = this.aggregate(event, now);
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return { key, message, count, allowed: this.mayPass(event.object, now) };
  }

  private aggregate({ object, fieldPath, type, reason, message }: EventIdentity, now: VirtualMillis) {
    const group = `${object}|${type}|${reason}`;
    let similar = this.similar.get(group);
    if (!similar || now - similar.last > similarWindow) {
      similar = { messages: new Set(), last: now };
      this.similar.set(group, similar);
    }
    similar.messages.add(message);
    similar.last = now;
    if (similar.messages.size < similarLimit) return { key: `${group}|${fieldPath}|${message}`, message };
    similar.messages.delete(message);
    return { key: group, message: `(combined from similar events): ${message}` };
  }

  private mayPass(object: string, now: VirtualMillis): boolean {
    const bucket = this.buckets.get(object) ?? { tokens: burst, since: now };
    this.buckets.set(object, bucket);
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.since) / refill);
    bucket.since = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  }
}

import type { Event, ObjectReference } from "../api/core.ts";
import type { KubernetesObject } from "../api/meta.ts";
import { timestamp, type VirtualMillis } from "../kernel/clock.ts";
import type { Process, Simulator } from "../kernel/simulator.ts";
import type { Client } from "./client.ts";

/** More similar events than this within ten minutes are shown as one. */
const similarLimit = 10;
const similarWindow: VirtualMillis = 600_000;

interface Seen {
  readonly name: string;
  readonly namespace: string;
  count: number;
}

/**
 * A component's event recorder: an exact repeat raises the count of the event that is there; after ten similar ones
 * (same object, type and reason) the message says so.
 *
 * Models client-go tools/record events_cache.go (v1.34). Simplified: no spam filter by source.
 */
export class EventRecorder {
  private readonly seen = new Map<string, Seen>();
  private readonly similar = new Map<string, { messages: Set<string>; since: VirtualMillis }>();
  private readonly queue: (() => Process)[] = [];
  private sending = false;
  private made = 0;

  constructor(
    private readonly client: Client,
    private readonly sim: Pick<Simulator<{ type: string }>, "now" | "spawn">,
  ) {}

  event(...[regarding, type, reason, message, options = {}]: Parameters<Client["event"]>): void {
    const involvedObject: ObjectReference = {
      kind: regarding.kind,
      namespace: regarding.metadata.namespace,
      name: regarding.metadata.name,
      uid: regarding.metadata.uid,
      apiVersion: regarding.apiVersion,
      resourceVersion: regarding.metadata.resourceVersion,
      ...(options.fieldPath && { fieldPath: options.fieldPath }),
    };
    const group = [regarding.metadata.uid, options.fieldPath ?? "", type, reason].join("|");
    const text = this.aggregate(group, message);
    const key = `${group}|${text}`;
    const known = this.seen.get(key);
    if (known) {
      known.count++;
      this.enqueue(() => this.raise(known, known.count));
      return;
    }
    const namespace = regarding.metadata.namespace ?? "default";
    const name = `${regarding.metadata.name}.${this.identifier()}`;
    this.seen.set(key, { name, namespace, count: 1 });
    const time = timestamp(this.sim.now);
    const component = options.component ?? this.client.actor.replace(/\/.*/, "");
    const event: Event = {
      apiVersion: "v1",
      kind: "Event",
      metadata: { name, namespace },
      involvedObject,
      reason,
      message: text,
      type,
      source: { component, ...(options.host && { host: options.host }) },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      ...(options.action && { action: options.action }),
      reportingComponent: component,
      reportingInstance: options.host ?? "",
    };
    this.enqueue(() => this.post(event));
  }

  private aggregate(group: string, message: string): string {
    const now = this.sim.now;
    let entry = this.similar.get(group);
    if (!entry || now - entry.since > similarWindow) {
      entry = { messages: new Set(), since: now };
      this.similar.set(group, entry);
    }
    entry.messages.add(message);
    return entry.messages.size > similarLimit ? `(combined from similar events): ${message}` : message;
  }

  /** Sixteen hexadecimal digits after the object's name, as upstream makes from the time. */
  private identifier(): string {
    const high = Math.floor(this.sim.now) + 0x1000;
    const source = [...this.client.actor].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
    return `${high.toString(16)}${source.toString(16).padStart(8, "0")}${(this.made++).toString(16).padStart(4, "0")}`;
  }

  /** Events leave one after the other, in order, beside what the component does. */
  private enqueue(work: () => Process): void {
    this.queue.push(work);
    if (this.sending) return;
    this.sending = true;
    this.sim.spawn(this.drain());
  }

  private *drain(): Process {
    for (let work = this.queue.shift(); work; work = this.queue.shift()) yield* work();
    this.sending = false;
  }

  private *post(event: Event): Process {
    yield* this.client.create<Event & KubernetesObject>(event);
  }

  private *raise({ name, namespace }: Seen, count: number): Process {
    const lastTimestamp = timestamp(this.sim.now);
    yield* this.client.patch<Event>("events", namespace, name, (stored) => ({ ...stored, count, lastTimestamp }));
  }
}

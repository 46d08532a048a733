import type { Event, ObjectReference } from "../api/core.ts";
import type { KubernetesObject } from "../api/meta.ts";
import { timestamp } from "../kernel/clock.ts";
import type { Process, Simulator } from "../kernel/simulator.ts";
import type { Client, EventOptions } from "./client.ts";
import { type Correlated, EventCorrelator } from "./eventCorrelator.ts";

interface Stored {
  readonly name: string;
  readonly namespace: string;
}

/**
 * A component's event recorder: events leave one after the other, in order, beside what the component does. A repeat is
 * a PATCH of the event that is there.
 */
export class EventRecorder {
  private readonly correlator = new EventCorrelator();
  private readonly stored = new Map<string, Stored>();
  private readonly queue: (() => Process)[] = [];
  private sending = false;
  private made = 0;
  private readonly source: string;
  private readonly component: string;

  constructor(
    private readonly client: Client,
    private readonly sim: Pick<Simulator<{ type: string }>, "now" | "spawn">,
  ) {
    const sum = [...client.actor].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
    this.source = sum.toString(16).padStart(8, "0");
    this.component = client.actor.replace(/\/.*/, "");
  }

  event(
    regarding: KubernetesObject,
    type: "Normal" | "Warning",
    reason: string,
    message: string,
    options: EventOptions = {},
  ): void {
    const { metadata } = regarding;
    const { fieldPath = "" } = options;
    const identity = { object: metadata.uid ?? "", fieldPath, type, reason, message };
    const correlated = this.correlator.correlate(identity, this.sim.now);
    if (!correlated.allowed) return;
    const known = this.stored.get(correlated.key);
    if (known) {
      this.enqueue(() => this.raise(known, correlated));
      return;
    }
    const namespace = metadata.namespace ?? "default";
    const name = `${metadata.name}.${this.identifier()}`;
    this.stored.set(correlated.key, { name, namespace });
    const involvedObject: ObjectReference = {
      kind: regarding.kind,
      namespace: metadata.namespace,
      name: metadata.name,
      uid: metadata.uid,
      apiVersion: regarding.apiVersion,
      resourceVersion: metadata.resourceVersion,
      ...(fieldPath && { fieldPath }),
    };
    const time = timestamp(this.sim.now);
    const component = options.component ?? this.component;
    const event: Event = {
      apiVersion: "v1",
      kind: "Event",
      metadata: { name, namespace },
      involvedObject,
      reason,
      message: correlated.message,
      type,
      source: { component, ...(options.host && { host: options.host }) },
      firstTimestamp: time,
      lastTimestamp: time,
      count: correlated.count,
      ...(options.action && { action: options.action }),
      reportingComponent: component,
      reportingInstance: options.host ?? "",
    };
    this.enqueue(() => this.post(event));
  }

  /** Sixteen hexadecimal digits after the object's name, as upstream makes from the time. */
  private identifier(): string {
    const high = Math.floor(this.sim.now) + 0x1000;
    return `${high.toString(16)}${this.source}${(this.made++).toString(16).padStart(4, "0")}`;
  }

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

  private *raise({ name, namespace }: Stored, { count, message }: Correlated): Process {
    const lastTimestamp = timestamp(this.sim.now);
    yield* this.client.patch<Event>("events", namespace, name, (stored) => ({
      ...stored,
      count,
      message,
      lastTimestamp,
    }));
  }
}

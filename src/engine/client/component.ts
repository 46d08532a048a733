import type { VirtualMillis } from "../kernel/clock.ts";
import type { Random } from "../kernel/random.ts";
import type { RecordChange, Records } from "../kernel/records.ts";
import type { Process, Recorder } from "../kernel/simulator.ts";
import type { Client } from "./client.ts";

/**
 * What a component of the cluster is started with: time, chance, the trace to write in, and a way to the API server.
 * `E` is the union of the events that the component records.
 */
export interface ComponentContext<E extends { type: string }> {
  readonly now: () => VirtualMillis;
  readonly random: Random;
  readonly record: Recorder<E>;
  /** The reversible change that sets a component's own record; for `record`. Never for keys under `/registry/`. */
  readonly change: (key: string, to: unknown) => RecordChange;
  readonly records: Records;
  readonly spawn: <R>(process: Process<R>, done?: (result: R) => void) => () => void;
  /** Runs a callback later; returns what cancels it. */
  readonly after: (delay: VirtualMillis, callback: () => void) => () => void;
  /** Like `after`, for what ticks for ever and must not keep a run going. */
  readonly background: (delay: VirtualMillis, callback: () => void) => () => void;
  /** Runs a callback; whatever it sets in motion does not keep a run going. */
  readonly quietly: (callback: () => void) => void;
  /** A client that calls under an actor's name. */
  readonly client: (actor: string) => Client;
}

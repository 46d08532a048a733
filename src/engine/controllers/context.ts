import type { Client } from "../client/client.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { Random } from "../kernel/random.ts";
import type { Process, Recorder } from "../kernel/simulator.ts";
import type { ControllerEvent } from "./events.ts";
import type { SharedInformers } from "./sharedInformers.ts";

/** The part of the simulator that controllers use. */
export interface ControllerClock {
  readonly now: VirtualMillis;
  readonly random: Random;
  after(delay: VirtualMillis, callback: () => void): { cancel?(): void } | unknown;
  spawn<R>(process: Process<R>, done?: (result: R) => void): () => void;
}

/** What every controller gets. The controllers live in one program and share its watches. */
export interface ControllerContext {
  readonly sim: ControllerClock;
  readonly record: Recorder<ControllerEvent>;
  /** A client of its own for each controller: requests and events bear its name. */
  clientOf(actor: string): Client;
  readonly informers: SharedInformers;
  /** As `sim.after`, for periodic work that does not keep a run alive. */
  background(delay: VirtualMillis, callback: () => void): void;
}

/** One row of the registry. */
export interface Controller {
  /** Its name in kube-controller-manager's event source, which is also its actor in the trace. */
  readonly name: string;
  /** The kinds whose behaviour it brings about. */
  readonly kinds: readonly string[];
  start(context: ControllerContext): void;
}

import { type Process, until } from "../kernel/simulator.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";

/** When a Pod's worker has something to do: at once, at the next relist, or after a while. */
export class WorkSignal {
  private dirty = false;
  private relistDue = false;
  private resume: (() => void) | null = null;
  private readonly stopListeners = new Set<() => void>();

  constructor(private readonly node: NodeRuntime) {}

  raise(): void {
    this.dirty = true;
    this.resume?.();
  }

  /** A sync begins: it sees everything up to now. */
  clear(): void {
    this.dirty = false;
  }

  /** The runtime's changes are noticed at the next relist, not before. */
  atRelist(): void {
    if (this.relistDue) return;
    this.relistDue = true;
    this.node.context.after(this.node.untilRelist(), () => {
      this.relistDue = false;
      this.raise();
    });
  }

  /** Waits until there is work; with `delay` no longer than that. In the background a run does not go on for its sake. */
  *wait(delay: (() => number) | null, background: boolean): Process {
    if (this.dirty) return;
    const { context } = this.node;
    yield* until<void>((resume) => {
      let cancel = (): void => undefined;
      const go = (): void => {
        cancel();
        this.resume = null;
        resume(undefined);
      };
      this.resume = go;
      if (delay !== null) cancel = (background ? context.background : context.after)(delay(), go);
    });
  }

  /** The Pod is to end: whoever waits for something else gives up. */
  stop(): void {
    for (const callback of [...this.stopListeners]) callback();
    this.raise();
  }

  onStopping(callback: () => void): () => void {
    this.stopListeners.add(callback);
    return () => this.stopListeners.delete(callback);
  }

  /** Sleeps, but not beyond the moment when the Pod is to end. */
  *pause(delay: number, background: boolean): Process {
    if (delay <= 0) return;
    const { context } = this.node;
    yield* until<void>((resume) => {
      const forget = this.onStopping(() => {
        cancel();
        resume(undefined);
      });
      const cancel = (background ? context.background : context.after)(delay, () => {
        forget();
        resume(undefined);
      });
    });
  }
}

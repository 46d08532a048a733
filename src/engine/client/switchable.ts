import type { ApiClient } from "./apiClient.ts";
import type { Client } from "./client.ts";
import type { ComponentContext } from "./component.ts";

/** A component that can be switched off: what it has started stops, and what it waits for never comes. */
export interface Switchable<E extends { type: string }> {
  readonly context: ComponentContext<E>;
  off(): void;
}

/**
 * Wraps what a component is started with, so that it can be ended as by a crash or a power cut: in the middle of
 * anything, with nothing said. `newClient` makes the clients that end with it.
 */
export function switchable<E extends { type: string }>(
  host: ComponentContext<E>,
  newClient: (actor: string) => ApiClient,
): Switchable<E> {
  let on = true;
  const clients = new Map<string, ApiClient>();
  const running = new Set<() => void>();
  const whileOn =
    (callback: () => void): (() => void) =>
    () => {
      if (on) callback();
    };
  const context: ComponentContext<E> = {
    ...host,
    spawn: (process, done) => {
      if (!on) return () => undefined;
      const stop = host.spawn(process, (result) => {
        running.delete(stop);
        done?.(result);
      });
      running.add(stop);
      return stop;
    },
    after: (delay, callback) => host.after(delay, whileOn(callback)),
    background: (delay, callback) => host.background(delay, whileOn(callback)),
    client: (actor): Client => {
      const client = clients.get(actor) ?? newClient(actor);
      clients.set(actor, client);
      return client;
    },
  };
  return {
    context,
    off() {
      on = false;
      for (const stop of running) stop();
      for (const client of clients.values()) client.close();
    },
  };
}

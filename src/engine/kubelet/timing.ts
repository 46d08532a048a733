import type { VirtualMillis } from "../kernel/clock.ts";

/** How long the steps on a node take, in virtual milliseconds. The upper half is chosen for teaching; the lower is upstream's. */
export const timing = {
  admit: 3,
  cgroup: 12,
  mountLocal: 15,
  mountAttached: 320,
  /** The network plugin's part included. */
  sandbox: 450,
  create: 60,
  start: 70,
  update: 40,
  registryCheck: 280,
  failedPull: 650,
  stopSandbox: 40,
  unmount: 25,

  /** How often the runtime's state is compared (PLEG). */
  relist: 1000,
  /** A Pod whose last sync failed is synced again after this, plus up to half of it. */
  resyncAfterError: 10_000,
  /** What a container gets at least between SIGTERM and SIGKILL. */
  minimumGrace: 2000,
  mountRetry: 500,
  mountRetryMax: 122_000,
  /** A deferred resize is tried again after this, if nothing makes room before. */
  resizeRetry: 180_000,
  nodeStatus: 10_000,
  /** How often the eviction manager looks. */
  eviction: 10_000,
  imageGc: 300_000,
  leaseRenew: 10_000,
} as const satisfies { [step: string]: VirtualMillis };

/** A duration as Go prints it, cut to milliseconds: `953ms`, `2.1s`, `1m3.2s`. */
export function goDuration(duration: VirtualMillis): string {
  const millis = Math.floor(duration);
  if (millis === 0) return "0s";
  if (millis < 1000) return `${millis}ms`;
  const hours = Math.floor(millis / 3_600_000);
  const minutes = Math.floor((millis % 3_600_000) / 60_000);
  const seconds = (millis % 60_000) / 1000;
  return `${hours > 0 ? `${hours}h` : ""}${hours > 0 || minutes > 0 ? `${minutes}m` : ""}${seconds}s`;
}

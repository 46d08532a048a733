import type { VirtualMillis } from "../../kernel/clock.ts";

/** The window in which backoffs end together, so that within it priority decides (PopFromBackoffQ). */
const window = 1000;

/** Backoff limits in virtual milliseconds: podInitialBackoffSeconds and podMaxBackoffSeconds. */
export interface BackoffLimits {
  readonly initial: VirtualMillis;
  readonly max: VirtualMillis;
}

export const defaultBackoff: BackoffLimits = { initial: 1000, max: 10_000 };

export function wholeWindow(time: VirtualMillis): VirtualMillis {
  return Math.floor(time / window) * window;
}

/**
 * How long a Pod has to sit out after `failures` failed attempts in a row: 1, 2, 4, 8, 10, 10 … s.
 *
 * Models calculateBackoffDuration of pkg/scheduler/backend/queue (v1.34).
 */
export function backoffDuration(failures: number, { initial, max }: BackoffLimits): VirtualMillis {
  if (failures <= 0) return 0;
  return Math.min(initial * 2 ** (failures - 1), max);
}

/** When the backoff ends, cut down to a whole second. */
export function backoffEnd(timestamp: VirtualMillis, failures: number, limits: BackoffLimits): VirtualMillis {
  return wholeWindow(timestamp + backoffDuration(failures, limits));
}

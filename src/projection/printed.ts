import { type Pod, printPodStatus } from "../engine/index.ts";

/** The columns of `kubectl get pod`. */
export interface PrintedPod {
  readonly status: string;
  readonly ready: string;
  readonly restarts: number;
}

const known = new WeakMap<Pod, PrintedPod>();

/** How kubectl prints a stored Pod. Stored objects are replaced, never changed, so each is printed once. */
export function printedPod(pod: Pod): PrintedPod {
  const before = known.get(pod);
  if (before) return before;
  const { status, ready, restarts } = printPodStatus(pod);
  const printed = { status, ready, restarts };
  known.set(pod, printed);
  return printed;
}

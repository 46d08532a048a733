import { type Pod, printPodStatus } from "../engine/index.ts";

/** The columns of `kubectl get pod` for a Pod at a virtual time. */
export interface PrintedPod {
  readonly status: string;
  readonly ready: string;
  readonly restarts: number;
}

export function printedPod(pod: Pod, _now: number): PrintedPod {
  const { status, ready, restarts } = printPodStatus(pod);
  return { status, ready, restarts: Number.parseInt(String(restarts), 10) };
}

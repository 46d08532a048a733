import { type Pod, printPodStatus } from "../engine/index.ts";

/** The columns of `kubectl get pod`. */
export interface PrintedPod {
  readonly status: string;
  readonly ready: string;
  readonly restarts: number;
}

/** On its error stream kubectl also says what is no refusal: the API server's warnings, and which container `debug` is about. */
export const isRefusal = ({ stream, text }: { readonly stream: string; readonly text: string }): boolean =>
  stream === "stderr" && !/^(Warning: |Targeting container )/.test(text);

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

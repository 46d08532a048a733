/** The six states that have a colour, an icon and a word. */
export type Tone = "pass" | "fail" | "run" | "pend" | "warn" | "term";

const tones: { readonly [status: string]: Tone } = {
  Running: "run",
  Completed: "pass",
  Succeeded: "pass",
  Pending: "pend",
  ContainerCreating: "pend",
  PodInitializing: "pend",
  SchedulingGated: "pend",
  Terminating: "term",
  Unknown: "warn",
  NotReady: "warn",
};

/** The state behind the STATUS column of `kubectl get pods`: what is not known to be well or under way is a failure's reason. */
export function toneOf(status: string): Tone {
  const known = tones[status];
  if (known) return known;
  if (/^Init:\d+\/\d+$/.test(status)) return "pend";
  return "fail";
}

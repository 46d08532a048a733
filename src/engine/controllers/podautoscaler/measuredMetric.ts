import type { MetricStatus } from "../../api/autoscaling.ts";

/** What a metric asks for. */
interface MetricProposal {
  readonly replicas: number;
  readonly name: string;
  readonly status: MetricStatus;
}

/** What one metric asks for, or why that cannot be said: `cause` is the condition's and the Event's, `error` the pass's. */
export type MeasuredMetric =
  | MetricProposal
  | { readonly reason: string; readonly cause: string; readonly error: string };

/** An amount of milli-units as Kubernetes writes it, in the format asked for. */
export function amount(milli: number, isBinary: boolean): string {
  if (milli % 1000 !== 0) return `${milli}m`;
  let whole = milli / 1000;
  const steps = isBinary ? (["", "Ki", "Mi", "Gi", "Ti"] as const) : (["", "k", "M", "G", "T"] as const);
  const base = isBinary ? 1024 : 1000;
  let step = 0;
  while (whole !== 0 && whole % base === 0 && step < steps.length - 1) {
    whole /= base;
    step++;
  }
  return `${whole}${steps[step]}`;
}

/** The metric that asks for the most. Like upstream, takes a proposal of no replicas for none yet: the next one has the word. */
export function largestOf(found: readonly MeasuredMetric[]): MetricProposal | null {
  let best: MetricProposal | null = null;
  for (const metric of found) {
    if ("status" in metric && (!best?.replicas || metric.replicas > best.replicas)) best = metric;
  }
  return best;
}

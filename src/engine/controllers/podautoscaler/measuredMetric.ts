import type { MetricStatus } from "../../api/autoscaling.ts";

/** What one metric asks for, or why that cannot be said: `cause` is the condition's and the Event's, `error` the pass's. */
export type MeasuredMetric =
  | { readonly replicas: number; readonly name: string; readonly status: MetricStatus }
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

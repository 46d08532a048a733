import type { CustomMetric, Load } from "../../engine/index.ts";
import { millis } from "./quantities.ts";
import { type Fields, isFields, type ShapeProblem } from "./shape.ts";

// The shapes have been checked; what concerns several fields is looked at here.

export function problemsWithLoad(load: unknown): ShapeProblem[] {
  return ((load ?? []) as readonly Fields[]).flatMap(({ cpu, cpuPerRequest }, i) => {
    const path = `spec.load[${i}]`;
    return cpu || cpuPerRequest ? [] : [{ path, message: `${path}: Required value: cpu or cpuPerRequest` }];
  });
}

const metricOwners = ["pods", "object", "external"];

/** A metric is of one thing. */
export function problemsWithMetrics(metrics: unknown): ShapeProblem[] {
  return ((metrics ?? []) as readonly Fields[]).flatMap((metric, i) => {
    const path = `spec.metrics[${i}]`;
    const [first, second] = metricOwners.filter((owner) => isFields(metric[owner]));
    if (first === undefined) return [{ path, message: `${path}: Required value: pods, object or external` }];
    if (second === undefined) return [];
    return [{ path: `${path}.${second}`, message: `${path}.${second}: Forbidden: may not be set beside ${first}` }];
  });
}

export function metricOf({ values, ...what }: Fields): CustomMetric {
  return { ...(what as Omit<CustomMetric, "values">), values: stepsOf(values) };
}

function stepsOf(steps: unknown): { readonly from: number; readonly total: string }[] {
  return ((steps ?? []) as readonly Fields[]).map(({ from, total }) => ({
    from: millis(String(from)),
    total: String(total),
  }));
}

export function loadOf({ cpu, ...where }: Fields): Load {
  return { ...(where as Pick<Load, "labels">), ...(cpu ? { cpu: stepsOf(cpu) } : {}) };
}

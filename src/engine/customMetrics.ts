import type { DescribedObject } from "./api/autoscaling.ts";
import type { Pod } from "./api/pod.ts";
import { milliValue } from "./api/quantity.ts";
import { compileSelector, matches } from "./api/selector.ts";
import type { MetricsAdapter, MetricValues } from "./controllers/options.ts";
import type { VirtualMillis } from "./kernel/clock.ts";

/** A number that somebody measures, over time: of Pods together, of an object, or of something outside of the cluster. */
export interface CustomMetric {
  readonly namespace?: string;
  readonly name: string;
  /** Labels of the Pods that have it; the ready ones share it evenly. */
  readonly pods?: { readonly [label: string]: string };
  readonly object?: { readonly kind: string; readonly name: string };
  /** Labels of its series. */
  readonly external?: { readonly [label: string]: string };
  /** From a moment of the run on, how much it is in all. */
  readonly values: readonly { readonly from: VirtualMillis; readonly total: string }[];
}

interface World {
  readonly now: () => VirtualMillis;
  readonly pods: () => readonly Pod[];
}

const lacks = (
  labels: { readonly [label: string]: string } | undefined,
  wanted: { readonly [label: string]: string },
) => Object.entries(wanted).some(([label, value]) => labels?.[label] !== value);

function isReady({ metadata, status }: Pod): boolean {
  const ready = status?.conditions?.some(({ type, status: state }) => type === "Ready" && state === "True");
  return ready === true && metadata.deletionTimestamp === undefined;
}

const problem = (api: string, why: string): { readonly problem: string } => ({
  problem: `unable to fetch metrics from ${api} metrics API: ${why}`,
});

const unregistered = (api: string): { readonly problem: string } =>
  problem(api, `no ${api} metrics API (${api}.metrics.k8s.io) registered`);

/**
 * An adapter that knows what a scenario declares. An API of which nothing is declared is not there at all.
 *
 * What is missing is told in the words of kubernetes-sigs/custom-metrics-apiserver and of the autoscaler's client of it
 * (pkg/controller/podautoscaler/metrics, v1.34).
 */
export function adapterOf(metrics: readonly CustomMetric[], { now, pods }: World): MetricsAdapter {
  const hasCustom = metrics.some(({ external }) => external === undefined);
  const hasExternal = metrics.some(({ external }) => external !== undefined);
  const totalOf = ({ values }: CustomMetric): number | null => {
    const total = values.filter(({ from }) => from <= now()).at(-1)?.total;
    return total === undefined ? null : milliValue(total);
  };
  const named = (name: string, namespace: string): CustomMetric[] =>
    metrics.filter((metric) => metric.name === name && (metric.namespace ?? "default") === namespace);
  const valuesOf = (found: readonly CustomMetric[]): readonly number[] =>
    found.map(totalOf).filter((total) => total !== null);

  return {
    ofPods(name, asked) {
      if (!hasCustom) return unregistered("custom");
      const values = new Map<string, number>();
      for (const pod of asked.filter(isReady)) {
        const isIts = (metric: CustomMetric) => metric.pods && !lacks(pod.metadata.labels, metric.pods);
        const metric = named(name, pod.metadata.namespace ?? "").find(isIts);
        const total = metric ? totalOf(metric) : null;
        if (!metric?.pods || total === null) continue;
        const { pods: labels } = metric;
        const sharing = pods().filter(
          (one) =>
            one.metadata.namespace === pod.metadata.namespace && isReady(one) && !lacks(one.metadata.labels, labels),
        );
        values.set(pod.metadata.name ?? "", Math.trunc(total / sharing.length));
      }
      return values.size > 0 ? values : problem("custom", `the server could not find the metric ${name} for pods`);
    },
    ofObject(name, namespace, { kind, name: object }: DescribedObject): MetricValues {
      if (!hasCustom) return unregistered("custom");
      const isIts = (metric: CustomMetric) => metric.object?.kind === kind && metric.object.name === object;
      const values = valuesOf(named(name, namespace).filter(isIts));
      const what = `${name} for ${kind.toLowerCase()} ${object}`;
      return values.length > 0 ? values.slice(0, 1) : problem("custom", `the server could not find the metric ${what}`);
    },
    ofExternal(name, namespace, selector): MetricValues {
      if (!hasExternal) return unregistered("external");
      const compiled = compileSelector(selector ?? {});
      const suits = ({ external }: CustomMetric): boolean =>
        external !== undefined && !("error" in compiled) && matches(compiled, external);
      const values = valuesOf(named(name, namespace).filter(suits));
      return values.length > 0 ? values : { problem: "no metrics returned from external metrics API" };
    },
  };
}

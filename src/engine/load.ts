import type { Pod } from "./api/pod.ts";
import { nanoQuantity } from "./api/podResources.ts";
import type { MetricsSource } from "./controllers/options.ts";
import type { VirtualMillis } from "./kernel/clock.ts";

/** Work from outside that ready Pods share evenly, over time. */
export interface Load {
  readonly namespace?: string;
  /** The Pods that do it. */
  readonly labels: { readonly [key: string]: string };
  /** From a moment of the run on, how much CPU it takes in all: `1500m`. */
  readonly cpu?: readonly { readonly from: VirtualMillis; readonly total: string }[];
  /** What a request a second takes, of those that come through an Ingress: each Pod has what it answers. */
  readonly cpuPerRequest?: string;
}

/** What a metrics server looks at. */
interface Measured {
  readonly now: () => VirtualMillis;
  readonly pods: () => readonly Pod[];
  /** Requests a second that a Pod (`namespace/name`) has answered in the last seconds. */
  readonly requestRate: (pod: string, seconds: number) => number;
}

/** How often the metrics server asks the kubelets, and over how long it reckons. */
const resolution: VirtualMillis = 15_000;

function isReady({ metadata, status }: Pod): boolean {
  const ready = status?.conditions?.some(({ type, status: state }) => type === "Ready" && state === "True");
  return ready === true && metadata.deletionTimestamp === undefined;
}

/**
 * A metrics server that knows what a scenario says of the load: each ready Pod has its equal share, and what it answers
 * to requests. Models what metrics.k8s.io/v1beta1 would show; the samples are those of the last full quarter of a minute.
 */
export function metricsOf(loads: readonly Load[], { now, pods, requestRate }: Measured): MetricsSource {
  return (pod) => {
    const at = now() - (now() % resolution);
    if (!isReady(pod)) return null;
    let nanoCpu = 0n;
    for (const { namespace = "default", labels, cpu = [], cpuPerRequest } of loads) {
      const does = ({ metadata }: Pod): boolean =>
        metadata.namespace === namespace &&
        Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value);
      if (!does(pod)) continue;
      if (cpuPerRequest !== undefined) {
        const rate = requestRate(`${pod.metadata.namespace}/${pod.metadata.name}`, resolution / 1000);
        nanoCpu += (nanoQuantity(cpuPerRequest) * BigInt(Math.round(rate * 1000))) / 1000n;
      }
      const total = cpu.filter(({ from }) => from <= at).at(-1)?.total;
      if (total === undefined) continue;
      const workers = pods().filter((each) => does(each) && isReady(each)).length;
      nanoCpu += nanoQuantity(total) / BigInt(Math.max(1, workers));
    }
    const milli = nanoCpu / 1_000_000n / BigInt(pod.spec.containers.length);
    const containers = pod.spec.containers.map(({ name }) => ({ name, usage: { cpu: `${milli}m`, memory: "0" } }));
    return { at, window: resolution, containers };
  };
}

import type { Pod } from "../api/pod.ts";
import { milliOf, nanoQuantity } from "../api/podResources.ts";
import type { IngressTraffic } from "../ingressnginx/events.ts";
import type { KubeletPodRecord } from "../kubelet/events.ts";
import { behaviourInRun, createRuntimeModel } from "../kubelet/runtimeModel.ts";
import { metricsOf } from "../load.ts";
import type { ConsoleMoment } from "./console/moment.ts";

/** What the metrics server says of a container. */
export interface ContainerMetrics {
  readonly name: string;
  readonly milliCPU: number;
  /** Bytes. */
  readonly memory: number;
}

/** How often the metrics server asks the kubelets: a container is measured from the first time on. */
const resolution = 15_000;

/**
 * What metrics.k8s.io/v1beta1 would show of a Pod at a moment; null: nothing yet. CPU is what the scenario's load gives
 * the Pod, memory what its behaviours say; what a scenario does not tell is 0.
 */
export function podMetrics({ records, now, runtime, load = [] }: ConsoleMoment, pods: readonly Pod[]) {
  const at = now - (now % resolution);
  const source = metricsOf(load, {
    now: () => now,
    pods: () => pods,
    requestRate: (pod) => {
      let rate = 0;
      for (const [key, record] of records) {
        if (!key.startsWith("ingress/")) continue;
        const { pods: requests, window } = record as IngressTraffic;
        rate += (requests[pod] ?? 0) / window;
      }
      return rate;
    },
  });
  const model = createRuntimeModel(runtime);
  return (pod: Pod): readonly ContainerMetrics[] | null => {
    if (pod.status?.phase !== "Running") return null;
    const record = records.get(`kubelet/${pod.spec.nodeName}/pods/${pod.metadata.uid}`) as KubeletPodRecord | undefined;
    const usage = source(pod)?.containers;
    const measured = pod.spec.containers.flatMap((container): ContainerMetrics[] => {
      const known = record?.containers.find(({ name }) => name === container.name);
      const startedAt = known?.startedAt ?? 0;
      if ((known && known.state !== "running") || startedAt > at) return [];
      const nth = (pod.status?.containerStatuses?.find(({ name }) => name === container.name)?.restartCount ?? 0) + 1;
      const { memory = [] } = behaviourInRun(model.behaviour(pod, container, record ? "app" : "adopted"), nth);
      const cpu = usage?.find(({ name }) => name === container.name)?.usage.cpu ?? "0";
      const bytes = memory.filter(({ from }) => from <= at - startedAt).at(-1)?.bytes ?? 0;
      return [{ name: container.name, milliCPU: Number(milliOf(nanoQuantity(cpu))), memory: bytes }];
    });
    return measured.length > 0 ? measured : null;
  };
}

import type { Node } from "../api/core.ts";
import type { ResourceList } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { milliOf, nanoQuantity, podRequests, unitsOf } from "../api/podResources.ts";
import { qosClassOf } from "../api/qos.ts";
import type { ConsoleMoment } from "../kubectl/console/moment.ts";
import { podTotals } from "../kubectl/describe/podTotals.ts";
import { podMetrics } from "../kubectl/metrics.ts";

/** The layers of one resource, milliCPU or bytes. */
export interface Layers {
  /** As the metrics server measured it last; null: not yet. */
  readonly usage: number | null;
  /** What the scheduler counts. */
  readonly requests: number;
  /** The sum of the limits that there are. */
  readonly limits: number;
  /** Containers without a limit: they may use what the node has. */
  readonly unlimited: number;
}

export interface ResourceLayers {
  readonly cpu: Layers;
  readonly memory: Layers;
}

export interface PodLayers extends ResourceLayers {
  /** `namespace/name`. */
  readonly pod: string;
  readonly qosClass: string;
  readonly containers: readonly (ResourceLayers & { readonly name: string })[];
}

export interface NodeLayers extends ResourceLayers {
  readonly node: string;
  readonly allocatable: { readonly cpu: number; readonly memory: number };
  /** Those that count: what has ended holds nothing. */
  readonly pods: readonly PodLayers[];
}

const names = ["cpu", "memory"] as const;
type Name = (typeof names)[number];

function amount(name: Name, nano: bigint): number {
  return Number(name === "cpu" ? milliOf(nano) : unitsOf(nano));
}

const quantity = (name: Name, list: ResourceList | undefined): number =>
  amount(name, nanoQuantity(list?.[name] ?? "0"));

/** Usage, requests, limits and allocatable of a node, its Pods and their containers; null when there is no such node. */
export function resourceLayers(moment: ConsoleMoment, node: string): NodeLayers | null {
  const stored = moment.records.get(`/registry/minions/${node}`) as Node | undefined;
  if (!stored) return null;
  const all = [...moment.records].filter(([key]) => key.startsWith("/registry/pods/")).map(([, pod]) => pod as Pod);
  const metrics = podMetrics(moment, all);
  const pods = all
    .filter(({ spec, status }) => spec.nodeName === node && !["Succeeded", "Failed"].includes(status?.phase ?? ""))
    .map((pod) => layersOf(pod, metrics(pod)))
    .sort((a, b) => (a.pod < b.pod ? -1 : 1));
  const allocatable = stored.status?.allocatable;
  return {
    node,
    allocatable: { cpu: quantity("cpu", allocatable), memory: quantity("memory", allocatable) },
    cpu: sum(pods.map(({ cpu }) => cpu)),
    memory: sum(pods.map(({ memory }) => memory)),
    pods,
  };
}

function layersOf(pod: Pod, measured: ReturnType<ReturnType<typeof podMetrics>>): PodLayers {
  const requests = podRequests(pod);
  const { limits } = podTotals(pod);
  const { initContainers = [], containers } = pod.spec;
  const running = [...initContainers.filter(({ restartPolicy }) => restartPolicy === "Always"), ...containers];
  const usage = (name: Name, container?: string): number | null => {
    const found = measured?.filter((one) => container === undefined || one.name === container) ?? [];
    if (found.length === 0) return null;
    return found.reduce((total, one) => total + (name === "cpu" ? one.milliCPU : one.memory), 0);
  };
  const ofPod = (name: Name): Layers => ({
    usage: usage(name),
    requests: amount(name, requests.get(name) ?? 0n),
    limits: quantity(name, limits),
    unlimited: running.filter(({ resources }) => resources?.limits?.[name] === undefined).length,
  });
  return {
    pod: `${pod.metadata.namespace}/${pod.metadata.name}`,
    qosClass: pod.status?.qosClass ?? qosClassOf(pod),
    cpu: ofPod("cpu"),
    memory: ofPod("memory"),
    containers: running.map(({ name: container, resources }) => {
      const of = (name: Name): Layers => ({
        usage: usage(name, container),
        requests: quantity(name, resources?.requests),
        limits: quantity(name, resources?.limits),
        unlimited: resources?.limits?.[name] === undefined ? 1 : 0,
      });
      return { name: container, cpu: of("cpu"), memory: of("memory") };
    }),
  };
}

function sum(layers: readonly Layers[]): Layers {
  const measured = layers.filter(({ usage }) => usage !== null);
  const total = (of: (one: Layers) => number): number => layers.reduce((sum, one) => sum + of(one), 0);
  return {
    usage: measured.length === 0 ? null : total(({ usage }) => usage ?? 0),
    requests: total(({ requests }) => requests),
    limits: total(({ limits }) => limits),
    unlimited: total(({ unlimited }) => unlimited),
  };
}

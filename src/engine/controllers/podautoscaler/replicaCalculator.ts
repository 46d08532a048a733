import type { Pod } from "../../api/pod.ts";
import { hasPodLevelRequests, milliOf, podRequests } from "../../api/podResources.ts";
import { milliValue } from "../../api/quantity.ts";
import { type VirtualMillis, virtualTime } from "../../kernel/clock.ts";
import { conditionOf } from "../conditions.ts";
import type { MetricsSource, PodMetrics } from "../options.ts";
import { isReady } from "../podState.ts";

/** Flags of kube-controller-manager, at their defaults; virtual milliseconds. */
const cpuInitializationPeriod: VirtualMillis = 300_000;
const initialReadinessDelay: VirtualMillis = 30_000;
const tolerance = 0.1;

/** How many replicas a metric asks for, with what was measured; or why that cannot be said. */
export type Proposal =
  | { readonly replicas: number; readonly milliAverage: number; readonly utilization?: number }
  | { readonly error: string };

interface Measured {
  /** Milli-units of the resource by Pod. */
  readonly usage: Map<string, number>;
  readonly readyCount: number;
  readonly unready: readonly string[];
  readonly missing: readonly string[];
}

/** The Pods of the target, and how many there are to be. */
export interface Sizes {
  readonly pods: readonly Pod[];
  readonly currentReplicas: number;
}

export interface ReplicaQuestion extends Sizes {
  readonly metrics: MetricsSource;
  readonly resource: string;
  /** One container's use instead of the whole Pod's. */
  readonly container?: string | undefined;
  readonly now: VirtualMillis;
}

const nameOf = (pod: Pod): string => pod.metadata.name ?? "";

const isTolerated = (ratio: number): boolean => 1 - tolerance <= ratio && ratio <= 1 + tolerance;

/** Milli-units that a Pod's sample shows; null when one of its containers is not in it. */
function usageOf(sample: PodMetrics, { resource, container }: ReplicaQuestion): number | null {
  const counted = sample.containers.filter(({ name }) => container === undefined || name === container);
  if (counted.length === 0 || counted.some(({ usage }) => usage[resource] === undefined)) return null;
  return counted.reduce((sum, { usage }) => sum + milliValue(usage[resource] ?? "0"), 0);
}

/** Whether the cpu use of a Pod says nothing yet, because it is still starting. */
function isStarting({ status }: Pod, sample: PodMetrics, now: VirtualMillis): boolean {
  const ready = conditionOf(status?.conditions, "Ready");
  const started = virtualTime(status?.startTime ?? "");
  if (!ready || started === null) return true;
  const changed = virtualTime(ready.lastTransitionTime ?? "") ?? 0;
  if (started + cpuInitializationPeriod > now) {
    return ready.status === "False" || sample.at < changed + sample.window;
  }
  return ready.status === "False" && started + initialReadinessDelay > changed;
}

/** Why the resource metrics API's answer is of no use, or null. Models GetResourceMetric. */
function sampleProblem({ pods, container }: ReplicaQuestion, samples: ReadonlyMap<string, PodMetrics>): string | null {
  if (samples.size === 0) return "no metrics returned from resource metrics API";
  if (container === undefined) return null;
  const lacking = pods.find((pod) => samples.get(nameOf(pod))?.containers.every(({ name }) => name !== container));
  if (!lacking) return null;
  const pod = `${lacking.metadata.namespace}/${nameOf(lacking)}`;
  return `failed to get container metrics: container ${container} not present in metrics for pod ${pod}`;
}

/** Which Pods count and how, by what the resource metrics API says of them. */
function measure(question: ReplicaQuestion): Measured | { readonly error: string } {
  const { pods, metrics, resource, now } = question;
  const samples = new Map<string, PodMetrics>();
  for (const pod of pods) {
    const sample = metrics(pod);
    if (sample) samples.set(nameOf(pod), sample);
  }
  const problem = sampleProblem(question, samples);
  if (problem !== null) return { error: `unable to get metrics for resource ${resource}: ${problem}` };
  const measured = new Map<string, number>();
  for (const [name, sample] of samples) {
    const usage = usageOf(sample, question);
    if (usage !== null) measured.set(name, usage);
  }
  return grouped(pods, measured, (pod) => {
    const sample = samples.get(nameOf(pod));
    return resource === "cpu" && sample !== undefined && isStarting(pod, sample, now);
  });
}

/** Models groupPods. */
function grouped(
  pods: readonly Pod[],
  measured: Map<string, number>,
  saysNothing: (pod: Pod) => boolean,
): Measured | { readonly error: string } {
  const unready: string[] = [];
  const missing: string[] = [];
  let readyCount = 0;
  for (const pod of pods) {
    const name = nameOf(pod);
    if (pod.metadata.deletionTimestamp || pod.status?.phase === "Failed") measured.delete(name);
    else if (pod.status?.phase === "Pending") unready.push(name);
    else if (!measured.has(name)) missing.push(name);
    else if (saysNothing(pod)) unready.push(name);
    else readyCount++;
  }
  for (const name of unready) measured.delete(name);
  if (measured.size === 0) return { error: "did not receive metrics for targeted pods (pods might be unready)" };
  return { usage: measured, readyCount, unready, missing };
}

/**
 * From the ratio of use to target to a number of replicas; Pods of which nothing is known are taken to be where they damp
 * the change.
 */
function fromRatio(
  { currentReplicas }: Pick<Sizes, "currentReplicas">,
  measured: Measured,
  ratio: number,
  ratioOf: (usage: ReadonlyMap<string, number>) => number,
  fallback: (pod: string) => number,
): number {
  const { usage, readyCount, unready, missing } = measured;
  const withUnready = unready.length > 0 && ratio > 1;
  if (!withUnready && missing.length === 0) {
    return isTolerated(ratio) ? currentReplicas : Math.ceil(ratio * readyCount);
  }
  const assumed = new Map(usage);
  if (ratio !== 1) for (const pod of missing) assumed.set(pod, ratio < 1 ? fallback(pod) : 0);
  if (withUnready) for (const pod of unready) assumed.set(pod, 0);
  const damped = ratioOf(assumed);
  if (isTolerated(damped) || (ratio < 1 && damped > 1) || (ratio > 1 && damped < 1)) return currentReplicas;
  const replicas = Math.ceil(damped * assumed.size);
  const flips = damped < 1 ? replicas > currentReplicas : replicas < currentReplicas;
  return flips ? currentReplicas : replicas;
}

/**
 * Milli-units that each Pod requests: its own requests where it has any, else its containers'. The first one without a
 * request is an error. Models calculateRequests.
 */
function requestsOf({ pods, resource, container }: ReplicaQuestion): Map<string, number> | { readonly error: string } {
  const requests = new Map<string, number>();
  for (const pod of pods) {
    if (container === undefined && hasPodLevelRequests(pod)) {
      const request = podRequests(pod).get(resource);
      if (request === undefined) return { error: `missing pod-level request for ${resource} in Pod ${nameOf(pod)}` };
      requests.set(nameOf(pod), Number(milliOf(request)));
      continue;
    }
    const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
    let sum = 0;
    for (const { name, resources } of [...pod.spec.containers, ...sidecars]) {
      if (container !== undefined && name !== container) continue;
      const request = resources?.requests?.[resource];
      if (request === undefined) {
        return { error: `missing request for ${resource} in container ${name} of Pod ${nameOf(pod)}` };
      }
      sum += milliValue(request);
    }
    requests.set(nameOf(pod), sum);
  }
  return requests;
}

const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);

/**
 * Replicas for a target that is a percentage of the request.
 * Models GetResourceReplicas of pkg/controller/podautoscaler (v1.34).
 */
export function byUtilization(question: ReplicaQuestion, target: number): Proposal {
  const measured = measure(question);
  if ("error" in measured) return measured;
  const requests = requestsOf(question);
  if ("error" in requests) return requests;
  // Requests of nothing leave nothing to measure by.
  if (sumOf([...measured.usage.keys()].map((pod) => requests.get(pod) ?? 0)) === 0)
    return { error: "no metrics returned matched known pods" };
  const utilizationOf = (usage: ReadonlyMap<string, number>): number => {
    const requested = sumOf([...usage.keys()].map((pod) => requests.get(pod) ?? 0));
    return Math.trunc((sumOf(usage.values()) * 100) / requested);
  };
  const utilization = utilizationOf(measured.usage);
  const fallback = (pod: string): number => Math.trunc(((requests.get(pod) ?? 0) * Math.max(100, target)) / 100);
  const replicas = fromRatio(
    question,
    measured,
    utilization / target,
    (usage) => utilizationOf(usage) / target,
    fallback,
  );
  const milliAverage = Math.trunc(sumOf(measured.usage.values()) / measured.usage.size);
  return { replicas, milliAverage, utilization };
}

/**
 * Replicas for a target that is an amount per Pod, in milli-units.
 * Models GetRawResourceReplicas of pkg/controller/podautoscaler (v1.34).
 */
export function byAverageValue(question: ReplicaQuestion, milliTarget: number): Proposal {
  return fromAverage(question, measure(question), milliTarget);
}

/**
 * The same for a metric of the Pods that is not a resource. Models GetMetricReplicas.
 * @param values milli-units by Pod
 */
export function byPodsMetric(question: Sizes, values: ReadonlyMap<string, number>, milliTarget: number): Proposal {
  return fromAverage(
    question,
    grouped(question.pods, new Map(values), () => false),
    milliTarget,
  );
}

function fromAverage(
  question: Pick<Sizes, "currentReplicas">,
  measured: Measured | { readonly error: string },
  milliTarget: number,
): Proposal {
  if ("error" in measured) return measured;
  const averageOf = (usage: ReadonlyMap<string, number>): number => Math.trunc(sumOf(usage.values()) / usage.size);
  const ratioOf = (usage: ReadonlyMap<string, number>): number => averageOf(usage) / milliTarget;
  const replicas = fromRatio(question, measured, ratioOf(measured.usage), ratioOf, () => milliTarget);
  return { replicas, milliAverage: averageOf(measured.usage) };
}

/** Replicas for a target that is the whole metric. Models getUsageRatioReplicaCount. */
export function byWholeValue({ pods, currentReplicas }: Sizes, milliUsage: number, milliTarget: number): number {
  const ratio = milliUsage / milliTarget;
  if (currentReplicas === 0) return Math.ceil(ratio);
  if (isTolerated(ratio)) return currentReplicas;
  const ready = pods.filter((pod) => pod.status?.phase === "Running" && isReady(pod)).length;
  return Math.ceil(ratio * ready);
}

/** Replicas for a target that is a share of the whole metric for each Pod. Models GetObjectPerPodMetricReplicas. */
export function byShare(statusReplicas: number, milliUsage: number, milliTarget: number): number {
  const ratio = milliUsage / (milliTarget * statusReplicas);
  return isTolerated(ratio) ? statusReplicas : Math.ceil(milliUsage / milliTarget);
}

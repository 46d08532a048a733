import { type Int64, toInt64 } from "./int64.ts";
import type { Quantity, ResourceList } from "./meta.ts";
import type { Container, ContainerStatus, Pod, PodSpec } from "./pod.ts";
import { isQuantityError, parseQuantity } from "./quantity.ts";

/**
 * What a Pod requests, aggregated over its containers.
 *
 * Models k8s.io/component-helpers/resource (v1.34): sidecars run beside everything that starts after them, plain init
 * containers one at a time, pod-level resources override, overhead is added, and during an in-place resize the larger
 * of what is asked and what is held counts.
 *
 * Amounts are exact, in 10^-9 of the resource's unit (cores, bytes, pieces), because Kubernetes adds first and rounds up
 * afterwards.
 */
export type NanoResources = ReadonlyMap<string, bigint>;

type Sum = Map<string, bigint>;

/** Cores and bytes that scoring assumes for a container that requests none (pkg/scheduler/util, v1.34). */
const defaultMilliCPURequest = 100;
const defaultMemoryRequest = 200 * 1024 * 1024;

const nanoDefaults: NanoResources = new Map([
  ["cpu", BigInt(defaultMilliCPURequest) * 1_000_000n],
  ["memory", BigInt(defaultMemoryRequest) * 1_000_000_000n],
]);

const nanoByText = new Map<Quantity, bigint>();
const nanoLimit = 10_000;

/** A quantity in 10^-9 of its unit, rounded up as Kubernetes does; 0 for text that is no quantity (validation refuses it earlier). */
export function nanoQuantity(quantity: Quantity): bigint {
  const known = nanoByText.get(quantity);
  if (known !== undefined) return known;
  const value = toNano(quantity);
  if (nanoByText.size >= nanoLimit) nanoByText.clear();
  nanoByText.set(quantity, value);
  return value;
}

function toNano(quantity: Quantity): bigint {
  const parsed = parseQuantity(quantity);
  if (isQuantityError(parsed)) return 0n;
  const power = parsed.scale + 9;
  return power >= 0 ? parsed.unscaled * 10n ** BigInt(power) : ceilDivide(parsed.unscaled, 10n ** BigInt(-power));
}

function ceilDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a > 0n && quotient * b !== a ? quotient + 1n : quotient;
}

/** Whole units, rounded up (Quantity.Value). */
export function unitsOf(nano: bigint): Int64 {
  return toInt64(ceilDivide(nano, 1_000_000_000n));
}

/** Thousandths, rounded up (Quantity.MilliValue). */
export function milliOf(nano: bigint): Int64 {
  return toInt64(ceilDivide(nano, 1_000_000n));
}

function addList(total: Sum, list: ResourceList | undefined): void {
  if (!list) return;
  for (const name of Object.keys(list)) total.set(name, (total.get(name) ?? 0n) + nanoQuantity(list[name]!));
}

function addMap(total: Sum, other: NanoResources): void {
  for (const [name, amount] of other) total.set(name, (total.get(name) ?? 0n) + amount);
}

function maxMap(total: Sum, other: NanoResources): void {
  for (const [name, amount] of other) {
    const present = total.get(name);
    if (present === undefined || amount > present) total.set(name, amount);
  }
}

function fromList(list: ResourceList | undefined): Sum {
  const result: Sum = new Map();
  addList(result, list);
  return result;
}

function isResizeInfeasible(pod: Pod): boolean {
  return !!pod.status?.conditions?.some((c) => c.type === "PodResizePending" && c.reason === "Infeasible");
}

/** During a resize: the larger of the wish and the holding; the holding alone once the wish was found infeasible. */
function containerRequests(pod: Pod, container: Container, status: ContainerStatus | undefined): Sum {
  const wanted = fromList(container.resources?.requests);
  if (!status?.resources) return wanted;
  const held = fromList(status.resources.requests);
  maxMap(held, fromList(status.allocatedResources));
  if (isResizeInfeasible(pod)) return held;
  maxMap(wanted, held);
  return wanted;
}

function applyDefaults(requests: Sum, defaults: NanoResources | undefined): Sum {
  if (defaults) for (const [name, amount] of defaults) if (!requests.has(name)) requests.set(name, amount);
  return requests;
}

const isSidecar = (container: Container): boolean => container.restartPolicy === "Always";

function isPodLevelResource(name: string): boolean {
  return name === "cpu" || name === "memory" || name.startsWith("hugepages-");
}

function aggregate(pod: Pod, defaults: NanoResources | undefined): Sum {
  const statuses = new Map<string, ContainerStatus>();
  for (const status of pod.status?.containerStatuses ?? []) statuses.set(status.name, status);
  for (const status of pod.status?.initContainerStatuses ?? []) statuses.set(status.name, status);

  const total: Sum = new Map();
  for (const container of pod.spec.containers) {
    addMap(total, applyDefaults(containerRequests(pod, container, statuses.get(container.name)), defaults));
  }
  if (!pod.spec.initContainers?.length) return total;

  const sidecars: Sum = new Map();
  const initPeak: Sum = new Map();
  for (const container of pod.spec.initContainers) {
    const status = isSidecar(container) ? statuses.get(container.name) : undefined;
    const requests = applyDefaults(containerRequests(pod, container, status), defaults);
    if (isSidecar(container)) {
      addMap(total, requests);
      addMap(sidecars, requests);
      maxMap(initPeak, sidecars);
    } else {
      addMap(requests, sidecars);
      maxMap(initPeak, requests);
    }
  }
  maxMap(total, initPeak);
  return total;
}

function finish(pod: Pod, total: Sum): Sum {
  const podLevel = pod.spec.resources?.requests;
  if (podLevel) {
    for (const name of Object.keys(podLevel)) {
      if (isPodLevelResource(name)) total.set(name, nanoQuantity(podLevel[name]!));
    }
  }
  addList(total, pod.spec.overhead);
  return total;
}

/** Whether the Pod itself requests something of what can be requested for it as a whole. Models IsPodLevelRequestsSet. */
export function hasPodLevelRequests({ spec }: Pod): boolean {
  return Object.keys(spec.resources?.requests ?? {}).some(isPodLevelResource);
}

/**
 * Whether the containers hold just what the spec asks for, as all do that are not being resized: the very objects, which
 * the kubelet takes over into the status.
 */
function isAtRest({ spec, status }: Pod): boolean {
  return (
    holdTheirs(spec.containers, status?.containerStatuses) &&
    holdTheirs(spec.initContainers, status?.initContainerStatuses)
  );
}

function holdTheirs(containers: readonly Container[] = [], statuses: readonly ContainerStatus[] = []): boolean {
  for (const { name, resources, allocatedResources } of statuses) {
    if (!resources) continue;
    const wanted = containers.find((container) => container.name === name)?.resources?.requests;
    if (resources.requests !== wanted) return false;
    if (allocatedResources !== undefined && allocatedResources !== wanted) return false;
  }
  return true;
}

/**
 * Pods are asked again and again, by scheduler, controllers and kubelets, and never change: their next version is another,
 * mostly with the same spec. By the spec what a Pod at rest requests; by the Pod itself that of one that is being resized.
 */
const requestsOf = new WeakMap<Pod | PodSpec, NanoResources>();
const scoringRequestsOf = new WeakMap<Pod | PodSpec, NanoResources>();

function known(cache: WeakMap<Pod | PodSpec, NanoResources>, pod: Pod, compute: (pod: Pod) => NanoResources) {
  const key = isAtRest(pod) ? pod.spec : pod;
  const before = cache.get(key);
  if (before) return before;
  const requests = compute(pod);
  cache.set(key, requests);
  return requests;
}

/** What the Pod requests, per resource. Containers without a request count nothing. */
export function podRequests(pod: Pod): NanoResources {
  return known(requestsOf, pod, computeRequests);
}

const computeRequests = (pod: Pod): NanoResources => finish(pod, aggregate(pod, undefined));

/**
 * What scoring by NodeResourcesFit assumes of the incoming Pod: every container without a cpu or memory request counts
 * 100m or 200Mi. Pod-level requests do not count here: in v1.34 that scorer leaves them out.
 */
export function podRequestsForScoring(pod: Pod): NanoResources {
  return known(scoringRequestsOf, pod, computeScoringRequests);
}

function computeScoringRequests(pod: Pod): NanoResources {
  const total = aggregate(pod, nanoDefaults);
  addList(total, pod.spec.overhead);
  return total;
}

/**
 * How a NodeInfo accounts for its Pods: with the same defaults, but where pod-level requests are set these fill in only
 * what they leave at zero.
 */
export function podRequestsForAccounting(pod: Pod, requests: NanoResources): NanoResources {
  if (!hasPodLevelRequests(pod)) return finish(pod, aggregate(pod, nanoDefaults));
  const missing = new Map<string, bigint>();
  for (const [name, amount] of nanoDefaults) if (!requests.get(name)) missing.set(name, amount);
  return missing.size > 0 ? finish(pod, aggregate(pod, missing)) : requests;
}

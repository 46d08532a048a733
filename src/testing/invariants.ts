import type { Node } from "../engine/api/core.ts";
import type { EndpointSlice } from "../engine/api/discovery.ts";
import type { KubernetesObject } from "../engine/api/meta.ts";
import type { Pod } from "../engine/api/pod.ts";
import { nanoQuantity, podRequests } from "../engine/api/podResources.ts";
import type { IngressTraffic } from "../engine/ingressnginx/events.ts";
import type { SimulationEntry } from "../engine/simulation.ts";

/**
 * What holds in every cluster, read from the trace alone. `check` takes the entries in order and returns what is broken,
 * in words; an empty list is a good trace.
 */
export class Invariants {
  private readonly objects = new Map<string, KubernetesObject>();
  /** Container ids that were seen terminated. */
  private readonly terminated = new Set<string>();
  private readonly lastReady = new Map<string, number>();
  /** Every Pod that there has been. */
  private readonly pods = new Set<string>();
  /** Requests so far, by Ingress and Service. */
  private readonly totals = new Map<string, number>();
  private readonly problems: string[] = [];
  private revision = 0;

  /** `lag`: how long after a Pod stopped being Ready an endpoint may still be written as ready, virtual milliseconds. */
  constructor(private readonly lag: number) {}

  check(entries: readonly SimulationEntry[]): readonly string[] {
    for (const entry of entries) this.take(entry);
    return this.problems;
  }

  private take({ seq, time, event, changes }: SimulationEntry): void {
    const before = this.problems.length;
    for (const { key, to } of changes) {
      if (key.startsWith("ingress/") && to !== undefined) this.putTraffic(key, to as IngressTraffic);
      if (!key.startsWith("/registry/")) continue;
      if (to === undefined) this.objects.delete(key);
      else this.put(key, to as KubernetesObject, time);
    }
    if (event.type === "EtcdWrite") {
      if (event.revision <= this.revision) this.problems.push(`revision ${event.revision} after ${this.revision}`);
      this.revision = event.revision;
      if ((event.op === "delete") === this.objects.has(event.key)) this.problems.push(`${event.op} of ${event.key}`);
    }
    for (let i = before; i < this.problems.length; i++) this.problems[i] = `entry ${seq}: ${this.problems[i]}`;
  }

  private put(key: string, object: KubernetesObject, time: number): void {
    const old = this.objects.get(key);
    this.objects.set(key, object);
    if (old) {
      const [was, is] = [old, object].map(({ metadata }) => Number(metadata.resourceVersion));
      if (!(is > was)) this.problems.push(`${key} goes from resourceVersion ${was} to ${is}`);
      if (old.metadata.uid !== object.metadata.uid) this.problems.push(`${key} became another object`);
    }
    if (object.kind === "Pod") this.putPod(key, object as Pod, old as Pod | undefined, time);
    else if (object.kind === "EndpointSlice") this.putSlice(key, object as EndpointSlice, time);
  }

  private putPod(key: string, pod: Pod, old: Pod | undefined, time: number): void {
    this.pods.add(`${pod.metadata.namespace}/${pod.metadata.name}`);
    const node = pod.spec.nodeName;
    if (old?.spec.nodeName && old.spec.nodeName !== node) this.problems.push(`${key} moved to ${node}`);
    if (node && !old?.spec.nodeName) this.checkNode(node);
    if (isReady(old) || isReady(pod)) this.lastReady.set(pod.metadata.uid ?? "", time);
    const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = pod.status ?? {};
    for (const { name, state, lastState, containerID } of [
      ...containerStatuses,
      ...initContainerStatuses,
      ...ephemeralContainerStatuses,
    ]) {
      const ended = [state?.terminated?.containerID, lastState?.terminated?.containerID];
      for (const id of ended) if (id) this.terminated.add(id);
      if (state?.running && containerID && this.terminated.has(containerID)) {
        this.problems.push(`${key} container ${name} (${containerID}) runs again`);
      }
    }
  }

  /** Requests are summed as the scheduler does it: a Pod that has ended holds nothing. */
  private checkNode(name: string): void {
    const node = this.objects.get(`/registry/minions/${name}`) as Node | undefined;
    const used = new Map<string, bigint>();
    for (const object of this.objects.values()) {
      const pod = object as Pod;
      if (pod.kind !== "Pod" || pod.spec.nodeName !== name) continue;
      if (pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed") continue;
      used.set("pods", (used.get("pods") ?? 0n) + nanoQuantity("1"));
      for (const [resource, amount] of podRequests(pod)) used.set(resource, (used.get(resource) ?? 0n) + amount);
    }
    for (const [resource, quantity] of Object.entries(node?.status?.allocatable ?? {})) {
      if ((used.get(resource) ?? 0n) > nanoQuantity(quantity)) this.problems.push(`${name} has too little ${resource}`);
    }
  }

  /** Nobody answers more than what came in, and a total never shrinks. */
  private putTraffic(key: string, { backends, pods }: IngressTraffic): void {
    for (const { service, total, recent, failed } of backends) {
      const before = this.totals.get(`${key} ${service}`) ?? 0;
      if (total < before) this.problems.push(`${key} ${service} goes from ${before} requests to ${total}`);
      if (failed > recent || recent > total)
        this.problems.push(`${key} ${service}: ${failed} of ${recent} of ${total} failed`);
      this.totals.set(`${key} ${service}`, total);
    }
    for (const [pod, requests] of Object.entries(pods))
      if (requests > 0 && !this.pods.has(pod)) this.problems.push(`${key}: ${pod} answers, which never was`);
  }

  private putSlice(key: string, { endpoints, metadata }: EndpointSlice, time: number): void {
    for (const { conditions, targetRef } of endpoints ?? []) {
      if (!conditions?.ready) continue;
      const pod = this.objects.get(`/registry/pods/${metadata.namespace}/${targetRef?.name}`);
      const current = pod?.metadata.uid === targetRef?.uid ? (pod as Pod) : undefined;
      if (isReady(current) || time - (this.lastReady.get(targetRef?.uid ?? "") ?? -Infinity) <= this.lag) continue;
      this.problems.push(`${key} says ${targetRef?.name} is ready`);
    }
  }

  /** Every endpoint that is ready now, whose Pod is not: for the end of a run, when nobody is behind. */
  staleEndpoints(): string[] {
    return [...this.objects].flatMap(([key, object]) => {
      if (object.kind !== "EndpointSlice") return [];
      const { endpoints = [], metadata } = object as EndpointSlice;
      return endpoints
        .filter(({ conditions }) => conditions?.ready)
        .map(({ targetRef }) => `/registry/pods/${metadata.namespace}/${targetRef?.name}`)
        .filter((pod) => !isReady(this.objects.get(pod) as Pod | undefined))
        .map((pod) => `${key} says ${pod} is ready`);
    });
  }
}

function isReady(pod: Pod | undefined): boolean {
  return pod?.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}

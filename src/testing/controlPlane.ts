import type { Node } from "../engine/api/core.ts";
import { resourceByName } from "../engine/api/kinds.ts";
import type { KubernetesObject } from "../engine/api/meta.ts";
import type { Pod } from "../engine/api/pod.ts";
import { ApiServer } from "../engine/apiserver/apiServer.ts";
import type { ApiServerEvent } from "../engine/apiserver/events.ts";
import { ApiClient } from "../engine/client/apiClient.ts";
import type { Client } from "../engine/client/client.ts";
import type { ComponentContext } from "../engine/client/component.ts";
import type { ControllerEvent } from "../engine/controllers/events.ts";
import { startControllers } from "../engine/controllers/registry.ts";
import { timestamp } from "../engine/kernel/clock.ts";
import { type Process, Simulator } from "../engine/kernel/simulator.ts";
import type { TraceEntry } from "../engine/kernel/trace.ts";
import type { SchedulerEvent } from "../engine/scheduler/component/events.ts";
import { startScheduler } from "../engine/scheduler/component/scheduler.ts";
import { Etcd } from "../engine/store/etcd.ts";

type ControlPlaneEvent = ApiServerEvent | ControllerEvent | SchedulerEvent;

/**
 * A control plane without kubelets, as in the golden timelines: etcd, API server, controllers and scheduler run; the test
 * plays kubectl and the kubelets.
 */
export class ControlPlane {
  readonly sim: Simulator<ControlPlaneEvent>;
  private readonly etcd = new Etcd();
  private readonly server: ApiServer;
  private readonly admin: Client;

  constructor(options: { readonly seed?: number; readonly cluster?: readonly KubernetesObject[] } = {}) {
    this.sim = new Simulator<ControlPlaneEvent>(options.seed ?? 1);
    this.server = new ApiServer(this.sim as unknown as Simulator<ApiServerEvent>, this.etcd);
    this.admin = this.client("kubectl");
    const objects = [...namespace("default"), ...(options.cluster ?? [node("node-1"), node("node-2"), node("node-3")])];
    for (const object of objects) this.server.seed(object);
    startControllers(this.context() as ComponentContext<ControllerEvent>);
    startScheduler(this.context() as ComponentContext<SchedulerEvent>);
    this.run(1);
  }

  client(actor: string): Client {
    return new ApiClient(actor, {
      sim: this.sim as unknown as Simulator<ApiServerEvent>,
      server: this.server,
      etcd: this.etcd,
    });
  }

  context(): ComponentContext<never> {
    const { sim } = this;
    return {
      now: () => sim.now,
      random: sim.random,
      record: sim.record,
      change: (key, to) => sim.change(key, to),
      records: sim.records,
      spawn: (process, done) => sim.spawn(process, done),
      after: (delay, callback) => sim.after(delay, callback),
      background: (delay, callback) => sim.background(delay, callback),
      quietly: (callback) => sim.quietly(callback),
      client: (actor) => this.client(actor),
    };
  }

  /** Lets `seconds` of virtual time pass. */
  run(seconds = 10): void {
    const end = this.sim.now + seconds * 1000;
    // The clock stops at the last event: one at the end keeps the seconds whole.
    this.sim.background(seconds * 1000, () => undefined);
    this.sim.runUntil(end);
  }

  private do<R>(process: Process<R>): R {
    let result: { value: R } | null = null;
    this.sim.spawn(process, (value) => {
      result = { value };
    });
    for (let i = 0; i < 10_000 && result === null; i++) this.sim.step();
    return (result as unknown as { value: R }).value;
  }

  create(object: KubernetesObject) {
    return this.do(this.admin.create(object));
  }

  patch<T extends KubernetesObject>(resource: string, name: string, change: (stored: T) => T, subresource?: string) {
    const kind = resourceByName(resource);
    const where = kind?.namespaced ? "default" : undefined;
    return this.do(this.admin.patch<T>(resource, where, name, change, { subresource }));
  }

  delete(resource: string, name: string, gracePeriodSeconds?: number) {
    const where = resourceByName(resource)?.namespaced ? "default" : undefined;
    return this.do(this.admin.delete(resource, where, name, { gracePeriodSeconds }));
  }

  list<T extends KubernetesObject>(resource: string): T[] {
    return this.etcd
      .list<T>(resourceByName(resource)!)
      .filter(({ metadata }) => !metadata.namespace || metadata.namespace === "default");
  }

  get<T extends KubernetesObject>(resource: string, name: string): T | undefined {
    return this.list<T>(resource).find(({ metadata }) => metadata.name === name);
  }

  pods(): Pod[] {
    return this.list<Pod>("pods");
  }

  /** `reason message` of all core Events in the order in which they were written. */
  events(component?: string): string[] {
    return this.list<KubernetesObject & { reason: string; message: string; source?: { component?: string } }>("events")
      .filter(({ source }) => component === undefined || source?.component === component)
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
      .map(({ reason, message }) => `${reason} ${message}`);
  }

  reconciles(): string[] {
    return this.sim.entries.flatMap(({ event }: TraceEntry<ControlPlaneEvent>) =>
      event.type === "Reconcile" && event.decision !== "none"
        ? [`${event.controller} ${event.key} ${event.decision}`]
        : [],
    );
  }

  /** Plays the kubelets: Pods on nodes start running and become ready. */
  makeReady(pods: readonly Pod[] = this.pods()): void {
    for (const { metadata, spec } of pods) {
      if (!spec.nodeName || metadata.deletionTimestamp) continue;
      const now = timestamp(this.sim.now);
      const condition = (type: string) => ({ type, status: "True", lastTransitionTime: now });
      this.patch<Pod>(
        "pods",
        metadata.name ?? "",
        (stored) => ({
          ...stored,
          status: {
            ...stored.status,
            phase: "Running",
            startTime: stored.status?.startTime ?? now,
            podIP: stored.status?.podIP ?? `10.244.0.${(metadata.uid ?? "").charCodeAt(0) + 1}`,
            conditions: [
              ...(stored.status?.conditions ?? []).filter(({ type }) => type === "PodScheduled"),
              ...["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady"].map(condition),
            ],
          },
        }),
        "status",
      );
    }
  }

  /** Plays the kubelets at the end of a termination. */
  finishDeletions(): void {
    for (const { metadata } of this.pods()) {
      if (metadata.deletionTimestamp) this.delete("pods", metadata.name ?? "", 0);
    }
  }
}

export function namespace(name: string): KubernetesObject[] {
  return [
    {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
      spec: { finalizers: ["kubernetes"] },
      status: { phase: "Active" },
    } as KubernetesObject,
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: name } },
  ];
}

/** A ready node; 4 cpu and 8Gi unless told otherwise. */
export function node(name: string, allocatable: { readonly [resource: string]: string } = {}): Node {
  const resources = { cpu: "4", memory: "8Gi", pods: "110", ...allocatable };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name } },
    spec: {},
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: [{ type: "Ready", status: "True", reason: "KubeletReady" }],
    },
  };
}

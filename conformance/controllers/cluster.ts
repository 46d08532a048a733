import { kinds, resourceByName } from "../../src/engine/api/kinds.ts";
import type { KubernetesObject } from "../../src/engine/api/meta.ts";
import type { Pod } from "../../src/engine/api/pod.ts";
import { ApiServer } from "../../src/engine/apiserver/apiServer.ts";
import type { ApiServerEvent } from "../../src/engine/apiserver/events.ts";
import { handleHttp } from "../../src/engine/apiserver/http/handler.ts";
import type { HttpRequest, HttpResponse } from "../../src/engine/apiserver/http/httpRequest.ts";
import { withZeroValues } from "../../src/engine/apiserver/http/zeroValues.ts";
import { bootObjects } from "../../src/engine/boot.ts";
import { ApiClient } from "../../src/engine/client/apiClient.ts";
import type { Client } from "../../src/engine/client/client.ts";
import type { ComponentContext } from "../../src/engine/client/component.ts";
import type { ControllerEvent } from "../../src/engine/controllers/events.ts";
import type { PodMetrics } from "../../src/engine/controllers/options.ts";
import { startControllers } from "../../src/engine/controllers/registry.ts";
import { type Process, Simulator } from "../../src/engine/kernel/simulator.ts";
import type { SchedulerEvent } from "../../src/engine/scheduler/component/events.ts";
import { startScheduler } from "../../src/engine/scheduler/component/scheduler.ts";
import { Etcd } from "../../src/engine/store/etcd.ts";

/** The timing flags of the recording: FORMAT-SERVER, section 1. */
const timing = {
  nodeMonitorPeriod: 2000,
  nodeMonitorGracePeriod: 12_000,
  nodeStartupGracePeriod: 12_000,
  podAutoscalerSyncPeriod: 3000,
};

const longestWait = 60_000;
const mostSteps = 1_000_000;

export type CoreEvent = KubernetesObject & {
  readonly type: string;
  readonly reason: string;
  readonly message?: string;
  readonly note?: string;
  readonly involvedObject: { readonly kind: string; readonly name: string };
  readonly source?: { readonly component?: string };
  readonly reportingComponent?: string;
};

function baseNode(name: string, zone: string): KubernetesObject {
  const resources = { cpu: "64", memory: "64Gi", pods: "500" };
  const labels = {
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
    "topology.kubernetes.io/zone": zone,
  };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels },
    status: { capacity: resources, allocatable: resources },
  } as KubernetesObject;
}

/** The control plane of the recorded timelines: controllers and scheduler run, nobody plays the kubelets but the script. */
export class TimelineCluster {
  readonly sim = new Simulator<ApiServerEvent>(1);
  /** The Events that have appeared and that nobody has asked for yet. */
  private appeared: CoreEvent[] = [];
  private readonly metrics = new Map<string, PodMetrics>();
  private readonly etcd = new Etcd();
  private readonly server = new ApiServer(this.sim, this.etcd);
  private lastWrite = 0;
  private readonly generated = new Set<string>();

  constructor(private readonly namespace: string) {
    const nodes = [baseNode("node-1", "a"), baseNode("node-2", "a"), baseNode("node-3", "b")];
    for (const object of bootObjects(nodes, [])) this.server.seed(object);
    const stored = kinds.filter(
      ({ etcdPrefix }, i) => kinds.findIndex((other) => other.etcdPrefix === etcdPrefix) === i,
    );
    for (const kind of stored) {
      this.etcd.watch(kind, undefined, ({ before, after }) => {
        const object = after ?? before;
        const isOurs = object?.metadata.namespace === namespace || object?.metadata.name === namespace;
        if (isOurs || (!kind.namespaced && object?.metadata.name?.startsWith(namespace))) this.lastWrite = this.sim.now;
        if (isOurs && object?.metadata.generateName) this.generated.add(object.metadata.generateName);
        if (isOurs && kind.kind === "Event" && !before && after) this.appeared.push(after as CoreEvent);
      });
    }
    startControllers(this.context<ControllerEvent>(), {
      timing,
      provisioner: false,
      metrics: (pod) => this.metrics.get(pod.metadata.name ?? "") ?? null,
    });
    startScheduler(this.context<SchedulerEvent>());
    this.wait(1);
  }

  /** The prefixes of all names that were generated in the namespace, the longest first. */
  prefixes(): readonly string[] {
    return [...this.generated].sort((a, b) => b.length - a.length);
  }

  takeEvents(): CoreEvent[] {
    const taken = this.appeared;
    this.appeared = [];
    return taken;
  }

  setMetrics(pod: Pod, metrics: PodMetrics | null): void {
    if (metrics) this.metrics.set(pod.metadata.name ?? "", metrics);
    else this.metrics.delete(pod.metadata.name ?? "");
  }

  clearMetrics(): void {
    this.metrics.clear();
  }

  /** The objects of the case's namespace, or of the cluster, as an answer would show them. */
  list<T extends KubernetesObject>(resource: string): T[] {
    const kind = resourceByName(resource);
    const stored = kind ? this.etcd.list<T>(kind, kind.namespaced ? this.namespace : undefined) : [];
    return stored.map((object) => withZeroValues(object) as T);
  }

  send(request: HttpRequest): HttpResponse {
    return this.run(handleHttp(this.server, request));
  }

  client(actor: string, user?: HttpRequest["user"]): Client {
    return new ApiClient(actor, { sim: this.sim, server: this.server, etcd: this.etcd }, user);
  }

  /** Runs a process to its end. */
  run<R>(process: Process<R>): R {
    let result: { readonly value: R } | null = null;
    this.sim.spawn(process, (value) => {
      result = { value };
    });
    for (let step = 0; step < mostSteps && result === null; step++) this.sim.step();
    if (result === null) throw new Error("the process does not end");
    return (result as { readonly value: R }).value;
  }

  /** Lets so many virtual seconds pass. */
  wait(seconds: number): void {
    const end = this.sim.now + seconds * 1000;
    // The clock stops at the last event: one at the end keeps the seconds whole.
    this.sim.background(end - this.sim.now, () => undefined);
    this.sim.runUntil(end);
  }

  /** Lets time pass until nothing of the case was written for so many virtual seconds; never shorter than that. */
  quiet(seconds: number): void {
    const start = this.sim.now;
    for (;;) {
      const due = Math.max(start, this.lastWrite) + seconds * 1000;
      if (this.sim.now >= due || this.sim.now > start + longestWait) return;
      this.wait((due - this.sim.now) / 1000);
    }
  }

  private context<E extends { type: string }>(): ComponentContext<E> {
    const sim = this.sim as unknown as Simulator<E>;
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
}

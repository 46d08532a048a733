import type { ContainerImage } from "../engine/api/core.ts";
import { resourceByName } from "../engine/api/kinds.ts";
import type { KubernetesObject } from "../engine/api/meta.ts";
import type { Container, Pod } from "../engine/api/pod.ts";
import { printPodStatus } from "../engine/api/printPod.ts";
import { ApiServer } from "../engine/apiserver/apiServer.ts";
import type { ApiServerEvent } from "../engine/apiserver/events.ts";
import { ApiClient } from "../engine/client/apiClient.ts";
import type { Client } from "../engine/client/client.ts";
import { type Switchable, switchable } from "../engine/client/switchable.ts";
import { type Process, Simulator } from "../engine/kernel/simulator.ts";
import type { KubeletEvent } from "../engine/kubelet/events.ts";
import { type KubeletOptions, startKubelet } from "../engine/kubelet/kubelet.ts";
import { Machine } from "../engine/kubelet/machine.ts";
import type { KubeletContext } from "../engine/kubelet/nodeRuntime.ts";
import { nodeConditions } from "../engine/kubelet/nodeStatus.ts";
import { createRuntimeModel, type RuntimeModelOptions } from "../engine/kubelet/runtimeModel.ts";
import { Etcd } from "../engine/store/etcd.ts";
import { namespace, node } from "./controlPlane.ts";

type NodeEvent = ApiServerEvent | KubeletEvent;

/** An API server and the kubelet of `node-1`: Pods are created with their nodeName, as if they had been bound. */
export class KubeletCluster {
  readonly sim: Simulator<NodeEvent>;
  private readonly etcd = new Etcd();
  private readonly server: ApiServer;
  private readonly admin: Client;
  private readonly machine: Machine;
  private kubelet: Switchable<KubeletEvent>;

  constructor(
    options: RuntimeModelOptions & {
      readonly cluster?: readonly KubernetesObject[];
      readonly seed?: number;
      readonly allocatable?: { readonly [resource: string]: string };
      readonly nodeImages?: readonly ContainerImage[];
    } = {},
  ) {
    this.sim = new Simulator<NodeEvent>(options.seed ?? 1);
    this.server = new ApiServer(this.sim as unknown as Simulator<ApiServerEvent>, this.etcd);
    this.admin = this.client("kubectl");
    const base = node("node-1", options.allocatable);
    const own = {
      ...base,
      spec: { podCIDR: "10.244.1.0/24" },
      status: {
        ...base.status,
        ...(options.nodeImages && { images: [...options.nodeImages] }),
        conditions: nodeConditions(new Set(), "2030-01-01T00:00:00Z"),
        addresses: [{ type: "InternalIP", address: "172.18.0.2" }],
      },
    };
    const rootCa = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "kube-root-ca.crt", namespace: "default" },
      data: { "ca.crt": "" },
    };
    for (const object of [...namespace("default"), rootCa, own, ...(options.cluster ?? [])]) this.server.seed(object);
    this.machine = new Machine("node-1", this.context().context, createRuntimeModel(options), own);
    this.kubelet = this.startKubelet({});
  }

  private context(): Switchable<KubeletEvent> {
    const { sim } = this;
    const host: KubeletContext = {
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
    return switchable(host, (actor) => this.client(actor));
  }

  private startKubelet(options: KubeletOptions): Switchable<KubeletEvent> {
    const kubelet = this.context();
    startKubelet(kubelet.context, this.machine, options);
    return kubelet;
  }

  /** Ends the kubelet's process; it starts again a second later. */
  restartKubelet(meanwhile: () => void = () => undefined): void {
    this.kubelet.off();
    this.machine.images.abort();
    meanwhile();
    this.run(1);
    this.kubelet = this.startKubelet({ after: "restart" });
  }

  /** A file comes into the directory of static Pods, or goes. */
  putManifest(name: string, manifest: Pod | null): void {
    this.machine.setManifest(name, manifest);
  }

  /** The Pod's pause container dies. */
  killSandbox(name = "web"): void {
    this.machine.pods.get(this.pod(name)?.metadata.uid ?? "")?.loseSandbox();
  }

  client(actor: string): ApiClient {
    const { server, etcd } = this;
    return new ApiClient(actor, { sim: this.sim as unknown as Simulator<ApiServerEvent>, server, etcd });
  }

  /** Lets `seconds` of virtual time pass. */
  run(seconds: number): void {
    this.sim.runUntil(this.sim.now + seconds * 1000);
  }

  /** Lets time pass up to a moment of the run, whether anything happens or not. */
  runTo(second: number): void {
    this.sim.background(second * 1000 - this.sim.now, () => undefined);
    this.sim.runUntil(second * 1000);
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

  delete(resource: string, name: string, gracePeriodSeconds?: number) {
    return this.do(this.admin.delete(resource, "default", name, { gracePeriodSeconds }));
  }

  patch<T extends KubernetesObject>(resource: string, name: string, change: (stored: T) => T, subresource?: string) {
    return this.do(this.admin.patch<T>(resource, "default", name, change, { subresource }));
  }

  object<T extends KubernetesObject>(resource: string, name: string, namespace?: string): T | undefined {
    return this.etcd.get<T>(resourceByName(resource)!, namespace, name);
  }

  /** `SECONDs name why` of each image that the kubelet has removed. */
  removedImages(): string[] {
    return this.sim.entries.flatMap(({ time, event }) =>
      event.type === "ImageRemoved" ? [`${Math.floor(time / 1000)}s ${event.image} ${event.why}`] : [],
    );
  }

  pod(name = "web"): Pod | undefined {
    return this.etcd.get<Pod>(resourceByName("pods")!, "default", name);
  }

  /** READY STATUS RESTARTS, as kubectl prints them. */
  printed(name = "web"): string {
    const pod = this.pod(name);
    if (!pod) return "gone";
    const { ready, status, restarts } = printPodStatus(pod);
    return `${ready} ${status} ${restarts}`;
  }

  /** `type status reason message` of its conditions. */
  conditions(name = "web"): string[] {
    return (this.pod(name)?.status?.conditions ?? []).map(({ type, status, reason, message }) =>
      [type, status, reason, message].filter(Boolean).join(" "),
    );
  }

  /** Every change of what kubectl prints, with the second in which it happens. */
  watch(name: string, seconds: number): string[] {
    const seen: string[] = [];
    const end = this.sim.now + seconds * 1000;
    let last = "";
    for (let next = this.sim.nextTime(); next !== undefined && next <= end; next = this.sim.nextTime()) {
      this.sim.step();
      const printed = this.printed(name);
      if (printed !== last) seen.push(`${Math.floor(this.sim.now / 1000)}s ${printed}`);
      last = printed;
    }
    return seen;
  }

  /** `type reason message (xN)` of the kubelet's Events, in the order in which they first came. */
  events(): string[] {
    type Told = KubernetesObject & { type: string; reason: string; message: string; count?: number };
    const records = this.sim.records as ReadonlyMap<string, Told>;
    return this.sim.entries.flatMap(({ event }) => {
      if (event.type !== "EtcdWrite" || event.op !== "create" || !event.key.startsWith("/registry/events/")) return [];
      const { type, reason, message, count = 1 } = records.get(event.key)!;
      return [`${type} ${reason} ${message}${count > 1 ? ` (x${count})` : ""}`];
    });
  }

  /** What the kubelet and the runtime did, in short. */
  steps(): string[] {
    return this.sim.entries.flatMap(({ event }) => {
      if (event.type === "KubeletStep") return [`${event.step} ${event.phase}`];
      if (event.type === "CRI" && event.phase === "call")
        return [[event.call, event.container].filter(Boolean).join(" ")];
      if (event.type === "ContainerExited") return [`exit ${event.container} ${event.exitCode}`];
      return [];
    });
  }
}

/** A Pod on node-1 with one container `web` of nginx, changed by `spec`. */
export function podOnNode(spec: Partial<Pod["spec"]> = {}, container: Partial<Container> = {}, name = "web"): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default" },
    spec: { nodeName: "node-1", containers: [{ name: "web", image: "nginx:1.27", ...container }], ...spec },
  };
}

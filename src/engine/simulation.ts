import type { Node } from "./api/core.ts";
import type { KubernetesObject } from "./api/meta.ts";
import type { Pod } from "./api/pod.ts";
import { scriptedWebhooks, type WebhookBehaviour } from "./apiserver/admission/webhook/scriptedWebhooks.ts";
import { ApiServer } from "./apiserver/apiServer.ts";
import type { ApiServerEvent } from "./apiserver/events.ts";
import { bootObjects, ingressNginxClass } from "./boot.ts";
import { ApiClient } from "./client/apiClient.ts";
import type { Client } from "./client/client.ts";
import type { ComponentContext } from "./client/component.ts";
import { type Switchable, switchable } from "./client/switchable.ts";
import type { ControllerEvent } from "./controllers/events.ts";
import { startControllers } from "./controllers/registry.ts";
import { adapterOf, type CustomMetric } from "./customMetrics.ts";
import { IngressNginx } from "./ingressnginx/controller.ts";
import type { IngressNginxEvent } from "./ingressnginx/events.ts";
import type { Traffic } from "./ingressnginx/traffic.ts";
import type { VirtualMillis } from "./kernel/clock.ts";
import type { Random } from "./kernel/random.ts";
import { Simulator } from "./kernel/simulator.ts";
import { TraceCursor as Cursor, type TraceCursor, type TraceEntry } from "./kernel/trace.ts";
import { apply } from "./kubectl/apply.ts";
import type { KubectlEvent } from "./kubectl/events.ts";
import { kubectl } from "./kubectl/kubectl.ts";
import type { KubeletEvent } from "./kubelet/events.ts";
import { createRuntimeModel, type RuntimeModelOptions } from "./kubelet/runtimeModel.ts";
import { type Load, metricsOf } from "./load.ts";
import { type FaultEvent, Machines } from "./machines.ts";
import type { SchedulerEvent } from "./scheduler/component/events.ts";
import { startScheduler } from "./scheduler/component/scheduler.ts";
import type { ScriptStep } from "./script.ts";
import { Etcd } from "./store/etcd.ts";

/** The cluster before anything happens: one entry that puts everything in place. */
export interface BootEvent {
  readonly type: "Boot";
  readonly nodes: number;
  readonly objects: number;
}

export type SimulationEvent =
  | BootEvent
  | ApiServerEvent
  | SchedulerEvent
  | ControllerEvent
  | KubeletEvent
  | IngressNginxEvent
  | KubectlEvent
  | FaultEvent;
export type SimulationEntry = TraceEntry<SimulationEvent>;
export type SimulationCursor = TraceCursor<SimulationEvent>;

/** What a run starts from; a scenario is one. */
export interface SimulationInput {
  /** Nodes, and Pods that are on one already: in etcd before time begins. */
  readonly cluster: readonly KubernetesObject[];
  /** What kubectl applies, in order. */
  readonly applied: readonly KubernetesObject[];
  readonly schedulerConfiguration?: KubernetesObject | null;
  /** What containers, images and the network do, where it is not the default. */
  readonly runtime?: RuntimeModelOptions;
  /** What the programs behind webhooks answer. */
  readonly webhooks?: readonly WebhookBehaviour[];
  /** Work that Pods have to do: what the autoscaler measures. */
  readonly load?: readonly Load[];
  readonly metrics?: readonly CustomMetric[];
  /** Requests from outside, to the Ingresses. */
  readonly traffic?: readonly Traffic[];
  /** What happens after that, each at its time. */
  readonly script?: readonly ScriptStep[];
  /** The run goes on for at least so long, even if nothing is left to happen. */
  readonly runFor?: VirtualMillis;
}

export interface SimulationOptions {
  readonly seed: number;
  /** The run ends when the clock would pass this, virtual milliseconds. */
  readonly until?: VirtualMillis;
  /** The run ends with this many entries. */
  readonly maxEntries?: number;
  /** Called for each entry as it is recorded. */
  readonly onEntry?: (entry: SimulationEntry) => void;
  /** What the manifest's file is called on kubectl's command line. */
  readonly file?: string;
}

/** How a run ended: nothing left to happen, the time limit, or the limit of entries. */
export type SimulationEnd = "steady" | "until" | "tooManyEntries";

const defaultUntil: VirtualMillis = 10 * 60 * 1000;
const defaultMaxEntries = 400_000;
/** The background (probes) has to tick this long in vain before a run counts as steady. */
const quietPeriod: VirtualMillis = 30_000;
/** A component's process is started again after this long. */
const restartDelay: VirtualMillis = 1000;

/** A cluster that is ready to run: etcd, API server, scheduler, controllers, a kubelet per node, and a kubectl. */
export class Simulation {
  readonly cursor: () => SimulationCursor;
  private readonly sim: Simulator<SimulationEvent>;
  private readonly clients = new Map<string, Client>();
  private readonly server: ApiServer;
  private readonly etcd = new Etcd();
  private readonly until: VirtualMillis;
  private readonly maxEntries: number;
  private readonly machines: Machines;
  private readonly kubectlRandom: Random;
  private ingressNginx: IngressNginx | null = null;
  private scheduler: Switchable<SchedulerEvent>;

  constructor(input: SimulationInput, options: SimulationOptions) {
    this.until = options.until ?? defaultUntil;
    this.maxEntries = options.maxEntries ?? defaultMaxEntries;
    this.sim = new Simulator<SimulationEvent>(options.seed, options.onEntry);
    this.kubectlRandom = this.sim.random.split("kubectl");
    this.server = new ApiServer(this.sim as unknown as Simulator<ApiServerEvent>, this.etcd, {
      ...(input.webhooks && { webhooks: scriptedWebhooks(input.webhooks) }),
    });
    this.cursor = () => new Cursor(this.sim.entries);
    this.machines = new Machines({
      context: (purpose) => this.context(purpose) as ComponentContext<KubeletEvent>,
      newClient: (actor) => this.newClient(actor),
      record: this.sim.record,
      model: createRuntimeModel(input.runtime),
    });
    const nodes = this.boot(input);
    const pods = (): Pod[] => this.etcd.list<Pod>(this.server.kind("pods"));
    const now = (): VirtualMillis => this.sim.now;
    const requestRate = (pod: string, seconds: number): number => this.ingressNginx?.requestRate(pod, seconds) ?? 0;
    startControllers(this.context("kube-controller-manager") as ComponentContext<ControllerEvent>, {
      ...(input.load && { metrics: metricsOf(input.load, { now, pods, requestRate }) }),
      ...(input.metrics && { adapter: adapterOf(input.metrics, { now, pods }) }),
    });
    this.scheduler = this.startScheduler(input);
    for (const [index, node] of nodes.entries()) this.machines.start(node, index);
    if (hasIngresses(input)) this.ingressNginx = this.startIngressNginx(input);
    this.play(input, options.file ?? "scenario.yaml");
  }

  get entries(): readonly SimulationEntry[] {
    return this.sim.entries;
  }

  get now(): VirtualMillis {
    return this.sim.now;
  }

  /**
   * Runs to the end, or for at most `steps` timers when given; null when there is more to do. Calling it again goes on.
   * The trace is the same however often it is interrupted.
   */
  run(steps = Number.POSITIVE_INFINITY): SimulationEnd | null {
    for (let taken = 0; taken < steps; taken++) {
      const next = this.sim.nextTime();
      if (this.sim.isSteady(quietPeriod)) return "steady";
      if (next === undefined || next > this.until) return "until";
      if (this.sim.entries.length >= this.maxEntries) return "tooManyEntries";
      this.sim.step();
    }
    return null;
  }

  private boot(input: SimulationInput): readonly Node[] {
    const { cluster, applied } = input;
    const ingressClass = hasIngresses(input) ? ingressNginxClass(objectsOf(input)) : [];
    const objects = bootObjects([...cluster, ...ingressClass], applied);
    const changes = objects.map((object) => this.server.seed(object));
    const nodes = objects.filter((object): object is Node => object.kind === "Node");
    this.sim.record("etcd", { type: "Boot", nodes: nodes.length, objects: objects.length }, changes);
    return nodes;
  }

  private startScheduler({ schedulerConfiguration }: SimulationInput): Switchable<SchedulerEvent> {
    const context = this.context("kube-scheduler") as ComponentContext<SchedulerEvent>;
    const scheduler = switchable(context, (actor) => this.newClient(actor));
    startScheduler(scheduler.context, schedulerConfiguration ? { configuration: schedulerConfiguration } : {});
    return scheduler;
  }

  private startIngressNginx({ traffic = [] }: SimulationInput): IngressNginx {
    const pods = this.server.kind("pods");
    const context = this.context("ingress-nginx") as ComponentContext<IngressNginxEvent>;
    return new IngressNginx(context, {
      traffic,
      answer: (key) => {
        const [namespace, name = ""] = key.split("/");
        const pod = this.etcd.get<Pod>(pods, namespace, name);
        return pod ? this.machines.answersOf(pod) : null;
      },
    });
  }

  /** Sets the clock for everything that is done to the cluster. */
  private play(input: SimulationInput, file: string): void {
    const { applied, script = [], runFor } = input;
    if (applied.length > 0) this.sim.spawn(apply(this.client("kubectl"), this.sim.record, file, applied));
    for (const step of script) this.sim.after(step.at, () => this.act(step, input));
    if (runFor !== undefined) this.sim.after(runFor, () => undefined);
  }

  private act({ action }: ScriptStep, input: SimulationInput): void {
    if ("verb" in action) {
      const session = {
        client: this.client("kubectl"),
        record: this.sim.record,
        now: () => this.sim.now,
        random: this.kubectlRandom,
      };
      this.sim.spawn(kubectl(session, action));
    } else if (action.fault === "restartScheduler") {
      this.scheduler.off();
      this.sim.record("kube-scheduler", { type: "Fault", fault: action.fault });
      this.sim.after(restartDelay, () => {
        this.scheduler = this.startScheduler(input);
      });
    } else if (action.fault === "recoverNode") {
      this.machines.recover(action.node);
    } else if (action.fault === "restartKubelet") {
      this.sim.spawn(this.machines.restartKubelet(action.node, action.takes));
    } else if (action.fault === "addStaticPod") {
      this.machines.addStaticPods(action.pods, action.node);
    } else if (action.fault === "removeStaticPod") {
      this.machines.removeStaticPod(action.pod, action.node);
    } else if (action.fault === "killSandbox") {
      this.machines.killSandbox(action.pod);
    } else {
      this.sim.spawn(this.machines.break(action.fault, action.node));
    }
  }

  private client(actor: string): Client {
    const client = this.clients.get(actor) ?? this.newClient(actor);
    this.clients.set(actor, client);
    return client;
  }

  private newClient(actor: string): ApiClient {
    const sim = this.sim as unknown as Simulator<ApiServerEvent>;
    return new ApiClient(actor, { sim, server: this.server, etcd: this.etcd });
  }

  private context(purpose: string): ComponentContext<never> {
    const { sim } = this;
    return {
      now: () => sim.now,
      random: sim.random.split(purpose),
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

/** Every object that the scenario will have at some time. */
function objectsOf({ cluster, applied, script = [] }: SimulationInput): KubernetesObject[] {
  const later = script.flatMap(({ action }) => ("verb" in action && action.verb === "apply" ? action.objects : []));
  return [...cluster, ...applied, ...later];
}

/** ingress-nginx is part of a cluster that has something for it to do. */
function hasIngresses(input: SimulationInput): boolean {
  return objectsOf(input).some(({ kind }) => kind === "Ingress" || kind === "IngressClass");
}

import type { Node } from "./api/core.ts";
import type { Pod } from "./api/pod.ts";
import type { ApiClient } from "./client/apiClient.ts";
import type { ComponentContext } from "./client/component.ts";
import { type Switchable, switchable } from "./client/switchable.ts";
import type { VirtualMillis } from "./kernel/clock.ts";
import type { Process, Recorder } from "./kernel/simulator.ts";
import { answersOf } from "./kubelet/answers.ts";
import type { KubeletEvent } from "./kubelet/events.ts";
import { type KubeletOptions, startKubelet } from "./kubelet/kubelet.ts";
import { Machine } from "./kubelet/machine.ts";
import { heartbeat } from "./kubelet/nodeStatus.ts";
import type { RuntimeModel } from "./kubelet/runtimeModel.ts";

/** Something breaks, or is whole again: no API call, only its effects are seen. */
export type Fault =
  /** The machine loses power: its kubelet and its containers are gone at once. */
  | { readonly fault: "failNode"; readonly node: string }
  /** The node no longer reaches the API server; its containers run on. */
  | { readonly fault: "cutOffKubelet"; readonly node: string }
  /** What either of them broke works again. */
  | { readonly fault: "recoverNode"; readonly node: string }
  /** The kubelet's process ends and starts again after a while; containers don't notice. */
  | { readonly fault: "restartKubelet"; readonly node: string; readonly takes?: VirtualMillis }
  /** Manifests come into a node's directory of static Pods; without a node, into every node's. */
  | { readonly fault: "addStaticPod"; readonly node?: string; readonly pods: readonly Pod[] }
  /** A manifest is taken away again. `pod` is its name. */
  | { readonly fault: "removeStaticPod"; readonly node: string; readonly pod: string }
  /** A Pod's pause container dies. `pod` is `namespace/name`. */
  | { readonly fault: "killSandbox"; readonly pod: string }
  /** The scheduler's process ends and starts again, with its queue to be built anew. */
  | { readonly fault: "restartScheduler" };

/** In the trace: what was broken or mended. The actor is the machine (`kubelet/NODE`) or the component. */
export interface FaultEvent {
  readonly type: "Fault";
  readonly fault: Fault["fault"];
  readonly node?: string;
  readonly pod?: string;
}

interface Host {
  readonly machine: Machine;
  /** What ends with the machine's power, and what ends with the kubelet's process. */
  power: Switchable<KubeletEvent>;
  kubelet: Switchable<KubeletEvent>;
  /** How it is out of order, if it is. */
  broken: "failNode" | "cutOffKubelet" | "restartKubelet" | null;
}

interface MachineHost {
  readonly context: (purpose: string) => ComponentContext<KubeletEvent>;
  readonly newClient: (actor: string) => ApiClient;
  readonly record: Recorder<FaultEvent>;
  readonly model: RuntimeModel;
}

const heartbeatEvery = 10_000;
/** systemd has the process up again after this long. */
const restartTime: VirtualMillis = 1000;

/** The nodes' machines: a kubelet on each, and what may happen to them. */
export class Machines {
  private readonly hosts = new Map<string, Host>();

  constructor(private readonly host: MachineHost) {}

  start(node: Node, index: number): void {
    const { name } = node.metadata;
    if (name === undefined) return;
    const power = this.switchable(`machine/${name}`);
    const machine = new Machine(name, power.context, this.host.model, node, index);
    this.hosts.set(name, { machine, power, kubelet: this.kubeletOf(machine), broken: null });
  }

  private switchable(purpose: string): Switchable<KubeletEvent> {
    return switchable(this.host.context(purpose), this.host.newClient);
  }

  private kubeletOf(machine: Machine, after?: KubeletOptions["after"]): Switchable<KubeletEvent> {
    const kubelet = this.switchable(machine.kubelet);
    startKubelet(kubelet.context, machine, after ? { after } : {});
    return kubelet;
  }

  /** Takes a node down. */
  *break(fault: "failNode" | "cutOffKubelet", name: string): Process {
    const host = this.hosts.get(name);
    if (!host || host.broken) return;
    host.broken = fault;
    host.kubelet.off();
    if (fault === "failNode") {
      host.power.off();
      host.machine.powerOff();
    }
    this.record(host, fault);
    yield* this.lastHeartbeat(host);
  }

  /** How a Pod answers requests from outside; null when connections are refused. */
  answersOf({ metadata, spec }: Pod): ReturnType<typeof answersOf> {
    const runtime = this.hosts.get(spec.nodeName ?? "")?.machine.pods.get(metadata.uid ?? "");
    return runtime ? answersOf(runtime) : null;
  }

  /** Brings a node back: its kubelet starts, and says that the node is ready. */
  recover(name: string): void {
    const host = this.hosts.get(name);
    if (!host?.broken || host.broken === "restartKubelet") return;
    const { machine, broken } = host;
    host.broken = null;
    if (broken === "failNode") {
      host.power = this.switchable(`machine/${name}`);
      machine.context = host.power.context;
    }
    this.record(host, "recoverNode");
    host.kubelet = this.kubeletOf(machine, broken === "failNode" ? "reboot" : "cutOff");
  }

  /** Ends the kubelet's process, and starts it again after `takes`. */
  *restartKubelet(name: string, takes: VirtualMillis = restartTime): Process {
    const host = this.hosts.get(name);
    if (!host || host.broken) return;
    host.broken = "restartKubelet";
    host.kubelet.off();
    host.machine.images.abort();
    this.record(host, "restartKubelet");
    if (takes >= heartbeatEvery) yield* this.lastHeartbeat(host);
    yield { sleep: takes };
    host.broken = null;
    host.kubelet = this.kubeletOf(host.machine, "restart");
  }

  /** A Pod's pause container dies, wherever it runs. */
  killSandbox(pod: string): void {
    for (const host of this.hosts.values())
      for (const runtime of host.machine.pods.values()) {
        if (runtime.recorder.pod !== pod || !runtime.sandbox.ready) continue;
        runtime.loseSandbox();
        this.host.record(host.machine.containerd, {
          type: "Fault",
          fault: "killSandbox",
          node: host.machine.name,
          pod,
        });
      }
  }

  /** Puts manifests into the directory of one node's static Pods, or of all. */
  addStaticPods(pods: readonly Pod[], node: string | undefined): void {
    for (const { machine } of this.hosts.values()) {
      if (node !== undefined && node !== machine.name) continue;
      for (const pod of pods) {
        const { name = "" } = pod.metadata;
        this.recordManifest(machine, "addStaticPod", name, pod.metadata.namespace);
        machine.setManifest(name, pod);
      }
    }
  }

  removeStaticPod(pod: string, node: string): void {
    const machine = this.hosts.get(node)?.machine;
    const manifest = machine?.manifests.get(pod);
    if (!machine || !manifest) return;
    this.recordManifest(machine, "removeStaticPod", pod, manifest.metadata.namespace);
    machine.setManifest(pod, null);
  }

  /** Under the name by which the API server is going to show it. */
  private recordManifest(
    { kubelet, name: node }: Machine,
    fault: "addStaticPod" | "removeStaticPod",
    name: string,
    namespace = "default",
  ): void {
    this.host.record(kubelet, { type: "Fault", fault, node, pod: `${namespace}/${name}-${node}` });
  }

  private record({ machine }: Host, fault: Fault["fault"]): void {
    this.host.record(machine.kubelet, { type: "Fault", fault, node: machine.name });
  }

  /**
   * Heartbeats of healthy nodes are left out of the trace, so the last one is written when a node falls silent, with the
   * time that it had: from there on the node lifecycle controller misses the next.
   */
  private *lastHeartbeat({ machine }: Host): Process {
    const { now } = this.host.context(machine.kubelet);
    const last = now() - (now() % heartbeatEvery);
    yield* heartbeat(this.host.newClient(machine.kubelet), machine.name, last);
  }
}

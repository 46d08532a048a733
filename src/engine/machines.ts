import type { Node } from "./api/core.ts";
import type { ApiClient } from "./client/apiClient.ts";
import type { ComponentContext } from "./client/component.ts";
import { type Switchable, switchable } from "./client/switchable.ts";
import type { Process, Recorder } from "./kernel/simulator.ts";
import type { ImageStore, KubeletEvent } from "./kubelet/events.ts";
import { heartbeat, postReady } from "./kubelet/heartbeat.ts";
import { startKubelet } from "./kubelet/kubelet.ts";
import type { RuntimeModel } from "./kubelet/runtimeModel.ts";

/** Something breaks, or is whole again: no API call, only its effects are seen. */
export type Fault =
  /** The machine loses power: its kubelet and its containers are gone at once. */
  | { readonly fault: "failNode"; readonly node: string }
  /** The node no longer reaches the API server; its containers run on. */
  | { readonly fault: "cutOffKubelet"; readonly node: string }
  /** What either of them broke works again. */
  | { readonly fault: "recoverNode"; readonly node: string }
  /** The scheduler's process ends and starts again, with its queue to be built anew. */
  | { readonly fault: "restartScheduler" };

/** In the trace: what was broken or mended. The actor is the machine (`kubelet/NODE`) or the component. */
export interface FaultEvent {
  readonly type: "Fault";
  readonly fault: Fault["fault"];
  readonly node?: string;
}

interface Machine {
  readonly node: Node;
  readonly index: number;
  kubelet: Switchable<KubeletEvent>;
  /** How it is out of order, if it is. */
  broken: "failNode" | "cutOffKubelet" | null;
}

interface MachineHost {
  readonly context: (purpose: string) => ComponentContext<KubeletEvent>;
  readonly newClient: (actor: string) => ApiClient;
  readonly record: Recorder<FaultEvent>;
  readonly model: RuntimeModel;
}

const heartbeatEvery = 10_000;

/** The nodes' machines: a kubelet on each, and what may happen to them. */
export class Machines {
  private readonly machines = new Map<string, Machine>();

  constructor(private readonly host: MachineHost) {}

  start(node: Node, index: number): void {
    const { name } = node.metadata;
    if (name === undefined) return;
    this.machines.set(name, { node, index, kubelet: this.kubeletOf(name, node, index), broken: null });
  }

  private kubeletOf(name: string, node: Node, index: number, after?: "reboot" | "cutOff"): Switchable<KubeletEvent> {
    const kubelet = switchable(this.host.context(`kubelet/${name}`), this.host.newClient);
    startKubelet(kubelet.context, name, { node, index, model: this.host.model, ...(after && { after }) });
    return kubelet;
  }

  /**
   * Takes a node down. Heartbeats of healthy nodes are left out of the trace, so the last one is written now, with the
   * time that it had: from there on the node lifecycle controller misses the next.
   */
  *break(fault: "failNode" | "cutOffKubelet", name: string): Process {
    const machine = this.machines.get(name);
    if (!machine || machine.broken) return;
    machine.broken = fault;
    const actor = `kubelet/${name}`;
    const { now } = this.host.context(actor);
    const last = now() - (now() % heartbeatEvery);
    machine.kubelet.off();
    this.host.record(actor, { type: "Fault", fault, node: name });
    yield* heartbeat(this.host.newClient(actor), name, last);
  }

  /** Whether a node's machine has no power: nobody on it answers. */
  isDown(name: string): boolean {
    return this.machines.get(name)?.broken === "failNode";
  }

  /** Brings a node back: its kubelet starts, and says that the node is ready. */
  *recover(name: string): Process {
    const machine = this.machines.get(name);
    if (!machine?.broken) return;
    const after = machine.broken === "failNode" ? "reboot" : "cutOff";
    machine.broken = null;
    const actor = `kubelet/${name}`;
    this.host.record(actor, { type: "Fault", fault: "recoverNode", node: name });
    const { now, records } = this.host.context(actor);
    const images = (records.get(`runtime/${name}/images`) ?? []) as ImageStore;
    const present = images
      .filter(({ state }) => state === "present")
      .map(({ name, sizeBytes }) => ({ names: [name], sizeBytes }));
    const node = { ...machine.node, status: { ...machine.node.status, images: present } };
    machine.kubelet = this.kubeletOf(name, node, machine.index, after);
    yield* postReady(machine.kubelet.context.client(actor), name, now());
  }
}

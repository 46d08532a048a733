import type { Node } from "../api/core.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import type { Client } from "../client/client.ts";
import type { ComponentContext } from "../client/component.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { Random } from "../kernel/random.ts";
import type { Process } from "../kernel/simulator.ts";
import type { Rejection } from "./admission.ts";
import type { KubeletEvent } from "./events.ts";
import type { Machine } from "./machine.ts";

export type KubeletContext = ComponentContext<KubeletEvent>;

/** What the Pods of one node share while its kubelet runs. */
export interface NodeRuntime {
  readonly name: string;
  /** Ends with the kubelet's process. */
  readonly context: KubeletContext;
  readonly client: Client;
  readonly random: Random;
  readonly machine: Machine;
  /** When the kubelet's process began; long before the run as a rule. */
  readonly startedAt: VirtualMillis;
  /** The Node as this kubelet last saw it. */
  node(): Node | undefined;
  /** Ends others so that a critical Pod that was turned away fits after all; else, why it does not. */
  makeRoomFor(pod: Pod, rejection: Rejection): Process<Rejection | null>;
  /** A Pod has ended: others may be able to grow now. */
  roomMade(): void;
  /** A Pod can't grow yet: it is looked at again in a while. */
  resizeDeferred(): void;
  /** The Pods that this kubelet has let in and that have not ended, without `except`, with what they hold. */
  admittedPods(except: Pod): Pod[];
  /** A ConfigMap, Secret or other object that a Pod refers to; found ones are remembered for a minute, as the kubelet does. */
  lookUp<T extends KubernetesObject>(resource: string, namespace: string | undefined, name: string): Process<T | null>;
  /** How long until the runtime's state is compared next. */
  untilRelist(): VirtualMillis;
}

/** The node's own address. */
export function hostIpOf(node: Node | undefined): string | undefined {
  return node?.status?.addresses?.find(({ type }) => type === "InternalIP")?.address;
}

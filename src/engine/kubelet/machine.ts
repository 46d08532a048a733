import type { Node } from "../api/core.ts";
import type { Pod } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import { fnv1a32 } from "../kernel/random.ts";
import { AddressPool } from "./addressPool.ts";
import { defaultConfiguration, type KubeletConfiguration } from "./configuration.ts";
import { ImageManager } from "./imageManager.ts";
import type { KubeletContext } from "./nodeRuntime.ts";
import type { PodRuntime } from "./podRuntime.ts";
import type { NodeSettings, RuntimeModel } from "./runtimeModel.ts";

/** What the kubelet wants to hear from its machine. */
interface MachineWatcher {
  /** What is in use is going to change after a delay. */
  usageChanges(delay: VirtualMillis): void;
  /** An image has come or gone. */
  imagesChanged(): void;
  /** A file has come into the manifest directory, or gone from it. */
  manifestsChanged(): void;
}

/**
 * A node's machine: its container runtime with images, addresses and Pods. It goes on when the kubelet's process ends;
 * `context` ends only with its power.
 */
export class Machine {
  /** Actors of the trace: the kubelet, and what it calls. */
  readonly kubelet: string;
  readonly containerd: string;
  readonly settings: NodeSettings;
  /** What the kubelet's configuration file says. */
  readonly configuration: KubeletConfiguration;
  readonly images: ImageManager;
  readonly addresses: AddressPool;
  /** By UID. */
  readonly pods = new Map<string, PodRuntime>();
  /** The directory of static Pods' manifests, by name. */
  readonly manifests = new Map<string, Pod>();
  private watcher: MachineWatcher | null = null;

  constructor(
    readonly name: string,
    public context: KubeletContext,
    readonly model: RuntimeModel,
    /** The Node as it is when the machine starts: its range of addresses and its images. */
    node: Node | undefined,
    /** The third part of the Pods' addresses when the Node has no podCIDR: 10.244.N.0/24. */
    index?: number,
  ) {
    this.kubelet = `kubelet/${name}`;
    this.containerd = `containerd/${name}`;
    this.settings = model.node(name);
    this.configuration = { ...defaultConfiguration, ...this.settings.kubelet };
    const cidr = node?.spec?.podCIDR ?? `10.244.${index ?? (fnv1a32(name) % 254) + 1}.0/24`;
    this.addresses = new AddressPool(cidr);
    const actors = { kubelet: this.kubelet, containerd: this.containerd };
    this.images = new ImageManager(this, actors, `runtime/${name}/images`, () => this.watcher?.imagesChanged());
    this.images.seed(node?.status?.images ?? []);
  }

  watch(watcher: MachineWatcher): void {
    this.watcher = watcher;
  }

  usageChanges(delay: VirtualMillis): void {
    this.watcher?.usageChanges(delay);
  }

  /** Puts a file into the manifest directory, or takes it away. */
  setManifest(name: string, manifest: Pod | null): void {
    if (manifest) this.manifests.set(name, manifest);
    else this.manifests.delete(name);
    this.watcher?.manifestsChanged();
  }

  /** Why the network plugin can't give a Pod an address; null: it can. */
  networkProblem(): string | null {
    const now = this.context.now();
    return this.settings.network?.filter(({ from }) => from <= now).at(-1)?.error ?? null;
  }

  /** The power is cut. */
  powerOff(): void {
    this.watcher = null;
    this.images.abort();
    for (const pod of this.pods.values()) pod.powerOff();
  }
}

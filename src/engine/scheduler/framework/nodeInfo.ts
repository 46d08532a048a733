import type { Node, Taint } from "../../api/core.ts";
import { add64, type Int64, subtract64 } from "../../api/int64.ts";
import { HostPortSet } from "./hostPorts.ts";
import { type Labels, noLabels } from "./labels.ts";
import type { PodInfo } from "./podInfo.ts";
import { Resource } from "./resource.ts";

const noTaints: readonly Taint[] = [];

/** Numbers handed out so far; they are only compared with one another. */
let generations = 0;

/** An image as the cluster knows it: its size as first reported, and on how many nodes it lies. */
export interface ImageState {
  readonly sizeBytes: number;
  readonly nodes: ReadonlySet<string>;
}

/**
 * A node with the Pods on it summed up. Models framework.NodeInfo (v1.34).
 *
 * `slot` is the node's index into the cache's per-topology-key arrays; it stays the same in clones. `generation` is another
 * number after each change: as long as it stays, so does everything here but `images`, which also other nodes change, and
 * what Pods say that does not count for the node: their status.
 */
export class NodeInfo {
  readonly name: string;
  readonly slot: number;
  node: Node;
  labels: Labels;
  unschedulable: boolean;
  taints: readonly Taint[];
  allocatable: Resource;
  pods: PodInfo[] = [];
  requested = new Resource();
  nonZeroMilliCPU: Int64 = 0;
  nonZeroMemory: Int64 = 0;
  ports: HostPortSet | null = null;
  images: ReadonlyMap<string, ImageState> | null = null;
  generation = ++generations;

  constructor(node: Node, slot: number) {
    this.name = node.metadata.name ?? "";
    this.slot = slot;
    this.node = node;
    this.labels = node.metadata.labels ?? noLabels;
    this.unschedulable = node.spec?.unschedulable ?? false;
    this.taints = node.spec?.taints ?? noTaints;
    this.allocatable = Resource.ofNode(node.status?.allocatable);
  }

  setNode(node: Node): void {
    this.generation = ++generations;
    this.node = node;
    this.labels = node.metadata.labels ?? noLabels;
    this.unschedulable = node.spec?.unschedulable ?? false;
    this.taints = node.spec?.taints ?? noTaints;
    this.allocatable = Resource.ofNode(node.status?.allocatable);
  }

  addPod(pod: PodInfo): void {
    this.generation = ++generations;
    this.pods.push(pod);
    this.requested.add(pod.requests);
    this.nonZeroMilliCPU = add64(this.nonZeroMilliCPU, pod.nonZeroMilliCPU);
    this.nonZeroMemory = add64(this.nonZeroMemory, pod.nonZeroMemory);
    if (pod.hostPorts.length > 0) {
      this.ports ??= new HostPortSet();
      for (const port of pod.hostPorts) this.ports.add(port);
    }
  }

  /** A Pod's next version, which counts as the one before: the sums stay, and with them the generation. */
  renewPod(pod: PodInfo): void {
    const index = this.pods.findIndex(({ key }) => key === pod.key);
    if (index >= 0) this.pods.splice(index, 1);
    this.pods.push(pod);
  }

  /** Returns whether the Pod was here. */
  removePod(key: string): boolean {
    const index = this.pods.findIndex((pod) => pod.key === key);
    if (index < 0) return false;
    this.generation = ++generations;
    const [pod] = this.pods.splice(index, 1);
    this.requested.subtract(pod!.requests);
    this.nonZeroMilliCPU = subtract64(this.nonZeroMilliCPU, pod!.nonZeroMilliCPU);
    this.nonZeroMemory = subtract64(this.nonZeroMemory, pod!.nonZeroMemory);
    for (const port of pod!.hostPorts) this.ports?.remove(port);
    return true;
  }

  /** A copy whose Pods can be added and removed without touching the original. */
  clone(): NodeInfo {
    const copy = new NodeInfo(this.node, this.slot);
    copy.allocatable = this.allocatable;
    copy.pods = this.pods.slice();
    copy.requested = this.requested.clone();
    copy.nonZeroMilliCPU = this.nonZeroMilliCPU;
    copy.nonZeroMemory = this.nonZeroMemory;
    copy.ports = this.ports ? this.ports.clone() : null;
    copy.images = this.images;
    return copy;
  }
}

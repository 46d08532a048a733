import type { ReplicaSet, ReplicationController, StatefulSet } from "../../api/apps.ts";
import type { Namespace, Node, PodDisruptionBudget, Service } from "../../api/core.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { type Labels, noLabels } from "../framework/labels.ts";
import { NodeInfo } from "../framework/nodeInfo.ts";
import { countsAs, createPodInfo, nextPodInfo, type PodInfo, podKey } from "../framework/podInfo.ts";
import type { AffinityClass, LabelClass, Snapshot, TopologyKey, WorkloadLister } from "../framework/snapshot.ts";
import { ImageIndex } from "./imageIndex.ts";
import { NodeTree } from "./nodeTree.ts";
import { PodClasses } from "./podClasses.ts";
import { TopologyIndex } from "./topologyIndex.ts";
import { VolumeStore } from "./volumeStore.ts";

/** A Pod that the cache counts on a node; `node` is undefined while no such node exists. */
interface PlacedPod {
  readonly info: PodInfo;
  readonly nodeName: string;
  readonly assumed: boolean;
}

const noPods: readonly PodInfo[] = [];

/**
 * The scheduler's picture of the cluster, kept up to date object by object: nodes with sums of their Pods, Pods grouped
 * into classes, topology values interned. The engine is single-threaded, so it serves as its own snapshot.
 *
 * Models pkg/scheduler/backend/cache (v1.34), without the snapshot's copying and without expiry of assumed Pods.
 */
export class SchedulerCache implements Snapshot {
  private readonly nodesByName = new Map<string, NodeInfo>();
  private readonly slots: (NodeInfo | undefined)[] = [];
  private readonly freeSlots: number[] = [];
  private readonly tree = new NodeTree();
  private readonly topologyIndex = new TopologyIndex();
  private readonly classes = new PodClasses();
  private readonly imageIndex = new ImageIndex();
  private readonly placed = new Map<string, PlacedPod>();
  /** Pods on nodes that do not exist (yet), by node name. */
  private readonly orphans = new Map<string, Map<string, PodInfo>>();
  private readonly nominated = new Map<string, PodInfo[]>();
  private readonly nominatedTo = new Map<string, string>();
  private readonly users = new Map<string, number>();
  private readonly others = new Map<string, Map<string, KubernetesObject>>();
  readonly volumes = new VolumeStore();

  /** Takes in a new or changed object of any kind; kinds that do not matter to scheduling are ignored. */
  apply(object: KubernetesObject): void {
    if (object.kind === "Node") this.applyNode(object as Node);
    else if (object.kind === "Pod") this.applyPod(object as Pod);
    else if (!this.volumes.apply(object) && otherKinds.has(object.kind)) {
      let ofKind = this.others.get(object.kind);
      if (!ofKind) {
        ofKind = new Map();
        this.others.set(object.kind, ofKind);
      }
      ofKind.set(keyOf(object), object);
    }
  }

  /** Forgets an object that was deleted. */
  remove(object: KubernetesObject): void {
    if (object.kind === "Node") this.removeNode(object.metadata.name ?? "");
    else if (object.kind === "Pod") {
      const key = podKey(object as Pod);
      this.removePod(key);
      this.nominate(key, null);
    } else if (!this.volumes.remove(object)) this.others.get(object.kind)?.delete(keyOf(object));
  }

  private applyNode(node: Node): void {
    const name = node.metadata.name ?? "";
    const known = this.nodesByName.get(name);
    if (known) {
      const before = known.labels;
      this.imageIndex.remove(known.node);
      known.setNode(node);
      known.images = this.imageIndex.add(node);
      this.topologyIndex.update(known.slot, known.labels);
      this.tree.update(known, before);
      return;
    }
    const slot = this.freeSlots.pop() ?? this.slots.length;
    const info = new NodeInfo(node, slot);
    this.slots[slot] = info;
    this.nodesByName.set(name, info);
    info.images = this.imageIndex.add(node);
    this.tree.add(info);
    this.topologyIndex.update(slot, info.labels);
    const waiting = this.orphans.get(name);
    this.orphans.delete(name);
    for (const pod of waiting?.values() ?? []) this.count(pod, info);
  }

  private removeNode(name: string): void {
    const info = this.nodesByName.get(name);
    if (!info) return;
    const pods = info.pods.slice();
    for (const pod of pods) this.discount(pod, info);
    if (pods.length > 0) this.orphans.set(name, new Map(pods.map((pod) => [pod.key, pod])));
    this.tree.remove(info, info.labels);
    this.imageIndex.remove(info.node);
    this.topologyIndex.update(info.slot, null);
    this.nodesByName.delete(name);
    this.slots[info.slot] = undefined;
    this.freeSlots.push(info.slot);
  }

  private applyPod(pod: Pod): void {
    const phase = pod.status?.phase;
    const key = podKey(pod);
    if (phase === "Succeeded" || phase === "Failed") {
      this.removePod(key);
      this.nominate(key, null);
    } else if (pod.spec.nodeName) {
      const before = this.placed.get(key)?.info;
      this.place(before ? nextPodInfo(before, pod) : createPodInfo(pod), pod.spec.nodeName, false);
      this.nominate(key, null);
    } else {
      if (!this.placed.get(key)?.assumed) this.removePod(key);
      this.nominate(key, pod.status?.nominatedNodeName ? createPodInfo(pod) : null);
    }
  }

  private place(info: PodInfo, nodeName: string, assumed: boolean): void {
    const before = this.placed.get(info.key);
    const present = before?.nodeName === nodeName ? this.nodesByName.get(nodeName) : undefined;
    if (before && present && countsAs(before.info, info)) {
      this.placed.set(info.key, { info, nodeName, assumed });
      present.renewPod(info);
      return;
    }
    this.removePod(info.key);
    this.placed.set(info.key, { info, nodeName, assumed });
    const node = this.nodesByName.get(nodeName);
    if (node) this.count(info, node);
    else {
      let waiting = this.orphans.get(nodeName);
      if (!waiting) {
        waiting = new Map();
        this.orphans.set(nodeName, waiting);
      }
      waiting.set(info.key, info);
    }
  }

  private removePod(key: string): void {
    const placed = this.placed.get(key);
    if (!placed) return;
    this.placed.delete(key);
    const node = this.nodesByName.get(placed.nodeName);
    if (node) this.discount(placed.info, node);
    else this.orphans.get(placed.nodeName)?.delete(key);
  }

  private count(pod: PodInfo, node: NodeInfo): void {
    node.addPod(pod);
    this.classes.add(pod, node.slot);
    for (const claim of pod.claimKeys) this.users.set(claim, (this.users.get(claim) ?? 0) + 1);
  }

  private discount(pod: PodInfo, node: NodeInfo): void {
    node.removePod(pod.key);
    this.classes.remove(pod, node.slot);
    for (const claim of pod.claimKeys) {
      const left = (this.users.get(claim) ?? 0) - 1;
      if (left > 0) this.users.set(claim, left);
      else this.users.delete(claim);
    }
  }

  /** Counts a Pod on a node from the moment of the decision, before the binding is written. */
  assume(pod: PodInfo, nodeName: string): void {
    this.nominate(pod.key, null);
    this.place(pod, nodeName, true);
  }

  /** Takes an assumption back. A Pod that was bound meanwhile stays. */
  forget(key: string): void {
    if (this.placed.get(key)?.assumed) this.removePod(key);
  }

  isAssumed(key: string): boolean {
    return this.placed.get(key)?.assumed ?? false;
  }

  private nominate(key: string, info: PodInfo | null): void {
    const before = this.nominatedTo.get(key);
    if (before !== undefined) {
      const left = (this.nominated.get(before) ?? []).filter((pod) => pod.key !== key);
      if (left.length > 0) this.nominated.set(before, left);
      else this.nominated.delete(before);
      this.nominatedTo.delete(key);
    }
    if (!info) return;
    const pods = this.nominated.get(info.nominatedNode);
    if (pods) pods.push(info);
    else this.nominated.set(info.nominatedNode, [info]);
    this.nominatedTo.set(key, info.nominatedNode);
  }

  nodes(): readonly NodeInfo[] {
    return this.tree.list();
  }

  node(name: string): NodeInfo | undefined {
    return this.nodesByName.get(name);
  }

  nodeAt(slot: number): NodeInfo {
    return this.slots[slot]!;
  }

  topology(key: string): TopologyKey {
    return this.topologyIndex.key(key, () => this.nodesByName.values());
  }

  labelClasses(): Iterable<LabelClass> {
    return this.classes.byLabels();
  }

  affinityClasses(): Iterable<AffinityClass> {
    return this.classes.byAffinity();
  }

  namespaceLabels(namespace: string): Labels {
    return (this.others.get("Namespace")?.get(namespace) as Namespace | undefined)?.metadata.labels ?? noLabels;
  }

  get hasNominatedPods(): boolean {
    return this.nominated.size > 0;
  }

  nominatedPods(nodeName: string): readonly PodInfo[] {
    return this.nominated.get(nodeName) ?? noPods;
  }

  claimUsers(key: string): number {
    return this.users.get(key) ?? 0;
  }

  disruptionBudgets(): readonly PodDisruptionBudget[] {
    return [...(this.others.get("PodDisruptionBudget")?.values() ?? [])] as PodDisruptionBudget[];
  }

  readonly workloads: WorkloadLister = {
    services: (namespace) =>
      ([...(this.others.get("Service")?.values() ?? [])] as Service[]).filter(
        (service) => service.metadata.namespace === namespace,
      ),
    replicationController: (key) => this.others.get("ReplicationController")?.get(key) as ReplicationController,
    replicaSet: (key) => this.others.get("ReplicaSet")?.get(key) as ReplicaSet,
    statefulSet: (key) => this.others.get("StatefulSet")?.get(key) as StatefulSet,
  };
}

const otherKinds = new Set([
  "Namespace",
  "Service",
  "ReplicationController",
  "ReplicaSet",
  "StatefulSet",
  "PodDisruptionBudget",
]);

function keyOf({ metadata }: KubernetesObject): string {
  return metadata.namespace ? `${metadata.namespace}/${metadata.name}` : (metadata.name ?? "");
}

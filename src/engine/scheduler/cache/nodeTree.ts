import type { Labels } from "../framework/labels.ts";
import { labelOf } from "../framework/labels.ts";
import type { NodeInfo } from "../framework/nodeInfo.ts";

/**
 * Node order: one node of each zone in turn, zones in the order in which they were first seen. Consecutive nodes lie in
 * different zones, so that a search that stops early has still seen all of them.
 *
 * Models pkg/scheduler/backend/cache/node_tree.go (v1.34).
 */
export class NodeTree {
  private readonly zones = new Map<string, NodeInfo[]>();
  private order: NodeInfo[] | null = null;

  add(node: NodeInfo): void {
    const zone = zoneOf(node.labels);
    const members = this.zones.get(zone);
    if (members) members.push(node);
    else this.zones.set(zone, [node]);
    this.order = null;
  }

  /** `labels`: those that the node had when it was added. */
  remove(node: NodeInfo, labels: Labels): void {
    const zone = zoneOf(labels);
    const members = this.zones.get(zone)?.filter((member) => member !== node) ?? [];
    if (members.length > 0) this.zones.set(zone, members);
    else this.zones.delete(zone);
    this.order = null;
  }

  /** A node whose labels changed keeps its place unless it changed its zone. */
  update(node: NodeInfo, labelsBefore: Labels): void {
    if (zoneOf(node.labels) === zoneOf(labelsBefore)) return;
    this.remove(node, labelsBefore);
    this.add(node);
  }

  list(): readonly NodeInfo[] {
    if (this.order) return this.order;
    const order: NodeInfo[] = [];
    const zones = [...this.zones.values()];
    const longest = zones.reduce((length, zone) => Math.max(length, zone.length), 0);
    for (let i = 0; i < longest; i++) {
      for (const zone of zones) if (i < zone.length) order.push(zone[i]!);
    }
    this.order = order;
    return order;
  }
}

/** Region and zone of a node; the beta labels win, as upstream has it. */
function zoneOf(labels: Labels): string {
  const zone =
    labelOf(labels, "failure-domain.beta.kubernetes.io/zone") ?? labelOf(labels, "topology.kubernetes.io/zone") ?? "";
  const region =
    labelOf(labels, "failure-domain.beta.kubernetes.io/region") ??
    labelOf(labels, "topology.kubernetes.io/region") ??
    "";
  return zone === "" && region === "" ? "" : `${region}:\0:${zone}`;
}

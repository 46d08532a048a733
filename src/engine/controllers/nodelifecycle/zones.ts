import type { Node } from "../../api/core.ts";
import { conditionOf } from "../conditions.ts";

/** How much of a zone does not answer. */
export type ZoneState = "normal" | "partialDisruption" | "fullDisruption";

/** kube-controller-manager's defaults: --unhealthy-zone-threshold, --large-cluster-size-threshold. */
const unhealthyThreshold = 0.55;
const largeCluster = 50;
/** Nodes a second: --node-eviction-rate, --secondary-node-eviction-rate. */
export const evictionRate = 0.1;
const secondaryRate = 0.01;

const label = (node: Node, name: string): string =>
  node.metadata.labels?.[`topology.kubernetes.io/${name}`] ??
  node.metadata.labels?.[`failure-domain.beta.kubernetes.io/${name}`] ??
  "";

/** Region and zone of a node; nodes that have neither are one zone. Models GetZoneKey. */
export function zoneOf(node: Node): string {
  const [region, zone] = [label(node, "region"), label(node, "zone")];
  return region === "" && zone === "" ? "" : `${region}/${zone}`;
}

/** A node that never said how it is counts as ready here: nobody watches it. */
const isReady = (node: Node): boolean => (conditionOf(node.status?.conditions, "Ready")?.status ?? "True") === "True";

/** Models ComputeZoneState. */
export function zoneStateOf(nodes: readonly Node[]): ZoneState {
  const ready = nodes.filter(isReady).length;
  const notReady = nodes.length - ready;
  if (ready === 0 && notReady > 0) return "fullDisruption";
  return notReady > 2 && notReady / nodes.length >= unhealthyThreshold ? "partialDisruption" : "normal";
}

/** How fast a zone's nodes are emptied: not at all when much of a small one is gone, for that is rather the network. */
export function evictionRateOf(state: ZoneState, size: number): number {
  if (state !== "partialDisruption") return evictionRate;
  return size > largeCluster ? secondaryRate : 0;
}

const excluded = "node.kubernetes.io/exclude-disruption";

/** The nodes by zone, without those that ask not to be counted. */
export function byZone(nodes: readonly Node[]): Map<string, Node[]> {
  const zones = new Map<string, Node[]>();
  for (const node of nodes) {
    if (node.metadata.labels?.[excluded] !== undefined) continue;
    zones.set(zoneOf(node), [...(zones.get(zoneOf(node)) ?? []), node]);
  }
  return zones;
}

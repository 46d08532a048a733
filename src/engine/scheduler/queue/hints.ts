import type { Node } from "../../api/core.ts";
import type { Pod } from "../../api/pod.ts";
import { milliOf, nanoQuantity, podRequests } from "../../api/podResources.ts";
import { toleratesTaint } from "../../api/taints.ts";
import { HostPortSet, hostPortsOf } from "../framework/hostPorts.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import { PodSelector } from "../framework/podSelector.ts";
import { RequiredNodeAffinity } from "../framework/requiredNodeAffinity.ts";
import type { ClusterAction, ClusterEvent } from "./clusterEvent.ts";

/** Whether an event may make a Pod schedulable that a plugin refused. */
type Hint = (pod: PodInfo, event: ClusterEvent) => boolean;

interface Registration {
  readonly kind: string;
  readonly actions: readonly ClusterAction[];
  /** Without one every such event says Queue. */
  readonly hint?: Hint;
}

const always: Hint = () => true;
const isOwn: Hint = (pod, { after }) => after?.metadata.uid === pod.uid;

function untolerated(pod: Pod, node: Node | undefined): boolean {
  const tolerations = pod.spec.tolerations ?? [];
  return (node?.spec?.taints ?? []).some(
    (taint) =>
      taint.effect !== "PreferNoSchedule" && !tolerations.some((toleration) => toleratesTaint(toleration, taint)),
  );
}

/** Whether the Pod would fit the node if it were empty. */
function fitsEmpty(pod: Pod, node: Node): boolean {
  for (const [name, amount] of podRequests(pod)) {
    if (amount > 0n && milliOf(nanoQuantity(node.status?.allocatable?.[name] ?? 0)) < milliOf(amount)) return false;
  }
  return true;
}

const nodeOffersMore: Hint = ({ pod }, { before, after }) => {
  const node = after as Node;
  if (!fitsEmpty(pod, node)) return false;
  if (!before) return true;
  const former = (before as Node).status?.allocatable ?? {};
  const offered = node.status?.allocatable ?? {};
  const grows = (name: string): boolean => nanoQuantity(offered[name] ?? 0) > nanoQuantity(former[name] ?? 0);
  return grows("pods") || [...podRequests(pod).keys()].some(grows);
};

const assignedPodLeft: Hint = (_pod, { before }) => {
  const gone = before as Pod;
  return !!gone.spec.nodeName || !!gone.status?.nominatedNodeName;
};

/** For a change of an own resource as well as for another Pod's on a node. */
const podNeedsLess: Hint = (pod, { after }) => after?.metadata.uid === pod.uid || !!(after as Pod).spec.nodeName;

const portIsFreed: Hint = ({ hostPorts }, { before }) => {
  const gone = before as Pod;
  if (!gone.spec.nodeName) return false;
  const ports = new HostPortSet();
  for (const port of hostPortsOf(gone)) ports.add(port);
  return hostPorts.some((port) => ports.conflicts(port));
};

const taintIsGone: Hint = ({ pod }, { before, after }) =>
  (!before || untolerated(pod, before as Node)) && !untolerated(pod, after as Node);

const isUncordoned: Hint = (_pod, { after }) => !(after as Node).spec?.unschedulable;

const nodeNowMatches: Hint = ({ pod }, { before, after }) => {
  const affinity = new RequiredNodeAffinity(pod);
  return affinity.matches(after as Node) && !(before && affinity.matches(before as Node));
};

const hardSpread = (pod: Pod) =>
  (pod.spec.topologySpreadConstraints ?? []).filter(({ whenUnsatisfiable }) => whenUnsatisfiable === "DoNotSchedule");

/** A Pod that some constraint counts came, went, or changed its labels. */
const spreadCountChanges: Hint = (pod, { before, after, action }) => {
  if (isOwn(pod, { kind: "Pod", action, label: "", after })) return true;
  const changed = (after ?? before) as Pod;
  if (changed.metadata.namespace !== pod.namespace) return false;
  const counts = (other: Pod | undefined): number =>
    other === undefined
      ? 0
      : hardSpread(pod.pod).filter((constraint) =>
          new PodSelector(constraint.labelSelector).matches(other.metadata.labels ?? {}),
        ).length;
  return action === "UpdatePodLabel"
    ? counts(before as Pod | undefined) !== counts(after as Pod | undefined)
    : counts(changed) > 0;
};

const hasAllKeys = (node: Node | undefined, keys: readonly string[]): boolean =>
  node !== undefined && keys.every((key) => node.metadata.labels?.[key] !== undefined);

const spreadNodeChanges: Hint = ({ pod }, { before, after, action }) => {
  const keys = hardSpread(pod).map(({ topologyKey }) => topologyKey);
  const was = hasAllKeys(before as Node | undefined, keys);
  const is = hasAllKeys(after as Node | undefined, keys);
  if (action !== "UpdateNodeLabel") return was || is;
  const valuesChange = keys.some((key) => before?.metadata.labels?.[key] !== after?.metadata.labels?.[key]);
  return was !== is || (is && valuesChange);
};

/** A Pod that a required affinity term selects arrived, or one that anti-affinity minds left. */
const affinityPodChanges: Hint = ({ namespace, affinity }, { before, after, action }) => {
  const selects = (terms: PodInfo["affinity"]["requiredAffinity"], pod: Pod | undefined): boolean =>
    pod !== undefined &&
    terms.some((term) => term.matches(pod.metadata.namespace ?? namespace, {}, pod.metadata.labels ?? {}));
  const was = before as Pod | undefined;
  const is = after as Pod | undefined;
  // Upstream does not look at the leaving Pod's own anti-affinity: a Pod that it kept out is not woken.
  if (action === "Delete") return selects(affinity.requiredAntiAffinity, was);
  const nowWanted = selects(affinity.requiredAffinity, is) && !selects(affinity.requiredAffinity, was);
  const noLongerMinded = selects(affinity.requiredAntiAffinity, was) && !selects(affinity.requiredAntiAffinity, is);
  return nowWanted || noLongerMinded;
};

const affinityNodeChanges: Hint = ({ affinity }, { before, after, action }) => {
  const keys = [...affinity.requiredAffinity, ...affinity.requiredAntiAffinity].map(({ topologyKey }) => topologyKey);
  if (action === "Add") return keys.length === 0 || keys.some((key) => after?.metadata.labels?.[key] !== undefined);
  return keys.some((key) => before?.metadata.labels?.[key] !== after?.metadata.labels?.[key]);
};

const ownClaim: Hint = ({ pod, claimKeys, namespace }, { after }) => {
  if (after?.metadata.namespace !== namespace) return false;
  const key = `${namespace}/${after.metadata.name}`;
  const ephemeral = (pod.spec.volumes ?? []).some(
    (volume) => volume.ephemeral && `${namespace}/${pod.metadata.name}-${volume.name}` === key,
  );
  return claimKeys.includes(key) || ephemeral;
};

const pod = (actions: readonly ClusterAction[], hint: Hint): Registration => ({ kind: "Pod", actions, hint });
const node = (actions: readonly ClusterAction[], hint: Hint = always): Registration => ({
  kind: "Node",
  actions,
  hint,
});
const other = (kind: string, actions: readonly ClusterAction[] = ["Add", "Update"], hint: Hint = always) => ({
  kind,
  actions,
  hint,
});

/**
 * Which events each plugin wants to hear of for Pods that it refused, and whether an event helps.
 *
 * Models the EventsToRegister methods of pkg/scheduler/framework/plugins with SchedulerQueueingHints (v1.34).
 */
const registrations: { readonly [plugin: string]: readonly Registration[] } = {
  SchedulingGates: [pod(["UpdatePodSchedulingGatesEliminated"], isOwn)],
  NodeUnschedulable: [node(["Add", "UpdateNodeTaint"], isUncordoned), pod(["UpdatePodToleration"], isOwn)],
  NodeName: [node(["Add"], ({ pod: { spec } }, { after }) => spec.nodeName === after?.metadata.name)],
  TaintToleration: [node(["Add", "UpdateNodeTaint"], taintIsGone), pod(["UpdatePodToleration"], isOwn)],
  NodeAffinity: [node(["Add", "UpdateNodeLabel"], nodeNowMatches)],
  NodePorts: [pod(["Delete"], portIsFreed), node(["Add"])],
  NodeResourcesFit: [
    pod(["Delete"], assignedPodLeft),
    pod(["UpdatePodScaleDown"], podNeedsLess),
    node(["Add", "UpdateNodeAllocatable"], nodeOffersMore),
  ],
  VolumeRestrictions: [
    pod(["Delete"], assignedPodLeft),
    node(["Add"]),
    other("PersistentVolumeClaim", ["Add"], ownClaim),
  ],
  NodeVolumeLimits: [
    other("CSINode"),
    pod(["Delete"], (_pod, { before }) => ((before as Pod).spec.volumes?.length ?? 0) > 0),
    other("PersistentVolumeClaim", ["Add"], ownClaim),
    other("VolumeAttachment", ["Delete"]),
  ],
  VolumeBinding: [
    other("StorageClass"),
    other("PersistentVolumeClaim", ["Add", "Update"], ownClaim),
    other("PersistentVolume"),
    node(["Add", "UpdateNodeLabel"]),
    other("CSINode"),
    other("CSIDriver", ["Update"]),
    other("CSIStorageCapacity"),
  ],
  VolumeZone: [
    other("StorageClass", ["Add"]),
    node(["Add", "UpdateNodeLabel"]),
    other("PersistentVolumeClaim", ["Add", "Update"], ownClaim),
    other("PersistentVolume"),
  ],
  PodTopologySpread: [
    pod(["Add", "UpdatePodLabel", "Delete"], spreadCountChanges),
    pod(["UpdatePodToleration"], isOwn),
    node(["Add", "Delete", "UpdateNodeLabel", "UpdateNodeTaint"], spreadNodeChanges),
  ],
  InterPodAffinity: [
    pod(["Add", "UpdatePodLabel", "Delete"], affinityPodChanges),
    node(["Add", "UpdateNodeLabel"], affinityNodeChanges),
  ],
};

/** The first of `plugins` whose hint says Queue to the event; null when all say Skip. A plugin without registrations hears of everything. */
export function hintFor(plugins: readonly string[], podInfo: PodInfo, event: ClusterEvent): string | null {
  for (const plugin of plugins) {
    const events = registrations[plugin];
    if (!events) return plugin;
    for (const { kind, actions, hint } of events) {
      if (kind === event.kind && actions.includes(event.action) && (hint ?? always)(podInfo, event)) return plugin;
    }
  }
  return null;
}

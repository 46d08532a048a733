import type { Lease, Node, Taint } from "../../api/core.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import { timestamp, type VirtualMillis, virtualTime } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { conditionOf } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { isNotFound, keyOf, nameOf, semanticEqual } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { readyOf, unknownNode, withBetaLabels } from "./nodeHealth.ts";
import { hasNoExecute, noExecuteKey, withNoExecute, withNoSchedule } from "./nodeTaints.ts";
import { RateLimitedQueue } from "./rateLimitedQueue.ts";
import { byZone, evictionRateOf, type ZoneState, zoneOf, zoneStateOf } from "./zones.ts";

/**
 * The node lifecycle controller turns a node's conditions into taints, and marks the Pods of a node that falls silent. The
 * taints that keep Pods off come at once; those that drive Pods away come from a look at all nodes every few seconds, and
 * one node after the other.
 *
 * Models pkg/controller/nodelifecycle (v1.34). Simplified: the heartbeats of healthy nodes are left out of
 * the trace, so a node is watched from a Lease that is written (its last) until it posts that it is ready; and the look
 * at all nodes is taken only when something has changed.
 */
export const nodeLifecycleController: Controller = {
  name: "node-controller",
  kinds: ["Node"],
  start: (context) => new NodeLifecycleController(context).start(),
};

class NodeLifecycleController {
  private readonly client: Client;
  private readonly queue: WorkQueue;
  private nodes!: Informer<Node>;
  private pods!: Informer<Pod>;
  /** Nodes that have come since the start: the others are taken to have got their labels long ago. */
  private readonly newcomers = new Set<string>();
  /** Nodes that the next look at all nodes tells of for the first or the last time. */
  private readonly unregistered = new Set<string>();
  private readonly removed = new Map<string, Node>();
  /** What cancels the look at a node that may have fallen silent; when it has. */
  private readonly watched = new Map<string, { readonly cancel: () => void; readonly silentAt: VirtualMillis }>();
  private readonly tainters = new Map<string, RateLimitedQueue>();
  private readonly zoneStates = new Map<string, ZoneState>();
  private nextLook: VirtualMillis | null = null;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(nodeLifecycleController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key), 8);
  }

  start(): void {
    const started = this.context.now();
    this.pods = this.context.informers.of<Pod>("pods");
    this.nodes = this.context.informers.of<Node>("nodes", {
      added: (node) => {
        if (this.context.now() > started) this.welcome(node);
        this.examine(node);
      },
      updated: (before, node) => {
        if (readyOf(node)?.lastHeartbeatTime !== readyOf(before)?.lastHeartbeatTime) this.stopWatching(nameOf(node));
        if (readyOf(node)?.status !== readyOf(before)?.status) this.lookAtAll();
        this.examine(node);
      },
      deleted: (node) => {
        this.stopWatching(nameOf(node));
        this.removed.set(nameOf(node), node);
        this.lookAtAll();
      },
    });
    this.context.informers.of<Lease>("leases", {
      added: (lease) => this.heard(lease),
      updated: (_before, lease) => this.heard(lease),
    });
  }

  private welcome(node: Node): void {
    const name = nameOf(node);
    this.newcomers.add(name);
    this.unregistered.add(name);
    this.lookAtAll();
    const made = virtualTime(node.metadata.creationTimestamp ?? "");
    if (!readyOf(node) && made !== null) this.watch(name, made + this.context.timing.nodeStartupGracePeriod);
  }

  private heard({ metadata, spec }: Lease): void {
    const renewed = virtualTime(spec?.renewTime ?? "");
    const { name = "" } = metadata;
    if (metadata.namespace !== "kube-node-lease" || renewed === null) return;
    this.watch(name, renewed + this.context.timing.nodeMonitorGracePeriod);
  }

  /** Silence is noticed at the first look after the grace period. */
  private watch(name: string, silentAt: VirtualMillis): void {
    this.stopWatching(name);
    const delay = Math.max(0, this.lookAfter(silentAt + 1) - this.context.now());
    this.watched.set(name, { silentAt, cancel: this.context.after(delay, () => this.context.spawn(this.look())) });
  }

  private stopWatching(name: string): void {
    this.watched.get(name)?.cancel();
    this.watched.delete(name);
  }

  private lookAfter(time: VirtualMillis): VirtualMillis {
    const { nodeMonitorPeriod } = this.context.timing;
    return Math.ceil(time / nodeMonitorPeriod) * nodeMonitorPeriod;
  }

  /** The controller looks at all nodes every few seconds: what has happened is seen at the next look. */
  private lookAtAll(): void {
    const now = this.context.now();
    const due = this.lookAfter(now + 1);
    if (this.nextLook === due) return;
    this.nextLook = due;
    this.context.after(due - now, () => this.context.spawn(this.look()));
  }

  private examine(node: Node): void {
    const isDue = !semanticEqual(withNoSchedule(node, ""), node.spec?.taints);
    if (isDue || this.newcomers.has(nameOf(node))) this.queue.add(keyOf(node));
    const key = noExecuteKey(node);
    if (key === null ? readyOf(node) && hasNoExecute(node) : !hasNoExecute(node, key)) this.lookAtAll();
  }

  private *sync(key: string): Process<SyncResult> {
    const node = this.nodes.get(key);
    if (!node) return null;
    const now = timestamp(this.context.now());
    const refused = yield* this.setTaints(node, (stored) => withNoSchedule(stored, now));
    if (refused) return refused;
    if (this.newcomers.delete(key) && !semanticEqual(withBetaLabels(node).metadata.labels, node.metadata.labels)) {
      const describe = { describe: "metadata.labels" };
      const patched = yield* this.client.patch<Node>("nodes", undefined, key, withBetaLabels, describe);
      if (!patched.ok) return isNotFound(patched.status) ? null : patched.status;
    }
    return null;
  }

  private *setTaints(node: Node, change: (stored: Node) => readonly Taint[]): Process<SyncResult> {
    const name = nameOf(node);
    const taints = change(node);
    if (semanticEqual(taints, node.spec?.taints)) return null;
    this.record(name, "setTaints", { taints: taints.map(({ key }) => key).join(",") });
    const patched = yield* this.client.patch<Node>(
      "nodes",
      undefined,
      name,
      (stored) => ({ ...stored, spec: { ...stored.spec, taints: [...change(stored)] } }),
      { describe: "spec.taints" },
    );
    return patched.ok || isNotFound(patched.status) ? null : patched.status;
  }

  /** Models monitorNodeHealth. */
  private *look(): Process {
    this.tellComings();
    for (const { metadata } of this.nodes.list()) {
      const name = metadata.name ?? "";
      const silence = this.watched.get(name);
      if (silence && silence.silentAt < this.context.now()) yield* this.markUnknown(name);
      const node = this.nodes.get(name);
      if (node) yield* this.judge(node);
    }
    yield* this.handleDisruption();
  }

  private tellComings(): void {
    for (const name of this.unregistered) {
      const node = this.nodes.get(name);
      const message = `Node ${name} event: Registered Node ${name} in Controller`;
      if (node) this.client.event(node, "Normal", "RegisteredNode", message);
    }
    for (const [name, node] of this.removed) {
      const message = `Node ${name} event: Removing Node ${name} from Controller`;
      if (!this.nodes.get(name)) this.client.event(node, "Normal", "RemovingNode", message);
      this.tainterOf(node).remove(name);
    }
    this.unregistered.clear();
    this.removed.clear();
  }

  /** Models tryUpdateNodeHealth. */
  private *markUnknown(name: string): Process {
    this.stopWatching(name);
    const node = this.nodes.get(name);
    if (!node) return;
    const wasReady = readyOf(node)?.status === "True";
    const now = timestamp(this.context.now());
    this.record(name, "markUnknown", {});
    const patched = yield* this.client.patch<Node>("nodes", undefined, name, (stored) => unknownNode(stored, now), {
      subresource: "status",
      describe: "Ready=Unknown",
    });
    if (!patched.ok || !wasReady) return;
    this.client.event(node, "Normal", "NodeNotReady", `Node ${name} status is now: NodeNotReady`);
    yield* this.markPods(name);
  }

  /** Pods of a node that falls silent no longer count as ready, and so leave their Services. Models MarkPodsNotReady. */
  private *markPods(nodeName: string): Process {
    for (const pod of this.pods.list()) {
      if (pod.spec.nodeName !== nodeName || conditionOf(pod.status?.conditions, "Ready")?.status !== "True") continue;
      const patched = yield* this.client.patch<Pod>(
        "pods",
        pod.metadata.namespace,
        nameOf(pod),
        (stored) => ({
          ...stored,
          status: {
            ...stored.status,
            conditions: stored.status?.conditions?.map((condition) =>
              condition.type === "Ready"
                ? { ...condition, status: "False", lastTransitionTime: timestamp(this.context.now()) }
                : condition,
            ),
          },
        }),
        { subresource: "status", describe: "Ready=False" },
      );
      if (patched.ok) this.client.event(pod, "Warning", "NodeNotReady", "Node is not ready");
    }
  }

  /** A node that is not ready waits for its turn to be emptied; one that is ready again is not. Models processTaintBaseEviction. */
  private *judge(node: Node): Process {
    const key = noExecuteKey(node);
    if (key !== null && hasNoExecute(node) && !hasNoExecute(node, key)) yield* this.setNoExecute(nameOf(node));
    else if (key !== null) {
      if (!hasNoExecute(node, key)) this.tainterOf(node).remove(nameOf(node));
      this.tainterOf(node).add(nameOf(node));
    } else if (readyOf(node)) yield* this.markReachable(node);
  }

  private *setNoExecute(name: string): Process {
    const node = this.nodes.get(name);
    const key = node && noExecuteKey(node);
    if (!node || !key) return;
    const now = timestamp(this.context.now());
    yield* this.setTaints(node, (stored) => withNoExecute(stored, key, now));
  }

  private *markReachable(node: Node): Process {
    this.tainterOf(node).remove(nameOf(node));
    const now = timestamp(this.context.now());
    yield* this.setTaints(node, (stored) => withNoExecute(stored, null, now));
  }

  private tainterOf(node: Node): RateLimitedQueue {
    const zone = zoneOf(node);
    const known = this.tainters.get(zone);
    if (known) return known;
    const made = new RateLimitedQueue(this.context, (name) => this.context.spawn(this.setNoExecute(name)));
    this.tainters.set(zone, made);
    return made;
  }

  /**
   * Slows evictions down where much of a zone is gone. When no zone has a node that answers, the fault is taken to be on
   * this side: nothing is evicted any more, and the taints that drive Pods away go.
   */
  private *handleDisruption(): Process {
    const zones = byZone(this.nodes.list());
    const states = new Map([...zones].map(([zone, nodes]) => [zone, zoneStateOf(nodes)]));
    if (zones.size === 0) return;
    const wasDown = [...zones.keys()].every((zone) => this.zoneStates.get(zone) === "fullDisruption");
    const isDown = [...states.values()].every((state) => state === "fullDisruption");
    for (const zone of [...this.zoneStates.keys()]) if (!zones.has(zone)) this.zoneStates.delete(zone);
    if (isDown && wasDown) return;
    for (const [zone, state] of states) this.zoneStates.set(zone, state);
    for (const [zone, nodes] of zones) {
      const [first] = nodes;
      const rate = isDown ? 0 : evictionRateOf(states.get(zone) ?? "normal", nodes.length);
      if (first) this.tainterOf(first).setRate(rate);
    }
    if (isDown) for (const node of this.nodes.list()) yield* this.markReachable(node);
  }

  private record(key: string, decision: string, params: { readonly [name: string]: string | number }): void {
    this.context.record(nodeLifecycleController.name, {
      type: "Reconcile",
      controller: nodeLifecycleController.name,
      kind: "Node",
      key,
      decision,
      params,
    });
  }
}

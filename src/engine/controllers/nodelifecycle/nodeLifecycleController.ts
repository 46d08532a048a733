import type { Lease, Node } from "../../api/core.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import { timestamp, virtualTime } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { conditionOf } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { isNotFound, keyOf, nameOf, semanticEqual } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { wantedTaints } from "./nodeTaints.ts";

/**
 * The node lifecycle controller turns a node's conditions into taints, and marks the Pods of a node that is not ready.
 *
 * Models pkg/controller/nodelifecycle (v1.34). Simplified: the heartbeats of healthy nodes are left out of
 * the trace, so a node is watched from a Lease that is written (its last) until it posts that it is ready.
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
  /** What cancels the look at a node that may have fallen silent. */
  private readonly watched = new Map<string, () => void>();

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(nodeLifecycleController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key), 8);
  }

  start(): void {
    const started = this.context.now();
    this.pods = this.context.informers.of<Pod>("pods");
    this.nodes = this.context.informers.of<Node>("nodes", {
      added: (node) => {
        if (this.context.now() > started) this.newcomers.add(nameOf(node));
        this.look(node);
      },
      updated: (before, node) => {
        if (heartbeatOf(node) !== heartbeatOf(before)) this.stopWatching(nameOf(node));
        this.look(node);
      },
    });
    this.context.informers.of<Lease>("leases", {
      added: (lease) => this.heard(lease),
      updated: (_before, lease) => this.heard(lease),
    });
  }

  private heard({ metadata, spec }: Lease): void {
    const renewed = virtualTime(spec?.renewTime ?? "");
    const { name = "" } = metadata;
    if (metadata.namespace !== "kube-node-lease" || renewed === null) return;
    this.stopWatching(name);
    // The controller looks at all nodes every few seconds: silence is noticed at the first look after the grace period.
    const { nodeMonitorGracePeriod, nodeMonitorPeriod } = this.context.timing;
    const silent = Math.ceil((renewed + nodeMonitorGracePeriod + 1) / nodeMonitorPeriod) * nodeMonitorPeriod;
    const delay = Math.max(0, silent - this.context.now());
    this.watched.set(
      name,
      this.context.after(delay, () => this.context.spawn(this.markUnknown(name))),
    );
  }

  private stopWatching(name: string): void {
    this.watched.get(name)?.();
    this.watched.delete(name);
  }

  /** Nobody knows how a silent node is. Models tryUpdateNodeHealth. */
  private *markUnknown(name: string): Process {
    this.watched.delete(name);
    const node = this.nodes.get(name);
    if (!node) return;
    const now = timestamp(this.context.now());
    this.record(name, "markUnknown", {});
    const patched = yield* this.client.patch<Node>(
      "nodes",
      undefined,
      name,
      (stored) => ({
        ...stored,
        status: {
          ...stored.status,
          conditions: stored.status?.conditions?.map((condition) =>
            monitored.has(condition.type)
              ? {
                  ...condition,
                  status: "Unknown" as const,
                  reason: "NodeStatusUnknown",
                  message: "Kubelet stopped posting node status.",
                  lastTransitionTime: now,
                }
              : condition,
          ),
        },
      }),
      { subresource: "status", describe: "Ready=Unknown" },
    );
    if (patched.ok) this.client.event(node, "Normal", "NodeNotReady", `Node ${name} status is now: NodeNotReady`);
  }

  private look(node: Node): void {
    const taints = wantedTaints(node, timestamp(this.context.now()));
    const isDown = conditionOf(node.status?.conditions, "Ready")?.status === "Unknown";
    if (isDown || this.newcomers.has(nameOf(node)) || !semanticEqual(taints, node.spec?.taints))
      this.queue.add(keyOf(node));
  }

  private *sync(key: string): Process<SyncResult> {
    const node = this.nodes.get(key);
    if (!node) return null;
    const now = timestamp(this.context.now());
    const taints = wantedTaints(node, now);
    if (!semanticEqual(taints, node.spec?.taints)) {
      const keys = taints.map((taint) => taint.key).join(",");
      this.record(key, "setTaints", { taints: keys });
      const patched = yield* this.client.patch<Node>(
        "nodes",
        undefined,
        key,
        (stored) => ({ ...stored, spec: { ...stored.spec, taints: [...wantedTaints(stored, now)] } }),
        { describe: "spec.taints" },
      );
      if (!patched.ok) return isNotFound(patched.status) ? null : patched.status;
    }
    if (this.newcomers.delete(key) && !semanticEqual(withBetaLabels(node).metadata.labels, node.metadata.labels)) {
      const describe = { describe: "metadata.labels" };
      const patched = yield* this.client.patch<Node>("nodes", undefined, key, withBetaLabels, describe);
      if (!patched.ok) return isNotFound(patched.status) ? null : patched.status;
    }
    if (conditionOf(node.status?.conditions, "Ready")?.status === "Unknown") yield* this.markPods(key);
    return null;
  }

  /** Pods of a silent node no longer count as ready, and so leave their Services. Models MarkPodsNotReady. */
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

/** The labels that a node also bears under their first names. Models reconcileNodeLabels. */
function withBetaLabels(node: Node): Node {
  const labels = { ...node.metadata.labels };
  for (const [stable, beta] of [
    ["kubernetes.io/os", "beta.kubernetes.io/os"],
    ["kubernetes.io/arch", "beta.kubernetes.io/arch"],
  ] as const) {
    const value = labels[stable];
    if (value !== undefined) labels[beta] = value;
  }
  return { ...node, metadata: { ...node.metadata, labels } };
}

/** The conditions that the kubelet posts. */
const monitored: ReadonlySet<string> = new Set(["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"]);

function heartbeatOf({ status }: Node): string | null | undefined {
  return conditionOf(status?.conditions, "Ready")?.lastHeartbeatTime;
}

import type { Node } from "../../api/core.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import { timestamp } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { conditionOf } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { isNotFound, keyOf, nameOf, semanticEqual } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";
import { wantedTaints } from "./nodeTaints.ts";

/**
 * The node lifecycle controller turns a node's conditions into taints, and marks the Pods of a node that is not ready.
 *
 * Models pkg/controller/nodelifecycle (v1.34). Nodes do not fall silent by themselves here: their conditions are written.
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

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(nodeLifecycleController.name);
    this.queue = new WorkQueue(context, (key) => this.sync(key), 8);
  }

  start(): void {
    this.pods = this.context.informers.of<Pod>("pods");
    this.nodes = this.context.informers.of<Node>("nodes", {
      added: (node) => this.look(node),
      updated: (_before, node) => this.look(node),
    });
  }

  private look(node: Node): void {
    const taints = wantedTaints(node, timestamp(this.context.now()));
    const isDown = conditionOf(node.status?.conditions, "Ready")?.status === "Unknown";
    if (isDown || !semanticEqual(taints, node.spec?.taints)) this.queue.add(keyOf(node));
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

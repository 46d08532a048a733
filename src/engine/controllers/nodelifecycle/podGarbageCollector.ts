import type { Node } from "../../api/core.ts";
import type { Pod } from "../../api/pod.ts";
import { disrupted } from "../../api/podDisruption.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { VirtualMillis } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { conditionOf } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { keyOf, nameOf } from "../objects.ts";
import { isFinished } from "../podState.ts";

/** Between two looks at all Pods, and how long a node must be gone before its Pods go; virtual milliseconds. */
const period: VirtualMillis = 20_000;
const quarantine: VirtualMillis = 40_000;

const outOfService = "node.kubernetes.io/out-of-service";

const lostNode = { reason: "DeletionByPodGC", message: "PodGC: node no longer exists" };

/**
 * The Pod garbage collector removes Pods that no kubelet will ever remove: of nodes that are gone, of nodes that an
 * administrator has declared out of service, and those that were deleted before they had a node.
 *
 * Models pkg/controller/podgc (v1.34), without its limit of 12,500 ended Pods. The look that it takes every 20 seconds
 * is taken only when there is something to see.
 */
export const podGarbageCollector: Controller = {
  name: "pod-garbage-collector",
  kinds: [],
  start: (context) => new PodGarbageCollector(context).start(),
};

class PodGarbageCollector {
  private readonly client: Client;
  private pods!: Informer<Pod>;
  private nodes!: Informer<Node>;
  /** Nodes that Pods name and that are not there; until when they may come back. */
  private readonly quarantined = new Map<string, VirtualMillis>();
  private nextLook: VirtualMillis | null = null;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(podGarbageCollector.name);
  }

  start(): void {
    const { informers } = this.context;
    this.nodes = informers.of<Node>("nodes", {
      updated: (_before, node) => {
        if (isOutOfService(node)) this.plan();
      },
      deleted: () => this.plan(),
    });
    this.pods = informers.of<Pod>("pods", {
      added: (pod) => this.examine(pod),
      updated: (_before, pod) => this.examine(pod),
    });
  }

  private examine(pod: Pod): void {
    if (this.isLost(pod) || this.isStranded(pod)) this.plan();
  }

  private isLost({ spec }: Pod): boolean {
    return Boolean(spec.nodeName) && !this.nodes.get(spec.nodeName ?? "");
  }

  /** Being deleted, without anybody who would end it. */
  private isStranded({ metadata, spec }: Pod): boolean {
    if (!metadata.deletionTimestamp) return false;
    const node = this.nodes.get(spec.nodeName ?? "");
    return node ? isOutOfService(node) : !spec.nodeName;
  }

  private plan(): void {
    const now = this.context.now();
    const due = Math.ceil((now + 1) / period) * period;
    if (this.nextLook === due) return;
    this.nextLook = due;
    this.context.after(due - now, () => this.context.spawn(this.look()));
  }

  private *look(): Process {
    const pods = this.pods.list();
    for (const pod of pods) {
      if (this.nodes.get(pod.spec.nodeName ?? "") && this.isStranded(pod)) yield* this.remove(pod, "outOfService");
    }
    const gone = this.goneNodes(pods);
    for (const pod of pods) {
      if (gone.has(pod.spec.nodeName ?? "")) yield* this.remove(pod, "nodeGone", lostNode);
      else if (!pod.spec.nodeName && this.isStranded(pod)) yield* this.remove(pod, "neverScheduled");
    }
    if (this.pods.list().some((pod) => this.isLost(pod))) this.plan();
  }

  /** The missing nodes whose quarantine is over. Models gcOrphaned. */
  private goneNodes(pods: readonly Pod[]): ReadonlySet<string> {
    const now = this.context.now();
    const missing = new Set(pods.filter((pod) => this.isLost(pod)).map(({ spec }) => spec.nodeName ?? ""));
    for (const name of [...this.quarantined.keys()]) if (!missing.has(name)) this.quarantined.delete(name);
    for (const name of missing) if (!this.quarantined.has(name)) this.quarantined.set(name, now + quarantine);
    return new Set([...missing].filter((name) => (this.quarantined.get(name) ?? now + 1) <= now));
  }

  /** Marks the Pod as failed, so that whoever counts it sees its end, and deletes it at once. */
  private *remove(pod: Pod, decision: string, why?: { readonly reason: string; readonly message: string }): Process {
    const { namespace } = pod.metadata;
    this.context.record(podGarbageCollector.name, {
      type: "Reconcile",
      controller: podGarbageCollector.name,
      kind: "Pod",
      key: keyOf(pod),
      decision,
      params: { node: pod.spec.nodeName ?? "" },
    });
    if (!isFinished(pod)) {
      const failed = (stored: Pod): Pod => {
        const told = why ? disrupted(stored, why, this.context.now()) : stored;
        return { ...told, status: { ...told.status, phase: "Failed" } };
      };
      const describe = { subresource: "status", describe: "phase=Failed" };
      const patched = yield* this.client.patch<Pod>("pods", namespace, nameOf(pod), failed, describe);
      if (!patched.ok) return;
    }
    yield* this.client.delete("pods", namespace, nameOf(pod), { gracePeriodSeconds: 0 });
  }
}

function isOutOfService({ spec, status }: Node): boolean {
  const isReady = conditionOf(status?.conditions, "Ready")?.status === "True";
  return !isReady && (spec?.taints ?? []).some(({ key }) => key === outOfService);
}

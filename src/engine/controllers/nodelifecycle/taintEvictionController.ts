import type { Node, Taint } from "../../api/core.ts";
import type { Pod } from "../../api/pod.ts";
import { disrupted } from "../../api/podDisruption.ts";
import { toleratesTaint } from "../../api/taints.ts";
import type { Client, Informer } from "../../client/client.ts";
import type { VirtualMillis } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { keyOf, nameOf } from "../objects.ts";

/**
 * The taint eviction controller deletes Pods from nodes with NoExecute taints that they do not tolerate, or no longer.
 *
 * Models pkg/controller/tainteviction (v1.34).
 */
export const taintEvictionController: Controller = {
  name: "taint-eviction-controller",
  kinds: [],
  start: (context) => new TaintEvictionController(context).start(),
};

class TaintEvictionController {
  private readonly client: Client;
  /** What cancels a deletion that waits, by Pod; null once it has been asked for. */
  private readonly pending = new Map<string, (() => void) | null>();
  private pods!: Informer<Pod>;
  private nodes!: Informer<Node>;

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(taintEvictionController.name);
  }

  start(): void {
    this.nodes = this.context.informers.of<Node>("nodes", {
      updated: (before, node) => {
        if (noExecute(before).length === 0 && noExecute(node).length === 0) return;
        for (const pod of this.pods.list()) if (pod.spec.nodeName === nameOf(node)) this.look(pod, node);
      },
    });
    this.pods = this.context.informers.of<Pod>("pods", {
      added: (pod) => this.lookAt(pod),
      updated: (before, pod) => {
        if (before.spec.nodeName !== pod.spec.nodeName || before.spec.tolerations !== pod.spec.tolerations)
          this.lookAt(pod);
      },
      deleted: (pod) => {
        this.pending.get(keyOf(pod))?.();
        this.pending.delete(keyOf(pod));
      },
    });
  }

  private lookAt(pod: Pod): void {
    const node = this.nodes.get(pod.spec.nodeName ?? "");
    if (node && noExecute(node).length > 0) this.look(pod, node);
  }

  private look(pod: Pod, node: Node): void {
    const key = keyOf(pod);
    const wait = patience(pod, noExecute(node));
    if (wait === null) {
      const cancel = this.pending.get(key);
      this.pending.delete(key);
      if (!cancel) return;
      cancel();
      this.client.event(pod, "Normal", "TaintManagerEviction", `Cancelling deletion of Pod ${key}`);
    } else if (!this.pending.has(key) && !pod.metadata.deletionTimestamp) {
      this.pending.set(
        key,
        this.context.after(wait, () => this.context.spawn(this.evict(pod))),
      );
    }
  }

  private *evict(pod: Pod): Process {
    const key = keyOf(pod);
    this.pending.set(key, null);
    const { namespace } = pod.metadata;
    this.context.record(taintEvictionController.name, {
      type: "Reconcile",
      controller: taintEvictionController.name,
      kind: "Pod",
      key,
      decision: "evictPod",
      params: { node: pod.spec.nodeName ?? "" },
    });
    this.client.event(pod, "Normal", "TaintManagerEviction", `Marking for deletion Pod ${key}`);
    yield* this.client.patch<Pod>(
      "pods",
      namespace,
      nameOf(pod),
      (stored) => disrupted(stored, evicted, this.context.now()),
      { subresource: "status", describe: "DisruptionTarget=True" },
    );
    yield* this.client.delete("pods", namespace, nameOf(pod));
  }
}

const evicted = {
  reason: "DeletionByTaintManager",
  message: "Taint manager: deleting due to NoExecute taint",
};

function noExecute(node: Node): readonly Taint[] {
  return (node.spec?.taints ?? []).filter(({ effect }) => effect === "NoExecute");
}

/** How long the Pod puts up with the taints, in virtual milliseconds; null for ever. */
function patience(pod: Pod, taints: readonly Taint[]): VirtualMillis | null {
  const used = taints.map(
    (taint) => pod.spec.tolerations?.filter((toleration) => toleratesTaint(toleration, taint)) ?? [],
  );
  if (used.some((tolerations) => tolerations.length === 0)) return 0;
  const limits = used
    .flat()
    .flatMap(({ tolerationSeconds }) => (tolerationSeconds === undefined ? [] : [tolerationSeconds]));
  return limits.length === 0 ? null : Math.max(0, Math.min(...limits)) * 1000;
}

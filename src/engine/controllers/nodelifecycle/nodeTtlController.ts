import type { Node } from "../../api/core.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Controller } from "../context.ts";
import { isNotFound, keyOf } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";

const annotation = "node.alpha.kubernetes.io/ttl";

/** Up to how many nodes which time, in seconds; the last one also beyond. */
const boundaries = [
  [100, 0],
  [500, 15],
  [1000, 30],
  [2000, 60],
  [Number.POSITIVE_INFINITY, 300],
] as const;

/**
 * The TTL controller tells kubelets how long to keep ConfigMaps and Secrets before they ask again: longer in larger clusters.
 *
 * Models pkg/controller/ttl (v1.34), without its hysteresis when a cluster shrinks. Nodes that are there when it starts are
 * taken to have been told: their annotation would be noise in every trace.
 */
export const nodeTtlController: Controller = {
  name: "ttl-controller",
  kinds: ["Node"],
  start: (context) => {
    const client = context.client("ttl-controller");
    const started = context.now();
    const nodes = context.informers.of<Node>("nodes", {
      added: (node) => {
        if (context.now() > started) queue.add(keyOf(node));
      },
    });
    const queue = new WorkQueue(context, sync);
    function* sync(key: string): Process<SyncResult> {
      const count = nodes.list().length;
      const seconds = boundaries.find(([most]) => count <= most)?.[1] ?? 0;
      if (nodes.get(key)?.metadata.annotations?.[annotation] === `${seconds}`) return null;
      const patched = yield* client.patch<Node>("nodes", undefined, key, (stored) => ({
        ...stored,
        metadata: { ...stored.metadata, annotations: { ...stored.metadata.annotations, [annotation]: `${seconds}` } },
      }));
      return patched.ok || isNotFound(patched.status) ? null : patched.status;
    }
  },
};

import type { Node } from "../api/core.ts";
import { nanoQuantity, unitsOf } from "../api/podResources.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import { postNodeStatus } from "./nodeStatus.ts";
import type { PodWorker } from "./podWorker.ts";
import { timing } from "./timing.ts";

/** `memory.available`, the hard threshold by default: 100Mi. */
const threshold = 100 * 1024 * 1024;
const criticalPriority = 2_000_000_000;

/**
 * Evicts Pods when the node runs out of memory: one in each pass, first those that use more than they request. Only
 * containers whose usage the scenario tells are counted, beside what the node keeps from its Pods (capacity less
 * allocatable). Models pkg/kubelet/eviction (v1.34); left out: disks, process identifiers, soft thresholds.
 */
export class EvictionManager {
  private passDue = false;
  private underPressure = false;

  constructor(
    private readonly node: NodeRuntime,
    private readonly workers: () => Iterable<PodWorker>,
  ) {}

  /** Usage has changed, or is about to in `delay`: the pass after that looks at it. */
  usageChanges(delay: VirtualMillis): void {
    this.node.context.after(delay, () => this.awaitPass());
  }

  private awaitPass(): void {
    if (this.passDue) return;
    this.passDue = true;
    const { context } = this.node;
    context.after(timing.eviction - (context.now() % timing.eviction), () => {
      this.passDue = false;
      this.pass();
    });
  }

  private pass(): void {
    const node = this.node.node();
    const available = this.available(node);
    if (!node || available === null || available >= threshold) return;
    if (!this.underPressure) {
      this.underPressure = true;
      this.node.client.event(node, "Warning", "EvictionThresholdMet", "Attempting to reclaim memory", {
        component: "kubelet",
        host: this.node.name,
      });
      this.publish();
      this.node.context.background(timing.pressureTransition, () => this.relieve());
    }
    const victim = this.ranked()[0];
    if (!victim) return;
    const detail = victim
      .memory()
      .filter(({ usage, request }) => usage > request)
      .map(
        ({ name, usage, request }) =>
          `Container ${name} was using ${binary(usage)}, request is ${binary(request)}, has larger consumption of memory. `,
      )
      .join("");
    const message = `The node was low on resource: memory. Threshold quantity: ${binary(threshold)}, available: ${binary(available)}. ${detail}`;
    victim.evict(message);
    this.awaitPass();
  }

  private relieve(): void {
    const available = this.available(this.node.node());
    if (available !== null && available < threshold) {
      this.node.context.background(timing.pressureTransition, () => this.relieve());
      return;
    }
    this.underPressure = false;
    this.publish();
  }

  /** Bytes left; null when nothing is known of the node or of any usage. */
  private available(node: Node | undefined): number | null {
    const capacity = bytes(node?.status?.capacity?.memory ?? node?.status?.allocatable?.memory);
    if (capacity === null) return null;
    const reserved = capacity - (bytes(node?.status?.allocatable?.memory) ?? capacity);
    let used = reserved;
    for (const worker of this.workers()) for (const { usage } of worker.memory()) used += usage;
    return Math.max(0, capacity - used);
  }

  /** Victims, first the first: above their request, then low priority, then the most above. */
  private ranked(): PodWorker[] {
    return [...this.workers()]
      .filter(({ pod, stopping, admitted }) => admitted && !stopping && (pod.spec.priority ?? 0) < criticalPriority)
      .map((worker) => {
        const above = worker.memory().reduce((sum, { usage, request }) => sum + usage - request, 0);
        return { worker, above, priority: worker.pod.spec.priority ?? 0 };
      })
      .sort(
        (a, b) =>
          Number(b.above > 0) - Number(a.above > 0) ||
          a.priority - b.priority ||
          b.above - a.above ||
          ((a.worker.pod.metadata.name ?? "") < (b.worker.pod.metadata.name ?? "") ? -1 : 1),
      )
      .map(({ worker }) => worker);
  }

  private publish(): void {
    const { client, context, name } = this.node;
    const under = new Set(this.underPressure ? (["MemoryPressure"] as const) : []);
    context.spawn(postNodeStatus(client, name, under, context.now()));
  }
}

function bytes(quantity: string | number | undefined): number | null {
  return quantity === undefined ? null : Number(unitsOf(nanoQuantity(quantity)));
}

/** Bytes as a quantity with binary suffixes, exact: 96468992 is `92Mi`. */
function binary(value: number): string {
  const suffixes = ["", "Ki", "Mi", "Gi", "Ti"];
  let rest = Math.round(value);
  let suffix = 0;
  while (rest !== 0 && rest % 1024 === 0 && suffix < suffixes.length - 1) {
    rest /= 1024;
    suffix++;
  }
  return `${rest}${suffixes[suffix]}`;
}

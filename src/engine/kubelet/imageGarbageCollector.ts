import type { VirtualMillis } from "../kernel/clock.ts";
import type { Observation } from "./eviction/thresholds.ts";
import type { Machine } from "./machine.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import { timing } from "./timing.ts";

interface Seen {
  readonly firstDetected: VirtualMillis;
  lastUsed: VirtualMillis;
}

const never = Number.NEGATIVE_INFINITY;

/**
 * Removes images that no container uses: every five minutes when the disk is fuller than the high threshold, down to the
 * low one, and all of them when the node is short of disk. Images that were detected a short while ago are spared.
 * Models pkg/kubelet/images/image_gc_manager.go (v1.34).
 */
export class ImageGarbageCollector {
  private readonly seen = new Map<string, Seen>();
  private failedBefore = false;
  private cancel: (() => void) | null = null;
  private readonly startedAt: VirtualMillis;

  constructor(
    private readonly node: NodeRuntime,
    /** The file system that images are on; null when the Node does not say how large it is. */
    private readonly disk: () => Observation | null,
  ) {
    this.startedAt = node.context.now();
    this.detect(never);
    this.arm();
  }

  /** An image has come, or the disk has filled: the next look may have something to do. */
  usageChanged(): void {
    this.arm();
  }

  /** All that nobody uses, but for the newest. Models DeleteUnusedImages. */
  deleteUnused(): void {
    this.free(Number.POSITIVE_INFINITY, "diskPressure");
  }

  private get configuration(): Machine["configuration"] {
    return this.node.machine.configuration;
  }

  /** A look that would find nothing does not keep a run going. */
  private arm(): void {
    this.cancel?.();
    const { context } = this.node;
    const elapsed = (context.now() - this.startedAt) % timing.imageGc;
    const timer = this.isOverHigh() && !this.failedBefore ? context.after : context.background;
    this.cancel = timer(timing.imageGc - elapsed, () => {
      this.detect(context.now());
      this.collect();
      this.arm();
    });
  }

  private isOverHigh(): boolean {
    const disk = this.disk();
    return disk !== null && usedPercent(disk) >= this.configuration.imageGCHighThresholdPercent;
  }

  private detect(time: VirtualMillis): void {
    const { machine, context } = this.node;
    const used = imagesInUse(machine);
    const present = machine.images.present();
    for (const { name } of present) {
      const seen = this.seen.get(name) ?? { firstDetected: time, lastUsed: never };
      if (used.has(name)) seen.lastUsed = context.now();
      this.seen.set(name, seen);
    }
    const names = new Set(present.map(({ name }) => name));
    for (const name of this.seen.keys()) if (!names.has(name)) this.seen.delete(name);
  }

  private collect(): void {
    this.freeOld();
    const disk = this.disk();
    if (!disk || usedPercent(disk) < this.configuration.imageGCHighThresholdPercent) return;
    const { imageGCLowThresholdPercent: low } = this.configuration;
    const wanted = Math.trunc((disk.capacity * (100 - low)) / 100) - disk.available;
    const freed = this.free(wanted, "highThreshold");
    if (freed >= wanted) {
      this.failedBefore = false;
      return;
    }
    const message = `Failed to garbage collect required amount of images. Attempted to free ${wanted} bytes, but only found ${freed} bytes eligible to free.`;
    this.warn("FreeDiskSpaceFailed", message);
    if (this.failedBefore) this.warn("ImageGCFailed", message);
    this.failedBefore = true;
  }

  /** What has not been used for longer than the kubelet is told to keep it. */
  private freeOld(): void {
    const { imageMaximumGCAge: oldest } = this.configuration;
    const now = this.node.context.now();
    if (oldest === 0 || now - this.startedAt <= oldest) return;
    for (const [name, { lastUsed }] of this.seen) if (now - lastUsed > oldest) this.remove(name, "age");
  }

  private free(wanted: number, why: "highThreshold" | "diskPressure"): number {
    const now = this.node.context.now();
    this.detect(now);
    let freed = 0;
    const inOrder = [...this.seen].sort(
      ([, a], [, b]) => compare(a.lastUsed, b.lastUsed) || compare(a.firstDetected, b.firstDetected),
    );
    for (const [name, { firstDetected, lastUsed }] of inOrder) {
      if (freed >= wanted || lastUsed >= now) break;
      if (now - firstDetected < this.configuration.imageMinimumGCAge) continue;
      freed += this.remove(name, why);
    }
    return freed;
  }

  private remove(name: string, why: "highThreshold" | "diskPressure" | "age"): number {
    const { machine, context } = this.node;
    this.seen.delete(name);
    const sizeBytes = machine.images.remove(name);
    context.record(machine.kubelet, { type: "ImageRemoved", image: name, sizeBytes, why }, [machine.images.change()]);
    return sizeBytes;
  }

  private warn(reason: string, message: string): void {
    const node = this.node.node();
    if (node) this.node.client.event(node, "Warning", reason, message, { component: "kubelet", host: this.node.name });
  }
}

/** Two moments, of which either may lie before all time. */
function compare(a: VirtualMillis, b: VirtualMillis): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function usedPercent({ capacity, available }: Observation): number {
  return 100 - Math.trunc((available * 100) / capacity);
}

/** Containers that have ended hold their image as long as their Pod is there. */
function imagesInUse({ pods, images }: Machine): Set<string> {
  const used = new Set<string>();
  for (const { containers } of pods.values())
    for (const { spec, id } of containers) if (id !== undefined) used.add(images.nameOf(spec.image ?? ""));
  return used;
}

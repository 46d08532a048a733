import type { ContainerImage } from "../api/core.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import { type Process, until } from "../kernel/simulator.ts";
import type { KubeletConfiguration } from "./configuration.ts";
import type { ImageStore, KubeletEvent } from "./events.ts";
import { parseImage } from "./imageSizes.ts";
import type { KubeletContext } from "./nodeRuntime.ts";
import type { RuntimeModel } from "./runtimeModel.ts";
import { timing } from "./timing.ts";

export type PullResult =
  | { readonly ok: true; readonly sizeBytes: number; readonly took: VirtualMillis }
  | { readonly ok: false; readonly message: string };

/** Whom a pull is for, and what shows its progress. */
export interface PullRequest {
  readonly image: string;
  readonly call: Omit<Extract<KubeletEvent, { type: "CRI" }>, "type" | "phase" | "call">;
  /** Called when the pull leaves the queue and begins. */
  began(duration: VirtualMillis, sizeBytes: number): void;
  /** Writes an entry together with the changes of the Pod's own record. */
  record(actor: string, event: KubeletEvent, changes: ReturnType<KubeletContext["change"]>[]): void;
  /** Called before the entry of the return is written. */
  ended(ok: boolean): void;
}

const nameOf = (reference: string): string => parseImage(reference)?.full ?? reference;

/**
 * The images of one node: what is there, and pulls in the order of asking, one at a time (`serializeImagePulls`, the
 * default) or side by side. A pull that has begun goes on when nobody wants it any more.
 * Models pkg/kubelet/images/puller.go and the throttle of pkg/kubelet/images/helpers.go (v1.34).
 */
export class ImageManager {
  private images: ImageStore = [];
  private readonly line: (() => void)[] = [];
  private running = 0;
  private tokens: { readonly left: number; readonly time: VirtualMillis } | null = null;

  constructor(
    private readonly host: {
      readonly context: KubeletContext;
      readonly model: RuntimeModel;
      readonly configuration: KubeletConfiguration;
    },
    private readonly actors: { readonly kubelet: string; readonly containerd: string },
    private readonly key: string,
    /** Called when an image has come or gone. */
    private readonly changed: () => void,
  ) {}

  /** What a Node object says that it has, for the start. */
  seed(images: readonly ContainerImage[]): void {
    this.images = images.flatMap(({ names = [], sizeBytes = 0 }) => {
      const name = names.find((each) => !each.includes("@")) ?? names[0];
      return name ? [{ name: nameOf(name), sizeBytes, state: "present" as const }] : [];
    });
  }

  /** An image that must be there, since a container ran of it before the run began. */
  assume(reference: string): void {
    if (!parseImage(reference) || this.has(reference)) return;
    const { sizeBytes } = this.host.model.image(reference);
    this.images = [...this.images, { name: nameOf(reference), sizeBytes, state: "present" }];
  }

  has(reference: string): boolean {
    const name = nameOf(reference);
    return this.images.some((image) => image.name === name && image.state === "present");
  }

  present(): ImageStore {
    return this.images.filter(({ state }) => state === "present");
  }

  /** What the images take up on disk. */
  bytes(): number {
    return this.present().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  /** Takes an image away; what it has taken up. */
  remove(name: string): number {
    const image = this.images.find((each) => each.name === name);
    this.images = this.images.filter((each) => each !== image);
    this.changed();
    return image?.sizeBytes ?? 0;
  }

  /** The full name behind a reference as manifests write it. */
  nameOf(reference: string): string {
    return nameOf(reference);
  }

  /** The change that shows the images in the trace. */
  change(): ReturnType<KubeletContext["change"]> {
    return this.host.context.change(this.key, this.images);
  }

  /** Whoever pulled is gone: what has not come whole is thrown away. */
  abort(): void {
    this.images = this.images.filter(({ state }) => state === "present");
    this.line.length = 0;
    this.running = 0;
  }

  /** As in a Node's status: largest first, fifty at most. */
  nodeStatusImages(): ContainerImage[] {
    return this.images
      .filter(({ state }) => state === "present")
      .sort((a, b) => b.sizeBytes - a.sizeBytes || (a.name < b.name ? -1 : 1))
      .slice(0, 50)
      .map(({ name, sizeBytes }) => ({ names: [name], sizeBytes }));
  }

  /** Waits for its turn, then pulls. Its time includes only the pull itself. */
  *pull({ image, call, began, ended, record }: PullRequest): Process<PullResult> {
    if (this.running >= this.slots) yield* until<void>((resume) => this.line.push(() => resume(undefined)));
    this.running++;
    if (!this.takeToken()) {
      this.next();
      return { ok: false, message: "pull QPS exceeded" };
    }
    const { sizeBytes, pullError } = this.host.model.image(image);
    const present = this.has(image);
    const under = this.images.find((each) => each.name === nameOf(image) && each.state === "pulling");
    const full = timing.registryCheck + Math.round((sizeBytes / this.host.model.bandwidth) * 1000);
    const left = (pull: ImageStore[number] | undefined): VirtualMillis | undefined =>
      pull && Math.max(timing.registryCheck, (pull.startedAt ?? 0) + (pull.duration ?? 0) - this.host.context.now());
    const duration =
      pullError !== undefined ? timing.failedPull : present ? timing.registryCheck : (left(under) ?? full);
    const name = nameOf(image);
    const startedAt = this.host.context.now();
    const others = this.images.filter((each) => each.name !== name);
    if (!present && !under && pullError === undefined)
      this.images = [...others, { name, sizeBytes, state: "pulling", startedAt, duration }];
    began(duration, sizeBytes);
    const said = { ...call, type: "CRI", call: "PullImage" } as const;
    record(this.actors.kubelet, { ...said, phase: "call", sizeBytes, duration }, [this.change()]);
    yield { sleep: duration };
    const ok = pullError === undefined;
    const message = ok ? undefined : resolveError(name, pullError);
    if (ok) {
      const rest = this.images.filter((each) => each.name !== name);
      this.images = [...rest, { name, sizeBytes, state: "present" }];
    }
    ended(ok);
    record(this.actors.containerd, { ...said, phase: "return", sizeBytes, ok, ...(message && { message }) }, [
      this.change(),
    ]);
    if (ok && !present) this.changed();
    this.next();
    return ok ? { ok, sizeBytes, took: duration } : { ok, message: message ?? "" };
  }

  private get slots(): number {
    const { serializeImagePulls, maxParallelImagePulls } = this.host.configuration;
    return serializeImagePulls ? 1 : (maxParallelImagePulls ?? Number.POSITIVE_INFINITY);
  }

  private next(): void {
    this.running--;
    this.line.shift()?.();
  }

  /** The registry is asked so often in a second at most, and so often in one go. */
  private takeToken(): boolean {
    const { registryPullQPS: rate, registryBurst: burst } = this.host.configuration;
    if (rate === 0) return true;
    const now = this.host.context.now();
    const { left, time } = this.tokens ?? { left: burst, time: now };
    const held = Math.min(burst, left + ((now - time) / 1000) * rate);
    this.tokens = { left: held >= 1 ? held - 1 : held, time: now };
    return held >= 1;
  }
}

/** What containerd says when a reference can't be resolved. */
function resolveError(name: string, why: string): string {
  const code = why === "not found" ? "NotFound" : "Unknown";
  const subject = why === "not found" ? `${name}: ${why}` : why;
  return `rpc error: code = ${code} desc = failed to pull and unpack image "${name}": failed to resolve reference "${name}": ${subject}`;
}

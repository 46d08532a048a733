import { canonicalText } from "../api/canonicalText.ts";
import type { Pod, PodStatus } from "../api/pod.ts";
import { type Process, until } from "../kernel/simulator.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import { mergeStatus } from "./status/podStatus.ts";

/**
 * Publishes a Pod's status, one patch at a time: what comes meanwhile waits, and only the newest is sent. The published
 * status is a copy that lags behind the real state. Models pkg/kubelet/status/status_manager.go (v1.34).
 */
export class StatusPublisher {
  private wanted: PodStatus | null = null;
  private last = "";
  private busy = false;
  private readonly idle: (() => void)[] = [];

  constructor(
    private readonly node: NodeRuntime,
    private readonly pod: Pod,
  ) {}

  /** What is published already: only what differs from it is sent. */
  assume(status: PodStatus): void {
    this.last = JSON.stringify(status);
  }

  /** A kubelet that comes anew to a Pod sends nothing when what it finds is stored already. */
  compare(stored: PodStatus, status: PodStatus): void {
    const merged = mergeStatus(stored, status, this.node.context.now());
    if (canonicalText(merged) === canonicalText(stored)) this.assume(status);
  }

  publish(status: PodStatus): void {
    const text = JSON.stringify(status);
    if (text === this.last) return;
    this.last = text;
    this.wanted = status;
    if (this.busy) return;
    this.busy = true;
    this.node.context.spawn(this.send());
  }

  /** Waits until everything that was asked for has been sent. */
  *settle(): Process {
    if (this.busy) yield* until<void>((resume) => this.idle.push(() => resume(undefined)));
  }

  private *send(): Process {
    const { name = "", namespace, uid } = this.pod.metadata;
    while (this.wanted) {
      const status = this.wanted;
      this.wanted = null;
      yield* this.node.client.patch<Pod>(
        "pods",
        namespace,
        name,
        (stored) =>
          stored.metadata.uid === uid
            ? { ...stored, status: mergeStatus(stored.status, status, this.node.context.now()) }
            : stored,
        { subresource: "status" },
      );
    }
    this.busy = false;
    for (const resume of this.idle.splice(0)) resume();
  }
}
